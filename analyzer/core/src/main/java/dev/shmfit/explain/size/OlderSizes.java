package dev.shmfit.explain.size;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Segments of versions that the simulator does not know: control data, LL lines, NCCL_BUFFSIZE. */
final class OlderSizes {
    private static final long HEADER = 4096;
    private static final long BUFFER = 1L << 22;

    /** A generation; {@code ll} as in src/include/core.h and comm.h at the tag. */
    private record Generation(NcclVersion from, NcclVersion before, long ll, String remark) {}

    private static final List<Generation> ALL = List.of(
            new Generation(
                    NcclVersion.of(2, 0, 0),
                    NcclVersion.of(2, 3, 5),
                    16384,
                    "inferred from the arithmetic, for the source of these versions is not public"),
            new Generation(NcclVersion.of(2, 3, 5), NcclVersion.of(2, 4, 2), 65536, ""),
            new Generation(NcclVersion.of(2, 4, 2), NcclVersion.of(2, 5, 6), 262144, ""));

    private OlderSizes() {}

    static List<SizeMeaning> decode(long bytes) {
        List<SizeMeaning> meanings = new ArrayList<>();
        for (Generation g : ALL) {
            long buffer = bytes - HEADER - g.ll();
            boolean standard = buffer == BUFFER;
            if (standard || (g.remark().isEmpty() && Long.bitCount(buffer) == 1 && buffer >= 1 << 16)) {
                meanings.add(new SizeMeaning(
                        SegmentKind.SHM_RECEIVE,
                        standard ? List.of() : List.of("NCCL_BUFFSIZE=" + buffer),
                        List.of(new VersionSpan(g.from(), Optional.of(g.before()))),
                        false,
                        g.remark(),
                        standard ? 0 : 3));
            }
        }
        return meanings;
    }
}
