package dev.shmfit.explain;

import dev.shmfit.explain.listing.Holders;
import dev.shmfit.explain.listing.MemoryLines;
import dev.shmfit.explain.listing.SystemV;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        Text held = Text.of("observation/nothing-open");
        if (!h.held().isEmpty()) {
            held = unnamed == 0
                    ? Text.of("observation/open", "count", h.held().size(), "who", h.who())
                    : Text.of(
                            "observation/open-nameless",
                            "count",
                            h.held().size(),
                            "who",
                            h.who(),
                            "nameless",
                            unnamed,
                            "size",
                            RoundedSize.down(h.deleted()));
        }
        all.add(new Observation("holders", h.firstLine(), held, Map.of("deleted", h.deleted())));
    }

    private static void memory(MemoryLines m, List<Observation> all) {
        m.free()
                .ifPresent(f -> all.add(new Observation(
                        "memory",
                        f.line(),
                        Text.of(
                                "observation/memory",
                                "total",
                                RoundedSize.down(f.total()),
                                "available",
                                RoundedSize.down(f.available()),
                                "shared",
                                RoundedSize.down(f.shared())),
                        new TreeMap<>(Map.of("available", f.available(), "shared", f.shared(), "total", f.total())))));
        m.first("memory.max", "memory.limit_in_bytes")
                .filter(f -> f.value().isPresent())
                .ifPresent(f -> all.add(new Observation(
                        "memory-limit",
                        f.line(),
                        Text.of(
                                "observation/memory-limit",
                                "limit",
                                Observations.bytes(ByteCount.of(f.value().getAsLong()))),
                        Map.of("limit", ByteCount.of(f.value().getAsLong())))));
        m.first("memory.current", "memory.usage_in_bytes")
                .filter(f -> f.value().isPresent())
                .ifPresent(f -> all.add(new Observation(
                        "memory-used",
                        f.line(),
                        Text.of(
                                "observation/memory-used",
                                "used",
                                Observations.bytes(ByteCount.of(f.value().getAsLong()))),
                        Map.of("used", ByteCount.of(f.value().getAsLong())))));
        m.of("pids.current")
                .filter(f -> f.value().isPresent())
                .ifPresent(f -> all.add(new Observation(
                        "pids",
                        f.line(),
                        Text.of("observation/pids", "count", f.value().getAsLong()),
                        Map.of())));
    }

    private static void systemV(SystemV s, List<Observation> all) {
        if (s.segments() == 0) {
            return;
        }
        Text left = s.unattached() == 0
                ? Text.EMPTY
                : Text.of("observation/system-v-left", "count", s.unattached(), "size", RoundedSize.down(s.left()));
        all.add(new Observation(
                "system-v-segments",
                s.firstLine(),
                Text.sentences(
                        Text.of("observation/system-v", "count", s.segments(), "size", RoundedSize.down(s.bytes())),
                        left),
                Map.of("bytes", s.bytes())));
    }
}
