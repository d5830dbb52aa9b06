package dev.shmfit.explain;

import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What listings show, as sentences. */
final class Observations {
    private Observations() {}

    static List<Observation> of(Tables tables, boolean failed) {
        DiskFree df = tables.df();
        ShmListing listing = tables.files();
        List<Observation> all = new ArrayList<>();
        if (!df.isEmpty()) {
            DiskFree.Sample s = df.last();
            Map<String, ByteCount> sizes = new LinkedHashMap<>();
            sizes.put("size", s.size());
            sizes.put("used", s.used());
            sizes.put("free", s.free());
            all.add(new Observation(
                    "df",
                    s.line(),
                    "/dev/shm has " + RoundedSize.down(s.size()) + ", " + RoundedSize.down(s.free()) + " free ("
                            + s.percent() + " % in use"
                            + (df.count() > 1 ? ", the last of " + df.count() + " answers" : "")
                            + ").",
                    sizes));
        }
        if (listing.files() > 0) {
            Map<String, ByteCount> sizes = new LinkedHashMap<>();
            sizes.put("sum", listing.sum());
            sizes.put("inPages", listing.inPages());
            String sentence = listing.sized()
                    ? listing.files() + " file(s) of together " + listing.sum() + " in /dev/shm, " + listing.inPages()
                            + " in pages."
                    : listing.files() + " file(s) in /dev/shm; their sizes are not shown (ls -l).";
            all.add(new Observation("ls", listing.firstLine(), sentence, listing.sized() ? sizes : Map.of()));
        }
        df.full().stream()
                .filter(m -> failed)
                .forEach(m -> all.add(
                        new Observation("df", m.line(), m.mount() + " is " + m.percent() + " % in use.", Map.of())));
        tables.limits().all().forEach(l -> all.add(observation(l)));
        all.addAll(MoreObservations.of(tables));
        return all;
    }

    private static Observation observation(LimitLines.Limit l) {
        Map<String, ByteCount> sizes = new LinkedHashMap<>();
        String value = "unlimited";
        if (l.value().isPresent()) {
            long number = l.value().getAsLong();
            boolean bytes = l.what().endsWith("-size") || l.what().equals("locked-memory");
            value = bytes ? ByteCount.of(number).toString() : String.valueOf(number);
            if (bytes) {
                sizes.put("limit", ByteCount.of(number));
            }
        }
        String sentence = switch (l.what()) {
            case "shm-size" -> "The container was started with a /dev/shm of " + value + ".";
            case "figure" -> "67108864 bytes are 64 MiB: the size of /dev/shm in a container where nobody set one.";
            case "mount-size" -> "/dev/shm is mounted with a size of " + value + ".";
            case "processes" -> "A user or container may have " + value + " processes and threads.";
            case "open-files" -> "A process may have " + value + " open files.";
            case "locked-memory" -> "A process may lock " + value + " of memory.";
            default -> "ipcs shows limits of System V segments; they say nothing about /dev/shm.";
        };
        return new Observation(l.what(), l.line(), sentence, sizes);
    }
}
