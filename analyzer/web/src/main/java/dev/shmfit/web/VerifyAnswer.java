package dev.shmfit.web;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.input.LogInput;
import dev.shmfit.cli.options.StatedOptions;
import dev.shmfit.log.NcclLog;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.VerificationMapper;
import dev.shmfit.reports.VerificationV1;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.reports.text.TextVerification;
import dev.shmfit.verify.Verification;
import dev.shmfit.verify.Verifier;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code shmfit verify}: the node's files, and a job's logs. */
final class VerifyAnswer {
    private VerifyAnswer() {}

    static Result of(Asked asked, ReportV1.Tool tool) {
        Function<CaptureInput, AnalysisRequest> question = StatedOptions.question(asked.words(), asked.job());
        CaptureInput input = Inputs.of(asked);
        Map<String, InputStream> opened = new LinkedHashMap<>();
        asked.logs().forEach(l -> opened.put(l.name(), l.content().get()));
        NcclLog log = LogInput.read(opened);
        LogInput.requireMessages(log, List.copyOf(opened.keySet()));
        AnalysisRequest request = question.apply(input);
        Verification verification = Verifier.verify(request, log);
        VerificationV1 compared = VerificationMapper.of(verification);
        ReportV1 report = ReportMapper.of(verification.analysis(), tool, input.origin(), input.inputs())
                .with(compared);
        Map<String, Supplier<String>> formats = new LinkedHashMap<>();
        formats.put("page", () -> Result.written(report, new HtmlReport()));
        formats.put("text", () -> Result.written(report.withoutInputs(), new TextVerification(TextStyle.PLAIN)));
        formats.put("json", () -> Result.written(report.withoutInputs(), new JsonReport()));
        int exit = !verification.comparable() ? ExitCode.INPUT : verification.agrees() ? ExitCode.OK : ExitCode.PROBLEM;
        return Result.of(
                exit, Said.text(compared.headline()), formats, request.machine().coverage());
    }
}
