package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.scan.Match;
import dev.shmfit.explain.size.CodeLine;
import dev.shmfit.explain.size.SizeDecoder;
import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the matches of one signature; what it keeps has a bound. */
final class Tally {
    private static final int LINES = 5;
    private static final int SIZES = 8;
    private static final int LONGEST_DIGITS = 15;
    /** A warning names what was asked for, the next the file with NCCL's reference count behind it. */
    private static final long REFERENCE_COUNT = 4;

    private final Signature signature;
    private final List<Long> lines = new ArrayList<>();
    private final Map<Long, Long> sizes = new LinkedHashMap<>();
    private Map<String, String> values = Map.of();
    private long count;
    private long lastLine;

    Tally(Signature signature) {
        this.signature = signature;
    }

    Signature signature() {
        return signature;
    }

    /** Several wordings of one line count once. */
    void add(Match match) {
        if (match.line() > lastLine) {
            count++;
            lastLine = match.line();
            if (lines.size() < LINES) {
                lines.add(match.line());
            }
        }
        if (values.isEmpty()) {
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

    /** The hit, its sizes read in the light of the versions that the text names, or that its places in the source have. */
    Hit hit(List<NcclVersion> versions, List<CodeLine> places) {
        List<Hit.Size> read = new ArrayList<>();
        sizes.forEach((bytes, n) -> {
            List<SizeMeaning> meanings =
                    signature.program().equals("nccl") ? meanings(bytes, versions, places) : List.of();
            boolean told = !meanings.isEmpty()
                    && meanings.stream().allMatch(SizeMeaning::request)
                    && sizes.containsKey(bytes + REFERENCE_COUNT);
            if (!told) {
                read.add(new Hit.Size(ByteCount.of(bytes), n, meanings));
            }
        });
        return new Hit(signature, count, lines, values, read);
    }

    /** Of all meanings those that agree with the versions named; where none does, all. */
    private static List<SizeMeaning> meanings(long bytes, List<NcclVersion> versions, List<CodeLine> places) {
        List<SizeMeaning> all = SizeDecoder.decode(bytes);
        List<SizeMeaning> fitting = all.stream()
                .filter(m -> versions.isEmpty() || versions.stream().anyMatch(m::holds))
                .toList();
        if (versions.isEmpty() && !places.isEmpty()) {
            fitting = all.stream()
                    .flatMap(m -> places.stream()
                            .flatMap(p -> m.within(p.versions()).stream())
                            .limit(1))
                    .toList();
        }
        return fitting.isEmpty() ? all : fitting;
    }
}
