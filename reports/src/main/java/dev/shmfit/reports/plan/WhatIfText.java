package dev.shmfit.reports.plan;

import dev.shmfit.analysis.VersionAnalysis.Change;
import dev.shmfit.plan.FallbackCost;
import dev.shmfit.plan.PodSplit;
import dev.shmfit.plan.Upgrade;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Answers to what would be if, in lines. */
public final class WhatIfText {
    private WhatIfText() {}

    /** The job split into pods. */
    public static String partition(String node, List<PodSplit> splits) {
        StringBuilder text = new StringBuilder(node + ": the job split into pods\n");
        text.append(String.format(
                Locale.ROOT,
                "  %-5s %-32s %5s %5s %5s %5s %11s %12s%n",
                "pods",
                "that share",
                "P2P",
                "SHM",
                "NET",
                "open",
                "/dev/shm",
                "recommended"));
        Set<String> rules = new LinkedHashSet<>();
        for (PodSplit s : splits) {
            text.append(row(s));
            rules.add(s.way().words() + ": " + s.rule());
        }
        text.append("Ordered pairs of the whole job; /dev/shm is that of one pod, or the one that pods share.\n");
        rules.forEach(r -> text.append("  ").append(r).append(".\n"));
        text.append(
                "Between pods go the network adapters that the node shows, or else one interface for sockets. Pair by"
                        + " pair:\n  shmfit analyze … --assume pods=2, and with a common NCCL_HOSTID also\n  --assume"
                        + " pods-share=host.\n");
        return text.toString();
    }

    private static String row(PodSplit s) {
        String head = String.format(
                Locale.ROOT, "  %-5s %-32s", s.pods() + "×" + s.size(), s.way().words());
        if (s.required().isEmpty()) {
            return head + " cannot be told: " + s.failure().map(Text::english).orElse("") + "\n";
        }
        return head
                + String.format(
                        Locale.ROOT,
                        " %5d %5d %5d %5d %11s %12s",
                        s.pairs().p2p(),
                        s.pairs().shm(),
                        s.pairs().net(),
                        s.pairs().open(),
                        size(s.required()),
                        size(s.recommended()))
                + s.failure().map(f -> "  fails: " + f).orElse("")
                + "\n";
    }

    /** The job before and after a change. */
    public static String change(String node, List<String> changes, Upgrade u) {
        StringBuilder text = new StringBuilder(node + ": " + String.join(", ", changes) + "\n");
        text.append("  before: ").append(side(u.before(), u.failureBefore())).append('\n');
        text.append("  after:  ").append(side(u.after(), u.failureAfter())).append('\n');
        if (u.changes().isEmpty()) {
            text.append("  Nothing changes for the first communicator.\n");
        }
        for (Change c : u.changes()) {
            text.append("  ").append(c.summary()).append(" (").append(c.rule()).append(")\n");
        }
        changes.stream()
                .filter(c -> c.startsWith("nccl="))
                .forEach(c -> text.append("  The versions between: shmfit analyze ")
                        .append(node)
                        .append(" --nccl ")
                        .append(c.substring("nccl=".length()))
                        .append('\n'));
        return text.toString();
    }

    private static String side(Optional<ByteCount> need, Optional<Text> failure) {
        return need.map(n -> "needs " + RoundedSize.up(n) + " of /dev/shm")
                .orElse("fails: " + failure.map(Text::english).orElse("a communicator does not come up"));
    }

    /** What shared memory costs in bandwidth, and what workers are worth. */
    public static String cost(String node, FallbackCost c) {
        StringBuilder text = new StringBuilder(node + ": what the fall-back to shared memory costs (estimate)\n");
        text.append(c.pairs() == 0 ? "  One rank: nothing falls back.\n" : rings(c));
        if (c.busyPercent().isPresent()) {
            text.append("  GPU busy at most     ")
                    .append(c.busyPercent().get())
                    .append(" % with the loader's workers, ")
                    .append(c.busyWithout().orElse(0))
                    .append(" % without, which costs ")
                    .append(c.lostWithout().orElse(0L))
                    .append(" % of the throughput, by the times stated\n");
        }
        return text.toString();
    }

    private static String rings(FallbackCost c) {
        return "  ring as forecast     " + speed(c.asIs()) + ", " + c.shmPairs() + " pairs over SHM\n"
                + "  ring if all were P2P " + speed(c.allP2p()) + "\n"
                + "  By the link rates that NCCL's search counts on: what it chooses by, not what it reaches.\n";
    }

    private static String speed(Optional<Float> gigabytes) {
        return gigabytes.map(g -> String.format(Locale.ROOT, "%.1f GB/s", g)).orElse("not to be told");
    }

    private static String size(Optional<ByteCount> bytes) {
        return bytes.map(RoundedSize::up).orElse("–");
    }
}
