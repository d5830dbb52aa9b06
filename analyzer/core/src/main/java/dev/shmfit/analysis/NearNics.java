package dev.shmfit.analysis;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.LinkRates;
import dev.shmfit.nccl.transport.CpuClass;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.PathType;
import dev.shmfit.topology.StructuralPaths;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pairs of GPUs of one host that the network could take from /dev/shm or P2P: both have a NIC below the same host bridge, and
 * it is faster than the path between them (src/graph/paths.cc ncclTopoCheckNet). On one host NCCL reads of NICs no more: it drops
 * them as soon as all ranks reach each other (ncclTopoTrimSystem).
 *
 * @param known whether structure tells paths: not where GPUs reach a CPU otherwise than over PCIe
 * @param acrossSockets whether GPUs with such a NIC lie on two sockets
 * @param fewestNvLinks between two of them; 0 where none are joined by any
 */
record NearNics(boolean known, boolean acrossSockets, int fewestNvLinks) {
    /** By structure alone, whatever the speeds are. */
    static NearNics of(GpuTopology t) {
        List<Device.Gpu> near = t.gpus().stream()
                .filter(g -> t.nics().stream()
                        .anyMatch(
                                n -> StructuralPaths.pathType(t, g.id(), n.id()).compareTo(PathType.P2C) <= 0))
                .toList();
        boolean acrossSockets = near.stream()
                        .map(g -> StructuralPaths.root(t, g.id()))
                        .distinct()
                        .count()
                > 1;
        int fewest = 0;
        for (Device.Gpu a : near) {
            for (Device.Gpu b : near) {
                int between = a.equals(b) ? 0 : fewestBetween(t, a.id(), b.id());
                fewest = between > 0 && (fewest == 0 || between < fewest) ? between : fewest;
            }
        }
        boolean known = t.links().stream().noneMatch(l -> l.kind() == Link.Kind.C2C);
        return new NearNics(known, acrossSockets, fewest);
    }

    /** Of the NVLinks that join two GPUs, or of all that either has where they join by way of others; 0 where there are none. */
    private static int fewestBetween(GpuTopology t, DeviceId a, DeviceId b) {
        int direct = nvLinks(t, a)
                .filter(l -> l.to().equals(b))
                .mapToInt(Link::count)
                .sum();
        return direct > 0
                ? direct
                : Stream.concat(nvLinks(t, a), nvLinks(t, b))
                        .mapToInt(Link::count)
                        .min()
                        .orElse(0);
    }

    static Stream<Link> nvLinks(GpuTopology t, DeviceId gpu) {
        return t.linksFrom(gpu).stream().filter(l -> l.kind() == Link.Kind.NVLINK);
    }

    /**
     * Whether the network could be preferred to a pair's own path. A path over PCIe alone is no narrower than the way of one of its
     * GPUs to a NIC.
     *
     * @param pci of every PCIe link, GB/s; 0 where they differ
     * @param cpus between which paths lead; none where all pairs are surely joined by NVLinks
     */
    boolean matter(GpuTopology t, float pci, List<CpuClass> cpus, NcclVersion version) {
        if (!known || pci == 0) {
            return true;
        }
        double fastest = t.nics().stream()
                .flatMap(n -> n.ports().stream())
                .mapToDouble(p -> LinkRates.nic(p.megabitsPerSecond()))
                .reduce(0, Math::max);
        double way = Math.min(fastest, pci);
        boolean overSockets =
                acrossSockets && cpus.stream().mapToDouble(CpuClass::linkBw).anyMatch(bw -> bw > 0 && bw < way);
        return overSockets || (fewestNvLinks > 0 && fewestNvLinks * narrowest(t, version) < way);
    }

    private static double narrowest(GpuTopology t, NcclVersion version) {
        return t.gpus().stream()
                .mapToDouble(g -> LinkRates.nvLink(
                        version, g.computeCapability().asOptional().orElse(0)))
                .min()
                .orElse(0);
    }
}
