package dev.shmfit.nccl.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.observed.ObservedNode;
import dev.shmfit.nccl.plan.Transport;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A NIC of 200 Gb/s beside each pair of GPUs is faster than the link between two Intel sockets. */
class NetYieldTest {
    private static Communicator world(String version, Map<String, String> settings) {
        ObservedNode observed = ObservedNode.load("N4sw_intel_200g_gdr1");
        NcclNode node = new NcclNode(
                observed.topology(),
                observed.access(),
                new Machine(Machine.Cpu.SKYLAKE).numa().node(version).platform(),
                NcclVersion.parse(version).orElseThrow(),
                new NcclSettings(settings));
        return new Job(node)
                .make(new Machine(Machine.Cpu.SKYLAKE).numa(Machine.gpus(4)).world(), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "2.12.12, SHM, 1",
        "2.13.4, SHM, 1",
        "2.14.3, NET, 2",
        "2.29.7, NET, 2",
        "2.30.3, SHM, 2",
        "2.30.7, SHM, 2"
    })
    void across_the_sockets(String version, Transport expected, int domains) {
        Communicator c = world(version, Map.of());
        assertThat(c.decision(0, 2).transport()).isEqualTo(expected);
        assertThat(c.domains()).hasSize(domains);
    }

    @ParameterizedTest
    @CsvSource({"2.14.3", "2.29.7"})
    void a_setting_keeps_the_network_out(String version) {
        Communicator c = world(version, Map.of("NCCL_NET_DISABLE_INTRA", "1"));
        assertThat(c.decision(0, 2).transport()).isEqualTo(Transport.SHM);
        assertThat(c.domains()).hasSize(1);
    }
}
