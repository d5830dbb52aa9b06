package dev.shmfit.explain.catalog;

import java.util.List;
import java.util.stream.Stream;

/** All wordings, the most telling first: where two cover the same text, the earlier counts. */
public final class Signatures {
    private static final List<Signature> ALL = Stream.of(
                    NcclSignatures.ALL,
                    TorchSignatures.ALL,
                    FrameworkSignatures.ALL,
                    SystemSignatures.ALL,
                    ProgramSignatures.ALL,
                    GpuSignatures.ALL,
                    LauncherSignatures.ALL,
                    HarmlessSignatures.ALL)
            .flatMap(List::stream)
            .toList();

    private Signatures() {}

    /** In the order in which they are preferred. */
    public static List<Signature> all() {
        return ALL;
    }
}
