package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MatrixTopologyBuilderTest {
    private static ReconstructedTopology build(String text) {
        return build(text, TopologyAssumptions.NONE);
    }

    private static ReconstructedTopology build(String text, TopologyAssumptions given) {
        return MatrixTopologyBuilder.build(MatrixText.read(text), given);
    }

    private static void assertPrintsBack(String text) {
        SmiTopoMatrix matrix = MatrixText.read(text);
        ReconstructedTopology rebuilt = MatrixTopologyBuilder.build(matrix, TopologyAssumptions.NONE);
        assertThat(rebuilt.inconsistencies()).isEmpty();
        assertThat(MatrixText.print(TopoMatrixOf.of(rebuilt.topology()))).isEqualTo(MatrixText.print(matrix));
    }

    private static List<String> below(GpuTopology topology, String id) {
        return topology.children(new DeviceId(id)).stream()
                .map(d -> d.id().value())
                .toList();
    }

    private static List<String> assumed(ReconstructedTopology rebuilt, String key) {
        return rebuilt.assumptions().stream()
                .filter(a -> a.key().equals(key))
                .map(a -> a.value().english())
                .toList();
    }

    @Nested
    class Over_pcie {
        @Test
        void pix_groups_share_a_switch_and_pxb_groups_a_switch_above() {
            GpuTopology topology = build("""
                    GPU0 X PIX PXB PXB | | 0
                    GPU1 PIX X PXB PXB | | 0
                    GPU2 PXB PXB X PIX | | 0
                    GPU3 PXB PXB PIX X | | 0
                    """).topology();
            List<String> top = below(topology, "numa:0");
            assertThat(top).hasSize(1);
            List<String> leaves = below(topology, top.get(0));
            assertThat(leaves).hasSize(2);
            assertThat(below(topology, leaves.get(0))).containsExactly("gpu:0", "gpu:1");
            assertThat(below(topology, leaves.get(1))).containsExactly("gpu:2", "gpu:3");
        }

        @Test
        void phb_devices_hang_off_root_ports_without_a_switch() {
            GpuTopology topology = build("GPU0 X PHB | | 0\nGPU1 PHB X | | 0").topology();
            assertThat(below(topology, "numa:0")).containsExactly("gpu:0", "gpu:1");
        }

        @Test
        void node_is_told_from_phb_though_both_share_a_numa_node() {
            assertPrintsBack("""
                    GPU0 X PHB NODE SYS
                    GPU1 PHB X NODE SYS
                    GPU2 NODE NODE X SYS
                    GPU3 SYS SYS SYS X
                    """);
        }

        @Test
        void nics_take_part() {
            assertPrintsBack("""
                    GPU0 X SYS PIX SYS | 0-15 | 0
                    GPU1 SYS X SYS PXB | 16-31 | 1
                    NIC0 PIX SYS X SYS
                    NIC1 SYS PXB SYS X
                    """);
        }

        @Test
        void numa_nodes_come_in_the_order_in_which_gpus_name_them() {
            GpuTopology topology = build("GPU0 X SYS | | 3\nGPU1 SYS X | | 1").topology();
            assertThat(topology.numaNodes()).extracting(Device.NumaNode::numaId).containsExactly(3, 1);
        }

        @Test
        void sys_with_one_affinity_is_one_cpu_to_nccl_and_still_prints_sys() {
            String matrix = """
                    GPU0 X SYS SYS | 0-47 | 0
                    GPU1 SYS X SYS | 0-47 | 0
                    NIC0 SYS SYS X
                    """;
            ReconstructedTopology rebuilt = build(matrix);
            assertThat(rebuilt.topology().numaNodes()).hasSize(1);
            assertThat(assumed(rebuilt, "numa")).containsExactly("one node for GPU0, GPU1");
            assertPrintsBack(matrix);
        }

        @Test
        void numa_nodes_without_an_id_are_numbered_and_that_is_said() {
            ReconstructedTopology rebuilt = build("GPU0 X SYS\nGPU1 SYS X");
            assertThat(rebuilt.topology().numaNodes())
                    .extracting(Device.NumaNode::numaId)
                    .containsExactly(0, 1);
            assertThat(assumed(rebuilt, "numa-ids")).hasSize(1);
        }

        @Test
        void a_list_of_ids_on_a_single_node_is_a_kernel_that_does_not_know() {
            GpuTopology topology =
                    build("GPU0 X PHB | 0-31 | 0,1\nGPU1 PHB X | 0-31 | 0,1").topology();
            assertThat(topology.numaNodes()).extracting(Device.NumaNode::numaId).containsExactly(-1);
        }
    }

    @Nested
    class Behind_nvlinks {
        @Test
        void a_third_device_settles_the_hidden_path() {
            GpuTopology topology = build("""
                    GPU0 X NV4 PHB SYS
                    GPU1 NV4 X SYS PHB
                    GPU2 PHB SYS X NV4
                    GPU3 SYS PHB NV4 X
                    """).topology();
            assertThat(StructuralPaths.smiHop(topology, new DeviceId("gpu:0"), new DeviceId("gpu:1")))
                    .isEqualTo(SmiHop.SYS);
        }

        @Test
        void a_nic_that_both_share_a_switch_with_settles_it_too() {
            GpuTopology topology = build("""
                    GPU0 X NV4 PIX
                    GPU1 NV4 X PIX
                    mlx5_0 PIX PIX X
                    """).topology();
            assertThat(StructuralPaths.smiHop(topology, new DeviceId("gpu:0"), new DeviceId("gpu:1")))
                    .isEqualTo(SmiHop.PIX);
        }

        @Test
        void affinities_tell_numa_nodes_apart() {
            ReconstructedTopology rebuilt = build("GPU0 X NV4 | 0-15 |\nGPU1 NV4 X | 16-31 |");
            assertThat(rebuilt.topology().numaNodes()).hasSize(2);
            assertThat(assumed(rebuilt, "pcie-behind-nvlink")).isEmpty();
        }

        @Test
        void what_nothing_settles_is_assumed_on_root_ports_and_said() {
            ReconstructedTopology rebuilt = build("GPU0 X NV4 | | 0\nGPU1 NV4 X | | 0");
            assertThat(assumed(rebuilt, "pcie-behind-nvlink")).containsExactly("PHB");
        }
    }

    @Nested
    class Several_worlds {
        @Test
        void a_matrix_that_shows_everything_allows_one() {
            assertThat(MatrixTopologyBuilder.candidates(
                            MatrixText.read("GPU0 X PIX\nGPU1 PIX X"), TopologyAssumptions.NONE))
                    .hasSize(1);
        }

        @Test
        void hidden_paths_allow_root_ports_a_switch_per_pair_or_one_switch() {
            SmiTopoMatrix matrix = MatrixText.read("""
                    GPU0 X NV4 NV4 NV4
                    GPU1 NV4 X NV4 NV4
                    GPU2 NV4 NV4 X NV4
                    GPU3 NV4 NV4 NV4 X
                    """);
            List<ReconstructedTopology> worlds = MatrixTopologyBuilder.candidates(matrix, TopologyAssumptions.NONE);
            assertThat(worlds).extracting(w -> switches(w.topology())).containsExactly(0L, 2L, 1L);
            assertThat(worlds)
                    .allSatisfy(w -> assertThat(MatrixText.print(TopoMatrixOf.of(w.topology())))
                            .isEqualTo(MatrixText.print(matrix)));
            assertThat(worlds.get(0)).isEqualTo(MatrixTopologyBuilder.build(matrix, TopologyAssumptions.NONE));
        }

        @Test
        void a_lone_pair_with_all_its_links_is_a_bridge_or_a_partition() {
            List<ReconstructedTopology> worlds = MatrixTopologyBuilder.candidates(
                    MatrixText.read("GPU0 X NV12 | | 0\nGPU1 NV12 X | | 1"),
                    TopologyAssumptions.NONE.withComputeCapability(Reading.known(80, SourceRef.of("--assume"))));
            assertThat(worlds)
                    .extracting(w -> w.topology().devices().stream().anyMatch(d -> d instanceof Device.NvSwitch))
                    .containsExactly(true, false);
        }

        private static long switches(GpuTopology topology) {
            return topology.devices().stream()
                    .filter(d -> d instanceof Device.PciSwitch)
                    .count();
        }
    }

    @Nested
    class Nvlinks {
        private static final String FOUR = """
                GPU0 X %1$s %1$s %1$s | | 0
                GPU1 %1$s X %1$s %1$s | | 0
                GPU2 %1$s %1$s X %1$s | | 0
                GPU3 %1$s %1$s %1$s X | | 0
                """;

        private static boolean isSwitched(ReconstructedTopology rebuilt) {
            return rebuilt.topology().devices().stream().anyMatch(d -> d instanceof Device.NvSwitch);
        }

        private static TopologyAssumptions capability(int value) {
            return TopologyAssumptions.NONE.withComputeCapability(
                    Reading.known(value, SourceRef.of("--assume compute-capability")));
        }

        private static TopologyAssumptions named(String name) {
            return TopologyAssumptions.NONE.withGpuNames(Map.of(0, name, 1, name, 2, name, 3, name));
        }

        @Test
        void more_links_over_all_peers_than_a_gpu_has_go_through_nvswitch() {
            assertThat(isSwitched(build(FOUR.formatted("NV12")))).isTrue();
            assertThat(isSwitched(build(FOUR.formatted("NV18")))).isTrue();
            assertPrintsBack(FOUR.formatted("NV12"));
        }

        @Test
        void as_many_links_as_a_gpu_has_are_wires() {
            assertThat(isSwitched(build(FOUR.formatted("NV4")))).isFalse();
            assertThat(isSwitched(build(FOUR.formatted("NV6")))).isFalse();
            assertThat(isSwitched(build(FOUR.formatted("NV6"), capability(90)))).isFalse();
        }

        @Test
        void the_compute_capability_narrows_what_a_gpu_has() {
            assertThat(isSwitched(build(FOUR.formatted("NV6"), capability(70)))).isTrue();
        }

        @Test
        void all_links_to_a_single_peer_are_a_partition_or_a_bridge_by_product() {
            String two = "GPU0 X NV12\nGPU1 NV12 X";
            assertThat(isSwitched(build(two, named("NVIDIA A100-SXM4-80GB")))).isTrue();
            assertThat(isSwitched(build(two, named("NVIDIA A100 80GB PCIe")))).isFalse();
            assertThat(assumed(build(two, named("NVIDIA A100-SXM4-80GB")), "nvlink-arrangement"))
                    .containsExactly("nvswitch");
            assertThat(assumed(build(two, named("NVIDIA A100 80GB PCIe")), "nvlink-arrangement"))
                    .isEmpty();
            assertThat(assumed(build(two), "nvlink-arrangement")).containsExactly("direct");
        }

        @Test
        void workstation_bridges_are_wires_without_an_assumption() {
            ReconstructedTopology rebuilt = build("GPU0 X NV4\nGPU1 NV4 X", named("NVIDIA RTX A6000"));
            assertThat(isSwitched(rebuilt)).isFalse();
            assertThat(assumed(rebuilt, "nvlink-arrangement")).isEmpty();
        }

        @Test
        void two_nvlinks_through_a_third_gpu_are_nvb() {
            GpuTopology topology = build("""
                    GPU0 X NV1 SYS
                    GPU1 NV1 X NV1
                    GPU2 SYS NV1 X
                    """).topology();
            assertThat(StructuralPaths.pathType(topology, new DeviceId("gpu:0"), new DeviceId("gpu:2")))
                    .isEqualTo(PathType.NVB);
            assertThat(StructuralPaths.pathType(topology, new DeviceId("gpu:0"), new DeviceId("gpu:1")))
                    .isEqualTo(PathType.NVL);
        }

        @Test
        void a_gpu_without_nvlinks_beside_switched_ones_is_a_contradiction() {
            ReconstructedTopology rebuilt = build("""
                    GPU0 X NV18 NV18 SYS
                    GPU1 NV18 X NV18 SYS
                    GPU2 NV18 NV18 X SYS
                    GPU3 SYS SYS SYS X
                    """);
            assertThat(rebuilt.inconsistencies())
                    .extracting(Inconsistency::message)
                    .containsExactly("GPU3 has no NVLink, while 3 GPUs beside it reach each other through NVSwitch");
        }

        @Test
        void a_switched_pair_that_shows_pcie_is_left_undetermined() {
            ReconstructedTopology rebuilt = build("""
                    GPU0 X NV18 NV18 NODE
                    GPU1 NV18 X NV18 NV18
                    GPU2 NV18 NV18 X NV18
                    GPU3 NODE NV18 NV18 X
                    """);
            assertThat(rebuilt.undetermined(3, 0)).hasValueSatisfying(p -> {
                assertThat(p.nvLinkPossible()).isTrue();
                assertThat(p.hops()).containsExactly(SmiHop.NODE);
            });
        }

        @Test
        void an_unreadable_pair_of_the_same_nvswitches_can_only_be_nvlink() {
            ReconstructedTopology rebuilt = build("""
                    GPU0 X NV18 NV18
                    GPU1 NV18 X -
                    GPU2 NV18 - X
                    """);
            assertThat(rebuilt.undetermined(1, 2)).hasValueSatisfying(p -> {
                assertThat(p.hops()).isEmpty();
                assertThat(p.nvLinkPossible()).isTrue();
            });
        }

        @Test
        void fewer_links_of_one_gpu_to_the_switches_print_back() {
            assertPrintsBack("""
                    GPU0 X NV18 NV18 NV10
                    GPU1 NV18 X NV18 NV10
                    GPU2 NV18 NV18 X NV10
                    GPU3 NV10 NV10 NV10 X
                    """);
        }
    }

    @Nested
    class Damaged {
        @Test
        void a_cell_is_read_from_its_mirror_image() {
            ReconstructedTopology rebuilt = build("GPU0 X PIX\nGPU1 - X");
            assertThat(rebuilt.undetermined()).isEmpty();
            assertThat(MatrixText.print(TopoMatrixOf.of(rebuilt.topology()))).isEqualTo("GPU0 X PIX\nGPU1 PIX X\n");
        }

        @Test
        void cells_that_differ_leave_the_pair_to_both() {
            ReconstructedTopology rebuilt = build("GPU0 X PIX\nGPU1 SYS X");
            assertThat(rebuilt.inconsistencies())
                    .extracting(Inconsistency::kind)
                    .containsExactly(Inconsistency.Kind.ASYMMETRIC);
            assertThat(rebuilt.inconsistencies().get(0).sources())
                    .containsExactly(new SourceRef("topo.txt", 1, 2), new SourceRef("topo.txt", 2, 1));
            assertThat(rebuilt.undetermined(0, 1)).hasValueSatisfying(p -> {
                assertThat(p.hops()).containsExactly(SmiHop.PIX, SmiHop.SYS);
                assertThat(p.nvLinkPossible()).isFalse();
            });
        }

        @Test
        void an_unreadable_pair_keeps_what_the_tree_allows() {
            ReconstructedTopology rebuilt = build("""
                    GPU0 X PIX NODE
                    GPU1 PIX X ??
                    GPU2 NODE ?? X
                    """);
            assertThat(rebuilt.undetermined(1, 2)).hasValueSatisfying(p -> {
                assertThat(p.hops()).containsExactly(SmiHop.NODE);
                assertThat(p.nvLinkPossible()).isTrue();
                assertThat(p.why()).isEqualTo("cell \"??\" cannot be read: not a link");
            });
        }

        @Test
        void an_unreadable_pair_is_told_by_the_tree_where_the_product_has_no_nvlink() {
            ReconstructedTopology rebuilt =
                    build("""
                    GPU0 X PIX NODE
                    GPU1 PIX X ??
                    GPU2 NODE ?? X
                    """, TopologyAssumptions.NONE.withGpuNames(Map.of(1, "NVIDIA L40S", 2, "NVIDIA L40S")));
            assertThat(rebuilt.undetermined()).isEmpty();
        }

        @Test
        void one_hop_that_no_tree_has_is_singled_out() {
            ReconstructedTopology rebuilt = build("""
                    GPU0 X PIX PIX SYS
                    GPU1 PIX X SYS SYS
                    GPU2 PIX SYS X PIX
                    GPU3 SYS SYS PIX X
                    """);
            assertThat(rebuilt.inconsistencies())
                    .extracting(Inconsistency::message)
                    .containsExactly(
                            "no PCIe tree has GPU0-GPU2 PIX beside GPU0-GPU1 PIX and GPU1-GPU2 SYS; the pair is left"
                                    + " undetermined");
            assertThat(rebuilt.undetermined())
                    .singleElement()
                    .extracting(UndeterminedPair::hops)
                    .isEqualTo(List.of(SmiHop.PIX, SmiHop.SYS));
        }

        @Test
        void three_hops_that_contradict_each_other_alike_are_all_left_open() {
            ReconstructedTopology rebuilt = build("""
                    GPU0 X PIX SYS
                    GPU1 PIX X PIX
                    GPU2 SYS PIX X
                    """);
            assertThat(rebuilt.undetermined()).hasSize(3);
        }

        @Test
        void affinities_that_deny_the_matrix_are_told_and_the_matrix_is_followed() {
            ReconstructedTopology rebuilt = build("GPU0 X PIX | | 0\nGPU1 PIX X | | 1");
            assertThat(rebuilt.topology().numaNodes()).hasSize(1);
            assertThat(rebuilt.inconsistencies())
                    .extracting(Inconsistency::kind)
                    .containsExactly(Inconsistency.Kind.AFFINITY);
        }

        @Test
        void a_row_that_is_there_twice_is_told() {
            assertThat(build("GPU0 X PIX\nGPU0 PIX X").inconsistencies())
                    .extracting(Inconsistency::message)
                    .containsExactly("GPU0 is listed twice; the second row is passed over");
        }

        @Test
        void nothing_gives_an_empty_node() {
            ReconstructedTopology rebuilt = build("");
            assertThat(rebuilt.topology().devices()).isEmpty();
            assertThat(rebuilt.inconsistencies()).isEmpty();
        }
    }

    @Nested
    class With_stated_facts {
        private static final CpuIdentity AMD =
                new CpuIdentity(CpuIdentity.Arch.X86_64, CpuIdentity.Vendor.AMD, 143, 49);
        private static final PciLink GEN4 = new PciLink("16.0 GT/s PCIe", 16);

        @Test
        void they_enter_the_devices() {
            SourceRef stated = SourceRef.of("--assume");
            GpuTopology topology = build(
                            "GPU0 X PIX\nGPU1 PIX X",
                            TopologyAssumptions.NONE
                                    .withCpu(Reading.known(AMD, stated))
                                    .withPciLink(Reading.known(GEN4, stated))
                                    .withGpuNames(Map.of(0, "NVIDIA L40S")))
                    .topology();
            assertThat(topology.numaNodes()).extracting(Device.NumaNode::cpu).containsExactly(AMD);
            assertThat(topology.gpus()).extracting(g -> g.pci().link()).containsOnly(GEN4);
            assertThat(topology.gpus().get(0).computeCapability().asOptional()).contains(89);
            assertThat(topology.gpus().get(1).computeCapability().isKnown()).isFalse();
        }

        @Test
        void filling_in_later_gives_the_same_node() {
            String matrix = "GPU0 X NV4 PIX\nGPU1 NV4 X SYS\nNIC0 PIX SYS X";
            SourceRef stated = SourceRef.of("--assume");
            GpuTopology atOnce = build(
                            matrix,
                            TopologyAssumptions.NONE
                                    .withCpu(Reading.known(AMD, stated))
                                    .withPciLink(Reading.known(GEN4, stated)))
                    .topology();
            GpuTopology later = build(matrix).topology();
            assertThat(later).isNotEqualTo(atOnce);
            assertThat(later.withCpu(AMD).withPciLinks(GEN4)).isEqualTo(atOnce);
            assertThat(atOnce.withPciLinks(new PciLink("8.0 GT/s PCIe", 8))).isEqualTo(atOnce);
        }

        @Test
        void a_nic_that_the_matrix_lacks_is_added_beside_its_gpu() {
            GpuTopology topology = build(
                            "GPU0 X SYS\nGPU1 SYS X",
                            TopologyAssumptions.NONE.withNics(
                                    List.of(new AssumedNic("mlx5_0", 200_000, SmiHop.PIX, List.of(1)))))
                    .topology();
            assertThat(MatrixText.print(TopoMatrixOf.of(topology)))
                    .isEqualTo("GPU0 X SYS SYS\nGPU1 SYS X PIX\nmlx5_0 SYS PIX X\n");
            assertThat(topology.nics().get(0).ports())
                    .extracting(Device.Port::megabitsPerSecond)
                    .containsExactly(200_000);
        }

        @Test
        void the_speed_of_a_listed_nic_is_taken_over() {
            GpuTopology topology = build(
                            "GPU0 X PIX\nNIC0 PIX X",
                            TopologyAssumptions.NONE.withNics(
                                    List.of(new AssumedNic("NIC0", 400_000, SmiHop.SYS, List.of()))))
                    .topology();
            assertThat(topology.nics().get(0).ports())
                    .extracting(Device.Port::megabitsPerSecond)
                    .containsExactly(400_000);
        }

        @Test
        void made_up_bus_ids_ascend_and_say_what_they_are() {
            List<PciFunction> functions = build("GPU0 X PIX\nGPU1 PIX X").topology().gpus().stream()
                    .map(Device.Gpu::pci)
                    .toList();
            assertThat(functions).extracting(PciFunction::busId).containsExactly("ffff:00:01.0", "ffff:00:02.0");
            assertThat(functions).allMatch(PciFunction::busIdIsMadeUp);
        }
    }
}
