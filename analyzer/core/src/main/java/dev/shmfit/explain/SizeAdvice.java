package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.shm.RecommendedSize;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which size of /dev/shm to begin with.
 *
 * @param size to write
 * @param named whether the text names the need; else it is a beginning that a forecast has to replace
 * @param reason as a sentence
 */
public record SizeAdvice(ByteCount size, boolean named, String reason) {
    private static final ByteCount BEGINNING = ByteCount.gibibytes(8);
    private static final int LONGEST_DIGITS = 15;

    static Optional<SizeAdvice> of(List<Cause> causes, DiskFree df) {
        Optional<Cause> sized = causes.stream()
                .filter(c -> c.role() != Role.CONSEQUENCE && c.explanation().sized())
                .filter(c -> !c.explanation().id().equals("shm-filling-up"))
                .findFirst();
        return sized.map(c -> need(c).orElseGet(() -> beginning(df)));
    }

    /** Ray says in bytes what it wants, vLLM in MiB. */
    private static Optional<SizeAdvice> need(Cause cause) {
        for (Hit hit : cause.hits()) {
            Map<String, String> values = hit.values();
            boolean ray = cause.explanation().id().equals("ray-store-exceeds-shm");
            String bytes = ray ? values.getOrDefault("size", "") : "";
            String mebibytes = values.getOrDefault("need", "");
            Optional<ByteCount> need = Optional.empty();
            if (bytes.matches("\\d{1," + LONGEST_DIGITS + "}")) {
                need = Optional.of(ByteCount.of(Long.parseLong(bytes, 10)));
            } else if (mebibytes.matches("\\d{1,9}")) {
                need = Optional.of(ByteCount.mebibytes(Long.parseLong(mebibytes, 10)));
            }
            if (need.isPresent()) {
                ByteCount size = RecommendedSize.of(need.get());
                return Optional.of(new SizeAdvice(
                        size, true, "the text asks for " + need.get() + ", and for nothing else in /dev/shm"));
            }
        }
        return Optional.empty();
    }

    private static SizeAdvice beginning(DiskFree df) {
        ByteCount size = BEGINNING;
        if (!df.isEmpty() && df.last().size().compareTo(BEGINNING) >= 0) {
            size = RecommendedSize.of(df.last().size().times(2));
        }
        return new SizeAdvice(
                size,
                false,
                "a size to begin with; a limit that takes nothing by itself. What the job needs, shmfit analyze computes");
    }
}
