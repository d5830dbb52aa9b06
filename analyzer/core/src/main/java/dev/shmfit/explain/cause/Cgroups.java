package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.MemoryLines;
import dev.shmfit.explain.listing.MemoryLines.Figure;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a cgroup's files say for a kill for memory, or for the limit of processes. */
final class Cgroups {
    private static final int ALL_BUT_FULL = 97;
    private static final int WHOLE = 100;

    private Cgroups() {}

    static List<Cause> judge(List<Cause> causes, Tables tables) {
        List<Cause> judged = new ArrayList<>(causes);
        kills(tables.memory()).ifPresent(why -> weigh(judged, "killed-for-memory", Confidence.CERTAIN, why));
        pids(tables.memory()).ifPresent(why -> weigh(judged, "threads-limit", Confidence.LIKELY, why));
        full(tables.memory()).ifPresent(why -> {
            for (int i = 0; i < judged.size(); i++) {
                Cause c = judged.get(i);
                boolean memory = c.id().equals("killed-for-memory") || c.id().equals("memory-refused");
                judged.set(i, memory ? c.speaksFor(why) : c);
            }
        });
        return judged;
    }

    /** A cause that the text has already grows; else the figure alone shows it. */
    private static void weigh(List<Cause> judged, String id, Confidence confidence, Text why) {
        for (int i = 0; i < judged.size(); i++) {
            if (judged.get(i).id().equals(id)) {
                judged.set(i, judged.get(i).with(confidence).speaksFor(why));
                return;
            }
        }
        judged.add(Cause.of(id, Role.SYMPTOM, Confidence.LIKELY, why, List.of()));
    }

    private static Optional<Text> kills(MemoryLines m) {
        return m.first("memory.events oom_kill", "memory.events.local oom_kill")
                .filter(f -> f.value().isPresent() && f.value().getAsLong() > 0)
                .map(f -> Text.of(
                        "cause/oom-kills", "line", f.line(), "count", f.value().getAsLong()));
    }

    private static Optional<Text> full(MemoryLines m) {
        return reached(
                        m.first("memory.max", "memory.limit_in_bytes"),
                        m.first("memory.current", "memory.usage_in_bytes"))
                .map(line -> Text.of("cause/memory-used-up", "line", line));
    }

    private static Optional<Text> pids(MemoryLines m) {
        Optional<Text> counted = m.of("pids.events max")
                .filter(f -> f.value().isPresent() && f.value().getAsLong() > 0)
                .map(f -> Text.of(
                        "cause/pids-refused",
                        "line",
                        f.line(),
                        "count",
                        f.value().getAsLong()));
        return counted.or(() -> reached(m.of("pids.max"), m.of("pids.current"))
                .map(line -> Text.of("cause/pids-reached", "line", line)));
    }

    private static Optional<Long> reached(Optional<Figure> limit, Optional<Figure> current) {
        if (limit.isEmpty()
                || current.isEmpty()
                || limit.get().value().isEmpty()
                || current.get().value().isEmpty()) {
            return Optional.empty();
        }
        long most = limit.get().value().getAsLong();
        long now = current.get().value().getAsLong();
        return now / Math.max(1, most / WHOLE) >= ALL_BUT_FULL
                ? Optional.of(current.get().line())
                : Optional.empty();
    }
}
