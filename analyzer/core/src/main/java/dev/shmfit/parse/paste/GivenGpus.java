package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** GPUs that a container's runtime gives it: what NVIDIA_VISIBLE_DEVICES then says. */
final class GivenGpus {
    private static final String VISIBLE = "NVIDIA_VISIBLE_DEVICES";

    private GivenGpus() {}

    /** GPUs by number, UUID or CDI's name, separated by commas. */
    static void listed(String devices, SourceRef at, PastedFacts facts) {
        Variables.take(VISIBLE, devices, at, facts);
    }

    /** So many: dockerd gives the first ones (daemon/nvidia_linux.go). */
    static void counted(int count, SourceRef at, PastedFacts facts) {
        listed(IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(",")), at, facts);
    }
}
