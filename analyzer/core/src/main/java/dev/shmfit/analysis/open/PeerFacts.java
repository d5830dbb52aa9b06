package dev.shmfit.analysis.open;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.MalformedStatement;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFacts.P2p;
import dev.shmfit.analysis.stated.Subject;
import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PathType;
import dev.shmfit.topology.SmiHopPathMapping;
import dev.shmfit.topology.StructuralPaths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** NVML's and CUDA's word on peer access, and what it may be where it is open. */
final class PeerFacts {
    /** Over PCIe: everywhere, nowhere, below PCIe switches only. Over NVLink peer access always works, or init fails. */
    private static final List<Settled<P2p>> OPTIONS = List.of(
            new Settled<>(Facts.P2P, P2p.OK, "ok"),
            new Settled<>(Facts.P2P, P2p.NONE, "none"),
            new Settled<>(Facts.P2P, P2p.BELOW_SWITCH, "ok below a PCIe switch"));

    private final NodeFacts facts;
    private final StatedFacts stated;

    PeerFacts(NodeFacts facts, StatedFacts stated) {
        this.facts = facts;
        this.stated = stated;
        contradiction();
    }

    private void contradiction() {
        P2p all = stated.get(Facts.P2P).orElse(P2p.UNKNOWN);
        if (all == P2p.UNKNOWN || facts.peers().read().isEmpty()) {
            return;
        }
        SmiP2pMatrix m = facts.peers().read().get();
        for (int i = 0; i < m.cells().size(); i++) {
            for (int j = 0; j < m.cells().get(i).size(); j++) {
                if (i != j
                        && m.cells().get(i).get(j) instanceof Reading.Known<P2pStatus> k
                        && k.value().isOk() != (all == P2p.OK)) {
                    throw MalformedStatement.that(
                            Subject.FACT,
                            "p2p=" + all.name().toLowerCase(Locale.ROOT),
                            "contradicts " + k.source() + ", which says " + k.value() + " for GPU"
                                    + m.gpuIndices().get(i) + " and GPU"
                                    + m.gpuIndices().get(j));
                }
            }
        }
    }

    /** Whether the status of any pair is neither captured nor stated. */
    boolean isOpen() {
        P2p all = stated.get(Facts.P2P).orElse(P2p.UNKNOWN);
        boolean told = facts.peers().read().isPresent()
                && facts.peers().read().get().cells().stream()
                        .flatMap(List::stream)
                        .allMatch(Reading::isKnown);
        return all == P2p.UNKNOWN && !told;
    }

    /** CUDA's own word on a pair, as stated, else as a program that asked it reports. */
    private Optional<Boolean> said(int a, int b) {
        if (a == b) {
            return Optional.empty();
        }
        Optional<StatedFacts.PeerAccess> access = stated.get(Facts.PEER_ACCESS);
        if (access.isEmpty()) {
            return facts.peers().cuda().flatMap(c -> c.access(a, b));
        }
        if (access.get() instanceof StatedFacts.PeerAccess.Uniform u) {
            return Optional.of(u.possible());
        }
        return access.get() instanceof StatedFacts.PeerAccess.Matrix m
                ? Optional.of(a < m.rows().size()
                        && b < m.rows().size()
                        && m.rows().get(a).get(b))
                : Optional.empty();
    }

    /** The options that differ on a node of this shape. */
    List<Settled<P2p>> options(GpuTopology shape) {
        List<Settled<P2p>> distinct = new ArrayList<>();
        List<boolean[][]> seen = new ArrayList<>();
        for (Settled<P2p> option : OPTIONS) {
            boolean[][] nvml = nvml(shape, option.value());
            if (seen.stream().noneMatch(m -> Arrays.deepEquals(m, nvml))) {
                seen.add(nvml);
                distinct.add(option);
            }
        }
        return distinct;
    }

    private boolean[][] nvml(GpuTopology node, P2p option) {
        int size = node.gpus().stream().mapToInt(Device.Gpu::index).max().orElse(-1) + 1;
        boolean[][] nvml = new boolean[size][size];
        for (Device.Gpu a : node.gpus()) {
            for (Device.Gpu b : node.gpus()) {
                nvml[a.index()][b.index()] = captured(a.index(), b.index())
                        .or(() -> byCuda(node, a, b))
                        .orElseGet(() -> open(node, a, b, option));
            }
        }
        return nvml;
    }

    /** Both matrices by GPU index; {@code option} settles the pairs that are open. */
    GpuAccess access(GpuTopology node, P2p option) {
        boolean[][] nvml = nvml(node, option);
        boolean[][] cuda = new boolean[nvml.length][nvml.length];
        for (int a = 0; a < cuda.length; a++) {
            for (int b = 0; b < cuda.length; b++) {
                cuda[a][b] = peer(a, b, nvml[a][b]);
            }
        }
        boolean[][] denied = new boolean[nvml.length][nvml.length];
        for (int a = 0; a < denied.length; a++) {
            for (int b = 0; b < denied.length; b++) {
                denied[a][b] = !said(a, b).orElse(true);
            }
        }
        return new GpuAccess(nvml, cuda).withDenied(denied);
    }

    private Optional<Boolean> captured(int a, int b) {
        if (stated.get(Facts.P2P).filter(p -> p != P2p.UNKNOWN).isPresent()) {
            return Optional.of(stated.get(Facts.P2P).get() == P2p.OK);
        }
        Optional<P2pStatus> read = facts.peers().read().flatMap(m -> cell(m, a, b));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        boolean write = facts.peers()
                .write()
                .flatMap(m -> cell(m, a, b))
                .map(P2pStatus::isOk)
                .orElse(read.get().isOk());
        return Optional.of(read.get().isOk() && write);
    }

    /**
     * Over PCIe the driver answers NVML and CUDA from the same tables. Two GPUs with NVLinks that cannot access each other are
     * refused by NCCL where NVML says so, and only there.
     */
    private Optional<Boolean> byCuda(GpuTopology node, Device.Gpu a, Device.Gpu b) {
        return said(a.index(), b.index())
                .map(can -> can || !(StructuralPaths.smiLink(node, a.id(), b.id()) instanceof SmiLink.Pci));
    }

    private static Optional<P2pStatus> cell(SmiP2pMatrix m, int a, int b) {
        int i = m.gpuIndices().indexOf(a);
        int j = m.gpuIndices().indexOf(b);
        return i < 0 || j < 0 ? Optional.empty() : m.cells().get(i).get(j).asOptional();
    }

    private static boolean open(GpuTopology node, Device.Gpu a, Device.Gpu b, P2p option) {
        SmiLink link = StructuralPaths.smiLink(node, a.id(), b.id());
        if (!(link instanceof SmiLink.Pci)) {
            return true;
        }
        PathType type = SmiHopPathMapping.pathType(link);
        return switch (option) {
            case NONE -> false;
            case BELOW_SWITCH -> type == PathType.PIX || type == PathType.PXB;
            case OK, UNKNOWN -> true;
        };
    }

    private boolean peer(int a, int b, boolean nvml) {
        return a == b || said(a, b).orElse(nvml);
    }
}
