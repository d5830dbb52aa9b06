package dev.shmfit.nccl.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunerTest {
    private static final long SMALL = 1024;
    private static final long LARGE = 64L << 20;

    @ParameterizedTest
    @CsvSource({
        "2.12.7, RING",
        "2.18.1, RING",
        "2.18.3, TREE",
        "2.18.6, TREE",
        "2.19.1, RING",
        "2.22.3, RING",
        "2.23.4, TREE",
        "2.30.7, TREE"
    })
    void with_simple_alone_a_small_all_reduce_takes_the_tree_where_trees_are_cheap(String version, Algorithm expected) {
        assertThat(Node.at(version).set("NCCL_PROTO", "Simple").algorithm(Collective.ALL_REDUCE, SMALL))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.12.7", "2.18.5", "2.21.5", "2.22.3", "2.24.3", "2.27.7", "2.30.7"})
    void a_large_all_reduce_over_pci_takes_the_ring(String version) {
        assertThat(Node.at(version).algorithm(Collective.ALL_REDUCE, LARGE)).contains(Algorithm.RING);
    }

    @Test
    void power_favours_trees() {
        Node x86 = Node.at("2.22.3").set("NCCL_PROTO", "Simple");
        assertThat(x86.algorithm(Collective.ALL_REDUCE, SMALL)).contains(Algorithm.RING);
        assertThat(x86.on(CpuIdentity.Arch.PPC64).algorithm(Collective.ALL_REDUCE, SMALL))
                .contains(Algorithm.TREE);
    }

    @ParameterizedTest
    @CsvSource({"2.12.7, false", "2.18.6, false", "2.19.1, true", "2.23.4, true"})
    void with_tree_alone_an_all_gather_falls_back_to_the_ring_up_to_2_23(String version, boolean fallback) {
        Decision decision = Node.at(version).set("NCCL_ALGO", "Tree").choose(Collective.ALL_GATHER, LARGE);
        assertThat(decision).isInstanceOfSatisfying(Decision.Chosen.class, c -> {
            assertThat(c.algorithm()).isEqualTo(Algorithm.RING);
            assertThat(c.fallback()).isEqualTo(fallback);
        });
    }

    @ParameterizedTest
    @CsvSource({"2.24.3", "2.30.7"})
    void with_tree_alone_an_all_gather_is_an_invalid_usage_from_2_24_on(String version) {
        Node node = Node.at(version).set("NCCL_ALGO", "Tree");
        assertThat(node.choose(Collective.ALL_GATHER, LARGE)).isInstanceOfSatisfying(Decision.Refused.class, r -> {
            assertThat(r.ncclResult()).isEqualTo("ncclInvalidUsage");
            assertThat(r.rule()).isEqualTo("no-algorithm");
            assertThat(r.atInit()).isFalse();
        });
        assertThat(node.algorithm(Collective.ALL_REDUCE, LARGE)).contains(Algorithm.TREE);
    }

    @Test
    void a_list_by_collective_is_understood_from_2_24_on() {
        Node node = Node.at("2.24.3").set("NCCL_ALGO", "tree;allgather:ring");
        assertThat(node.algorithm(Collective.ALL_REDUCE, LARGE)).contains(Algorithm.TREE);
        assertThat(node.algorithm(Collective.ALL_GATHER, LARGE)).contains(Algorithm.RING);
        assertThat(node.choose(Collective.BROADCAST, LARGE)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void an_unknown_algorithm_fails_init_from_2_24_on_and_switches_all_off_before() {
        assertThat(Node.at("2.24.3").set("NCCL_ALGO", "rings").tuner().initFailure())
                .hasValueSatisfying(f -> assertThat(f.summary().english()).contains("rings"));
        Node before = Node.at("2.23.4").set("NCCL_ALGO", "rings");
        assertThat(before.tuner().initFailure()).isEmpty();
        assertThat(before.algorithm(Collective.ALL_REDUCE, LARGE)).contains(Algorithm.RING);
    }

    @Test
    void without_any_protocol_up_to_2_23_nccl_has_an_internal_error() {
        assertThat(Node.at("2.22.3").set("NCCL_PROTO", "none").choose(Collective.ALL_REDUCE, SMALL))
                .isInstanceOfSatisfying(
                        Decision.Refused.class, r -> assertThat(r.ncclResult()).isEqualTo("ncclInternalError"));
        assertThat(Node.at("2.21.5").set("NCCL_PROTO", "none").algorithm(Collective.ALL_REDUCE, SMALL))
                .as("2.19 to 2.21 forget about protocols when they go back to the ring")
                .contains(Algorithm.RING);
    }

    @ParameterizedTest
    @CsvSource({"2.18.6, RING", "2.19.1, NVLS", "2.27.7, NVLS", "2.30.7, NVLS"})
    void hopper_on_nvswitch_gathers_by_nvls_where_rings_are_slow(String version, Algorithm expected) {
        Node node =
                Node.at(version).sm(90, 90).ranks(8, 1).gigabytesPerSecond(11).withNvls();
        assertThat(node.algorithm(Collective.ALL_GATHER, LARGE)).contains(expected);
        assertThat(node.algorithm(Collective.ALL_REDUCE, LARGE)).contains(Algorithm.NVLS);
        assertThat(node.algorithm(Collective.BROADCAST, LARGE)).contains(Algorithm.RING);
    }

    @ParameterizedTest
    @CsvSource({"2.24.3, NVLS", "2.25.1, RING", "2.30.7, RING"})
    void more_than_32_ranks_do_not_gather_by_nvls_from_2_25_on(String version, Algorithm expected) {
        Node node =
                Node.at(version).sm(90, 90).ranks(33, 1).gigabytesPerSecond(11).withNvls();
        assertThat(node.algorithm(Collective.ALL_GATHER, LARGE)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.22.3, RING", "2.23.4, PAT", "2.30.7, PAT"})
    void one_gpu_per_node_gathers_small_messages_by_pat_from_2_23_on(String version, Algorithm expected) {
        Node node = Node.at(version).ranks(8, 8).set("NCCL_PROTO", "Simple");
        assertThat(node.algorithm(Collective.ALL_GATHER, SMALL)).contains(expected);
        assertThat(node.set("NCCL_PAT_ENABLE", "0").algorithm(Collective.ALL_GATHER, SMALL))
                .contains(Algorithm.RING);
        assertThat(Node.at(version).ranks(8, 4).algorithm(Collective.ALL_GATHER, SMALL))
                .contains(Algorithm.RING);
    }

    @Test
    void an_estimate_of_an_hour_was_too_long_up_to_2_29() {
        long bytes = 1L << 40;
        Node slow = Node.at("2.28.9").gigabytesPerSecond(0.1);
        assertThat(slow.choose(Collective.ALL_REDUCE, bytes)).isInstanceOf(Decision.Refused.class);
        assertThat(Node.at("2.29.2").gigabytesPerSecond(0.1).algorithm(Collective.ALL_REDUCE, bytes))
                .contains(Algorithm.RING);
    }

    @Test
    void a_single_rank_needs_no_choice_and_no_valid_settings() {
        Node alone = Node.at("2.30.7").ranks(1, 1).set("NCCL_ALGO", "nonsense");
        assertThat(alone.tuner().initFailure()).isEmpty();
        assertThat(alone.algorithm(Collective.ALL_REDUCE, LARGE)).contains(Algorithm.RING);
    }

    @Test
    void the_bandwidth_of_the_ring_is_that_of_its_channels() {
        assertThat(Node.at("2.27.7").tuner().ringBusBandwidth()).isEqualTo(20f);
        assertThat(Node.at("2.27.7").tuner().modelledBandwidth(Collective.ALL_REDUCE, Algorithm.RING, Protocol.SIMPLE))
                .isEqualTo(20f * (float) (4.0 / 6.0));
        assertThat(Node.at("2.27.7").tuner().modelledBandwidth(Collective.BROADCAST, Algorithm.TREE, Protocol.SIMPLE))
                .isZero();
    }

    @Test
    void ring_and_tree_are_rated_with_the_channels_of_the_smaller_graph() {
        TunerInput in = Node.at("2.27.7").input();
        TunerInput wider = new TunerInput(
                in.version(),
                in.ranks(),
                in.nodes(),
                in.minComputeCapability(),
                in.maxComputeCapability(),
                in.communicatorChannels(),
                in.cudaRuntime(),
                in.cpu(),
                false,
                GraphSummary.ofOneNode(4, 3, 20f, 20f, PathType.PHB, PathType.PIX, true),
                in.tree(),
                false,
                in.nvls(),
                in.settings());
        assertThat(Tuner.of(wider).ringBusBandwidth()).isEqualTo(20f);
    }

    @Test
    void negative_sizes_and_impossible_communicators_are_programming_errors() {
        assertThatThrownBy(() -> Node.at("2.27.7").choose(Collective.ALL_REDUCE, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Node.at("2.27.7").ranks(2, 3).input()).isInstanceOf(IllegalArgumentException.class);
    }
}
