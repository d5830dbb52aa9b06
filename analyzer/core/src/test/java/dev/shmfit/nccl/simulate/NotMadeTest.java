package dev.shmfit.nccl.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.PathType;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** NVML refuses P2P between GPUs that NVLink connects: ncclCommInitRank ends (src/graph/paths.cc ncclTopoCheckP2p). */
class NotMadeTest {
    private static final Machine HALF_LINKED = new Machine(Machine.Cpu.SKYLAKE)
            .numa(Machine.gpus(2))
            .numa(Machine.gpus(2))
            .nvLink(0, 1, 4);

    private static CommunicatorForecast forecast(String... settings) {
        NcclNode node = HALF_LINKED.node("2.27.7", GpuAccess.uniform(4, false, true), settings);
        return JobForecast.of(
                        node,
                        new JobPlan(
                                List.of(new JobPlan.Member(HALF_LINKED.world(), OptionalInt.empty(), List.of())),
                                List.of()),
                        ByteCount.of(4096),
                        0)
                .get(0);
    }

    @Test
    void a_communicator_that_nccl_gives_up_on_has_no_channel_and_connects_no_pair() {
        CommunicatorForecast given = forecast();
        assertThat(given.failure()).hasValueSatisfying(f -> {
            assertThat(f.rule()).isEqualTo("nvlink-p2p-disabled");
            assertThat(f.phase()).isEqualTo("init");
            assertThat(f.summary().english()).contains("GPU0").contains("GPU1");
        });
        assertThat(given.channels().collective()).isZero();
        assertThat(given.rings()).isEmpty();
        assertThat(given.pairs()).hasSize(4 * 3).allSatisfy(pair -> {
            assertThat(pair.transport()).isEqualTo(Transport.ERROR);
            assertThat(pair.rule()).isEqualTo("nvlink-p2p-disabled");
            assertThat(pair.from()).isNotEqualTo(pair.to());
        });
    }

    @Test
    void its_pairs_still_have_the_paths_of_the_machine() {
        assertThat(forecast().pairs())
                .filteredOn(p -> p.from() == 0)
                .extracting(PairForecast::path)
                .containsExactly(PathType.NVL, PathType.SYS, PathType.SYS);
    }

    @Test
    void told_to_ignore_it_nccl_goes_on() {
        CommunicatorForecast made = forecast("NCCL_IGNORE_DISABLED_P2P=1");
        assertThat(made.failure()).isEmpty();
        assertThat(made.pairs()).noneMatch(p -> p.transport() == Transport.ERROR);
    }
}
