package dev.shmfit.verdict;

import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.PathType;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Why do pairs of GPUs not talk directly? */
final class TransportChecks {
    private static final int SHOWN = 6;

    private TransportChecks() {}

    static List<Finding> nvlinkLost(Evidence e) {
        if (e.node().topology().isEmpty()) {
            return List.of();
        }
        GpuTopology node = e.node().topology().get();
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Device.Gpu gpu : node.gpus()) {
            boolean linked = node.linksFrom(gpu.id()).stream().anyMatch(l -> l.kind() == Link.Kind.NVLINK);
            (linked ? with : without).add("GPU" + gpu.index());
        }
        // One or two GPUs apart from bridged pairs are a choice; one apart from a full fabric is a fault.
        if (without.isEmpty() || with.size() < 3 || with.size() <= without.size()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "nvlink-lost",
                        Severity.WARNING,
                        Owner.NODE,
                        String.join(", ", without) + " has no NVLink, while " + with.size() + " other GPUs have.",
                        "On a machine with an NVLink fabric a GPU without links usually lost them: a fault of the board, the"
                                + " fabric manager, or a reset that did not finish. NCCL then takes the slow way for every"
                                + " pair with it.",
                        "Look at nvidia-smi nvlink -s and at the fabric manager's log; take the node out of service.")
                .from(e.node().remarks().stream()
                        .filter(r -> r.id().equals(MatrixChecks.NVLINKS_LOST))
                        .flatMap(r -> r.evidence().stream())
                        .toList()));
    }

    static List<Finding> refusedPairs(Evidence e) {
        Map<P2pStatus, Set<String>> pairs = new EnumMap<>(P2pStatus.class);
        List<SourceRef> sources = new ArrayList<>();
        for (SmiP2pMatrix matrix : e.node().p2p()) {
            if (!matrix.capabilities().isEmpty()
                    && !matrix.capabilities().contains("r")
                    && !matrix.capabilities().contains("w")) {
                continue;
            }
            for (int i = 0; i < matrix.cells().size(); i++) {
                for (int j = 0; j < matrix.cells().get(i).size(); j++) {
                    if (i != j
                            && matrix.cells().get(i).get(j) instanceof Reading.Known<P2pStatus> cell
                            && !cell.value().isOk()) {
                        pairs.computeIfAbsent(cell.value(), s -> new LinkedHashSet<>())
                                .add(matrix.gpuIndices().get(i) + "→"
                                        + matrix.gpuIndices().get(j));
                        if (sources.size() < SHOWN && !sources.contains(cell.source())) {
                            sources.add(cell.source());
                        }
                    }
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        pairs.forEach(
                (status, refused) -> findings.add(refused(e, status, refused).from(sources)));
        return findings;
    }

    private static Finding refused(Evidence e, P2pStatus status, Set<String> pairs) {
        boolean virtual = e.surroundings().virtualMachine().asOptional().orElse(false);
        String meaning = switch (status) {
            case CNS ->
                virtual
                        ? "The driver does not know the emulated chipset of this virtual machine."
                        : "The driver does not allow P2P across this chipset.";
            case GNS -> "These GPUs do not support P2P.";
            case TNS -> "The driver does not allow P2P on this path.";
            case NS -> "These GPUs do not support P2P; for GeForce cards and some inference cards that is normal.";
            case DR -> "A registry key of the driver disables P2P.";
            case U -> "The driver does not know.";
            case OK -> "P2P is possible.";
        };
        Owner owner = status == P2pStatus.CNS && virtual ? Owner.HYPERVISOR : Owner.NODE;
        return Finding.of(
                "p2p-refused-" + status.name().toLowerCase(java.util.Locale.ROOT),
                Severity.NOTE,
                owner,
                "nvidia-smi reports " + status + " for " + count(pairs) + ": " + some(pairs) + ".",
                meaning + " NCCL goes through host memory for such a pair, which is why it needs shared memory.",
                status == P2pStatus.CNS && virtual
                        ? "Ask for a P2P clique or a virtual PCIe switch in the hypervisor; else give the job the"
                                + " shared memory."
                        : "Give the job the shared memory; no setting of NCCL changes what the driver reports.");
    }

    private static String count(Set<String> pairs) {
        return pairs.size() + (pairs.size() == 1 ? " ordered pair" : " ordered pairs");
    }

    private static String some(Set<String> pairs) {
        List<String> shown = pairs.stream().limit(SHOWN).toList();
        return String.join(", ", shown) + (pairs.size() > SHOWN ? " and " + (pairs.size() - SHOWN) + " more" : "");
    }

    private static Set<String> pairs(Evidence e, Predicate<PairForecast> which) {
        Set<String> pairs = new LinkedHashSet<>();
        for (PairForecast p : e.worldPairs()) {
            if (which.test(p)) {
                pairs.add(e.gpu(p.from()) + "→" + e.gpu(p.to()));
            }
        }
        return pairs;
    }

    static List<Finding> levelExceeded(Evidence e) {
        Set<String> far = pairs(
                e,
                p -> p.rule().equals("p2p-level-exceeded")
                        && (p.path() == PathType.PHB || p.path() == PathType.SYS)
                        && p.transport() != Transport.P2P);
        if (far.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                "p2p-level-exceeded",
                Severity.NOTE,
                Owner.JOB,
                count(far) + " lie farther apart than NCCL lets P2P reach: " + some(far) + ".",
                "Their path crosses a host bridge (PHB, NODE) or sockets (SYS). NCCL stops at PCIe switches (PXB) on"
                        + " most machines and goes through shared memory beyond, even where P2P would work.",
                "Usually leave it. NCCL_P2P_LEVEL=SYS tries P2P; measure before keeping it, it can be slower."));
    }

    static List<Finding> networkInside(Evidence e) {
        Set<String> net = pairs(e, p -> p.transport() == Transport.NET);
        if (net.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                "network-inside-node",
                Severity.WARNING,
                Owner.JOB,
                count(net) + " of this node talk over the network: " + some(net) + ".",
                "NCCL found neither P2P nor shared memory for them, or a faster network card.",
                "See the trace of such a pair; NCCL_SHM_DISABLE and separate containers are the usual reasons."));
    }

    static List<Finding> undetermined(Evidence e) {
        Set<String> open = pairs(e, p -> p.transport() == Transport.UNKNOWN);
        if (open.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                "transport-undetermined",
                Severity.NOT_ASSESSED,
                Owner.NODE,
                "For " + count(open) + " the facts at hand leave several transports open: " + some(open) + ".",
                "The figures count the transport that needs most.",
                "See the pairs' traces for the fact that is missing; " + UserInput.FACT + " states it."));
    }

    /** NCCL 2.23 narrowed the default on AMD CPUs to communicators of at most two GPUs (graph/paths.cc@v2.23.4-1). */
    static List<Finding> defaultChanged(Evidence e) {
        boolean amd = e.node().topology().isPresent()
                && e.node().topology().get().numaNodes().stream()
                        .limit(1)
                        .anyMatch(n -> n.cpu().vendor() == CpuIdentity.Vendor.AMD);
        if (!amd || e.nccl().version().isEmpty() || e.nccl().communicators().isEmpty()) {
            return List.of();
        }
        boolean many = e.nccl().communicators().get(0).forecast().ranks().size() > 2;
        boolean overridden = !e.setting("NCCL_P2P_LEVEL").isEmpty()
                || !e.setting("NCCL_P2P_DISABLE").isEmpty();
        Set<String> affected = pairs(e, p -> p.path() == PathType.PHB || p.path() == PathType.SYS);
        if (!many || overridden || affected.isEmpty()) {
            return List.of();
        }
        NcclVersion since = RuleRegister.amdLevelChanged();
        boolean newer = e.nccl().version().get().compareTo(since) >= 0;
        return List.of(Finding.of(
                "amd-p2p-default-changed",
                Severity.NOTE,
                Owner.JOB,
                newer
                        ? "Before NCCL " + since + ", " + count(affected)
                                + " of this node could use P2P by default; NCCL "
                                + e.nccl().version().get() + " sends them through shared memory."
                        : "From NCCL " + since + " on, " + count(affected) + " of this node go through shared"
                                + " memory by default; NCCL "
                                + e.nccl().version().get() + " lets them use P2P.",
                "On AMD CPUs the default reach of P2P was SYS for all; since " + since
                        + " only where a communicator has at most two GPUs, else PXB.",
                newer
                        ? "Size /dev/shm for it, or measure with NCCL_P2P_LEVEL=SYS."
                        : "Size /dev/shm before an upgrade; " + UserInput.EVERY_NCCL_VERSION
                                + " shows the need by version."));
    }
}
