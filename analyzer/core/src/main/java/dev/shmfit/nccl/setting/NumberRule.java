package dev.shmfit.nccl.setting;

import dev.shmfit.nccl.NcclVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Which numbers a version of NCCL takes as they are.
 *
 * @param name the variable
 * @param from the first version with the rule
 * @param before the first version without it; empty where the newest known one has it
 * @param taken whether NCCL takes the number
 * @param otherwise what it does with another one, as a sentence part after "NCCL"
 * @param source file@tag
 */
record NumberRule(
        String name,
        NcclVersion from,
        Optional<NcclVersion> before,
        LongPredicate taken,
        String otherwise,
        String source) {
    private static final String INIT = "src/init.cc envConfigOverride";
    private static final String FLAG = "goes on as if it were not set, for only 0 and 1 mean something";

    private static final List<NumberRule> ALL = List.of(
            since(
                    "P2P_DISABLE",
                    5,
                    6,
                    NumberRule::flag,
                    "leaves P2P on, for only 1 turns it off",
                    "src/graph/paths.cc"),
            since(
                    "SHM_DISABLE",
                    5,
                    6,
                    NumberRule::flag,
                    "leaves SHM on, for only 1 turns it off",
                    "src/transport/shm.cc"),
            since(
                    "SHM_LOCALITY",
                    13,
                    4,
                    n -> n == 1 || n == 2,
                    "warns and takes 2, the receiver's side; 1 is the sender's",
                    "src/transport/shm.cc initShmLocality@v2.13.4-1"),
            since(
                    "NTHREADS",
                    5,
                    6,
                    n -> n <= 0 || (n % 32 == 0 && n >= 64 && n <= 512),
                    "takes the nearest bound, for it wants a multiple of 32 from 64 to 512",
                    "src/graph/tuning.cc getNthreads@v2.5.6-1"),
            since(
                    "LL128_NTHREADS",
                    5,
                    6,
                    n -> n <= 0 || (n % 32 == 0 && n >= 160 && n <= 640),
                    "takes the nearest bound, for it wants a multiple of 32 from 160 to 640",
                    "src/graph/tuning.cc getNthreads@v2.5.6-1"),
            most("MIN_NCHANNELS", 32, 0, 5, 6).until(25, 1),
            most("MIN_NCHANNELS", 64, 0, 25, 1),
            most("MIN_NRINGS", 32, 0, 5, 6).until(25, 1),
            most("MIN_NRINGS", 64, 0, 25, 1),
            most("MAX_NCHANNELS", 32, 1, 5, 6).until(25, 1),
            most("MAX_NCHANNELS", 64, 1, 25, 1),
            most("MAX_NRINGS", 32, 1, 5, 6).until(25, 1),
            most("MAX_NRINGS", 64, 1, 25, 1),
            since("MIN_CTAS", 17, 1, n -> n <= 32, "takes 32 channels, the most that there are", INIT)
                    .until(25, 1),
            since("MAX_CTAS", 17, 1, n -> n <= 32, "takes 32 channels, the most that there are", INIT)
                    .until(25, 1),
            since(
                    "MIN_CTAS",
                    25,
                    1,
                    n -> n > 0 && n <= 64,
                    "passes over what is not above 0 and takes at most 64",
                    INIT),
            since(
                    "MAX_CTAS",
                    25,
                    1,
                    n -> n > 0 && n <= 64,
                    "passes over what is not above 0 and takes at most 64",
                    INIT),
            since(
                            "WORK_FIFO_DEPTH",
                            13,
                            4,
                            NumberRule::powerOfTwo,
                            "takes its default, 65536, for it wants a power of two",
                            "src/init.cc devCommSetup@v2.13.4-1")
                    .until(22, 3),
            since(
                    "WORK_FIFO_BYTES",
                    22,
                    3,
                    NumberRule::powerOfTwo,
                    "takes its default, 1048576, for it wants a power of two",
                    "src/init.cc devCommSetup@v2.22.3-1"),
            since(
                    "CGA_CLUSTER_SIZE",
                    17,
                    1,
                    n -> n >= 0 && n <= 8,
                    "passes over negative numbers and takes at most 8",
                    INIT),
            since("COMM_BLOCKING", 14, 3, NumberRule::flag, FLAG, INIT),
            since("NCHANNELS_PER_NET_PEER", 28, 3, n -> n > 0, "passes over it, for it wants a number above 0", INIT),
            since("NVLINK_UTIL_CENTRIC_SCHED_ENABLE", 28, 3, NumberRule::flag, FLAG, INIT),
            since("GRAPH_MIXING_SUPPORT", 29, 2, NumberRule::flag, FLAG, INIT),
            since("GRAPH_STREAM_ORDERING", 30, 7, NumberRule::flag, FLAG, INIT),
            since("NUM_RMA_CTX", 29, 2, n -> n >= 0, "passes over negative numbers", INIT),
            since("P2P_MAX_PEERS", 30, 3, n -> n > 0, "passes over it, for it wants a number above 0", INIT));

    /** What NCCL does with a number in place of taking it; empty where it takes it. */
    static Optional<NumberRule> broken(String fullName, NcclVersion version, long number) {
        return ALL.stream()
                .filter(r -> fullName.equals("NCCL_" + r.name) && r.holds(version) && !r.taken.test(number))
                .findFirst();
    }

    /** The variables that have a rule, each by its full name with a version of the rule. */
    static List<NumberRule> all() {
        return ALL;
    }

    private boolean holds(NcclVersion version) {
        return from.compareTo(version) <= 0 && (before.isEmpty() || version.compareTo(before.get()) < 0);
    }

    private static NumberRule since(
            String name, int minor, int patch, LongPredicate taken, String otherwise, String source) {
        return new NumberRule(name, NcclVersion.of(2, minor, patch), Optional.empty(), taken, otherwise, source);
    }

    private static NumberRule most(String name, int most, int least, int minor, int patch) {
        return since(
                name,
                minor,
                patch,
                n -> n == -2 || (n >= least && n <= most),
                "takes the nearest number from " + least + " to " + most,
                "src/graph/connect.cc " + (least == 0 ? "ncclMinNchannels" : "ncclMaxNchannels"));
    }

    private NumberRule until(int minor, int patch) {
        return new NumberRule(name, from, Optional.of(NcclVersion.of(2, minor, patch)), taken, otherwise, source);
    }

    private static boolean flag(long n) {
        return n == 0 || n == 1;
    }

    private static boolean powerOfTwo(long n) {
        return n > 0 && Long.bitCount(n) == 1;
    }
}
