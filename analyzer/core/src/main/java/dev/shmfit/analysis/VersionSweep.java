package dev.shmfit.analysis;

import dev.shmfit.analysis.VersionAnalysis.Change;
import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The same job under several versions of NCCL, and what changed between neighbours. */
public final class VersionSweep {
    private VersionSweep() {}

    /** @param required the whole need, given the communicators' stated operations */
    static List<VersionAnalysis> of(
            Simulation simulation,
            List<NcclVersion> versions,
            CandidateNode world,
            Function<List<CommunicatorForecast>, ByteCount> required) {
        List<Outcome> outcomes = versions.parallelStream()
                .map(v -> simulation.at(v).planned(world))
                .toList();
        List<VersionAnalysis> rows = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            CommunicatorForecast now = outcomes.get(i).shown().get(0);
            Optional<ByteCount> need = outcomes.get(i).fails()
                    ? Optional.empty()
                    : Optional.of(required.apply(outcomes.get(i).stated()));
            List<Change> changes =
                    i == 0 ? List.of() : changes(outcomes.get(i - 1).shown().get(0), now);
            rows.add(new VersionAnalysis(versions.get(i), now, need, changes));
        }
        return rows;
    }

    /** What the second forecast of a communicator does differently, each difference with its rule. */
    public static List<Change> changes(CommunicatorForecast before, CommunicatorForecast now) {
        List<Change> all = new ArrayList<>();
        if (before.failure().isEmpty() && now.failure().isPresent()) {
            all.add(new Change(
                    now.failure().get().rule(),
                    Text.of("nccl/change-fails", "why", now.failure().get().summary())));
        } else if (before.failure().isPresent() && now.failure().isEmpty()) {
            all.add(new Change(before.failure().get().rule(), Text.of("nccl/change-works")));
        }
        pairs(before, now, all);
        number(
                "channel-search",
                "nccl/change-channels",
                before.channels().collective(),
                now.channels().collective(),
                all);
        number(
                "nvls-channels",
                "nccl/change-nvls",
                before.channels().nvls(),
                now.channels().nvls(),
                all);
        number(
                "p2p-channels",
                "nccl/change-p2p",
                before.channels().p2p(),
                now.channels().p2p(),
                all);
        number(
                "p2p-channels-per-peer",
                "nccl/change-p2p-per-peer",
                before.channels().p2pPerPeer(),
                now.channels().p2pPerPeer(),
                all);
        segments(before, now, all);
        return all;
    }

    /** Pairs that change their transport in the same way. */
    private record Moved(String rule, Transport from, Transport to) {}

    private static void pairs(CommunicatorForecast before, CommunicatorForecast now, List<Change> all) {
        Map<Moved, Integer> moved = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(before.pairs().size(), now.pairs().size()); i++) {
            PairForecast a = before.pairs().get(i);
            PairForecast b = now.pairs().get(i);
            if (a.transport() != b.transport()) {
                String rule = b.transport() == Transport.P2P ? a.rule() : b.rule();
                moved.merge(new Moved(rule, a.transport(), b.transport()), 1, Integer::sum);
            }
        }
        moved.forEach((m, count) -> all.add(
                new Change(m.rule(), Text.of("nccl/change-pairs", "pairs", count, "from", m.from(), "to", m.to()))));
    }

    private static void number(String rule, String id, int before, int now, List<Change> all) {
        if (before != now) {
            all.add(new Change(rule, Text.of(id, "was", before, "is", now)));
        }
    }

    /** Sizes of files, and phases that stop or start making them. */
    private static void segments(CommunicatorForecast before, CommunicatorForecast now, List<Change> all) {
        Map<SegmentKind, Long> a = sizes(before);
        Map<SegmentKind, Long> b = sizes(now);
        for (SegmentKind kind : SegmentKind.values()) {
            Long was = a.get(kind);
            Long is = b.get(kind);
            if (was != null && is != null && !was.equals(is)) {
                all.add(new Change(
                        "segment-size", Text.of("nccl/change-size", "kind", kind.word(), "was", was, "is", is)));
            } else if (was != null && is == null) {
                all.add(new Change("segment-kind", Text.of("nccl/change-no-files", "kind", kind.word())));
            } else if (was == null && is != null) {
                all.add(new Change("segment-kind", Text.of("nccl/change-files", "kind", kind.word(), "bytes", is)));
            }
        }
        boolean initBefore = inInit(before);
        boolean initNow = inInit(now);
        if (initBefore != initNow && !a.isEmpty() && !b.isEmpty()) {
            all.add(new Change(
                    "lazy-connection", initNow ? Text.of("nccl/change-init") : Text.of("nccl/change-first-use")));
        }
    }

    private static Map<SegmentKind, Long> sizes(CommunicatorForecast c) {
        Map<SegmentKind, Long> sizes = new TreeMap<>();
        for (PhaseForecast p : c.phases()) {
            for (Segments s : p.segments()) {
                sizes.put(s.kind(), s.bytes().bytes());
            }
        }
        return sizes;
    }

    private static boolean inInit(CommunicatorForecast c) {
        return !c.phases().isEmpty()
                && c.phases().get(0).segments().stream().anyMatch(s -> s.kind() == SegmentKind.SHM_RECEIVE);
    }
}
