package dev.shmfit.explain;

import dev.shmfit.explain.cause.Cause;
import dev.shmfit.explain.cause.Hit;
import dev.shmfit.shm.RecommendedSize;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.UserInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which size of /dev/shm to write.
 *
 * @param size where the text names the need; empty: it does not, and a forecast has to tell
 * @param reason as a sentence
 */
public record SizeAdvice(Optional<ByteCount> size, Text reason) {
    private static final int LONGEST_DIGITS = 15;
    /** What is to be removed, or to stop growing, first. */
    private static final Set<String> REMOVED = Set.of("shm-leftovers", "shm-full-or-leftovers", "shm-filling-up");

    static Optional<SizeAdvice> of(List<Cause> causes) {
        Optional<Cause> root = causes.stream()
                .filter(c -> c.role().failed() || c.id().equals("container-default-shm"))
                .findFirst();
        return root.filter(c -> c.explanation().sized() && !REMOVED.contains(c.id()))
                .map(SizeAdvice::of);
    }

    private static SizeAdvice of(Cause cause) {
        return need(cause)
                .orElseGet(() -> new SizeAdvice(
                        Optional.empty(),
                        Text.of("observation/size-unknown", "command", UserInput.ANALYSIS_WITH_LOADERS)));
    }

    /** Ray says in bytes what it wants, vLLM in MiB. */
    private static Optional<SizeAdvice> need(Cause cause) {
        for (Hit hit : cause.hits()) {
            Map<String, String> values = hit.values();
            boolean ray = cause.id().equals("ray-store-exceeds-shm");
            String bytes = ray ? values.getOrDefault("size", "") : "";
            String mebibytes = values.getOrDefault("need", "");
            Optional<ByteCount> need = Optional.empty();
            if (bytes.matches("\\d{1," + LONGEST_DIGITS + "}")) {
                need = Optional.of(ByteCount.of(Long.parseLong(bytes, 10)));
            } else if (mebibytes.matches("\\d{1,9}")) {
                need = Optional.of(ByteCount.mebibytes(Long.parseLong(mebibytes, 10)));
            }
            if (need.isPresent()) {
                return Optional.of(new SizeAdvice(
                        Optional.of(RecommendedSize.of(need.get())),
                        Text.of("observation/size-asked", "need", Observations.bytes(need.get()))));
            }
        }
        return Optional.empty();
    }
}
