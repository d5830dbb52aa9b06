package dev.shmfit.web;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.HelpAsked;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.StatementText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.input.LogFile;
import dev.shmfit.cli.input.LogInput;
import dev.shmfit.cli.input.RedactedInputs;
import dev.shmfit.cli.options.StatedOptions;
import dev.shmfit.explain.Diagnostician;
import dev.shmfit.explain.TextSplitter;
import dev.shmfit.ingest.Coverage;
import dev.shmfit.log.NcclLog;
import dev.shmfit.probes.format.CaptureLayout;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.probes.format.CaptureSource;
import dev.shmfit.probes.format.RedactedTexts;
import dev.shmfit.probes.format.UnreadableInput;
import dev.shmfit.probes.redact.LogRedactor;
import dev.shmfit.reports.ExplainJson;
import dev.shmfit.reports.ExplainMapper;
import dev.shmfit.reports.ExplainV1;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.VerificationMapper;
import dev.shmfit.reports.VerificationV1;
import dev.shmfit.reports.WhatIfMapper;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.ExplainMarkdown;
import dev.shmfit.reports.text.ExplainText;
import dev.shmfit.reports.text.MarkdownReport;
import dev.shmfit.reports.text.TextReport;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.reports.text.TextVerification;
import dev.shmfit.text.Language;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeOverflow;
import dev.shmfit.verdict.Place;
import dev.shmfit.verdict.Platform;
import dev.shmfit.verify.Verification;
import dev.shmfit.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the page can be asked: the commands of the command line over files that were pasted or dropped. It decides nothing; each
 * answer comes from the classes from which the command line has it.
 */
public final class Engine {
    /** What the page calls the text in its field. */
    private static final String FIELD = "standard input";

    private final ReportV1.Tool tool;
    private Map<String, Supplier<String>> results = Map.of();

    /** @param version of shmfit */
    public Engine(String version) {
        tool = new ReportV1.Tool("shmfit", version);
    }

    /**
     * {@code shmfit analyze}.
     *
     * @param words options of the job and the node with their values
     * @param workload the text of a workload file; empty for none
     */
    public Answer analyze(List<Given> files, List<String> words, String workload) {
        return answered(() -> {
            Function<CaptureInput, AnalysisRequest> question = StatedOptions.question(words, workload);
            CaptureInput input = input(files);
            AnalysisRequest request = question.apply(input);
            Analysis analysis = Analyzer.analyze(request).with(input.remarks());
            ReportV1 report = ReportMapper.of(analysis, tool, input.origin(), input.inputs());
            Map<String, Supplier<String>> formats = new LinkedHashMap<>();
            formats.put("text", () -> written(report.withoutInputs(), new TextReport(TextStyle.PLAIN, Detail.SCREEN)));
            formats.put("details", () -> written(report.withoutInputs(), new TextReport(TextStyle.PLAIN, Detail.ALL)));
            formats.put("markdown", () -> written(report.withoutInputs(), new MarkdownReport(Detail.SCREEN)));
            formats.put("json", () -> written(report.withoutInputs(), new JsonReport()));
            formats.put("page", () -> written(report, new HtmlReport()));
            formats.put(
                    "html",
                    () -> written(
                            report,
                            new HtmlReport(
                                    WhatIfMapper.of(Analyzer.whatIf(request, analysis)),
                                    RedactedInputs.of(
                                            input.capture(), input.origin().name()))));
            results = formats;
            int exit = report.verdict().status() == ReportV1.Status.FAILS ? ExitCode.PROBLEM : ExitCode.OK;
            return told(
                    exit,
                    report.verdict().status().word() + ": " + report.verdict().headline(),
                    request.machine().coverage());
        });
    }

    /** {@code shmfit verify}: the node's files, and a job's logs. */
    public Answer verify(List<Given> files, List<Given> logs, List<String> words, String workload) {
        return answered(() -> {
            Function<CaptureInput, AnalysisRequest> question = StatedOptions.question(words, workload);
            CaptureInput input = input(files);
            Map<String, InputStream> opened = new LinkedHashMap<>();
            logs.forEach(l -> opened.put(l.name(), l.content().get()));
            NcclLog log = LogInput.read(opened);
            LogInput.requireMessages(log, List.copyOf(opened.keySet()));
            AnalysisRequest request = question.apply(input);
            Verification verification = Verifier.verify(request, log);
            VerificationV1 compared = VerificationMapper.of(verification);
            ReportV1 report = ReportMapper.of(verification.analysis(), tool, input.origin(), input.inputs())
                    .with(compared);
            Map<String, Supplier<String>> formats = new LinkedHashMap<>();
            formats.put("text", () -> written(report.withoutInputs(), new TextVerification(TextStyle.PLAIN)));
            formats.put("json", () -> written(report.withoutInputs(), new JsonReport()));
            formats.put("page", () -> written(report, new HtmlReport()));
            results = formats;
            int exit = !verification.comparable()
                    ? ExitCode.INPUT
                    : verification.agrees() ? ExitCode.OK : ExitCode.PROBLEM;
            return told(exit, compared.headline(), request.machine().coverage());
        });
    }

