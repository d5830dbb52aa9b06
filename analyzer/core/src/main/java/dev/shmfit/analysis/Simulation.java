package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.open.PlatformFacts;
import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.nccl.simulate.CollNet;
import dev.shmfit.nccl.simulate.DecidedCommunicators;
import dev.shmfit.nccl.simulate.JobForecast;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.simulate.NodeHardware;
import dev.shmfit.nccl.simulate.NvLinkFabric;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs the job in possible candidates, for one version of NCCL and its settings.
 *
 * @param searches made before, in whichever world and version
 * @param everyNode whether a node is forecast even where another is the same to NCCL: slow, and no other result
 * @param collNet whether CollNet is counted, and how
 */
record Simulation(
        NcclVersion version,
        NcclSettings settings,
        JobShape job,
        PlatformFacts platform,
        ByteCount pageSize,
        SearchMemo searches,
        boolean everyNode,
        CollNet collNet) {
    /** Up to this version the search is not followed step by step, so the count of channels is a range. */
    static final NcclVersion FIRST_EXACT = RuleRegister.firstFollowed();

    /** Up to so many nodes each is looked at. */
    private static final int FEW_NODES = 4;

    /** Whether NCCL's search is followed in this version, so that the count of channels is determined. */
    static boolean isFollowed(NcclVersion version) {
        return version.compareTo(FIRST_EXACT) >= 0;
    }

    /** The outcome in every world, in their order; the driver and the container vary as {@link #onOtherPlatforms} says. */
    List<Outcome> outcomes(List<CandidateNode> candidates) {
        return onOtherPlatforms(candidates, inEach(candidates));
    }

    /** The outcome in every world, in their order, on the platform to plan with. */
    List<Outcome> inEach(List<CandidateNode> candidates) {
        NodeForecasts all = new NodeForecasts(this, candidates);
        while (!all.isDone()) {
            all.more(WorkBudget.AT_ONCE);
        }
        return IntStream.range(0, candidates.size())
                .mapToObj(i -> all.outcome(i).orElseThrow())
                .toList();
    }

    /** Which nodes are the same to NCCL; empty where each is to be forecast. */
    Optional<AlikeNodes> alike(List<CandidateNode> candidates) {
        return everyNode
                ? Optional.empty()
                : Optional.of(new AlikeNodes(version, settings, isWhole(candidates), isOneHost(), searches.makesAny()));
    }

    /** Whether each communicator has all GPUs of the node. */
    private boolean isWhole(List<CandidateNode> candidates) {
        int all = candidates.get(0).topology().gpus().size();
        return Stream.of(job.shown(job.first()), job.stated(job.first()))
                .flatMap(j -> j.communicators().stream())
                .allMatch(c -> c.spec().size() == all);
    }

    /** Whether all ranks are one host to NCCL and share a /dev/shm, so that only fast NICs could part them. */
    boolean isOneHost() {
        return job.nodes() == 1 && job.pods().count() == 1 && settings.number("SHM_DISABLE", 0) == 0;
    }

    /**
     * The outcome in a node.
     *
     * @param near whether its searches stayed among NVLinks
     */
    record Forecast(Outcome outcome, boolean near) {}

    /** The outcome in every node, each forecast, on the platform to plan with. */
    List<Forecast> forecast(List<CandidateNode> candidates) {
        List<NcclPlatform> platforms = platform.options(version, settings);
        return candidates.parallelStream()
                .map(w -> {
                    SearchMemo watched =
                            everyNode && searches.makesAny() ? SearchMemo.stepByStep() : searches.watched();
                    Simulation here =
                            new Simulation(version, settings, job, platform, pageSize, watched, everyNode, collNet);
                    Outcome outcome = here.outcome(w, platforms.get(0), choice(w, platforms));
                    return new Forecast(outcome, watched.stayedNear());
                })
                .toList();
    }

    /** The outcome in a node that is the same as the one of {@code same}. */
    Outcome as(CandidateNode world, Outcome same) {
        return new Outcome(choice(world, platform.options(version, settings)), same.shown(), same.stated());
    }

    /**
     * Adds the outcomes on other platforms. The driver and the container only decide where the memory of connections comes
     * from, so these vary in the candidates that need most and least alone.
     */
    List<Outcome> onOtherPlatforms(List<CandidateNode> candidates, List<Outcome> found) {
        List<NcclPlatform> platforms = platform.options(version, settings);
        List<Outcome> all = new ArrayList<>(found);
        if (platforms.size() == 1) {
            return all;
        }
        Comparator<Integer> need =
                Comparator.comparing((Integer i) -> all.get(i).shownPages()).thenComparing(i -> -i);
        List<Integer> indices = IntStream.range(0, all.size()).boxed().toList();
        List<Integer> extremes = List.of(
                indices.stream().max(need).orElseThrow(),
                indices.stream().min(need).orElseThrow());
        for (int p = 1; p < platforms.size(); p++) {
            for (int index : extremes.stream().distinct().toList()) {
                CandidateNode w = candidates.get(index);
                Choice choice = platform.choice(w.choice(), platforms.get(p));
                all.add(outcome(w, platforms.get(p), choice));
            }
        }
        return all;
    }

    /** GPUs of the job. */
    int gpus() {
        return job.gpus().size();
    }

    /** Pairs of ranks of which one outcome holds a forecast: those of the node that is looked at. */
    long pairs() {
        return Stream.of(job.shown(job.first()), job.stated(job.first()))
                .flatMap(j -> j.communicators().stream())
                .mapToLong(c ->
                        c.spec().nodes().stream().filter(n -> n == job.first()).count())
                .map(own -> own * own)
                .sum();
    }

    private Choice choice(CandidateNode w, List<NcclPlatform> platforms) {
        return platforms.size() == 1 ? w.choice() : platform.choice(w.choice(), platforms.get(0));
    }

    /** The outcome in one world on the platform to plan with. */
    Outcome planned(CandidateNode world) {
        return outcome(world, platform.options(version, settings).get(0), world.choice());
    }

    /** The same for the stated operations alone, which is quicker; what the report shows beside them is left out. */
    List<CommunicatorForecast> statedAlone(CandidateNode world) {
        NcclNode node = node(world, platform.options(version, settings).get(0));
        DecidedCommunicators decided = new DecidedCommunicators(node);
        int neediest = followed().findFirst().orElseThrow();
        int neediestPod = 0;
        ByteCount most = ByteCount.ZERO;
        for (int on : followed().toArray()) {
            List<List<ByteCount>> rounds = JobForecast.needs(decided, job.stated(on), pageSize, on);
            List<ByteCount> pods = rounds.get(rounds.size() - 1);
            for (int pod = 0; pod < pods.size(); pod++) {
                if (pods.get(pod).compareTo(most) > 0) {
                    most = pods.get(pod);
                    neediest = on;
                    neediestPod = pod;
                }
            }
        }
        return JobForecast.of(decided, job.stated(neediest), pageSize, neediest, neediestPod);
    }

    private NcclNode node(CandidateNode w, NcclPlatform p) {
        boolean arm = w.topology().numaNodes().stream().anyMatch(n -> n.cpu().arch() == CpuIdentity.Arch.ARM64);
        NcclPlatform here = new NcclPlatform(
                p.cudaDriver(),
                p.vmm(),
                p.cuMemHostWorks(),
                p.cuMemHostGranularity(),
                p.ranksPerProcess(),
                p.hiddenDevices(),
                w.multicast(),
                arm);
        return new NcclNode(
                IntStream.range(0, job.nodes())
                        .mapToObj(
                                n -> hardware(job.over().nodes().get(n).other().orElse(w), platform.fabricOf(n)))
                        .toList(),
                here,
                version,
                settings,
                job.pods(),
                searches,
                collNet);
    }

    private static NodeHardware hardware(CandidateNode n, Optional<NvLinkFabric> fabric) {
        return new NodeHardware(n.topology(), n.access(), n.multicast(), fabric);
    }

    /** The outcome as the container sees it that needs most, on the node where it needs most. */
    private Outcome outcome(CandidateNode w, NcclPlatform p, Choice choice) {
        NcclNode node = node(w, p);
        DecidedCommunicators decided = new DecidedCommunicators(node);
        int[] followed = followed().toArray();
        if (followed.length == 1 && node.pods().count() == 1) {
            return inPod(decided, followed[0], 0, choice);
        }
        Place neediest = new Place(followed[0], 0, ByteCount.ZERO, ByteCount.ZERO);
        for (int on : followed) {
            for (Place place : places(decided, on)) {
                neediest = place.needsMoreThan(neediest) ? place : neediest;
            }
        }
        return inPod(decided, neediest.on, neediest.pod, choice);
    }

    /** A container, and what it needs for the stated operations and for all that a report shows. */
    private record Place(int on, int pod, ByteCount stated, ByteCount shown) {
        boolean needsMoreThan(Place other) {
            int byNeed = stated.compareTo(other.stated);
            return byNeed > 0 || (byNeed == 0 && shown.compareTo(other.shown) > 0);
        }
    }

    private List<Place> places(DecidedCommunicators decided, int on) {
        List<List<ByteCount>> shown = JobForecast.needs(decided, job.shown(on), pageSize, on);
        List<List<ByteCount>> stated = job.staysWithinCollectives()
                ? shown.subList(0, 1)
                : JobForecast.needs(decided, job.stated(on), pageSize, on);
        List<ByteCount> shownLast = shown.get(shown.size() - 1);
        List<ByteCount> statedLast = stated.get(stated.size() - 1);
        return IntStream.range(0, shownLast.size())
                .mapToObj(pod -> new Place(on, pod, statedLast.get(pod), shownLast.get(pod)))
                .toList();
    }

    /**
     * The nodes of this kind that are looked at: of equal ones root, leaf and inner node of the trees over nodes, and the
     * last of an odd number; of a mixed job each, since its neighbours differ.
     */
    private IntStream followed() {
        int nodes = job.nodes();
        List<Integer> own = job.over().own();
        return nodes <= FEW_NODES || own.size() < nodes
                ? own.stream().mapToInt(n -> n)
                : IntStream.of(0, 1, 2, Integer.highestOneBit(nodes - 1), nodes - 1)
                        .distinct();
    }

    private Outcome inPod(DecidedCommunicators decided, int on, int pod, Choice choice) {
        List<CommunicatorForecast> shown = JobForecast.of(decided, job.shown(on), pageSize, on, pod);
        List<CommunicatorForecast> stated = job.staysWithinCollectives()
                ? shown.stream().map(Simulation::untilCollectives).toList()
                : JobForecast.of(decided, job.stated(on), pageSize, on, pod);
        return new Outcome(choice, shown, stated);
    }

    /** The bandwidth of the first communicator's ring, by NCCL's model. */
    Optional<Float> ringBandwidth(CandidateNode world) {
        NcclNode node = node(world, platform.options(version, settings).get(0));
        return JobForecast.ringBandwidth(
                node, job.shown(job.first()).communicators().get(0).spec());
    }

    private static CommunicatorForecast untilCollectives(CommunicatorForecast c) {
        boolean later = c.failure().isPresent() && c.failure().get().phase().equals(JobShape.ALL_TO_ALL);
        return new CommunicatorForecast(
                c.group(),
                c.ranks(),
                c.gpus(),
                c.channels(),
                c.rings(),
                c.trees(),
                c.pairs(),
                c.phases().stream()
                        .filter(p -> !p.name().equals(JobShape.ALL_TO_ALL))
                        .toList(),
                c.over(),
                later ? Optional.empty() : c.failure());
    }

    /** The same with a fixed count of channels, which is how NCCL itself is told. */
    Simulation withChannels(int channels) {
        NcclSettings fixed = settings.with("NCCL_MIN_NCHANNELS", String.valueOf(channels))
                .with("NCCL_MAX_NCHANNELS", String.valueOf(channels));
        return new Simulation(version, fixed, job, platform, pageSize, searches, everyNode, collNet);
    }

    /** The same, with every node forecast, and every search made. */
    Simulation withEveryNode() {
        return new Simulation(version, settings, job, platform, pageSize, searches, true, collNet);
    }

    /** The same without searches: of each pair the transport alone is to be read. */
    Simulation withoutSearches() {
        return new Simulation(version, settings, job, platform, pageSize, SearchMemo.notAtAll(), everyNode, collNet);
    }

    /** The same where a plugin offers CollNet: with the least or the most that it may add. */
    Simulation withCollNet(CollNet bound) {
        return new Simulation(version, settings, job, platform, pageSize, searches, everyNode, bound);
    }

    Simulation at(NcclVersion other) {
        return new Simulation(other, settings, job, platform, pageSize, searches, everyNode, collNet);
    }
}
