package dev.shmfit.reports.html;

import dev.shmfit.reports.CommunicatorV1;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Screen;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.UncertainV1;
import dev.shmfit.reports.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the page's template needs.
 *
 * @param report with every text fit for eyes
 * @param t what the page says in its language
 * @param figure the one number, and {@code unit}
 * @param against what it is compared with, as a short line
 * @param first the first thing to do; null where nothing is
 */
record PageView(
        ReportV1 report,
        Speech t,
        String figure,
        String unit,
        String against,
        @Nullable FindingView first,
        BudgetView budget,
        PictureView picture,
        List<MatrixView> matrices,
        List<FindingView> open,
        List<FindingView> passed,
        String gpuNames,
        Embedded embedded,
        String style,
        String script) {
    /**
     * What scripts read, as JSON.
     *
     * @param inputs the captured texts
     * @param redacted how these read redacted; null where that is not known
     * @param whatIf the tables of "what if"; null where they are not known
     * @param markdown the short report, for a ticket
     * @param messages what the scripts say
     */
    record Embedded(
            String inputs,
            @Nullable String redacted,
            @Nullable String whatIf,
            String markdown,
            String messages) {}

    static PageView of(ReportV1 report, Speech t, Embedded embedded, String style, String script) {
        List<FindingView> findings = FindingView.of(report.findings());
        FindingV1 first = Screen.first(report);
        String human = report.shm().requiredBytes() == 0
                ? "0 B"
                : Words.need(report.shm().requiredBytes());
        int space = human.lastIndexOf(' ');
        List<MatrixView> matrices = new ArrayList<>();
        for (CommunicatorV1 communicator : report.nccl().communicators()) {
            matrices.add(MatrixView.of(communicator, matrices.size(), t));
        }
        return new PageView(
                report,
                t,
                human.substring(0, space),
                human.substring(space + 1),
                against(report.shm(), t),
                findings.stream()
                        .filter(f -> f.finding().equals(first))
                        .findFirst()
                        .orElse(null),
                BudgetView.of(report, t),
                PictureLayout.of(report, t),
                matrices,
                findings.stream().filter(f -> !f.passed()).toList(),
                findings.stream().filter(FindingView::passed).toList(),
                gpuNames(report),
                embedded,
                style,
                script);
    }

    /** What NCCL has made after each phase; send and receive between all ranks only where the job does that. */
    List<CommunicatorV1.Phase> phases(CommunicatorV1 communicator) {
        boolean exchanges = report.workload().stream()
                .filter(s -> s.name().equals("group"))
                .anyMatch(s -> s.value().contains("alltoall") || s.value().contains("sendrecv"));
        return communicator.shm().phases().stream()
                .filter(p -> exchanges || !p.name().equals("alltoall"))
                .toList();
    }

    /** NCCL gives up before it needs anything: no number says that. */
    boolean failsWithoutNumber() {
        return report.shm().requiredBytes() == 0
                && report.nccl().communicators().stream().anyMatch(c -> c.failure() != null);
    }

    /** The phase in which NCCL gives up. */
    String failingPhase() {
        return report.nccl().communicators().stream()
                .map(CommunicatorV1::failure)
                .filter(f -> f != null)
                .map(CommunicatorV1.Failure::phase)
                .findFirst()
                .orElse("init");
    }

    private static String against(ShmV1 shm, Speech t) {
        List<String> parts = new ArrayList<>();
        Long capacity = shm.capacityBytes();
        if (capacity == null) {
            parts.add(t.said("page/against-unknown"));
        } else {
            parts.add(
                    shm.availableBytes() != null
                            ? t.said("page/against-free", "bytes", Words.have(capacity))
                            : t.said("page/against-there", "bytes", Words.have(capacity)));
            parts.add(Words.margin(shm, t.language()));
        }
        for (UncertainV1 range : shm.uncertain()) {
            if (range.field().equals("requiredBytes")
                    && !Words.need(range.min()).equals(Words.need(shm.requiredBytes()))) {
                parts.add(
                        range.min() == 0
                                ? t.said("page/against-nothing")
                                : t.said("page/at-least", "bytes", Words.need(range.min())));
            }
        }
        if (shm.recommendedBytes() > shm.requiredBytes()) {
            parts.add(t.said("page/recommended", "bytes", Words.human(shm.recommendedBytes())));
        }
        return String.join(" · ", parts);
    }

    /** {@code 8 × NVIDIA H100 80GB HBM3}; empty where no name is known. */
    private static String gpuNames(ReportV1 report) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (report.node().gpus().stream().allMatch(gpu -> gpu.name() == null)) {
            return "";
        }
        report.node().gpus().forEach(gpu -> counts.merge(gpu.name() == null ? "GPU" : gpu.name(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((name, n) -> parts.add(n + " × " + name));
        return String.join(", ", parts);
    }
}
