package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.scan.Match;
import dev.shmfit.explain.size.SizeDecoder;
import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the matches of one signature; what it keeps has a bound. */
final class Tally {
    private static final int LINES = 5;
    private static final int SIZES = 8;
    private static final int LONGEST_DIGITS = 15;

    private final Signature signature;
    private final List<Long> lines = new ArrayList<>();
    private final Map<Long, Long> sizes = new LinkedHashMap<>();
    private Map<String, String> values = Map.of();
    private long count;

    Tally(Signature signature) {
        this.signature = signature;
    }

    Signature signature() {
        return signature;
    }

    void add(Match match) {
        count++;
        if (lines.size() < LINES && !lines.contains(match.line())) {
            lines.add(match.line());
        }
        if (count == 1) {
            values = match.values();
        }
        String size = match.values().getOrDefault("size", "");
        if (!size.isEmpty() && size.length() <= LONGEST_DIGITS) {
            long bytes = Long.parseLong(size, 10);
            if (sizes.containsKey(bytes) || sizes.size() < SIZES) {
                sizes.merge(bytes, 1L, Long::sum);
            }
        }
    }

    /** The hit, its sizes read in the light of the versions that the text names. */
    Hit hit(List<NcclVersion> versions) {
        List<Hit.Size> read = new ArrayList<>();
        sizes.forEach((bytes, n) -> read.add(new Hit.Size(
                ByteCount.of(bytes), n, signature.program().equals("nccl") ? meanings(bytes, versions) : List.of())));
        return new Hit(signature, count, lines, values, read);
    }

    private static List<SizeMeaning> meanings(long bytes, List<NcclVersion> versions) {
        List<SizeMeaning> all = new ArrayList<>(SizeDecoder.decode(bytes));
        all.sort(Comparator.comparing((SizeMeaning m) -> versions.stream().noneMatch(m::holds) && !versions.isEmpty()));
        return all;
    }
}
