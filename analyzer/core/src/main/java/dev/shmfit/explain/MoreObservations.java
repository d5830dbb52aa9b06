package dev.shmfit.explain;

import dev.shmfit.explain.listing.Holders;
import dev.shmfit.explain.listing.MemoryLines;
import dev.shmfit.explain.listing.SystemV;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What lists of processes, memory and System V segments show, as sentences. */
final class MoreObservations {
    private MoreObservations() {}

    static List<Observation> of(Tables tables) {
        List<Observation> all = new ArrayList<>();
        holders(tables.holders(), all);
        memory(tables.memory(), all);
        systemV(tables.systemV(), all);
        return all;
    }

    private static void holders(Holders h, List<Observation> all) {
        if (!h.asked()) {
            return;
        }
        long unnamed = h.held().values().stream().filter(Holders.Held::deleted).count();
        String held = h.held().isEmpty()
                ? "No file of /dev/shm is open."
                : h.held().size() + " file(s) of /dev/shm are open, by " + h.who()
                        + (unnamed == 0
                                ? "."
                                : "; " + unnamed + " of them, " + RoundedSize.down(h.deleted()) + ", have no name.");
        all.add(new Observation("holders", h.firstLine(), held, Map.of("deleted", h.deleted())));
    }

    private static void memory(MemoryLines m, List<Observation> all) {
        m.free()
                .ifPresent(f -> all.add(new Observation(
                        "memory",
                        f.line(),
                        "The machine has " + RoundedSize.down(f.total()) + " of memory, "
                                + RoundedSize.down(f.available())
                                + " available; " + RoundedSize.down(f.shared())
                                + " of it is shared: /dev/shm, other tmpfs, System V segments.",
                        Map.of("total", f.total(), "available", f.available(), "shared", f.shared()))));
        m.first("memory.max", "memory.limit_in_bytes")
                .filter(f -> f.value().isPresent())
                .ifPresent(f -> all.add(new Observation(
                        "memory-limit",
                        f.line(),
                        "The cgroup's memory limit is "
                                + ByteCount.of(f.value().getAsLong())
                                + "; what its processes write to /dev/shm counts towards it.",
                        Map.of("limit", ByteCount.of(f.value().getAsLong())))));
        m.first("memory.current", "memory.usage_in_bytes")
                .filter(f -> f.value().isPresent())
                .ifPresent(f -> all.add(new Observation(
                        "memory-used",
                        f.line(),
                        "The cgroup uses " + ByteCount.of(f.value().getAsLong()) + ".",
                        Map.of("used", ByteCount.of(f.value().getAsLong())))));
        m.of("pids.current")
                .filter(f -> f.value().isPresent())
                .ifPresent(f -> all.add(new Observation(
                        "pids",
                        f.line(),
                        "The cgroup has " + f.value().getAsLong() + " processes and threads.",
                        Map.of())));
    }

    private static void systemV(SystemV s, List<Observation> all) {
        if (s.segments() == 0) {
            return;
        }
        String left = s.unattached() == 0
                ? ""
                : " No process has " + s.unattached() + " of them attached (" + RoundedSize.down(s.left())
                        + "): left behind, ipcrm -m removes them.";
        all.add(new Observation(
                "system-v-segments",
                s.firstLine(),
                s.segments() + " System V segment(s) of " + RoundedSize.down(s.bytes())
                        + "; they take memory, and no room in /dev/shm." + left,
                Map.of("bytes", s.bytes())));
    }
}
