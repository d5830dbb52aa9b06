package dev.shmfit.nccl.segment;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.ArrayList;
import java.util.List;

/** Segments of versions that no forecast is made for, so that a file of theirs is known by its size. */
public final class OlderSegments {
    private static final String LL = "src/include/core.h NCCL_LL_BUFF_SIZE";

    static final VersionRule<Long> LL_LINES = VersionRule.of(
                    "older-ll-lines", "the bytes of LL lines in a file of versions that no forecast is made for")
            .since(0, 0, 16384L, LL + ", inferred from the arithmetic: the source is not public")
            .then(3, 5, 65536L, LL + "@v2.3.5-5")
            .then(4, 2, 262144L, LL + "@v2.4.2-1")
            .then(5, 6, 524288L, "src/include/devcomm.h NCCL_LL_BUFF_SIZE@v2.5.6-1");

    /**
     * Versions whose files have one size.
     *
     * @param from the first
     * @param before the first that no longer belongs to them
     * @param llBytes of LL lines
     * @param inferred whether the number is inferred rather than read in the source
     */
    public record Generation(NcclVersion from, NcclVersion before, long llBytes, boolean inferred) {}

    private OlderSegments() {}

    /** All generations, oldest first; the last ends where forecasts begin. */
    public static List<Generation> generations() {
        List<VersionRule.Entry<Long>> entries = LL_LINES.entries();
        List<Generation> all = new ArrayList<>();
        for (int i = 0; i + 1 < entries.size(); i++) {
            VersionRule.Entry<Long> entry = entries.get(i);
            all.add(new Generation(entry.from(), entries.get(i + 1).from(), entry.value(), i == 0));
        }
        return all;
    }

    /** The rules of this class. */
    public static List<VersionRule<?>> rules() {
        return List.of(LL_LINES);
    }
}
