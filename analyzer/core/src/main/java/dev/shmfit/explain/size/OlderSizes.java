package dev.shmfit.explain.size;

import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.segment.OlderSegments;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Segments of versions that the simulator does not know: control data, LL lines, NCCL_BUFFSIZE. */
final class OlderSizes {
    private static final long HEADER = 4096;
    private static final long BUFFER = 1L << 22;
    private static final Text INFERRED = Text.of("observation/inferred");

    private OlderSizes() {}

    static List<SizeMeaning> decode(long bytes) {
        List<SizeMeaning> meanings = new ArrayList<>();
        for (OlderSegments.Generation g : OlderSegments.generations()) {
            long buffer = bytes - HEADER - g.llBytes();
            boolean standard = buffer == BUFFER;
            if (standard || (!g.inferred() && Long.bitCount(buffer) == 1 && buffer >= 1 << 16)) {
                meanings.add(new SizeMeaning(
                        SegmentKind.SHM_RECEIVE,
                        standard ? List.of() : List.of("NCCL_BUFFSIZE=" + buffer),
                        List.of(new VersionSpan(g.from(), Optional.of(g.before()))),
                        false,
                        g.inferred() ? INFERRED : Text.EMPTY,
                        standard ? 0 : 3));
            }
        }
        return meanings;
    }
}
