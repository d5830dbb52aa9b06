package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.VersionRule;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which algorithm NCCL takes for a collective of a given size, without a tuner plugin, registered buffers or CollNet,
 * for sums of float32. The smallest estimate over all algorithms and protocols wins (src/graph/tuning.cc, and
 * src/enqueue.cc getAlgoInfo, topoGetAlgoInfo; 2.12.7 to 2.30.7).
 */
public final class Tuner {
    /** What NCCL does where nothing that is enabled can run a collective. */
    enum Fallback {
        NONE,
        /** The ring, with every protocol. */
        RING,
        /** The ring, with the protocols that are on. */
        RING_WITH_ENABLED_PROTOCOLS
    }

    static final VersionRule<Fallback> FALLBACK = VersionRule.of(
                    "tuning-fallback", "what is taken where no algorithm can be")
            .since(12, 7, Fallback.NONE, "src/enqueue.cc getAlgoInfo@v2.12.7-1")
            .then(19, 1, Fallback.RING, "src/graph/tuning.cc ncclTopoTuneModel@v2.19.1-1 (ringbdw)")
            .then(
                    22,
                    3,
                    Fallback.RING_WITH_ENABLED_PROTOCOLS,
                    "src/graph/tuning.cc ncclTopoTuneModel@v2.22.3-1 (ringbdw)")
            .then(24, 3, Fallback.NONE, "src/enqueue.cc topoGetAlgoInfo@v2.24.3-1");

    /** The error where there is no fallback, with and without NCCL_ALGO or NCCL_PROTO. */
    static final VersionRule<String> ERROR_WHEN_SET = VersionRule.of(
                    "tuning-error", "the error where settings leave no algorithm")
            .since(12, 7, "ncclInternalError", "src/enqueue.cc getAlgoInfo@v2.12.7-1")
            .then(24, 3, "ncclInvalidUsage", "src/enqueue.cc topoGetAlgoInfo@v2.24.3-1");

    private final TunerInput in;
    private final AlgoEligibility eligibility;
    private final BandwidthModel bandwidths;
    private final LatencyModel latencies;
    private final TimeModel times;

    private Tuner(TunerInput in) {
        this.in = in;
        this.eligibility = AlgoEligibility.of(in);
        this.bandwidths = BandwidthModel.of(in);
        this.latencies = LatencyModel.of(in);
        this.times = new TimeModel(in);
    }

    /** A tuner for one communicator. */
    public static Tuner of(TunerInput input) {
        return new Tuner(input.withEqualChannels());
    }

    /** Why the communicator cannot be made: NCCL_ALGO or NCCL_PROTO does not parse, from 2.24 on. */
    public Optional<Decision.Refused> initFailure() {
        if (in.ranks() == 1) {
            return Optional.empty();
        }
        return eligibility
                .error()
                .map(e -> new Decision.Refused(
                        "algorithm-list-invalid",
                        "ncclInvalidUsage",
                        true,
                        e,
                        List.of(AlgoEligibility.STRICT_LISTS
                                .entryAt(in.version())
                                .source())));
    }