    /** {@code shmfit explain}: what a failed job printed, of any length. */
    public Answer explain(Given log, String platform) {
        return answered(() -> {
            Place place = platform.isBlank() ? new Place(Platform.UNKNOWN, false) : Place.parse(platform);
            Diagnostician reader = new Diagnostician();
            TextSplitter lines = new TextSplitter(reader);
            LogFile.readOpened(log.name(), log.content().get(), lines::accept);
            lines.finish();
            ExplainV1 report = new ExplainMapper(Language.ENGLISH).of(reader.diagnosis(), log.name(), place, tool);
            Map<String, Supplier<String>> formats = new LinkedHashMap<>();
            formats.put("text", () -> ExplainText.write(report, TextStyle.PLAIN, Language.ENGLISH));
            formats.put("markdown", () -> ExplainMarkdown.write(report, Language.ENGLISH));
            formats.put("json", () -> ExplainJson.write(report));
            results = formats;
            return new Answer(
                    report.recognised() ? ExitCode.OK : ExitCode.INPUT,
                    report.recognised() ? "recognised" : "nothing was recognised",
                    List.copyOf(formats.keySet()),
                    List.of(),
                    report.remarks());
        });
    }

    /** The last answer's result in one of its formats. */
    public String written(String format) {
        Supplier<String> result = results.get(format);
        if (result == null) {
            throw new IllegalArgumentException("the last answer is not written as " + format);
        }
        return result.get();
    }

    /**
     * What a link holds: the texts of the files as {@code shmfit capture} would redact them, by name, and what was written
     * about the workload, redacted as a log.
     */
    public Map<String, Object> redacted(List<Given> files, String workload) {
        Capture capture = input(files).capture();
        Map<String, String> texts = new LinkedHashMap<>();
        int pasted = 0;
        for (Map.Entry<String, String> e : RedactedTexts.of(capture).texts().entrySet()) {
            boolean field = capture.items().size() == 1
                    && capture.items().get(e.getKey()) instanceof CapturedItem.Pasted p
                    && p.name().equals(FIELD);
            boolean any = capture.items().get(e.getKey()) instanceof CapturedItem.Pasted;
            // What the user called a file tells more than is needed.
            texts.put(field ? FIELD : any ? CaptureLayout.pasted(pasted++) : e.getKey(), e.getValue());
        }
        Map<String, Object> held = new LinkedHashMap<>();
        held.put("files", texts);
        held.put("workload", LogRedactor.of(workload).text());
        return held;
    }

    private CaptureInput input(List<Given> files) {
        Map<String, Map<String, byte[]>> directories = new LinkedHashMap<>();
        List<CaptureSource> texts = new ArrayList<>();
        for (Given file : files) {
            boolean inside = !file.directory().isEmpty();
            if (inside) {
                directories
                        .computeIfAbsent(file.directory(), d -> new LinkedHashMap<>())
                        .put(file.file(), CaptureReader.content(file.content().get(), file.name()));
            } else {
                texts.add(CaptureReader.open(file.content().get(), file.name()));
            }
        }
        List<CaptureSource> sources = new ArrayList<>();
        directories.forEach((name, content) -> sources.add(CaptureReader.files(name, content)));
        // A capture comes first, wherever it was dropped.
        texts.stream().filter(t -> t instanceof CaptureSource.Whole).forEach(sources::add);
        texts.stream().filter(t -> !(t instanceof CaptureSource.Whole)).forEach(sources::add);
        if (sources.isEmpty()) {
            throw new InputError("nothing was given; paste what \"nvidia-smi topo -m\" prints, or drop a capture");
        }
        return CaptureInput.of(sources);
    }

    private Answer told(int exit, String message, Coverage coverage) {
        return new Answer(
                exit,
                message,
                List.copyOf(results.keySet()),
                coverage.parts().stream()
                        .map(p -> new Answer.Recognised(p.source().item(), p.lines(), p.words(), p.used()))
                        .toList(),
                coverage.notes().stream()
                        .map(n -> n.source() + ": " + n.message())
                        .toList());
    }

    private static String written(ReportV1 report, ReportWriter writer) {
        StringBuilder text = new StringBuilder();
        try {
            writer.write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The errors of the command line, with its exit codes. */
    private Answer answered(Supplier<Answer> command) {
        results = Map.of();
        try {
            return command.get();
        } catch (HelpAsked e) {
            return Answer.of(ExitCode.OK, e.text());
        } catch (MalformedText e) {
            return Answer.of(ExitCode.USAGE, StatementText.of(e));
        } catch (UsageError | SizeOverflow e) {
            return Answer.of(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (InputError | UnreadableInput | NotAssessable e) {
            return Answer.of(ExitCode.INPUT, String.valueOf(e.getMessage()));
        }
    }
}
