package dev.shmfit.nccl.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.tuning.Collective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTest {
    private static final Machine APART =
            new Machine(Machine.Cpu.SKYLAKE).numa(Machine.gpus(2)).numa(Machine.gpus(2));
    private static final CommunicatorSpec PAIR = new CommunicatorSpec("pair", List.of(0, 2), List.of(0, 2));

    private static long count(Job job, SegmentKind kind) {
        return job.live().segments().stream()
                .filter(s -> s.kind() == kind)
                .mapToLong(Segments::count)
                .sum();
    }

    @Test
    void destroying_an_independent_communicator_gives_back_exactly_its_share() {
        Job job = new Job(APART.node("2.21.5"));
        Communicator world = job.make(APART.world(), Optional.empty());
        job.init(world);
        Job.Memory before = job.live();
        Communicator pair = job.make(PAIR, Optional.empty());
        Job.Step made = job.init(pair);
        assertThat(made.segments()).isNotEmpty();
        assertThat(job.destroy(pair).segments()).containsExactlyInAnyOrderElementsOf(made.segments());
        assertThat(job.live()).isEqualTo(before);
        assertThat(job.destroy(pair).segments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.18.6", "2.22.3", "2.23.4", "2.30.7"})
    void destroying_a_child_that_shares_gives_back_nothing_before_the_parent_goes(String version) {
        Job job = new Job(APART.node(version, "NCCL_CUMEM_ENABLE=0"));
        Communicator world = job.make(APART.world(), Optional.empty());
        job.init(world);
        Communicator child = job.make(PAIR, Optional.of(world));
        job.init(child);
        assertThat(job.destroy(child).segments()).isEmpty();
        job.destroy(world);
        assertThat(job.live().segments()).isEmpty();
    }

    /**
     * Two channels. Up to 2.22 what the child lacks goes with the parent, and two edges a channel stay. From 2.23 the
     * proxies of ranks 0 and 2 keep what they receive: two edges each of ring and tree, and the child's.
     */
    @ParameterizedTest
    @CsvSource({"2.22.3, 4", "2.23.4, 12"})
    void a_child_that_outlives_its_parent_keeps_what_its_ranks_own(String version, long receiving) {
        Job job = new Job(APART.node(version, "NCCL_CUMEM_ENABLE=0", "NCCL_MAX_NCHANNELS=2"));
        Communicator world = job.make(APART.world(), Optional.empty());
        job.init(world);
        Communicator child = job.make(PAIR, Optional.of(world));
        job.init(child);
        job.destroy(world);
        assertThat(count(job, SegmentKind.PROXY_POOL)).isEqualTo(2);
        assertThat(count(job, SegmentKind.SHM_RECEIVE)).isEqualTo(receiving);
    }

    @ParameterizedTest
    @CsvSource({"2.11.4, 0", "2.12.7, 2"})
    void send_receive_has_connectors_of_its_own_from_2_12_on(String version, int expected) {
        Job job = new Job(APART.node(version));
        Communicator pair = job.make(PAIR, Optional.empty());
        job.init(pair);
        assertThat(job.run(pair, new Operation.SendReceive(0, 1)).connected()).hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.21.5, true", "2.22.3, false"})
    void connections_are_made_at_first_use_from_2_22_on(String version, boolean atInit) {
        Job job = new Job(APART.node(version));
        Communicator world = job.make(APART.world(), Optional.empty());
        assertThat(job.init(world).connected().isEmpty()).isEqualTo(!atInit);
        assertThat(job.run(world, new Operation.OfAll(Collective.BROADCAST, 1 << 20))
                        .connected()
                        .isEmpty())
                .isEqualTo(atInit);
    }

    /** GPUs 0 and 3 reach each other through 1 or 2 by NVLink. */
    @ParameterizedTest
    @CsvSource({"2.9.6, 1, 0", "2.21.5, 1, 2", "2.21.5, 0, 0", "2.30.7, 1, 0"})
    void pairs_behind_a_third_gpu_are_ready_for_send_receive_after_an_eager_init(
            String version, String preconnect, int expected) {
        Machine square = new Machine(Machine.Cpu.SKYLAKE)
                .computeCapability(70)
                .numa(Machine.gpus(4))
                .nvLink(0, 1, 2)
                .nvLink(1, 3, 2)
                .nvLink(0, 2, 2)
                .nvLink(2, 3, 2);
        Job job = new Job(square.node(version, "NCCL_NVB_PRECONNECT=" + preconnect));
        Communicator world = job.make(square.world(), Optional.empty());
        long ready = job.init(world).connected().stream()
                .filter(k -> k.from() == 0 && k.to() == 3 && k.connIndex() == 1)
                .count();
        assertThat(ready).isEqualTo(expected);
    }

    /** Each rank is a node of its own without P2P and SHM; PAT then gathers, over the network. */
    @ParameterizedTest
    @CsvSource({"2.27.7, NCCL_ALGO=Ring, false", "2.27.7, NCCL_ALGO=PAT, true"})
    void pat_connects_ranks_that_are_alone(String version, String algorithm, boolean twoApart) {
        Job job = new Job(APART.node(version, "NCCL_SHM_DISABLE=1", "NCCL_P2P_DISABLE=1", algorithm));
        Communicator world = job.make(APART.world(), Optional.empty());
        List<Job.Connected> connected = new ArrayList<>(job.init(world).connected());
        connected.addAll(
                job.run(world, new Operation.OfAll(Collective.ALL_GATHER, 4096)).connected());
        assertThat(connected.stream().anyMatch(k -> (k.to() - k.from() + 4) % 4 == 2))
                .isEqualTo(twoApart);
        assertThat(count(job, SegmentKind.PROXY_POOL)).isEqualTo(4);
    }

    /** Handles of memory are asked for through a connection of transport P2P, which starts the proxy's thread. */
    @ParameterizedTest
    @CsvSource({"NCCL_P2P_USE_CUDA_MEMCPY=1, 4", "NCCL_P2P_USE_CUDA_MEMCPY=0, 0"})
    void with_copy_engines_memory_from_the_driver_takes_a_pool_for_each_rank(String setting, long pools) {
        Job job = new Job(APART.node("2.27.7", setting, "NCCL_P2P_DISABLE=1"));
        Communicator world = job.make(APART.world(), Optional.empty());
        job.init(world);
        job.run(world, new Operation.OfAll(Collective.ALL_REDUCE, 64 << 20));
        assertThat(count(job, SegmentKind.PROXY_POOL)).isEqualTo(pools);
        assertThat(count(job, SegmentKind.SHM_RECEIVE)).isZero();
    }
}
