package dev.shmfit.nccl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.Job;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportRulesTest {
    private static final GpuAccess NVML_REFUSES = new GpuAccess(new boolean[2][2], new boolean[][] {
        {true, true},
        {true, true}
    });

    private static Transport pair(Machine machine, String version, GpuAccess access, String... settings) {
        Communicator c = new Job(machine.node(version, access, settings)).make(machine.world(), Optional.empty());
        return c.decision(0, 1).transport();
    }

    private static Machine onOneSwitch() {
        return new Machine(Machine.Cpu.SKYLAKE).numa(Machine.pciSwitch(Machine.gpus(2)));
    }

    @ParameterizedTest
    @CsvSource({"2.11.4, P2P", "2.12.7, P2P", "2.18.6, P2P", "2.19.1, SHM", "2.30.7, SHM"})
    void an_nvml_refusal_counts_from_2_19_on(String version, Transport expected) {
        assertThat(pair(onOneSwitch(), version, NVML_REFUSES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.18.6, 1, SHM", "2.19.1, 1, SHM", "2.19.1, 2, P2P"})
    void ignore_disabled_p2p_may_apply_or_skip_the_question(String version, String value, Transport expected) {
        assertThat(pair(onOneSwitch(), version, NVML_REFUSES, "NCCL_IGNORE_DISABLED_P2P=" + value))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.12.7", "2.18.6", "2.19.1", "2.30.7"})
    void an_nvml_refusal_on_nvlink_ends_init(String version) {
        Machine bridged = onOneSwitch().nvLink(0, 1, 4);
        assertThatThrownBy(() -> pair(bridged, version, NVML_REFUSES)).isInstanceOf(NcclInitFailure.class);
    }

    @ParameterizedTest
    @CsvSource({
        "NCCL_P2P_DISABLE=1, p2p-turned-off",
        "NCCL_P2P_LEVEL=LOC, p2p-turned-off",
        "NCCL_P2P_LEVEL=0, p2p-turned-off",
        "NCCL_P2P_LEVEL=PIX, p2p-level-exceeded"
    })
    void a_setting_that_turns_p2p_off_is_told_apart_from_a_level_that_ends_before_the_pair(
            String setting, String rule) {
        Machine apart = new Machine(Machine.Cpu.SKYLAKE).numa(Machine.gpus(1)).numa(Machine.gpus(1));
        Communicator c = new Job(apart.node("2.30.7", setting)).make(apart.world(), Optional.empty());
        assertThat(c.decision(0, 1).trace()).extracting(Trace::rule).contains(rule);
    }

    @ParameterizedTest
    @CsvSource({"2.22.3, 4, P2P", "2.23.4, 2, P2P", "2.23.4, 4, SHM"})
    void amd_sockets_talk_by_p2p_until_2_23_counts_the_gpus(String version, int gpus, Transport expected) {
        Machine machine =
                new Machine(Machine.Cpu.ROME).numa(Machine.gpus(gpus / 2)).numa(Machine.gpus(gpus / 2));
        Communicator c = new Job(machine.node(version)).make(machine.world(), Optional.empty());
        assertThat(c.decision(0, gpus - 1).transport()).isEqualTo(expected);
    }

    @Test
    void cuda_has_the_last_word_where_it_is_asked() {
        GpuAccess cudaRefuses = new GpuAccess(new boolean[][] {{true, true}, {true, true}}, new boolean[2][2]);
        assertThat(pair(onOneSwitch(), "2.18.6", cudaRefuses)).isEqualTo(Transport.SHM);
        assertThat(pair(onOneSwitch(), "2.27.7", cudaRefuses)).isEqualTo(Transport.SHM);
    }

    @Test
    void without_shared_memory_the_network_is_left_and_without_both_nothing() {
        Machine apart = new Machine(Machine.Cpu.SKYLAKE).numa(Machine.gpus(1)).numa(Machine.gpus(1));
        GpuAccess all = GpuAccess.uniform(2, true, true);
        assertThat(pair(apart, "2.21.5", all)).isEqualTo(Transport.SHM);
        assertThat(pair(apart, "2.21.5", all, "NCCL_SHM_DISABLE=1")).isEqualTo(Transport.NET);
        assertThat(pair(apart, "2.21.5", all, "NCCL_SHM_DISABLE=1", "NCCL_NET_DISABLE_INTRA=1"))
                .isEqualTo(Transport.ERROR);
    }
}
