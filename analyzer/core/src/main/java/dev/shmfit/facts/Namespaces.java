package dev.shmfit.facts;

/**
 * The namespaces of a process, in the kernel's spelling: {@code ipc:[4026531839]}.
 *
 * @param ipc of System V IPC; runtimes share /dev/shm along with it
 * @param pid of processes
 * @param mnt of mounts
 */
public record Namespaces(Reading<String> ipc, Reading<String> pid, Reading<String> mnt) {
    /** The kernel's fixed number of its first one (linux/proc_ns.h, PROC_IPC_INIT_INO). */
    private static final String FIRST_IPC = "ipc:[4026531839]";

    private static final String WHY = "not captured";

    /** Nothing is known. */
    public static final Namespaces UNKNOWN =
            new Namespaces(Reading.absent(WHY), Reading.absent(WHY), Reading.absent(WHY));

    /** Whether the IPC namespace is the host's. */
    public Reading<Boolean> hostIpc() {
        return ipc instanceof Reading.Known<String> k
                ? Reading.known(k.value().equals(FIRST_IPC), k.source())
                : Reading.absent(WHY);
    }
}
