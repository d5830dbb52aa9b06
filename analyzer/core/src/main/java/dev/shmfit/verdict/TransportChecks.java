package dev.shmfit.verdict;

import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.text.Text;
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
                        Text.of(
                                "verdict/nvlink-lost.summary",
                                "without",
                                String.join(", ", without),
                                "with",
                                with.size()),
                        Text.of("verdict/nvlink-lost.explanation"),
                        Text.of("verdict/nvlink-lost.remedy"))
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
        Text meaning = status == P2pStatus.CNS && virtual
                ? Text.of("verdict/p2p-status-virtual")
                : Text.of("verdict/p2p-status-" + status.name().toLowerCase(java.util.Locale.ROOT));
        Owner owner = status == P2pStatus.CNS && virtual ? Owner.HYPERVISOR : Owner.NODE;
        return Finding.of(
                "p2p-refused-" + status.name().toLowerCase(java.util.Locale.ROOT),
                Severity.NOTE,
                owner,
                Text.of("verdict/p2p-refused.summary", "status", status, "pairs", count(pairs), "which", some(pairs)),
                Text.of("verdict/p2p-refused.explanation", "meaning", meaning),
                status == P2pStatus.CNS && virtual
                        ? Text.of("verdict/p2p-refused.remedy-virtual")
                        : Text.of("verdict/p2p-refused.remedy"));
    }

    private static Text count(Set<String> pairs) {
        return Text.of("verdict/pairs", "pairs", pairs.size());
    }

    private static Text some(Set<String> pairs) {
        return shown(pairs.stream().limit(SHOWN).toList(), pairs.size());
    }

    /** Names with commas, and how many are not named. */
    static Text shown(List<String> names, int all) {
        Text shown = Text.verbatim(String.join(", ", names));
        return all > names.size() ? Text.of("verdict/and-more", "shown", shown, "more", all - names.size()) : shown;
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
                Text.of("verdict/p2p-level-exceeded.summary", "far", count(far), "which", some(far)),
                Text.of("verdict/p2p-level-exceeded.explanation"),
                Text.of("verdict/p2p-level-exceeded.remedy")));
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
                Text.of("verdict/network-inside-node.summary", "net", count(net), "which", some(net)),
                Text.of("verdict/network-inside-node.explanation"),
                Text.of("verdict/network-inside-node.remedy")));
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
                Text.of("verdict/transport-undetermined.summary", "open", count(open), "which", some(open)),
                Text.of("verdict/transport-undetermined.explanation"),
                Text.of("verdict/transport-undetermined.remedy", "option", UserInput.FACT)));
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
                        ? Text.of(
                                "verdict/amd-p2p-default-changed.after",
                                "since",
                                since,
                                "affected",
                                count(affected),
                                "version",
                                e.nccl().version().get())
                        : Text.of(
                                "verdict/amd-p2p-default-changed.summary",
                                "since",
                                since,
                                "affected",
                                count(affected),
                                "version",
                                e.nccl().version().get()),
                Text.of("verdict/amd-p2p-default-changed.explanation", "since", since),
                newer
                        ? Text.of("verdict/amd-p2p-default-changed.remedy-after")
                        : Text.of("verdict/amd-p2p-default-changed.remedy", "option", UserInput.EVERY_NCCL_VERSION)));
    }
}
