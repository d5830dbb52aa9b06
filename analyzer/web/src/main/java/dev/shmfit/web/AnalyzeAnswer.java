package dev.shmfit.web;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.input.RedactedInputs;
import dev.shmfit.cli.options.StatedOptions;
import dev.shmfit.explain.PastedEvidence;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.WhatIfMapper;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.MarkdownReport;
import dev.shmfit.reports.text.TextReport;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code shmfit analyze}, and {@code shmfit fix} of the manifests that it was given. */
final class AnalyzeAnswer {
    private AnalyzeAnswer() {}

    static Result of(Asked asked, ReportV1.Tool tool) {
        StatedOptions.Job job = asked.job();
        Function<CaptureInput, AnalysisRequest> question = StatedOptions.question(asked.words(), job);
        CaptureInput input = Inputs.of(asked);
        AnalysisRequest request = question.apply(input);
        Analysis analysis = PastedEvidence.beside(Analyzer.analyze(request).with(input.remarks()), input.pasted());
        Language language = asked.language();
        ReportV1 english = ReportMapper.of(analysis, tool, input.origin(), input.inputs());
        ReportV1 report = language == Language.ENGLISH
                ? english
                : ReportMapper.of(analysis, tool, input.origin(), input.inputs(), language);
        ReportV1 told = report.withoutInputs();
        Map<String, Supplier<String>> formats = new LinkedHashMap<>();
        formats.put("page", () -> Result.written(report, new HtmlReport(null, null, language)));
        formats.put("text", () -> Result.written(told, new TextReport(TextStyle.PLAIN, Detail.SCREEN, language)));
        formats.put("details", () -> Result.written(told, new TextReport(TextStyle.PLAIN, Detail.ALL, language)));
        formats.put("markdown", () -> Result.written(told, new MarkdownReport(Detail.SCREEN, language)));
        formats.put("json", () -> Result.written(english.withoutInputs(), new JsonReport()));
        formats.put("html", () -> Result.written(report, toKeep(request, analysis, input, language)));
        if (!job.manifests().isEmpty()) {
            formats.putAll(MendedManifests.of(job, input, tool));
        }
        ReportV1.Status status = report.verdict().status();
        return Result.of(
                status == ReportV1.Status.FAILS ? ExitCode.PROBLEM : ExitCode.OK,
                Said.of("verdict " + status.word(), report.verdict().headline()),
                formats,
                request.machine().coverage());
    }

    /** Away from the analyzer, "what if" needs what was computed beforehand. */
    private static HtmlReport toKeep(
            AnalysisRequest request, Analysis analysis, CaptureInput input, Language language) {
        return new HtmlReport(
                WhatIfMapper.of(Analyzer.whatIf(request, analysis), language),
                RedactedInputs.of(input.capture(), input.origin().name()),
                language);
    }
}
