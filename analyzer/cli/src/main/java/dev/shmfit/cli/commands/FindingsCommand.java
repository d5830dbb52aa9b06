package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.options.Endings;
import dev.shmfit.cli.options.LanguageOption;
import dev.shmfit.cli.options.Output;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.reports.ExplainMapper;
import dev.shmfit.reports.FindingAddress;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.rules.FindingsReport;
import dev.shmfit.reports.text.ExplainText;
import dev.shmfit.reports.text.FindingList;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Text;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code shmfit findings}: everything that can be said. */
@Command(
        name = "findings",
        sortOptions = false,
        description = "List everything that a report or an explanation can say, by id, with its address in the"
                + " documentation.",
        synopsisHeading = "",
        customSynopsis = "shmfit findings [OPTION]... [ID]",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhich:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit findings",
            "  shmfit findings shm-too-small",
            "  shmfit findings --format json | jq -r '.findings[].id'"
        })
public final class FindingsCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("text", "json", "markdown");

    private final CommandContext context;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "One of them, with cause and remedy. Default: all.")
    private @Nullable String id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json or markdown. Default: what FILE ends in, else text.")
    private @Nullable String format;

    @Mixin
    private Output output;

    @Mixin
    private LanguageOption language;

    public FindingsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String chosen = Endings.choose(format, output.file(), FORMATS);
        List<Explanation> all = Explanations.all();
        List<Explanation> found = id == null ? all : List.of(known(all, id));
        output.write(
                switch (chosen) {
                    case "json" -> FindingsReport.json(found);
                    case "markdown" -> FindingsReport.markdown(found);
                    default -> id == null ? FindingList.write(all, language.of(context)) : detail(found.get(0));
                });
        return ExitCode.OK;
    }

    private String detail(Explanation e) {
        TextStyle style = output.file() == null ? language.style(context) : TextStyle.PLAIN;
        return ExplainText.write(
                        new ExplainMapper(language.of(context)).of(e, new ReportV1.Tool("shmfit", context.version())),
                        style,
                        language.of(context))
                + Text.of("explain/lead-more").in(language.of(context)) + "   " + FindingAddress.of(e.id()) + "\n";
    }

    private static Explanation known(List<Explanation> all, String id) {
        return all.stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow(() -> {
            List<String> near = NearIds.of(all.stream().map(Explanation::id).toList(), id);
            String proposal = near.isEmpty() ? "; " : "; did you mean " + String.join(" or ", near) + "? ";
            return new UsageError("there is no finding \"" + ErrorText.shown(id) + "\"" + proposal
                    + "\"shmfit findings\" lists them");
        });
    }
}
