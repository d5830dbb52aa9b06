package dev.shmfit.facts;

/**
 * What was read about the container and the process in it.
 *
 * @param memory its cgroup's limit
 * @param limits of a process
 * @param gpus how many the pod asks for
 * @param sysNice whether memory can be placed on a NUMA node, for which a container needs CAP_SYS_NICE
 * @param namespaces of the process
 * @param platform what can be seen of that which started it
 * @param session of the user
 */
public record ContainerFacts(
        Readings<MemoryLimit> memory,
        Readings<ProcessLimits> limits,
        Readings<Integer> gpus,
        Readings<Boolean> sysNice,
        Readings<Namespaces> namespaces,
        Readings<PlatformClues> platform,
        Readings<Session> session) {
    /** The clues, with none where they were not captured. */
    public PlatformClues clues() {
        return platform.value().orElse(PlatformClues.none(UsualReasons.NOT_IN_CAPTURE));
    }
}