    /**
     * NCCL's choice for one operation.
     *
     * @param bytes the message: for all-gather the whole receive buffer and for reduce-scatter the whole send buffer of
     *     a rank (count x ranks), for the others the count; in bytes
     */
    public Decision choose(Collective collective, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a message cannot have " + bytes + " bytes");
        }
        if (in.ranks() == 1) {
            return new Decision.Chosen(Algorithm.RING, Protocol.SIMPLE, 0f, false);
        }
        Optional<Decision.Refused> invalid = initFailure();
        if (invalid.isPresent()) {
            return invalid.get();
        }
        List<Estimate> usual = estimates(collective, bytes);
        return smallest(usual, false)
                .or(() -> smallest(inNeed(collective, bytes), true))
                .orElseGet(() -> refused(collective));
    }

    /** NCCL's estimates of all that is enabled, in the order of comparison; empty where nothing is. */
    public List<Estimate> estimates(Collective collective, long bytes) {
        List<Estimate> estimates = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            for (Protocol protocol : Protocol.values()) {
                if (usable(collective, algorithm, protocol)) {
                    estimate(collective, algorithm, protocol, bytes).ifPresent(estimates::add);
                }
            }
        }
        return estimates;
    }

    /** The estimates of what NCCL goes back to where nothing is enabled. */
    List<Estimate> inNeed(Collective collective, long bytes) {
        List<Estimate> estimates = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            if (usableInNeed(collective, protocol)) {
                estimate(collective, Algorithm.RING, protocol, bytes).ifPresent(estimates::add);
            }
        }
        return estimates;
    }

    /**
     * NCCL's own estimate of an algorithm's bandwidth: message bytes per nanosecond, that is GB/s. A model's number,
     * whether or not the combination is enabled; 0 where it does not exist. For the bus bandwidth of a ring multiply by
     * 2 (n - 1) / n for all-reduce and (n - 1) / n for all-gather and reduce-scatter.
     */
    public float modelledBandwidth(Collective collective, Algorithm algorithm, Protocol protocol) {
        return in.ranks() > 1 && eligibility.exists(collective, algorithm)
                ? bandwidths.of(collective, algorithm, protocol)
                : 0f;
    }

    /**
     * The most that the ring graph carries: channels times GB/s of each, inside a node for up to two nodes, else between
     * them. Link rates, not a measurement.
     */
    public float ringBusBandwidth() {
        GraphSummary ring = in.ring();
        return ring.channels() * (in.nodes() <= 2 ? ring.bwIntra() : ring.bwInter());
    }

    private Optional<Estimate> estimate(Collective collective, Algorithm algorithm, Protocol protocol, long bytes) {
        float bandwidth = bandwidths.of(collective, algorithm, protocol);
        if (bandwidth == 0f) {
            return Optional.empty();
        }
        float latency = latencies.of(collective, algorithm, protocol);
        return Optional.of(new Estimate(
                algorithm, protocol, times.of(collective, algorithm, protocol, bytes, bandwidth, latency)));
    }

    private Optional<Decision> smallest(List<Estimate> estimates, boolean fallback) {
        float limit = ModelRules.NEVER.at(in.version());
        Optional<Estimate> best = Optional.empty();
        for (Estimate e : estimates) {
            float least = best.map(Estimate::microseconds).orElse(limit);
            boolean less = e.microseconds() < least
                    || (best.isPresent() && e.microseconds() == least && ModelRules.LAST_OF_EQUALS.at(in.version()));
            if (e.microseconds() >= 0f && less) {
                best = Optional.of(e);
            }
        }
        return best.map(e -> new Decision.Chosen(e.algorithm(), e.protocol(), e.microseconds(), fallback));
    }

    private boolean usable(Collective collective, Algorithm algorithm, Protocol protocol) {
        return eligibility.exists(collective, algorithm)
                && eligibility.algorithmOn(collective, algorithm)
                && eligibility.protocolOn(collective, algorithm, protocol);
    }

    private boolean usableInNeed(Collective collective, Protocol protocol) {
        return switch (FALLBACK.at(in.version())) {
            case NONE -> false;
            case RING -> true;
            case RING_WITH_ENABLED_PROTOCOLS -> eligibility.protocolOn(collective, Algorithm.RING, protocol);
        };
    }

    private Decision refused(Collective collective) {
        boolean set = in.settings().text("ALGO").isPresent()
                || in.settings().text("PROTO").isPresent();
        return new Decision.Refused(
                "no-algorithm",
                set ? ERROR_WHEN_SET.at(in.version()) : "ncclInternalError",
                false,
                set
                        ? Text.of("nccl/no-algorithm-as-set", "collective", collective.word())
                        : Text.of("nccl/no-algorithm", "collective", collective.word()),
                List.of(
                        FALLBACK.entryAt(in.version()).source(),
                        ERROR_WHEN_SET.entryAt(in.version()).source()));
    }
}
