package dev.shmfit.nccl.setting;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.graph.GraphRules;
import dev.shmfit.text.Text;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which numbers NCCL takes as they are.
 *
 * @param numbers in words
 * @param taken whether NCCL takes the number
 * @param otherwise what it does with another one, as a sentence part after "NCCL"; {@code MAXCHANNELS} stands for the
 *     most channels of the version
 * @param source file and function
 */
record NumberRule(String numbers, Taking taken, Text otherwise, String source) {
    private static final String MOST = "MAXCHANNELS";
    private static final String INIT = "src/init.cc envConfigOverride";
    private static final String TUNING = "src/graph/tuning.cc getNthreads";
    private static final String SETUP = "src/init.cc devCommSetup";
    private static final String CONNECT = "src/graph/connect.cc ";
    private static final Text ONLY_0_AND_1 = Text.of("setting/only-0-and-1");
    private static final Text ONLY_POSITIVE = Text.of("setting/only-positive");

    /** The rules of one version of NCCL, by the variable's name without {@code NCCL_}. */
    record ByName(Map<String, NumberRule> rules) {
        ByName(Map<String, NumberRule> rules) {
            this.rules = Collections.unmodifiableMap(new TreeMap<>(rules));
        }

        ByName with(String name, NumberRule rule) {
            Map<String, NumberRule> more = new TreeMap<>(rules);
            more.put(name, rule);
            return new ByName(more);
        }

        ByName without(String name) {
            Map<String, NumberRule> fewer = new TreeMap<>(rules);
            fewer.remove(name);
            return new ByName(fewer);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            rules.forEach((name, rule) -> text.append(text.length() == 0 ? "" : "; ")
                    .append(name)
                    .append(": ")
                    .append(rule.numbers));
            return text.toString();
        }
    }

    /** Whether a number is taken. */
    interface Taking {
        boolean takes(long number, int maxChannels);
    }

    private static final ByName OLDEST = new ByName(Map.of())
            .with("P2P_DISABLE", flag(Text.of("setting/only-1-turns-off", "what", "P2P"), "src/graph/paths.cc"))
            .with("SHM_DISABLE", flag(Text.of("setting/only-1-turns-off", "what", "SHM"), "src/transport/shm.cc"))
            .with("NTHREADS", threads(64, 512))
            .with("LL128_NTHREADS", threads(160, 640))
            .with("MIN_NCHANNELS", channels(0, "ncclMinNchannels"))
            .with("MIN_NRINGS", channels(0, "ncclMinNchannels"))
            .with("MAX_NCHANNELS", channels(1, "ncclMaxNchannels"))
            .with("MAX_NRINGS", channels(1, "ncclMaxNchannels"));

    private static final ByName OF_13_4 = OLDEST.with(
                    "SHM_LOCALITY",
                    new NumberRule(
                            "1 or 2",
                            (n, most) -> n == 1 || n == 2,
                            Text.of("setting/takes-receiver"),
                            "src/transport/shm.cc initShmLocality"))
            .with("WORK_FIFO_DEPTH", powerOfTwo(65536));

    private static final ByName OF_14_3 = OF_13_4.with("COMM_BLOCKING", flag(ONLY_0_AND_1, INIT));

    private static final NumberRule CTAS = new NumberRule(
            "up to " + MOST, (n, most) -> n <= most, Text.of("setting/takes-most-channels", "most", MOST), INIT);

    private static final ByName OF_17_1 = OF_14_3.with("MIN_CTAS", CTAS)
            .with("MAX_CTAS", CTAS)
            .with(
                    "CGA_CLUSTER_SIZE",
                    new NumberRule(
                            "0 to 8",
                            (n, most) -> n >= 0 && n <= 8,
                            Text.of("setting/not-negative-at-most", "most", "8"),
                            INIT));

    private static final ByName OF_22_3 =
            OF_17_1.without("WORK_FIFO_DEPTH").with("WORK_FIFO_BYTES", powerOfTwo(1048576));

    private static final NumberRule POSITIVE_CTAS = new NumberRule(
            "1 to " + MOST, (n, most) -> n > 0 && n <= most, Text.of("setting/positive-at-most", "most", MOST), INIT);

    private static final ByName OF_25_1 =
            OF_22_3.with("MIN_CTAS", POSITIVE_CTAS).with("MAX_CTAS", POSITIVE_CTAS);

    private static final ByName OF_28_3 = OF_25_1.with(
                    "NCHANNELS_PER_NET_PEER", new NumberRule("above 0", (n, most) -> n > 0, ONLY_POSITIVE, INIT))
            .with("NVLINK_UTIL_CENTRIC_SCHED_ENABLE", flag(ONLY_0_AND_1, INIT));

