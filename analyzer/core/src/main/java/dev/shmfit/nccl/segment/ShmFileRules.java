package dev.shmfit.nccl.segment;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.List;

/** How NCCL makes its files in /dev/shm, and what it says when it cannot (src/include/shm.h, src/misc/shmutils.cc). */
public final class ShmFileRules {
    private static final String SHMUTILS = "misc/shmutils.cc";
    private static final String LINUX = "os/linux.cc";
    private static final String OPENS = "src/misc/shmutils.cc ncclShmOpen@v";
    private static final String OF_FAILURES = "it decides what a failure looks like, not how much is needed";

    /** What a file is called. */
    enum Name {
        /** {@code nccl-shm-recv-…} and {@code nccl-shm-send-…}, after the connection. */
        OF_THE_CONNECTION,
        /** {@code nccl-} and six characters drawn at random. */
        DRAWN
    }

    static final VersionRule<Name> NAME = VersionRule.of("shm-file-name", "what a file in /dev/shm is called")
            .since(5, 6, Name.OF_THE_CONNECTION, "src/transport/shm.cc shmSendSetup@v2.5.6-1")
            .then(12, 7, Name.DRAWN, OPENS + "2.12.7-1")
            .unseenBecause("it decides what files are called, not how much is needed");

    /** The call that gives a file its size. */
    enum Call {
        POSIX_FALLOCATE,
        /** Succeeds where there is no room: the first write past it is a bus error. */
        FTRUNCATE,
        FALLOCATE
    }

    static final VersionRule<Call> EXTENDED_BY = VersionRule.of(
                    "shm-file-extended-by", "the call that gives a file in /dev/shm its size")
            .since(5, 6, Call.POSIX_FALLOCATE, "src/include/shm.h shm_allocate@v2.5.6-1")
            .then(12, 7, Call.FTRUNCATE, OPENS + "2.12.7-1")
            .unseenBecause(OF_FAILURES)
            .then(19, 1, Call.FALLOCATE, OPENS + "2.19.1-1")
            .unseenBecause(OF_FAILURES);

    static final VersionRule<Boolean> RETRIED = VersionRule.from(
                    "shm-allocation-retried",
                    "whether an allocation that a signal interrupts is tried again, and its error is printed",
                    22,
                    3,
                    OPENS + "2.22.3-1")
            .unseenBecause(OF_FAILURES);

    /**
     * From where NCCL warns that a file could not be made.
     *
     * @param file of NCCL's source, as the log names it
     * @param extend the line of "failed to extend"
     * @param create the line of "Error while creating"
     */
    public record Warnings(String file, int extend, int create) {}

    static final VersionRule<Warnings> WARNS_AT = VersionRule.of(
                    "shm-warning-lines", "from which lines NCCL warns that a file in /dev/shm could not be made")
            .since(12, 7, new Warnings(SHMUTILS, 38, 69), OPENS + "2.12.7-1")
            .then(14, 3, new Warnings(SHMUTILS, 38, 70), OPENS + "2.14.3-1")
            .unseenBecause(OF_FAILURES)
            .then(16, 2, new Warnings(SHMUTILS, 70, 114), OPENS + "2.16.2-1")
            .unseenBecause(OF_FAILURES)
            .then(18, 1, new Warnings(SHMUTILS, 71, 111), OPENS + "2.18.1-1")
            .unseenBecause(OF_FAILURES)
            .then(18, 3, new Warnings(SHMUTILS, 71, 112), OPENS + "2.18.3-1")
            .unseenBecause(OF_FAILURES)
            .then(19, 1, new Warnings(SHMUTILS, 72, 113), OPENS + "2.19.1-1")
            .unseenBecause(OF_FAILURES)
            .then(22, 3, new Warnings(SHMUTILS, 87, 128), OPENS + "2.22.3-1")
            .unseenBecause(OF_FAILURES)
            .then(28, 3, new Warnings(SHMUTILS, 87, 131), OPENS + "2.28.3-1")
            .unseenBecause(OF_FAILURES)
            .then(29, 7, new Warnings(SHMUTILS, 88, 132), OPENS + "2.29.7-1")
            .unseenBecause(OF_FAILURES)
            .then(30, 3, new Warnings(LINUX, 670, 714), "src/os/linux.cc@v2.30.3-1")
            .unseenBecause(OF_FAILURES)
            .then(30, 7, new Warnings(LINUX, 795, 842), "src/os/linux.cc@v2.30.7-1")
            .unseenBecause(OF_FAILURES);

    private ShmFileRules() {}

    /** Every rule about the files themselves. */
    public static List<VersionRule<?>> all() {
        return List.of(NAME, EXTENDED_BY, RETRIED, WARNS_AT);
    }

    /** Since when files have names drawn at random. */
    public static NcclVersion firstDrawnNames() {
        return NAME.latest();
    }

    /** Since when a file is extended without asking for room. */
    public static NcclVersion firstWithoutAskingForRoom() {
        return EXTENDED_BY.changes().get(0);
    }

    /** Since when room is asked for again. */
    public static NcclVersion firstAskingForRoomAgain() {
        return EXTENDED_BY.latest();
    }

    /** Since when an interrupted allocation is tried again, and the system's error printed. */
    public static NcclVersion firstRetried() {
        return RETRIED.latest();
    }

    /** From which lines NCCL warns, by version. */
    public static List<VersionRule.Entry<Warnings>> warnings() {
        return WARNS_AT.entries();
    }
}
