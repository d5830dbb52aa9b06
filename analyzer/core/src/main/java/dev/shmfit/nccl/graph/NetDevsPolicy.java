package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of the NICs that are nearest to a GPU it uses, by NCCL_NETDEVS_POLICY. No run with this setting was there to
 * compare with.
 *
 * @param kind the word
 * @param most NICs of a GPU, for {@link Kind#MAX}
 */
record NetDevsPolicy(Kind kind, int most) {
    /** Before the setting is read, and where it is not set. */
    static final NetDevsPolicy AUTO = new NetDevsPolicy(Kind.AUTO, 0);

    static final VersionRule<Boolean> READ = VersionRule.from(
            "net-devices-policy",
            "whether NCCL_NETDEVS_POLICY says how many NICs a GPU uses",
            28,
            3,
            "src/graph/topo.cc ncclTopoGetLocalNet@v2.28.3-1");

    static final VersionRule<Boolean> LIMITS_SEARCH = VersionRule.from(
            "net-devices-policy-in-search",
            "whether NCCL_NETDEVS_POLICY=MAX:N also bounds the NICs that a search tries",
            28,
            7,
            "src/graph/search.cc ncclTopoSelectNets@v2.28.7-1");

    /** What atoi reads behind the colon. */
    private static final Pattern MAX = Pattern.compile("MAX:\\s*\\+?(\\d{1,9}).*", Pattern.DOTALL);

    /** The words of NCCL_NETDEVS_POLICY. */
    enum Kind {
        /** The nearest NICs are shared out among the GPUs that are equally near. */
        AUTO,
        /** Each GPU uses all that are nearest to it. */
        ALL,
        /** At most so many of these. */
        MAX
    }

    /** What is set; a word that NCCL does not know is AUTO to it. */
    static NetDevsPolicy of(NcclVersion version, NcclSettings settings) {
        Optional<String> set = READ.at(version) ? settings.text("NETDEVS_POLICY") : Optional.empty();
        String word = set.orElse("").toUpperCase(Locale.ROOT);
        if (word.equals("ALL")) {
            return new NetDevsPolicy(Kind.ALL, 0);
        }
        Matcher max = MAX.matcher(word);
        int most = max.matches() ? Integer.parseInt(max.group(1), 10) : 0;
        return most > 0 ? new NetDevsPolicy(Kind.MAX, most) : AUTO;
    }

    /**
     * NICs that a GPU uses.
     *
     * @param nearest NICs that are nearest to it
     * @param sharing GPUs that are nearest to the first of these
     */
    int perGpu(int nearest, int sharing) {
        return switch (kind) {
            case AUTO -> (nearest + sharing - 1) / sharing;
            case ALL -> nearest;
            case MAX -> Math.min(most, nearest);
        };
    }

    /** How many NICs a search tries for so many GPUs. */
    int mostTried(NcclVersion version, int gpus) {
        return kind == Kind.MAX && LIMITS_SEARCH.at(version)
                ? (int) Math.min(Integer.MAX_VALUE, (long) most * gpus)
                : Integer.MAX_VALUE;
    }

    /** A number for each policy. */
    int code() {
        return switch (kind) {
            case AUTO -> 0;
            case ALL -> -1;
            case MAX -> most;
        };
    }
}
