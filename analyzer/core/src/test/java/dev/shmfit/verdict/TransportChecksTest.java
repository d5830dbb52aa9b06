package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.PathType;
import dev.shmfit.topology.PciFunction;
import dev.shmfit.topology.PciLink;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransportChecksTest {
    private static GpuTopology node(CpuIdentity.Vendor vendor, int gpus, int linked) {
        DeviceId numa = new DeviceId("numa:0");
        DeviceId fabric = new DeviceId("nvswitch");
        GpuTopology.Builder b = GpuTopology.builder()
                .add(new Device.NumaNode(numa, 0, new CpuIdentity(CpuIdentity.Arch.X86_64, vendor, 143, 1), ""))
                .add(new Device.NvSwitch(fabric));
        for (int i = 0; i < gpus; i++) {
            DeviceId id = new DeviceId("gpu:" + i);
            b.addBelow(numa, new Device.Gpu(id, i, PCI, Reading.absent("-"), false, ""), PciLink.UNKNOWN);
            if (i < linked) {
                b.link(new Link(id, fabric, Link.Kind.NVLINK, 18, 0));
            }
        }
        return b.build();
    }

    private static final PciFunction PCI = new PciFunction("", "0x030200", "0x10de", "", "", "", PciLink.UNKNOWN);

    private static SmiP2pMatrix matrix(P2pStatus status) {
        return new SmiP2pMatrix(
                "r",
                List.of(0, 1),
                IntStream.range(0, 2)
                        .mapToObj(i -> IntStream.range(0, 2)
                                .mapToObj(j -> Reading.known(
                                        i == j ? P2pStatus.OK : status,
                                        new SourceRef("nvidia-smi-topo-p2p-r.txt", i + 2, 7 * (j + 1))))
                                .toList())
                        .toList());
    }

    @Test
    void a_gpu_that_lost_its_nvlinks_is_the_nodes_fault() {
        Finding f = new Situation()
                .node(node(CpuIdentity.Vendor.INTEL, 8, 7))
                .finding("nvlink-lost")
                .orElseThrow();
        assertThat(f.owner()).isEqualTo(Owner.NODE);
        assertThat(f.summary().english()).startsWith("GPU7 has no NVLink");
        assertThat(new Situation().node(node(CpuIdentity.Vendor.INTEL, 8, 8)).finding("nvlink-lost"))
                .isEmpty();
        assertThat(new Situation().node(node(CpuIdentity.Vendor.INTEL, 8, 2)).finding("nvlink-lost"))
                .isEmpty();
    }

    @Test
    void refused_pairs_are_named_with_their_cells() {
        Finding f = new Situation()
                .matrix(matrix(P2pStatus.NS))
                .finding("p2p-refused-ns")
                .orElseThrow();
        assertThat(f.summary().english()).contains("2 ordered pairs: 0→1, 1→0");
        assertThat(f.evidence())
                .containsExactly(
                        new SourceRef("nvidia-smi-topo-p2p-r.txt", 2, 14),
                        new SourceRef("nvidia-smi-topo-p2p-r.txt", 3, 7));
        assertThat(new Situation().matrix(matrix(P2pStatus.OK)).findings())
                .noneMatch(x -> x.id().startsWith("p2p-refused"));
    }

    @Test
    void an_emulated_chipset_is_the_hypervisors_matter() {
        Surroundings virtual = new Surroundings(
                Platform.UNKNOWN,
                false,
                Reading.absent("-"),
                Reading.absent("-"),
                Reading.known(true, SourceRef.of("lscpu.txt")),
                1);
        assertThat(new Situation().matrix(matrix(P2pStatus.CNS)).in(virtual).finding("p2p-refused-cns"))
                .map(Finding::owner)
                .contains(Owner.HYPERVISOR);
        assertThat(new Situation().matrix(matrix(P2pStatus.CNS)).finding("p2p-refused-cns"))
                .map(Finding::owner)
                .contains(Owner.NODE);
    }

    @Test
    void pairs_beyond_the_level_are_explained() {
        Situation s = new Situation().ranks(2).pair(0, 1, PathType.SYS, Transport.SHM, "p2p-level-exceeded");
        assertThat(s.finding("p2p-level-exceeded")).isPresent();
        assertThat(new Situation()
                        .ranks(2)
                        .pair(0, 1, PathType.SYS, Transport.P2P, "p2p-ok")
                        .finding("p2p-level-exceeded"))
                .isEmpty();
    }

    @Test
    void network_inside_the_node_and_open_pairs_are_told() {
        Situation s = new Situation()
                .ranks(2)
                .pair(0, 1, PathType.SYS, Transport.NET, "net")
                .pair(1, 0, PathType.SYS, Transport.UNKNOWN, "unknown");
        assertThat(s.finding("network-inside-node")).isPresent();
        assertThat(s.finding("transport-undetermined")).map(Finding::severity).contains(Severity.NOT_ASSESSED);
    }

    @Test
    void the_changed_default_on_amd_is_told_before_and_after_the_upgrade() {
        Situation before = new Situation()
                .node(node(CpuIdentity.Vendor.AMD, 4, 0))
                .ranks(4)
                .pair(0, 1, PathType.PHB, Transport.P2P, "p2p");
        assertThat(before.nccl(22, 3)
                        .finding("amd-p2p-default-changed")
                        .orElseThrow()
                        .summary()
                        .english())
                .startsWith("From NCCL 2.23.4 on");
        assertThat(before.nccl(23, 4)
                        .finding("amd-p2p-default-changed")
                        .orElseThrow()
                        .summary()
                        .english())
                .startsWith("Before NCCL 2.23.4");
        assertThat(before.ranks(2).finding("amd-p2p-default-changed")).isEmpty();
        assertThat(before.ranks(4).env("NCCL_P2P_LEVEL", "SYS").finding("amd-p2p-default-changed"))
                .isEmpty();
        assertThat(new Situation()
                        .node(node(CpuIdentity.Vendor.INTEL, 4, 0))
                        .ranks(4)
                        .pair(0, 1, PathType.PHB, Transport.SHM, "p2p")
                        .finding("amd-p2p-default-changed"))
                .isEmpty();
    }

    @Test
    void settings_that_harm_are_named_with_what_they_do() {
        assertThat(new Situation().env("NCCL_P2P_DISABLE", "1").finding("env-disables-p2p"))
                .map(Finding::severity)
                .contains(Severity.WARNING);
        assertThat(new Situation().env("NCCL_P2P_LEVEL", "LOC").finding("env-disables-p2p"))
                .isPresent();
        assertThat(new Situation().env("NCCL_P2P_DISABLE", "0").finding("env-disables-p2p"))
                .isEmpty();
        assertThat(new Situation().env("NCCL_SHM_DISABLE", "1").finding("shm-disable-set"))
                .isPresent();
    }

    @Test
    void host_memory_in_place_of_shm_needs_a_capability() {
        Surroundings without = new Surroundings(
                Platform.DOCKER,
                false,
                Reading.absent("-"),
                Reading.known(false, SourceRef.of("status.txt")),
                Reading.absent("-"),
                1);
        assertThat(new Situation().nccl(27, 7).in(without).finding("cumem-host-without-sys-nice"))
                .map(Finding::severity)
                .contains(Severity.NOTE);
        assertThat(new Situation().nccl(24, 3).in(without).finding("cumem-host-without-sys-nice"))
                .map(Finding::severity)
                .contains(Severity.WARNING);
        assertThat(new Situation().nccl(23, 4).in(without).finding("cumem-host-without-sys-nice"))
                .isEmpty();
        assertThat(new Situation().nccl(27, 7).cuMemHost(1 << 21).finding("cumem-host-in-place-of-shm"))
                .isPresent();
        assertThat(new Situation()
                        .nccl(27, 7)
                        .cuMemHost(1 << 21)
                        .env("NCCL_CUMEM_HOST_ENABLE", "0")
                        .finding("cumem-host-in-place-of-shm"))
                .isEmpty();
    }

    @Test
    void a_job_of_several_nodes_is_told_whose_need_it_is_and_what_is_not_followed() {
        Surroundings two = new Surroundings(
                Platform.UNKNOWN, false, Reading.absent("-"), Reading.absent("-"), Reading.absent("-"), 2);
        assertThat(new Situation().in(two).finding("job-spans-nodes"))
                .map(Finding::severity)
                .contains(Severity.NOTE);
        assertThat(new Situation().in(two).finding("collnet-not-followed")).isEmpty();
        assertThat(new Situation()
                        .in(two)
                        .env("NCCL_NETDEVS_POLICY", "auto")
                        .finding("net-devices-policy-not-compared"))
                .isEmpty();
        assertThat(new Situation()
                        .in(two)
                        .env("NCCL_NETDEVS_POLICY", "MAX:1")
                        .finding("net-devices-policy-not-compared"))
                .map(Finding::severity)
                .contains(Severity.NOTE);
        assertThat(new Situation().in(two).env("NCCL_COLLNET_ENABLE", "1").finding("collnet-not-followed"))
                .map(Finding::severity)
                .contains(Severity.NOT_ASSESSED);
    }
}
