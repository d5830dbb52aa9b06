package dev.shmfit.web;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.input.LogFile;
import dev.shmfit.explain.Diagnosis;
import dev.shmfit.explain.Diagnostician;
import dev.shmfit.explain.TextSplitter;
import dev.shmfit.reports.ExplainJson;
import dev.shmfit.reports.ExplainMapper;
import dev.shmfit.reports.ExplainV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.text.ExplainMarkdown;
import dev.shmfit.reports.text.ExplainText;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import dev.shmfit.verdict.Place;
import dev.shmfit.verdict.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** {@code shmfit explain}: what a failed job printed, of any length. */
final class ExplainAnswer {
    private ExplainAnswer() {}

    static Result of(Asked asked, ReportV1.Tool tool) {
        if (asked.logs().isEmpty()) {
            throw new Refused(ExitCode.INPUT, Said.of("no-log"));
        }
        Given log = asked.logs().get(0);
        String platform = asked.text("platform");
        Place place = platform.isBlank() ? new Place(Platform.UNKNOWN, false) : Place.parse(platform);
        Diagnostician reader = new Diagnostician();
        TextSplitter lines = new TextSplitter(reader);
        LogFile.readOpened(log.name(), log.content().get(), lines::accept);
        lines.finish();
        Diagnosis diagnosis = reader.diagnosis();
        Language language = asked.language();
        ExplainV1 report = new ExplainMapper(language).of(diagnosis, log.name(), place, tool);
        Map<String, Supplier<String>> formats = new LinkedHashMap<>();
        formats.put("text", () -> ExplainText.write(report, TextStyle.PLAIN, language));
        formats.put("markdown", () -> ExplainMarkdown.write(report, language));
        formats.put(
                "json",
                () -> ExplainJson.write(new ExplainMapper(Language.ENGLISH).of(diagnosis, log.name(), place, tool)));
        return Result.of(
                report.recognised() ? ExitCode.OK : ExitCode.INPUT,
                Said.of(report.recognised() ? "was-recognised" : "was-not-recognised"),
                formats,
                report.remarks());
    }
}
