package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.options.Endings;
import dev.shmfit.cli.options.Output;
import dev.shmfit.reports.rules.RuleV1;
import dev.shmfit.reports.rules.RulesReport;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code shmfit rules}: what NCCL decides by version. */
@Command(
        name = "rules",
        sortOptions = false,
        description = "Print the rules of NCCL that depend on its version: what each decides, its versions, and where"
                + " in NCCL's source it was read.",
        synopsisHeading = "",
        customSynopsis = "shmfit rules [OPTION]... [ID]",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhich:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit rules",
            "  shmfit rules p2p-level-default",
            "  shmfit rules --format json | jq '.rules[] | select(.values[].from == \"2.27.3\").id'"
        })
public final class RulesCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("text", "json");

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "A rule, with its values and their sources. Default: all rules, in short.")
    private @Nullable String id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json. Default: what FILE ends in, else text.")
    private @Nullable String format;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        String chosen = Endings.choose(format, output.file(), FORMATS);
        List<RuleV1> all = RuleV1.all();
        List<RuleV1> rules = id == null ? all : List.of(rule(all, id));
        if (chosen.equals("json")) {
            output.write(RulesReport.json(rules));
        } else {
            output.write(id == null ? RulesReport.list(rules) : RulesReport.detail(rules.get(0)));
        }
        return ExitCode.OK;
    }

    private static RuleV1 rule(List<RuleV1> all, String id) {
        return all.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow(() -> {
            List<String> near = NearIds.of(all.stream().map(RuleV1::id).toList(), id);
            String proposal = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
            return new UsageError("there is no rule \"" + ErrorText.shown(id) + "\"" + proposal
                    + (near.isEmpty() ? "; " : " ") + "\"shmfit rules\" lists them");
        });
    }
}
