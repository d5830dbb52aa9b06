package dev.shmfit.reports;

import dev.shmfit.reports.NodeV1.Device;
import dev.shmfit.reports.NodeV1.Gpu;
import dev.shmfit.reports.NodeV1.Kind;
import dev.shmfit.reports.NodeV1.Link;
import dev.shmfit.reports.NodeV1.LinkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Machines for the sample reports. */
final class SampleNodes {
    private SampleNodes() {}

    /** Consumer cards directly below one CPU. */
    static NodeV1 pcie(int count) {
        List<Device> devices = new ArrayList<>(List.of(new Device("numa0", Kind.NUMA, null, "NUMA 0", "Intel", null)));
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            devices.add(new Device("gpu" + i, Kind.GPU, "numa0", "GPU" + i, busId(i), i));
            links.add(new Link("gpu" + i, "numa0", LinkKind.PCI, "gen4 x16"));
        }
        return new NodeV1(gpus(count, "NVIDIA GeForce RTX 4090", count), "nvidia-smi", devices, links, List.of());
    }

    /** Two sockets, two GPUs for each switch, NICs dealt out over the switches, all GPUs on NVSwitch. */
    static NodeV1 hgx(int count, int nics) {
        List<Device> devices = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        devices.add(new Device("numa0", Kind.NUMA, null, "NUMA 0", "Intel Xeon", null));
        devices.add(new Device("numa1", Kind.NUMA, null, "NUMA 1", "Intel Xeon", null));
        links.add(new Link("numa0", "numa1", LinkKind.SMP, "UPI"));
        int switches = count / 2;
        for (int s = 0; s < switches; s++) {
            String numa = s < switches / 2 ? "numa0" : "numa1";
            devices.add(new Device("sw" + s, Kind.SWITCH, numa, "PCIe switch", "", null));
            links.add(new Link("sw" + s, numa, LinkKind.PCI, "gen5 x16"));
        }
        for (int i = 0; i < count; i++) {
            devices.add(new Device("gpu" + i, Kind.GPU, "sw" + i / 2, "GPU" + i, busId(i), i));
            links.add(new Link("gpu" + i, "sw" + i / 2, LinkKind.PCI, "gen5 x16"));
            links.add(new Link("gpu" + i, "nvs0", LinkKind.NVLINK, "NV18"));
        }
        for (int n = 0; n < nics; n++) {
            String parent = n < switches * 2 ? "sw" + n % switches : "numa" + n % 2;
            devices.add(new Device("nic" + n, Kind.NIC, parent, "mlx5_" + n, "400 Gb/s", null));
        }
        devices.add(new Device("nvs0", Kind.NVSWITCH, null, "NVSwitch", "", null));
        return new NodeV1(gpus(count, "NVIDIA H100 80GB HBM3", count / 2), "nccl-xml", devices, links, List.of());
    }

    /** Direct NVLinks between all. */
    static NodeV1 mesh(int count) {
        NodeV1 base = pcie(count);
        List<Link> links = new ArrayList<>(base.links());
        for (int a = 0; a < count; a++) {
            for (int b = a + 1; b < count; b++) {
                links.add(new Link("gpu" + a, "gpu" + b, LinkKind.NVLINK, "NV" + (b - a == 1 ? 2 : 4)));
            }
        }
        return new NodeV1(gpus(count, "Tesla V100-SXM2-32GB", count), "nvidia-smi", base.devices(), links, List.of());
    }

    /** A matrix without anything that places its GPUs. */
    static NodeV1 unplaced(int count) {
        List<Gpu> gpus = IntStream.range(0, count)
                .mapToObj(i -> new Gpu(i, null, null, null))
                .toList();
        return new NodeV1(gpus, "nvidia-smi", List.of(), List.of(), List.of());
    }

    private static List<Gpu> gpus(int count, String name, int perNuma) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Gpu(i, name, "0000:" + busId(i), i / perNuma))
                .toList();
    }

    private static String busId(int i) {
        return String.format(Locale.ROOT, "%02x:00.0", 0x17 + 8 * i);
    }
}
