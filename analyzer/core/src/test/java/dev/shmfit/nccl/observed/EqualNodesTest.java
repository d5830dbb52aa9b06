package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.CommunicatorSpec;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.simulate.NodeHardware;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.nccl.tuning.Collective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is decided once for all equal nodes is what each of them would have come to. */
@Tag("slow")
class EqualNodesTest {
    private static final List<Operation> ALL = List.of(
            new Operation.OfAll(Collective.ALL_REDUCE, 1024),
            new Operation.OfAll(Collective.ALL_REDUCE, 64L << 20),
            new Operation.OfAll(Collective.ALL_GATHER, 64L << 20),
            new Operation.AllToAll());

    static Stream<ObservedCase> runs() {
        List<ObservedCase> all = ObservedCase.load("several-nodes.jsonl.gz").stream()
                .filter(c -> !c.failed() && c.gpus() > 2)
                .toList();
        return IntStream.iterate(0, i -> i < all.size(), i -> i + 29).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void ranks_node_by_node(ObservedCase run) {
        assertSame(run.input(), run.world());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void ranks_in_turn(ObservedCase run) {
        CommunicatorSpec world = run.world();
        List<Integer> order = IntStream.range(0, world.size())
                .boxed()
                .sorted(java.util.Comparator.comparing(world.gpus()::get))
                .toList();
        assertSame(
                run.input(),
                new CommunicatorSpec(
                        "world",
                        world.worldRanks(),
                        order.stream().map(world.nodes()::get).toList(),
                        order.stream().map(world.gpus()::get).toList()));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void fewer_ranks_on_the_last_node(ObservedCase run) {
        int fewer = run.world().size() - 1;
        assertSame(
                run.input(),
                new CommunicatorSpec(
                        "world",
                        run.world().worldRanks().subList(0, fewer),
                        run.world().nodes().subList(0, fewer),
                        run.world().gpus().subList(0, fewer)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void processes_and_containers_of_two_ranks(ObservedCase run) {
        NcclNode input = run.input();
        NcclPlatform p = input.platform();
        NcclPlatform inPairs = new NcclPlatform(
                p.cudaDriver(),
                p.vmm(),
                p.cuMemHostWorks(),
                p.cuMemHostGranularity(),
                2,
                p.hiddenDevices(),
                p.multicast(),
                p.arm());
        List<Integer> gpus = IntStream.range(0, run.gpus()).boxed().toList();
        assertSame(with(input, input.hardware(), inPairs, Pods.of(gpus, 2, run.gpus() % 4 == 0)), run.world());
    }

    private static NcclNode with(NcclNode n, List<NodeHardware> hardware, NcclPlatform platform, Pods pods) {
        return new NcclNode(hardware, platform, n.version(), n.settings(), pods, n.searches());
    }

    /** Each node with objects of its own: no two count as equal. */
    private static NcclNode apart(NcclNode n) {
        return with(
                n,
                n.hardware().stream()
                        .map(h -> new NodeHardware(h.topology(), copy(h.access()), h.multicast()))
                        .toList(),
                n.platform(),
                n.pods());
    }

    private static GpuAccess copy(GpuAccess access) {
        boolean[][] nvml = new boolean[16][16];
        boolean[][] cuda = new boolean[16][16];
        for (int a = 0; a < nvml.length; a++) {
            for (int b = 0; b < nvml.length; b++) {
                nvml[a][b] = access.nvmlOk(a, b);
                cuda[a][b] = access.canAccessPeer(a, b);
            }
        }
        return new GpuAccess(nvml, cuda);
    }

    private static void assertSame(NcclNode node, CommunicatorSpec world) {
        assertThat(story(node, world)).isEqualTo(story(apart(node), world));
    }

    private static List<String> story(NcclNode node, CommunicatorSpec world) {
        Job job = new Job(node);
        List<String> story = new ArrayList<>();
        Communicator c;
        try {
            c = job.make(world, Optional.empty());
        } catch (dev.shmfit.nccl.transport.NcclInitFailure e) {
            return List.of(e.failure().toString());
        }
        story.add(c.counts().toString());
        for (int ch = 0; ch < c.channels().size(); ch++) {
            story.add(c.channels().ring(ch) + " " + c.channels().tree(ch));
        }
        story.add(job.init(c).toString());
        ALL.forEach(o -> story.add(job.run(c, o).toString()));
        for (int n = 0; n < node.hardware().size(); n++) {
            story.add(job.liveOn(n).toString());
        }
        return story;
    }
}
