package dev.shmfit.topology;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far every pair of devices is apart over PCIe. First what the cells say, as far as a tree can be so; then what
 * follows from it for the pairs whose cell is hidden behind {@code NV#} or unreadable; then the affinities; and for what
 * is still open, the hop that needs the fewest devices: each on its own root port.
 */
final class PciPlacement {
    /** The key of the assumption about pairs that NVLinks hide. */
    static final String PCIE_BEHIND_NVLINK = "pcie-behind-nvlink";

    /** Contradictions are told one by one up to this many. */
    private static final int TOLD = 32;

    private final List<SmiDevice> devices;
    private final MatrixCells cells;
    private final int listed;
    private final HopBounds bounds;
    private final List<Assumption> assumptions = new ArrayList<>();
    private final List<Inconsistency> inconsistencies = new ArrayList<>();
    private final OpenPairs open;

    /** {@code devices} are those of the matrix, then NICs that only the user knows of. */
    PciPlacement(
            SmiTopoMatrix matrix,
            List<SmiDevice> devices,
            MatrixCells cells,
            List<int[]> leftOut,
            TopologyAssumptions given) {
        this.devices = devices;
        this.cells = cells;
        this.listed = matrix.devices().size();
        this.bounds = new HopBounds(devices.size());
        @Nullable SmiHop[][] hops = printedHops();
        List<TreeConflicts.Suspect> suspects = new ArrayList<>(TreeConflicts.remove(hops));
        suspects.addAll(state(hops));
        report(suspects);
        stateNics(given);
        stateAffinities(matrix, new Affinities(matrix));
        this.open = new OpenPairs(matrix, cells, bounds, suspects, leftOut);
        choose(given.open().hiddenPaths());
    }

    /** Every pair settled on one hop. */
    HopBounds settled() {
        return bounds;
    }

    /** The pairs that the matrix leaves open. */
    OpenPairs open() {
        return open;
    }

    List<Assumption> assumptions() {
        return assumptions;
    }

    List<Inconsistency> inconsistencies() {
        return inconsistencies;
    }

    private @Nullable SmiHop[][] printedHops() {
        @Nullable SmiHop[][] hops = new SmiHop[listed][listed];
        for (int a = 0; a < listed; a++) {
            for (int b = 0; b < listed; b++) {
                if (a != b && cells.fact(a, b) instanceof PairFact.Path path) {
                    hops[a][b] = path.hop();
                }
            }
        }
        return hops;
    }

    /** States the hops; returns those that contradict others only over more than three devices. */
    private List<TreeConflicts.Suspect> state(@Nullable SmiHop[][] hops) {
        List<TreeConflicts.Suspect> refused = new ArrayList<>();
        for (int a = 0; a < listed; a++) {
            for (int b = a + 1; b < listed; b++) {
                SmiHop hop = hops[a][b];
                if (hop != null && !bounds.settle(a, b, hop)) {
                    refused.add(new TreeConflicts.Suspect(a, b, -1));
                }
            }
        }
        return refused;
    }

    private void report(List<TreeConflicts.Suspect> suspects) {
        for (TreeConflicts.Suspect s : suspects.subList(0, Math.min(TOLD, suspects.size()))) {
            String beside = s.witness() < 0
                    ? "beside the pairs already read"
                    : "beside " + pairText(s.a(), s.witness()) + " and " + pairText(s.b(), s.witness());
            List<SourceRef> sources = s.witness() < 0
                    ? cells.fact(s.a(), s.b()).sources()
                    : Stream.of(
                                    cells.fact(s.a(), s.b()),
                                    cells.fact(s.a(), s.witness()),
                                    cells.fact(s.b(), s.witness()))
                            .flatMap(f -> f.sources().stream())
                            .toList();
            inconsistencies.add(new Inconsistency(
                    Inconsistency.Kind.NOT_A_TREE,
                    "no PCIe tree has " + pairText(s.a(), s.b()) + " " + beside + "; the pair is left undetermined",
                    sources));
        }
        if (suspects.size() > TOLD) {
            inconsistencies.add(new Inconsistency(
                    Inconsistency.Kind.NOT_A_TREE,
                    suspects.size() - TOLD + " more pairs contradict a PCIe tree and are left undetermined",
                    List.of()));
        }
    }

    private void stateNics(TopologyAssumptions given) {
        for (AssumedNic nic : given.nics()) {
            int at = devices.subList(listed, devices.size()).indexOf(new SmiDevice(nic.name(), SmiDevice.Kind.NIC));
            for (int gpu = 0; at >= 0 && gpu < listed; gpu++) {
                boolean meant = devices.get(gpu).isGpu()
                        && nic.gpus().contains(devices.get(gpu).gpuIndex());
                if (meant && !bounds.settle(gpu, listed + at, nic.hop())) {
                    inconsistencies.add(new Inconsistency(
                            Inconsistency.Kind.NOT_A_TREE,
                            nic.name() + " cannot be " + nic.hop() + " to "
                                    + devices.get(gpu).name() + " beside the rest; passed over",
                            List.of(SourceRef.stated(UserInput.FACT + " nic=" + nic.name()))));
                }
            }
        }
    }

    private void stateAffinities(SmiTopoMatrix matrix, Affinities affinities) {
        int gpus = matrix.gpus().size();
        for (int a = 0; a < gpus; a++) {
            for (int b = a + 1; b < gpus; b++) {
                Affinities.Nearness nearness = affinities.between(a, b);
                if (nearness == Affinities.Nearness.DIFFERENT_NODES) {
                    // A refusal means that cells say otherwise, which NumaPlan reports for the NUMA node as a whole.
                    bounds.settle(a, b, SmiHop.SYS);
                } else if (nearness == Affinities.Nearness.SAME_NODE) {
                    bounds.atMost(a, b, SmiHop.NODE);
                }
            }
        }
    }

    /** What is still open: first pairs hidden behind NVLinks in the way asked for, then all in the smallest way. */
    private void choose(OpenChoices.HiddenPaths way) {
        Map<SmiHop, List<String>> hidden = new EnumMap<>(SmiHop.class);
        for (int a = 0; a < listed; a++) {
            for (int b = a + 1; b < listed; b++) {
                boolean near = switch (way) {
                    case ROOT_PORTS -> false;
                    case SWITCH_PER_PAIR -> a % 2 == 0 && b == a + 1;
                    case SHARED_SWITCH -> true;
                };
                if (near && isHidden(a, b)) {
                    settleOpen(a, b, bounds.nearest(a, b), hidden);
                }
            }
        }
        for (int a = 0; a < devices.size(); a++) {
            for (int b = a + 1; b < devices.size(); b++) {
                settleOpen(a, b, smallest(bounds.nearest(a, b), bounds.farthest(a, b)), hidden);
            }
        }
        hidden.forEach((hop, pairs) -> assumptions.add(Assumption.assumed(
                PCIE_BEHIND_NVLINK, hop.name(), Text.of("fact/behind-nvlink", "pairs", several(pairs)))));
    }

    private void settleOpen(int a, int b, SmiHop hop, Map<SmiHop, List<String>> hidden) {
        if (bounds.isSettled(a, b)) {
            return;
        }
        if (!bounds.settle(a, b, hop)) {
            throw new IllegalStateException("bounds were not closed at " + pairName(a, b));
        }
        if (isHidden(a, b)) {
            hidden.computeIfAbsent(hop, h -> new ArrayList<>()).add(pairName(a, b));
        }
    }

    private boolean isHidden(int a, int b) {
        return b < listed && cells.fact(a, b) instanceof PairFact.Bonded;
    }

    /** On root ports of their own two devices need no switch; below one anyway, they need no further one. */
    private static SmiHop smallest(SmiHop nearest, SmiHop farthest) {
        return nearest.compareTo(SmiHop.PHB) < 0 && farthest.compareTo(SmiHop.PHB) >= 0 ? SmiHop.PHB : nearest;
    }

    private static Text several(List<String> pairs) {
        return pairs.size() <= 3
                ? Text.verbatim(String.join(", ", pairs))
                : Text.of("fact/pairs-more", "first", pairs.get(0), "more", pairs.size() - 1);
    }

    private String pairText(int a, int b) {
        return pairName(a, b) + " " + MatrixTopologyBuilder.text(cells.fact(a, b));
    }

    private String pairName(int a, int b) {
        return devices.get(Math.min(a, b)).name() + "-"
                + devices.get(Math.max(a, b)).name();
    }
}
