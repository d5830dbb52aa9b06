package dev.shmfit.cli.commands;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.input.LogInput;
import dev.shmfit.cli.input.RedactedInputs;
import dev.shmfit.cli.options.Format;
import dev.shmfit.cli.options.JobOptions;
import dev.shmfit.cli.options.LooseFiles;
import dev.shmfit.cli.options.NodeOptions;
import dev.shmfit.cli.options.Question;
import dev.shmfit.cli.options.ReportOptions;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.log.NcclLog;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.LogReportV1;
import dev.shmfit.reports.RedactedV1;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.VerificationMapper;
import dev.shmfit.reports.VerificationV1;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.MarkdownReport;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.reports.text.TextVerification;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.verify.Verification;
import dev.shmfit.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code shmfit verify}: the forecast beside what a job's log shows. */
@Command(
        name = "verify",
        sortOptions = false,
        description =
                "Hold the forecast against what NCCL wrote with NCCL_DEBUG=INFO: channels, rings, trees, how each pair is"
                        + " connected, files in /dev/shm. Names the likely cause of each difference. Without CAPTURE it"
                        + " tells what the log shows.",
        customSynopsis = {
            "shmfit verify [OPTION]... CAPTURE --nccl-log LOG...",
            "shmfit verify [OPTION]... --nccl-log LOG..."
        },
        synopsisHeading = "",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhat to hold against each other:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:everything that the log shows agrees with the forecast; or a log alone was read",
            " 1:something differs",
            " 2:the command line is wrong",
            " 3:the input cannot be read, or shows nothing that could be compared",
            "69:shmfit could not start, or could not write its result",
            "70:a bug in shmfit"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit verify node.tar.gz --nccl-log job.log",
            "  shmfit verify topo.xml --nccl-log rank0.log --nccl-log rank1.log",
            "  kubectl logs train-0 | shmfit verify node.tar.gz --nccl-log -",
            "  shmfit verify --nccl-log job.log",
            "  shmfit verify node.tar.gz --nccl-log job.log --format html -o verify.html"
        })
public final class VerifyCommand implements Callable<Integer> {
    /** What a log alone can be written as. */
    private static final List<Format> ALONE = List.of(Format.TEXT, Format.JSON, Format.MARKDOWN);

    private static final List<Format> FORMATS = List.of(Format.TEXT, Format.JSON, Format.HTML, Format.MARKDOWN);

    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "CAPTURE", description = "The node, as \"shmfit analyze\" takes it.")
    private @Nullable String source;

    @Option(
            names = "--nccl-log",
            paramLabel = "LOG",
            required = true,
            description =
                    "A job's log with NCCL_DEBUG=INFO, as it is or gzipped, or - for standard input. Repeat for the"
                            + " logs of several ranks.")
    private List<String> logs = List.of();

    // The names of the mixins are the headings of the help.
    @Mixin(name = "Files one by one, in place of a capture or to complete it (- is standard input)")
    private LooseFiles loose;

    @Mixin(name = "The job, from a file")
    private WorkloadOptions workload;

    @Mixin(name = "The job, where the log does not say")
    private JobOptions job;

    @Mixin(name = "The node, where neither the capture nor the log says")
    private NodeOptions node;

    @Mixin(name = "The report")
    private ReportOptions output;

    public VerifyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        output.use(node.settings(context.config()), LocalDate.now(context.live().clock()), context.language());
        output.check();
        LogInput.check(logs);
        for (Format format : output.formats()) {
            if (!FORMATS.contains(format)) {
                throw new UsageError(
                        "--format " + format.word() + ": a comparison is written as text, json, html or markdown");
            }
        }
        boolean alone = source == null && loose.byName().isEmpty();
        if (alone && !ALONE.containsAll(output.formats())) {
            throw new UsageError("that format shows a forecast beside the log; give CAPTURE, or --format text, json or"
                    + " markdown");
        }
        if (logs.contains("-") && ("-".equals(source) || loose.byName().containsValue("-"))) {
            throw new UsageError("standard input (\"-\") can be read once only");
        }
        Function<Capture, AnalysisRequest> question = Question.of(workload, job, node, context.in());
        if (alone) {
            return logAlone();
        }
        CaptureInput input = CaptureInput.read(source, loose.byName(), context.in());
        NcclLog log = LogInput.read(logs, context.in());
        LogInput.requireMessages(log, logs);
        Verification verification = Verifier.verify(question.apply(input.capture()), log);
        VerificationV1 compared = VerificationMapper.of(verification);
        ReportV1 report = ReportMapper.of(verification.analysis(), tool(), input.origin(), input.inputs())
                .with(compared);
        Language language = output.language();
        VerificationV1 said = VerificationMapper.of(verification, language);
        ReportV1 page = language == Language.ENGLISH
                ? report
                : ReportMapper.of(verification.analysis(), tool(), input.origin(), input.inputs(), language)
                        .with(said);
        output.write(
                said.headline(),
                context.style(),
                spec.commandLine(),
                (format, style) -> written(
                        output.shown(format.isForPeople() ? page : report, format), said, input, format, style));
        return !verification.comparable() ? ExitCode.INPUT : verification.agrees() ? ExitCode.OK : ExitCode.PROBLEM;
    }

    private int logAlone() {
        NcclLog log = LogInput.read(logs, context.in());
        LogInput.requireMessages(log, logs);
        VerificationV1 shown = VerificationMapper.of(log);
        VerificationV1 said = VerificationMapper.of(log, output.language());
        output.write(
                said.headline(),
                context.style(),
                spec.commandLine(),
                (format, style) -> format == Format.JSON ? json(shown) : text(said, format, style));
        return ExitCode.OK;
    }

    private ReportV1.Tool tool() {
        return new ReportV1.Tool("shmfit", context.version());
    }

    private String written(
            ReportV1 report, VerificationV1 compared, CaptureInput input, Format format, TextStyle style) {
        return switch (format) {
            case TEXT, MARKDOWN -> text(compared, format, style);
            case JSON -> ReportOptions.written(report, format, format.writer(style, Detail.ALL));
            case HTML -> {
                RedactedV1 redacted =
                        RedactedInputs.of(input.capture(), input.origin().name());
                yield ReportOptions.written(report, format, new HtmlReport(null, redacted, output.language()));
            }
            case JUNIT, SARIF, PROMETHEUS, GITHUB -> throw new IllegalArgumentException(format.word());
        };
    }

    private String text(VerificationV1 shown, Format format, TextStyle style) {
        StringBuilder out = new StringBuilder();
        try {
            if (format == Format.MARKDOWN) {
                StringBuilder plain = new StringBuilder();
                new TextVerification(TextStyle.PLAIN, output.language()).write(shown, plain);
                out.append("## ")
                        .append(Text.of("verify/title").in(output.language()))
                        .append("\n\n");
                MarkdownReport.fenced(plain.toString().stripTrailing(), out);
            } else {
                new TextVerification(style, output.language()).write(shown, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private String json(VerificationV1 shown) {
        StringBuilder out = new StringBuilder();
        try {
            JsonReport.write(new LogReportV1(ReportV1.SCHEMA_VERSION, tool(), shown), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
