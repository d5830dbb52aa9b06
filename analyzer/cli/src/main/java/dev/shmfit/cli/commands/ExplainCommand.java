package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.LogFile;
import dev.shmfit.cli.input.ReadSoFar;
import dev.shmfit.cli.options.Endings;
import dev.shmfit.cli.options.Format;
import dev.shmfit.cli.options.LanguageOption;
import dev.shmfit.cli.options.Output;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.workload.Settings;
import dev.shmfit.explain.Diagnosis;
import dev.shmfit.explain.Diagnostician;
import dev.shmfit.explain.TextSplitter;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.explain.size.SizeDecoder;
import dev.shmfit.reports.ExplainJson;
import dev.shmfit.reports.ExplainMapper;
import dev.shmfit.reports.ExplainV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.text.ExplainMarkdown;
import dev.shmfit.reports.text.ExplainText;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.verdict.Place;
import dev.shmfit.verdict.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The command {@code shmfit explain}: what a failed job printed, an id or a number of bytes, explained. */
@Command(
        name = "explain",
        sortOptions = false,
        description = {
            "Say what a failed job's output means: the cause, whether it is about the space in /dev/shm at all, what to"
                    + " do, and which advice does not help.",
            "",
            "Also explains what ls -l /dev/shm, df, docker inspect and ulimit -a show, the id of a finding or rule, and a"
                    + " number of bytes."
        },
        customSynopsis = {
            "shmfit explain [OPTION]... [LOG|-]",
            "shmfit explain [OPTION]... \"MESSAGE\"",
            "shmfit explain [OPTION]... ID",
            "shmfit explain [OPTION]... BYTES"
        },
        synopsisHeading = "",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhat to explain:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:something was recognised",
            " 2:the command line is wrong",
            " 3:the input cannot be read, or nothing in it was recognised",
            "69:shmfit could not start, or could not write its result",
            "70:a bug in shmfit"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit explain train.log",
            "  kubectl logs POD | shmfit explain --platform kubernetes",
            "  shmfit explain \"worker exited with code 135\"",
            "  ls -l /dev/shm | shmfit explain -",
            "  shmfit explain --redact train.log -o redacted.log",
            "  shmfit explain 9637892",
            "  shmfit explain shm-too-small"
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final List<Format> FORMATS = List.of(Format.TEXT, Format.JSON, Format.MARKDOWN);
    private static final int LONGEST_NUMBER = 15;

    private final CommandContext context;

    @Parameters(
            arity = "0..1",
            paramLabel = "LOG",
            description =
                    "A log, or - for standard input (the default); a message in quotation marks; an exit code; the id of"
                            + " a finding, a rule or a cause; a number of bytes. A file that exists comes first.")
    private @Nullable String subject;

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            converter = PlaceConverter.class,
            description = "Show the change for docker, compose, kubernetes (k8s), argo, kuberay, podman, apptainer,"
                    + " slurm, azureml or host. Names may follow: kubernetes:pod=trainer-0,container=main.")
    private @Nullable Place place;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.Converter.class,
            description = "text, json or markdown. Default: what FILE ends in, else text.")
    private @Nullable Format format;

    @Option(
            names = "--redact",
            description =
                    "Do not explain: write LOG without names of hosts and users, addresses, UUIDs, accounts, and all that"
                            + " may be a key or a password, each replaced by a pseudonym, to be shown in an issue or kept as a"
                            + " fixture. Standard error tells how many were replaced.")
    private boolean redact;

    @Mixin
    private Output output;

    @Mixin
    private LanguageOption language;

    /** Reads the name of a platform, and what container, pod and image are called there. */
    static final class PlaceConverter implements ITypeConverter<Place> {
        @Override
        public Place convert(String value) {
            try {
                return Place.parse(value);
            } catch (MalformedText e) {
                throw new TypeConversionException(e.sentence());
            }
        }
    }

    public ExplainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (redact) {
            String replaced = RedactedLog.write(subject == null ? "-" : subject, context.in(), output);
            output.message(replaced.isEmpty() ? "nothing was replaced" : "replaced: " + replaced);
            return ExitCode.OK;
        }
        Format chosen = format();
        Language spoken = chosen == Format.JSON ? Language.ENGLISH : language.of(context);
        ExplainV1 report = report(new ExplainMapper(spoken));
        output.write(written(report, chosen));
        return report.recognised() ? ExitCode.OK : ExitCode.INPUT;
    }

    private String written(ExplainV1 report, Format chosen) {
        if (chosen == Format.JSON) {
            return ExplainJson.write(report);
        }
        return chosen == Format.MARKDOWN
                ? ExplainMarkdown.write(report, language.of(context))
                : ExplainText.write(
                        report,
                        output.file() == null ? language.style(context) : TextStyle.PLAIN,
                        language.of(context));
    }

    private Format format() {
        String asked = format == null ? null : format.word();
        String chosen = Endings.choose(
                asked, output.file(), FORMATS.stream().map(Format::word).toList());
        return Format.valueOf(chosen.toUpperCase(Locale.ROOT));
    }

    private ExplainV1 report(ExplainMapper mapper) {
        ReportV1.Tool tool = new ReportV1.Tool("shmfit", context.version());
        String name = subject == null ? "-" : subject;
        if (name.equals("-")) {
            if (context.live().typed()) {
                output.message("Paste what the job printed, then press Ctrl-D on a line of its own."
                        + " (shmfit explain LOG reads a file, shmfit explain \"MESSAGE\" one message.)");
            }
            return log(name, mapper, tool);
        }
        Path file = path(name);
        if (file != null && Files.exists(file)) {
            return log(name, mapper, tool);
        }
        Optional<Explanation> explanation = Explanations.of(name.toLowerCase(Locale.ROOT));
        if (explanation.isPresent()) {
            return mapper.of(explanation.get(), tool);
        }
        boolean status = name.matches("-\\d{1,3}") || (name.matches("\\d{1,3}") && !"0".equals(name));
        Optional<Diagnosis> message = !name.matches("\\d+") || status ? PastedMessage.of(name) : Optional.empty();
        if (message.isPresent()) {
            return mapper.of(message.get(), PastedMessage.NAME, place(), tool);
        }
        if (name.matches("\\d{1," + LONGEST_NUMBER + "}")) {
            long bytes = Long.parseLong(name, 10);
            return mapper.of(bytes, SizeDecoder.decode(bytes), tool);
        }
        List<String> ids = Explanations.all().stream().map(Explanation::id).toList();
        throw new UsageError("\"" + ErrorText.shown(name) + "\" is neither a file nor an id that is known"
                + DidYouMean.hint(ids, name)
                + "; a log, a message in quotation marks, an id such as shm-too-small, or a number of bytes is taken");
    }

    /** As asked, else as the settings say. */
    private Place place() {
        if (place != null) {
            return place;
        }
        return Settings.found(context.config()).platform().orElse(new Place(Platform.UNKNOWN, false));
    }

    private static @Nullable Path path(String name) {
        try {
            return Path.of(name);
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    private ExplainV1 log(String file, ExplainMapper mapper, ReportV1.Tool tool) {
        Diagnostician reader = new Diagnostician();
        TextSplitter lines = new TextSplitter(reader);
        LogFile.read(file, context.in(), new ReadSoFar(file, lines::accept, output::message));
        lines.finish();
        return mapper.of(reader.diagnosis(), LogFile.shown(file), place(), tool);
    }
}
