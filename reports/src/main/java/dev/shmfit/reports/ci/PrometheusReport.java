package dev.shmfit.reports.ci;

import dev.shmfit.reports.CommunicatorV1;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.VisibleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures for Prometheus, in its text format: for the textfile collector of the node exporter. A figure that is
 * not known has no line.
 */
public final class PrometheusReport implements ReportWriter {
    @Override
    public void write(ReportV1 verbatim, Appendable out) throws IOException {
        ReportV1 report = VisibleText.of(verbatim);
        ShmV1 shm = report.shm();
        gauge(
                out,
                "shm_required_bytes",
                "Bytes of /dev/shm that the job needs at its worst moment.",
                shm.requiredBytes());
        gauge(out, "shm_recommended_bytes", "Bytes of /dev/shm to give the job.", shm.recommendedBytes());
        gauge(out, "shm_size_bytes", "Size of /dev/shm in bytes.", shm.sizeBytes());
        gauge(out, "shm_available_bytes", "Bytes free in /dev/shm.", shm.availableBytes());
        gauge(
                out,
                "memory_limit_bytes",
                "Memory limit that /dev/shm counts against.",
                report.memory().limitBytes());
        gauge(
                out,
                "memory_required_bytes",
                "Bytes that the forecast adds to the memory limit's use.",
                report.memory().requiredBytes());
        Map<String, Long> consumers = new LinkedHashMap<>();
        shm.consumers().forEach(c -> consumers.merge(labels("consumer", c.name()), c.bytes(), Long::sum));
        family(out, "shm_consumer_bytes", "Bytes of /dev/shm at the worst moment by consumer.", consumers);
        family(out, "pairs", "Ordered pairs of ranks by transport.", pairs(report));
        family(out, "findings", "Findings by severity.", findings(report));
        family(
                out,
                "verdict",
                "1 for the verdict that holds, 0 for the others; scope is what it is about.",
                verdicts(report));
        family(
                out,
                "info",
                "What was analysed, by which version.",
                Map.of(
                        labels(
                                "capture", report.generatedFrom().name(),
                                "nccl", report.nccl().version(),
                                "version", report.tool().version()),
                        1L));
    }

    private static Map<String, Long> pairs(ReportV1 report) {
        Map<String, Long> pairs = new TreeMap<>();
        for (CommunicatorV1 c : report.nccl().communicators()) {
            c.pairs()
                    .forEach(p -> pairs.merge(
                            labels(
                                    "group",
                                    c.group(),
                                    "transport",
                                    p.transport().name()),
                            1L,
                            Long::sum));
        }
        return pairs;
    }

    private static Map<String, Long> findings(ReportV1 report) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (FindingV1.Severity s : FindingV1.Severity.values()) {
            counts.put(
                    labels("severity", s.word()),
                    report.findings().stream().filter(f -> f.severity() == s).count());
        }
        return counts;
    }

    private static Map<String, Long> verdicts(ReportV1 report) {
        Map<String, Long> verdicts = new LinkedHashMap<>();
        String scope = String.join("+", report.verdict().scope());
        for (ReportV1.Status s : ReportV1.Status.values()) {
            verdicts.put(
                    labels("scope", scope, "status", s.word()), report.verdict().status() == s ? 1L : 0L);
        }
        return verdicts;
    }

    private static void gauge(Appendable out, String name, String help, @Nullable Long value) throws IOException {
        if (value != null) {
            family(out, name, help, Map.of("", value));
        }
    }

    private static void family(Appendable out, String name, String help, Map<String, Long> samples) throws IOException {
        if (samples.isEmpty()) {
            return;
        }
        out.append("# HELP shmfit_").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE shmfit_").append(name).append(" gauge\n");
        for (Map.Entry<String, Long> s : samples.entrySet()) {
            out.append("shmfit_").append(name).append(s.getKey()).append(' ');
            out.append(String.valueOf(s.getValue())).append('\n');
        }
    }

    /** Names and values in turn. */
    private static String labels(String... namesAndValues) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            labels.add(namesAndValues[i] + "=\"" + escaped(namesAndValues[i + 1]) + "\"");
        }
        return "{" + String.join(",", labels) + "}";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
