package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.CommunicatorSpec;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.simulate.NodeHardware;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node whose GPUs need two of its NICs, and one whose GPUs need one: each counts the channels of a peer for itself. */
class PeersCountApartTest {
    private static final int GPUS = 4;

    private static NodeHardware node(String name, String nicSpeed) {
        ObservedNode like = ObservedNode.load(name);
        String xml = ObservedTopology.named(name).xml().replaceAll(" speed=\"\\d+\"", " speed=\"" + nicSpeed + "\"");
        GpuTopology topology = XmlTopologyBuilder.build(
                ((NcclXmlParser.Result.Topology) NcclXmlParser.parse(name + ".xml", xml)).xml());
        return new NodeHardware(topology, like.access(), like.multicast());
    }

    /** With few channels for the ranks, NICs alone decide. */
    private static final Map<String, String> FEW_CHANNELS = Map.of("NCCL_MAX_NCHANNELS", "2");

    private static Job.Step allToAll(String version, String otherSpeed, Map<String, String> settings) {
        NcclVersion nccl = NcclVersion.parse(version).orElseThrow();
        NcclNode node = new NcclNode(
                Stream.of("100000", otherSpeed)
                        .map(speed -> node("P4_phb_gen5_2nic400", speed))
                        .toList(),
                new Machine(Machine.Cpu.SKYLAKE)
                        .numa(Machine.gpus(2))
                        .node(version)
                        .platform(),
                nccl,
                new NcclSettings(settings),
                Pods.ONE,
                new SearchMemo());
        List<Integer> ranks = IntStream.range(0, 2 * GPUS).boxed().toList();
        CommunicatorSpec world = new CommunicatorSpec(
                "world",
                ranks,
                ranks.stream().map(r -> r / GPUS).toList(),
                ranks.stream().map(r -> r % GPUS).toList());
        Job job = new Job(node);
        Communicator c = job.make(world, Optional.empty());
        return job.run(c, new Operation.AllToAll());
    }

    @ParameterizedTest
    @CsvSource({"2.19.4, false", "2.20.3, true", "2.21.5, true", "2.28.9, true", "2.29.2, false", "2.30.7, false"})
    void send_and_receive_fail_between_them_until_all_take_the_fewest(String version, boolean fails) {
        assertThat(allToAll(version, "400000", FEW_CHANNELS).failure().isPresent())
                .isEqualTo(fails);
        assertThat(allToAll(version, "100000", FEW_CHANNELS).failure()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.20.3", "2.28.9"})
    void a_setting_for_all_makes_them_equal(String version) {
        assertThat(allToAll(version, "400000", Map.of("NCCL_MAX_NCHANNELS", "2", "NCCL_NCHANNELS_PER_NET_PEER", "1"))
                        .failure())
                .isEmpty();
    }
}
