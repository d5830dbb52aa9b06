package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GpuGroupsOfATopologyTest {
    private static final PciLink GEN4_X16 = new PciLink("16.0 GT/s PCIe", 16);

    /** An NVLink 20, a PCIe link 24, the link between CPUs 10. */
    private static double rate(Link link) {
        return switch (link.kind()) {
            case NVLINK -> 20.0 * link.count();
            case SMP -> 10;
            case C2C -> 400;
            default -> 24;
        };
    }

    private static DeviceId gpu(int index) {
        return new DeviceId("gpu:" + index);
    }

    private static Set<DeviceId> gpus(int... indices) {
        return Arrays.stream(indices).mapToObj(GpuGroupsOfATopologyTest::gpu).collect(Collectors.toSet());
    }

    /** So many GPUs on each of two NUMA nodes. */
    private static GpuTopology.Builder twoSockets(int each) {
        GpuTopology.Builder builder = GpuTopology.builder();
        for (int numa = 0; numa < 2; numa++) {
            DeviceId cpu = new DeviceId("numa:" + numa);
            builder.add(new Device.NumaNode(cpu, numa, CpuIdentity.UNKNOWN, ""));
            for (int i = numa * each; i < (numa + 1) * each; i++) {
                PciFunction pci =
                        new PciFunction("0000:0" + (i + 1) + ":00.0", "0x030200", "0x10de", "", "", "", GEN4_X16);
                builder.addBelow(cpu, new Device.Gpu(gpu(i), i, pci, Reading.absent("-"), false, ""), GEN4_X16);
            }
        }
        return builder;
    }

    private static void nvLink(GpuTopology.Builder builder, DeviceId a, DeviceId b, int count) {
        builder.link(new Link(a, b, Link.Kind.NVLINK, count, 0));
        builder.link(new Link(b, a, Link.Kind.NVLINK, count, 0));
    }

    @Test
    void gpus_that_a_chain_of_nvlinks_joins_are_one_island() {
        GpuTopology.Builder builder = twoSockets(3);
        nvLink(builder, gpu(0), gpu(4), 1);
        nvLink(builder, gpu(4), gpu(5), 2);
        nvLink(builder, gpu(1), gpu(2), 4);
        NvLinkIslands islands = builder.build().nvLinkIslands();
        assertThat(islands.islands()).containsExactly(List.of(0, 4, 5), List.of(1, 2));
        assertThat(islands.join(0, 5)).isTrue();
        assertThat(islands.join(5, 0)).isTrue();
        assertThat(islands.join(0, 1)).isFalse();
        assertThat(islands.join(3, 3)).isTrue();
        assertThat(islands.join(3, 0)).isFalse();
    }

    @Test
    void gpus_on_one_nvswitch_are_one_island() {
        GpuTopology.Builder builder = twoSockets(2);
        DeviceId nvSwitch = new DeviceId("nvswitch");
        builder.add(new Device.NvSwitch(nvSwitch));
        for (int i = 0; i < 3; i++) {
            nvLink(builder, gpu(i), nvSwitch, 12);
        }
        assertThat(builder.build().nvLinkIslands().islands()).containsExactly(List.of(0, 1, 2));
    }

    @Test
    void without_nvlink_there_is_no_island() {
        assertThat(twoSockets(2).build().nvLinkIslands().islands()).isEmpty();
    }

    @Test
    void the_link_between_cpus_is_the_narrowest_place_between_sockets() {
        MinimumCut cut = MinimumCut.between(
                twoSockets(4).build(), gpus(0, 1, 2, 3), gpus(4, 5, 6, 7), GpuGroupsOfATopologyTest::rate);
        assertThat(cut).isEqualTo(new MinimumCut(10, Set.of(Link.Kind.SMP), 1));
    }

    @Test
    void nvlinks_across_sockets_add_to_it_and_parallel_ones_count_together() {
        GpuTopology.Builder builder = twoSockets(2);
        nvLink(builder, gpu(0), gpu(2), 1);
        nvLink(builder, gpu(0), gpu(2), 1);
        nvLink(builder, gpu(1), gpu(3), 2);
        MinimumCut cut = MinimumCut.between(builder.build(), gpus(0, 1), gpus(2, 3), GpuGroupsOfATopologyTest::rate);
        assertThat(cut).isEqualTo(new MinimumCut(90, Set.of(Link.Kind.NVLINK, Link.Kind.SMP), 3));
    }

    @Test
    void within_a_socket_the_narrowest_place_is_the_group_s_own_pcie_links() {
        GpuTopology node = twoSockets(3).build();
        assertThat(MinimumCut.between(node, gpus(0), gpus(1, 2), GpuGroupsOfATopologyTest::rate))
                .isEqualTo(new MinimumCut(24, Set.of(Link.Kind.PCI), 1));
        assertThat(MinimumCut.between(node, gpus(0, 1), gpus(2), GpuGroupsOfATopologyTest::rate)
                        .gigabytesPerSecond())
                .isEqualTo(24);
    }

    /** Every way to part the two groups, one by one. */
    private static double leastOfAllCuts(GpuTopology node, Set<DeviceId> from, Set<DeviceId> to) {
        List<DeviceId> free = node.devices().stream()
                .map(Device::id)
                .filter(d -> !from.contains(d) && !to.contains(d))
                .toList();
        double least = Double.MAX_VALUE;
        for (int chosen = 0; chosen < 1 << free.size(); chosen++) {
            Set<DeviceId> side = new HashSet<>(from);
            for (int i = 0; i < free.size(); i++) {
                if ((chosen >> i & 1) == 1) {
                    side.add(free.get(i));
                }
            }
            double carries = node.links().stream()
                    .filter(l -> side.contains(l.from()) && !side.contains(l.to()))
                    .mapToDouble(GpuGroupsOfATopologyTest::rate)
                    .sum();
            boolean apart = side.contains(new DeviceId("numa:0")) != side.contains(new DeviceId("numa:1"));
            least = Math.min(least, carries + (apart ? 10 : 0));
        }
        return least;
    }

    @Test
    void no_other_cut_is_less_on_nodes_drawn_by_chance() {
        Random random = new Random(14);
        for (int n = 0; n < 60; n++) {
            GpuTopology.Builder builder = twoSockets(3);
            DeviceId nvSwitch = new DeviceId("nvswitch");
            builder.add(new Device.NvSwitch(nvSwitch));
            for (int i = 0; i < random.nextInt(8); i++) {
                int a = random.nextInt(6);
                int b = random.nextInt(7);
                if (a != b) {
                    nvLink(builder, gpu(a), b == 6 ? nvSwitch : gpu(b), 1 + random.nextInt(4));
                }
            }
            GpuTopology node = builder.build();
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
            Collections.shuffle(order, random);
            int some = 1 + random.nextInt(3);
            Set<DeviceId> from =
                    gpus(order.subList(0, some).stream().mapToInt(i -> i).toArray());
            Set<DeviceId> to = gpus(order.subList(some, some + 1 + random.nextInt(6 - some)).stream()
                    .mapToInt(i -> i)
                    .toArray());
            assertThat(MinimumCut.between(node, from, to, GpuGroupsOfATopologyTest::rate)
                            .gigabytesPerSecond())
                    .as("node %s: %s to %s by %s", n, from, to, node.links())
                    .isCloseTo(leastOfAllCuts(node, from, to), within(1e-6));
        }
    }

    @Test
    void a_link_without_a_rate_carries_nothing() {
        assertThat(MinimumCut.between(twoSockets(1).build(), gpus(0), gpus(1), link -> 0))
                .isEqualTo(new MinimumCut(0, Set.of(), 0));
    }

    @Test
    void a_cut_needs_two_groups() {
        GpuTopology node = twoSockets(1).build();
        assertThatThrownBy(() -> MinimumCut.between(node, gpus(0), gpus(0, 1), GpuGroupsOfATopologyTest::rate))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MinimumCut.between(node, gpus(), gpus(1), GpuGroupsOfATopologyTest::rate))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
