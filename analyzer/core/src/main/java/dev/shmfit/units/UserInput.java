package dev.shmfit.units;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that the user can state or ask for, as a text names it: {@code UserInput.GROUP + " states all groups"}. What it is
 * called, an option or a field of a form, only the program around the core knows, and says by a {@link Names}.
 */
public enum UserInput {
    NCCL_VERSION("NCCL version"),
    EVERY_NCCL_VERSION("every NCCL version"),
    /** A fact about machine or job, followed by {@code KEY=VALUE} where the text has one. */
    FACT("fact"),
    GPUS("GPUs"),
    RANKS("ranks"),
    /** A setting of NCCL's in the job's environment. */
    SETTING("setting"),
    /** A process group. */
    GROUP("process group"),
    /** What else uses the same /dev/shm. */
    OTHER_TENANT("other tenant"),
    SHM_SIZE("size of /dev/shm"),
    /** A data loader of each rank. */
    LOADER("data loader"),
    /** How long a probe may take. */
    TIMEOUT("timeout"),
    /** NCCL's dump of the topology, as a file. */
    NCCL_XML("NCCL topology"),
    /** The table of {@code nvidia-smi topo -m}, as a file. */
    TOPO_TABLE("topology table"),
    /** The capture of the host, to compare the container's with. */
    HOST_CAPTURE("capture of the host"),
    /** The list of files that no process has open. */
    STALE_FILES("stale files"),
    /** Their removal. */
    REMOVE_STALE_FILES("remove stale files"),
    /** That nobody else uses this /dev/shm. */
    ALONE("nobody else uses it"),
    /** The analysis of a capture with its data loaders. */
    ANALYSIS_WITH_LOADERS("analysis with loaders");

    /** How a program that has the core in it calls what its user can state; found as a service. */
    public interface Names {
        /** The name of {@code input}, ready to stand in a sentence. */
        String of(UserInput input);
    }

    private static final Map<UserInput, String> NAMES = names();

    private final String label;

    UserInput(String label) {
        this.label = label;
    }

    private static Map<UserInput, String> names() {
        Names names = ServiceLoader.load(Names.class, UserInput.class.getClassLoader())
                .findFirst()
                .orElse(input -> '"' + input.label + '"');
        return Stream.of(values()).collect(Collectors.toUnmodifiableMap(i -> i, names::of));
    }

    /** As the user knows it. */
    @Override
    public String toString() {
        return NAMES.getOrDefault(this, label);
    }
}
