package dev.shmfit.verify;

import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.NcclLog;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verify.ComparedItem.Outcome;
import dev.shmfit.verify.ComparedItem.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files that a log shows to have been made in /dev/shm (subsystem ALLOC, 2.14 on) beside those that were forecast. A log
 * may end at any point of a job, so fewer than the forecast for all operations are no difference; other sizes are.
 */
final class SegmentComparison {
    private final Map<ByteCount, List<Long>> byPhase = new TreeMap<>();
    private boolean open;

    /** Adds the forecast of a communicator that the log shows {@code times} times. */
    void add(CommunicatorAnalysis analysis, int times) {
        open |= analysis.uncertain().stream().anyMatch(u -> u.field().startsWith("shm."));
        List<PhaseForecast> phases = analysis.forecast().phases();
        for (int p = 0; p < phases.size(); p++) {
            for (Segments s : phases.get(p).segments()) {
                List<Long> counts = byPhase.computeIfAbsent(s.bytes(), b -> new ArrayList<>());
                while (counts.size() < phases.size()) {
                    counts.add(0L);
                }
                for (int later = p; later < counts.size(); later++) {
                    counts.set(later, counts.get(later) + s.count() * times);
                }
            }
        }
    }

    List<ComparedItem> against(NcclLog log) {
        List<ComparedItem> checks = new ArrayList<>();
        if (log.segments().isEmpty()) {
            return checks;
        }
        for (NcclLog.Sized seen : log.segments()) {
            List<Long> said = byPhase.getOrDefault(seen.bytes(), List.of());
            checks.add(new ComparedItem(
                    Subject.SEGMENTS,
                    seen.bytes().bytes() + " bytes",
                    said.isEmpty() ? "" : files(said),
                    seen.count() + (seen.count() == 1 ? " file" : " files"),
                    outcome(said, seen.count()),
                    Optional.of(seen.source())));
        }
        byPhase.forEach((bytes, said) -> {
            boolean shown = log.segments().stream().anyMatch(s -> s.bytes().equals(bytes));
            if (!shown && said.get(0) > 0 && !open) {
                checks.add(new ComparedItem(
                        Subject.SEGMENTS,
                        bytes.bytes() + " bytes",
                        files(said),
                        "",
                        Outcome.DIFFERS,
                        Optional.<SourceRef>empty()));
            }
        });
        return checks;
    }

    private static String files(List<Long> said) {
        long first = said.get(0);
        long last = said.get(said.size() - 1);
        return (first == last ? "" : first + " to ") + last + (last == 1 ? " file" : " files");
    }

    private Outcome outcome(List<Long> said, long seen) {
        if (said.contains(seen)) {
            return Outcome.AGREES;
        }
        boolean among = !said.isEmpty() && seen <= said.get(said.size() - 1) && (open || seen >= said.get(0));
        return among || (open && said.isEmpty()) ? Outcome.WITHIN_RANGE : Outcome.DIFFERS;
    }
}
