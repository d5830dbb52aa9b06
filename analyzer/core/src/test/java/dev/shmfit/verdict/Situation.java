package dev.shmfit.verdict;

import dev.shmfit.facts.ExcludedNets;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PathType;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds evidence for tests: a job on a node, told in a few words. */
final class Situation {
    private static final ByteCount PAGE = ByteCount.of(4096);

    private final List<String> loaders = new ArrayList<>();
    private final Map<String, String> env = new LinkedHashMap<>();
    private final List<PairForecast> pairs = new ArrayList<>();
    private final List<Segments> segments = new ArrayList<>();
    private final List<SmiP2pMatrix> p2p = new ArrayList<>();
    private int ranks = 1;
    private ByteCount cuMemHost = ByteCount.ZERO;
    private NcclVersion version = NcclVersion.of(2, 21, 5);
    private Optional<Boolean> collNet = Optional.empty();
    private Optional<InitFailure> failure = Optional.empty();
    private Optional<GpuTopology> topology = Optional.empty();
    private Optional<ByteCount> resident = Optional.empty();
    private Surroundings surroundings = Surroundings.unknown();
    private ShmSupply supply = ShmSupply.unknown(PAGE, "not captured");

    Situation loader(String text) {
        loaders.add(text);
        return this;
    }

    Situation ranks(int count) {
        ranks = count;
        return this;
    }

    Situation env(String name, String value) {
        env.put(name, value);
        return this;
    }

    Situation nccl(int minor, int patch) {
        version = NcclVersion.of(2, minor, patch);
        return this;
    }

    Situation segments(SegmentKind kind, long bytes, long count) {
        segments.add(new Segments(kind, ByteCount.of(bytes), count));
        return this;
    }

    Situation cuMemHost(long bytes) {
        cuMemHost = ByteCount.of(bytes);
        return this;
    }

    Situation pair(int from, int to, PathType path, Transport transport, String rule) {
        pairs.add(new PairForecast(from, to, path, transport, "", rule, List.of()));
        return this;
    }

    Situation fails(String rule) {
        failure = Optional.of(
                new InitFailure(rule, "init", Text.verbatim("GPU 0 and GPU 1 are connected by NVLink without P2P")));
        return this;
    }

    Situation node(GpuTopology node) {
        topology = Optional.of(node);
        return this;
    }

    Situation matrix(SmiP2pMatrix matrix) {
        p2p.add(matrix);
        return this;
    }

    Situation in(Surroundings place) {
        surroundings = place;
        return this;
    }

    Situation shm(String size) {
        supply = supply.withSize(known(size, "--shm-size " + size));
        return this;
    }

    Situation resident(String perRank) {
        resident = Optional.of(SizeText.parse(perRank));
        return this;
    }

    Situation memoryLimit(String size) {
        supply = supply.withMemoryLimit(known(size, "cgroup.txt"));
        return this;
    }

    Situation limits(
            @Nullable String available,
            @Nullable Long inodes,
            @Nullable String ram,
            @Nullable String memlock,
            @Nullable Long nofile) {
        supply = new ShmSupply(
                supply.size(),
                available == null ? supply.available() : known(available, "shm-statvfs.txt"),
                inodes == null ? supply.freeInodes() : Reading.known(inodes, SourceRef.of("shm-statvfs.txt")),
                PAGE,
                PAGE,
                ram == null ? supply.systemMemory() : known(ram, "meminfo.txt"),
                new ShmSupply.Limits(
                        supply.memoryLimit(),
                        memlock == null ? supply.lockedMemory() : known(memlock, "limits.txt"),
                        nofile == null ? supply.openFiles() : Reading.known(nofile, SourceRef.of("limits.txt"))),
                Reading.absent("not captured"));
        return this;
    }

    private static Reading<ByteCount> known(String size, String source) {
        return Reading.known(SizeText.parse(size), SourceRef.of(source));
    }

    /** Whether the network plugin offers CollNet, as stated. */
    Situation collNet(boolean offered) {
        collNet = Optional.of(offered);
        return this;
    }

    Evidence evidence() {
        List<Integer> members =
                java.util.stream.IntStream.range(0, ranks).boxed().toList();
        ByteCount tmpfs = segments.stream().map(s -> s.inPagesOf(PAGE)).reduce(ByteCount.ZERO, ByteCount::plus);
        ByteCount total = segments.stream().map(Segments::total).reduce(ByteCount.ZERO, ByteCount::plus);
        CommunicatorForecast world = new CommunicatorForecast(
                "world",
                members,
                members,
                new ChannelCounts(2, 0, 2, 2),
                List.of(),
                List.of(),
                pairs,
                List.of(new PhaseForecast("init", segments, total, tmpfs, cuMemHost)),
                Optional.empty(),
                failure);
        List<NcclDemand.Use> uses = List.of(new NcclDemand.Use(world, "init"));
        RankDemand rank = RankDemand.of(LoaderSpecParser.parseAll(loaders), PAGE);
        return new Evidence(
                new Evidence.Node(topology, p2p, List.of(), List.of(), ExcludedNets.NONE),
                new Evidence.Nccl(Optional.of(version), uses, env, Map.of(), collNet),
                new Evidence.Need(
                        rank,
                        ranks,
                        ShmDemand.of(uses, Provenance.MEASURED, rank, ranks, List.of(), PAGE),
                        resident,
                        List.of(),
                        true,
                        List.of()),
                supply,
                surroundings,
                List.of());
    }

    List<Finding> findings() {
        return Checks.examine(evidence());
    }

    Optional<Finding> finding(String id) {
        return findings().stream().filter(f -> f.id().equals(id)).findFirst();
    }

    Verdict verdict() {
        Evidence evidence = evidence();
        return Verdict.of(evidence, Checks.examine(evidence));
    }
}
