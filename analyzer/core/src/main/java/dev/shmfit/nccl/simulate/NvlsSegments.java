package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;

/** How NCCL's versions handled the NVLS segment where communicators share, and at the end (src/transport/nvls.cc). */
final class NvlsSegments {
    /**
     * A version's habits.
     *
     * @param ownForEach whether a communicator that shares its parent's NVLS resources makes a segment nevertheless, over
     *     which the parent's is forgotten
     * @param neverClosed whether ncclCommDestroy leaves the segment to the end of the process
     */
    record Rule(boolean ownForEach, boolean neverClosed) {}

    static final VersionRule<Rule> RULE = VersionRule.of("nvls-segments", "when NVLS makes its file in /dev/shm")
            .since(19, 1, new Rule(true, true), "src/transport/nvls.cc ncclNvlsSetup, ncclNvlsFree@v2.19.1-1")
            .then(19, 4, new Rule(true, false), "src/transport/nvls.cc ncclNvlsFree@v2.19.4-1")
            .then(22, 3, new Rule(false, false), "src/transport/nvls.cc ncclNvlsSetup@v2.22.3-1");

    private NvlsSegments() {}

    static Rule rule(NcclVersion version) {
        return RULE.at(version);
    }
}