    private static final ByName OF_29_2 = OF_28_3.with("GRAPH_MIXING_SUPPORT", flag(ONLY_0_AND_1, INIT))
            .with(
                    "NUM_RMA_CTX",
                    new NumberRule("0 and above", (n, most) -> n >= 0, Text.of("setting/not-negative"), INIT));

    private static final ByName OF_30_3 =
            OF_29_2.with("P2P_MAX_PEERS", new NumberRule("above 0", (n, most) -> n > 0, ONLY_POSITIVE, INIT));

    private static final ByName OF_30_7 = OF_30_3.with("GRAPH_STREAM_ORDERING", flag(ONLY_0_AND_1, INIT));

    private static final String NO_SUCH_SETTING = "the settings whose numbers it decides are not read";

    static final VersionRule<ByName> NUMBERS = VersionRule.of(
                    "numbers-taken", "which numbers NCCL takes as they are, by setting")
            .since(5, 6, OLDEST, "src/graph/tuning.cc, src/graph/connect.cc, src/transport/shm.cc@v2.5.6-1")
            .then(13, 4, OF_13_4, SETUP + ", src/transport/shm.cc@v2.13.4-1")
            .unseenBefore(NO_SUCH_SETTING)
            .then(14, 3, OF_14_3, INIT + "@v2.14.3-1")
            .unseenBefore(NO_SUCH_SETTING)
            .then(17, 1, OF_17_1, INIT + "@v2.17.1-1")
            .unseenBefore(NO_SUCH_SETTING)
            .then(22, 3, OF_22_3, SETUP + "@v2.22.3-1")
            .then(25, 1, OF_25_1, INIT + "@v2.25.1-1")
            .then(28, 3, OF_28_3, INIT + "@v2.28.3-1")
            .then(29, 2, OF_29_2, INIT + "@v2.29.2-1")
            .unseenBefore(NO_SUCH_SETTING)
            .then(30, 3, OF_30_3, INIT + "@v2.30.3-1")
            .unseenBefore(NO_SUCH_SETTING)
            .then(30, 7, OF_30_7, INIT + "@v2.30.7-1")
            .unseenBefore(NO_SUCH_SETTING);

    /**
     * What NCCL does with a number in place of taking it.
     *
     * @param otherwise as a sentence part after "NCCL"
     */
    record Broken(Text otherwise, String source) {}

    /** What NCCL does with a number in place of taking it; empty where it takes it. */
    static Optional<Broken> broken(String fullName, NcclVersion version, long number) {
        Optional<NumberRule> rule = fullName.startsWith("NCCL_")
                ? Optional.ofNullable(NUMBERS.at(version).rules().get(fullName.substring("NCCL_".length())))
                : Optional.empty();
        int most = GraphRules.maxChannels(version);
        return rule.filter(r -> !r.taken.takes(number, most))
                .map(r -> new Broken(withMost(r.otherwise, String.valueOf(most)), r.source));
    }

    /** The text with the most channels of a version. */
    private static Text withMost(Text text, String most) {
        Map<String, Object> arguments = new TreeMap<>(text.arguments());
        arguments.replaceAll((name, value) -> value.equals(MOST) ? most : value);
        return new Text(text.id(), new TreeMap<>(arguments), text.parts());
    }

    private static NumberRule flag(Text otherwise, String source) {
        return new NumberRule("0 or 1", (n, most) -> n == 0 || n == 1, otherwise, source);
    }

    private static NumberRule threads(int least, int most) {
        String range = "a multiple of 32 from " + least + " to " + most;
        return new NumberRule(
                range,
                (n, channels) -> n <= 0 || (n % 32 == 0 && n >= least && n <= most),
                Text.of("setting/nearest-multiple", "least", Integer.toString(least), "most", Integer.toString(most)),
                TUNING);
    }

    private static NumberRule channels(int least, String function) {
        String range = least + " to " + MOST;
        return new NumberRule(
                range,
                (n, most) -> n == -2 || (n >= least && n <= most),
                Text.of("setting/nearest", "least", Integer.toString(least), "most", MOST),
                CONNECT + function);
    }

    private static NumberRule powerOfTwo(int byDefault) {
        return new NumberRule(
                "a power of two",
                (n, most) -> n > 0 && Long.bitCount(n) == 1,
                Text.of("setting/power-of-two", "default", Integer.toString(byDefault)),
                SETUP);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof NumberRule r && numbers.equals(r.numbers) && otherwise.equals(r.otherwise);
    }

    @Override
    public int hashCode() {
        return Objects.hash(numbers, otherwise);
    }
}
