package dev.shmfit.reports.ci;

import dev.shmfit.reports.FindingAddress;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.VisibleText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What formats for continuous integration show: findings, and a few figures about where they come from.
 *
 * @param tool that found them
 * @param source what a finding without a place of its own is shown at
 * @param properties figures by name, in order
 * @param findings in order
 * @param address where a finding's id is explained, as an absolute address
 */
public record CiRun(
        ReportV1.Tool tool,
        String source,
        Map<String, String> properties,
        List<FindingV1> findings,
        UnaryOperator<String> address) {
    public CiRun {
        properties = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        findings = List.copyOf(findings);
    }

    static CiRun of(ReportV1 verbatim) {
        ReportV1 report = VisibleText.of(verbatim);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("verdict", report.verdict().status().word());
        properties.put("headline", report.verdict().headline());
        properties.put("capture", report.generatedFrom().name());
        properties.put("nccl", report.nccl().version());
        properties.put("requiredBytes", String.valueOf(report.shm().requiredBytes()));
        properties.put("recommendedBytes", String.valueOf(report.shm().recommendedBytes()));
        return new CiRun(
                report.tool(), report.generatedFrom().name(), properties, report.findings(), FindingAddress::absolute);
    }
}
