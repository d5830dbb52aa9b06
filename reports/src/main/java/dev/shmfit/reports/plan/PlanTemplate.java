package dev.shmfit.reports.plan;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.reports.Words;
import dev.shmfit.shm.Moment;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.SizeText;
import dev.shmfit.verdict.Budget;
import dev.shmfit.verdict.Platform;
import dev.shmfit.verdict.Remedies;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The values of a plan for a template, with the reasons as comments. */
public final class PlanTemplate {
    /** What templates there are. */
    public static final List<String> PLATFORMS = List.of("docker", "compose", "kubernetes", "argo", "slurm", "helm");

    private PlanTemplate() {}

    /** The template for one job on one node. */
    public static String of(String node, Analysis analysis, String platform) {
        ByteCount size = analysis.need().demand().recommended();
        ByteCount memory = memory(analysis, size);
        StringBuilder text = new StringBuilder();
        comment(
                text,
                "shmfit plan " + node + ": NCCL " + analysis.nccl().version() + ", "
                        + Words.count(analysis.need().ranks(), "rank"));
        comment(text, reason(analysis));
        comment(
                text,
                "/dev/shm of " + SizeText.kubernetes(size) + ": "
                        + RoundedSize.up(analysis.need().demand().required()) + " at the worst moment, and headroom");
        boolean processes = processes(analysis).isPresent();
        comment(
                text,
                processes
                        ? "memory of " + SizeText.kubernetes(memory) + ": /dev/shm when full, and the processes"
                        : "memory: pages of /dev/shm count; add up to " + SizeText.kubernetes(size)
                                + " to what the processes need");
        if (size.bytes() == 0) {
            comment(text, "nothing lies in /dev/shm; any default suffices");
            return text.toString();
        }
        if (platform.equals("helm")) {
            return text.append(helm(size, processes ? Optional.of(memory) : Optional.empty()))
                    .toString();
        }
        Remedies remedies = new Remedies(size, processes ? Optional.of(memory) : Optional.empty());
        String fix = remedies.fix(Platform.valueOf(platform.toUpperCase(Locale.ROOT)))
                .snippet()
                .english();
        return text.append(platform.equals("kubernetes") || platform.equals("argo") ? requests(fix) : fix)
                .append('\n')
                .toString();
    }

    /** A pod that asks for less than its limit may be evicted by what it writes to /dev/shm: both are the same. */
    private static String requests(String yaml) {
        StringBuilder text = new StringBuilder();
        String limits = "";
        for (String line : yaml.split("\n", -1)) {
            text.append(line).append('\n');
            if (line.strip().equals("limits:")) {
                limits = line.substring(0, line.indexOf("limits:"));
            } else if (!limits.isEmpty() && line.strip().startsWith("memory:")) {
                text.append(limits).append("requests:\n").append(line).append('\n');
                limits = "";
            }
        }
        return text.toString().stripTrailing();
    }

    private static String helm(ByteCount size, Optional<ByteCount> memory) {
        String resources = memory.map(m -> "resources:\n  requests:\n    memory: " + SizeText.kubernetes(m)
                        + "\n  limits:\n    memory: " + SizeText.kubernetes(m) + "\n")
                .orElse("");
        return resources + "extraVolumes:\n  - name: dshm\n    emptyDir:\n      medium: Memory\n      sizeLimit: "
                + SizeText.kubernetes(size)
                + "\nextraVolumeMounts:\n  - name: dshm\n    mountPath: /dev/shm\n";
    }

    private static String reason(Analysis analysis) {
        Moment worst = analysis.need().demand().worstMoment();
        StringBuilder words = new StringBuilder();
        for (ShmItem item : analysis.need().demand().items()) {
            if (item.at(worst).bytes() > 0) {
                words.append(words.length() == 0 ? "" : " + ")
                        .append(ShmItem.title(item.consumer()))
                        .append(' ')
                        .append(analysis.need().demand().printed(item));
            }
        }
        return words.length() == 0 ? "no consumer" : words.toString();
    }

    private static ByteCount memory(Analysis analysis, ByteCount size) {
        long rest = total(analysis) - analysis.need().demand().required().bytes();
        return size.plus(ByteCount.of(Math.max(0, rest))).inPagesOf(ByteCount.gibibytes(1));
    }

    private static Optional<ByteCount> processes(Analysis analysis) {
        long rest = total(analysis) - analysis.need().demand().required().bytes();
        return rest > 0 ? Optional.of(ByteCount.of(rest)) : Optional.empty();
    }

    private static long total(Analysis analysis) {
        return analysis.need().budget().stream()
                .filter(b -> b.name().equals("memory-limit"))
                .mapToLong(Budget::needs)
                .findFirst()
                .orElse(0);
    }

    private static void comment(StringBuilder text, String line) {
        text.append("# ").append(line).append('\n');
    }
}
