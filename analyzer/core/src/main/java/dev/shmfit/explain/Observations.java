package dev.shmfit.explain;

import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.text.Text;
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
            all.add(new Observation("df", s.line(), df(df), sizes));
        }
        if (listing.files() > 0) {
            Map<String, ByteCount> sizes = new LinkedHashMap<>();
            sizes.put("sum", listing.sum());
            sizes.put("inPages", listing.inPages());
            Text sentence = listing.sized()
                    ? Text.of(
                            "observation/files",
                            "count",
                            listing.files(),
                            "sum",
                            bytes(listing.sum()),
                            "pages",
                            bytes(listing.inPages()))
                    : Text.of("observation/files-without-sizes", "count", listing.files());
            all.add(new Observation("ls", listing.firstLine(), sentence, listing.sized() ? sizes : Map.of()));
        }
        df.full().stream()
                .filter(m -> failed)
                .forEach(m -> all.add(new Observation(
                        "df",
                        m.line(),
                        Text.of("observation/mount-full", "mount", m.mount(), "percent", m.percent()),
                        Map.of())));
        tables.limits().all().forEach(l -> all.add(observation(l)));
        all.addAll(MoreObservations.of(tables));
        return all;
    }

    private static Text df(DiskFree df) {
        DiskFree.Sample s = df.last();
        String size = RoundedSize.down(s.size());
        String free = RoundedSize.down(s.free());
        return df.count() > 1
                ? Text.of(
                        "observation/df-last", "size", size, "free", free, "percent", s.percent(), "count", df.count())
                : Text.of("observation/df", "size", size, "free", free, "percent", s.percent());
    }

    /** Rounded, and to the byte. */
    static Text bytes(ByteCount size) {
        return Text.of("observation/bytes", "human", size.human(), "bytes", size.bytes());
    }

    private static Observation observation(LimitLines.Limit l) {
        Map<String, ByteCount> sizes = new LinkedHashMap<>();
        Text value = Text.of("observation/unlimited");
        if (l.value().isPresent()) {
            long number = l.value().getAsLong();
            boolean bytes = l.what().endsWith("-size") || l.what().equals("locked-memory");
            value = bytes ? bytes(ByteCount.of(number)) : Text.verbatim(String.valueOf(number));
            if (bytes) {
                sizes.put("limit", ByteCount.of(number));
            }
        }
        Text sentence = switch (l.what()) {
            case "shm-size" -> Text.of("observation/shm-size", "value", value);
            case "figure" -> Text.of("observation/default-figure");
            case "mount-size" -> Text.of("observation/mount-size", "value", value);
            case "processes" -> Text.of("observation/processes", "value", value);
            case "open-files" -> Text.of("observation/open-files", "value", value);
            case "locked-memory" -> Text.of("observation/locked-memory", "value", value);
            default -> Text.of("observation/system-v-limits");
        };
        return new Observation(l.what(), l.line(), sentence, sizes);
    }
}
