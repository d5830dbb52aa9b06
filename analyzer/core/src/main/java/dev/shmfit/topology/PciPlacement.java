package dev.shmfit.topology;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far every pair of devices is apart over PCIe. First what the cells say, as far as a tree can be so; then what
 * follows from it for the pairs whose cell is hidden behind {@code NV#} or unreadable; then the affinities; and for what
 * is still open, the hop that needs the fewest devices: each on its own root port.
 */
final class PciPlacement {
    /** Contradictions are told one by one up to this many. */
    private static final int TOLD = 32;

    private final List<SmiDevice> devices;
    private final MatrixCells cells;
    private final int listed;
    private final HopBounds bounds;
    private final List<Assumption> assumptions = new ArrayList<>();
    private final List<Inconsistency> inconsistencies = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();

    /** A pair with no usable cell, with what the tree left open before anything was assumed. */
    private record Open(int a, int b, List<SmiHop> hops, String why, List<SourceRef> sources) {}

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
        collectOpen(suspects, leftOut);
        chooseSmallest();
    }

    /** Every pair settled on one hop. */
    HopBounds settled() {
        return bounds;
    }

    List<Assumption> assumptions() {
        return assumptions;
    }

    List<Inconsistency> inconsistencies() {
        return inconsistencies;
    }

    /** The pairs that the matrix leaves open, those of two NICs aside. */
    List<UndeterminedPair> undetermined(List<KnownGpu> gpus, NvLinkArrangement nvLinks) {
        return open.stream()
                .map(o -> new UndeterminedPair(
                        devices.get(o.a),
                        devices.get(o.b),
                        claimsNothing(o) && nvLinks.meetInSwitch(o.a, o.b) ? List.of() : o.hops,
                        nvLinkPossible(o, gpus, nvLinks),
                        o.why,
                        o.sources))
                .filter(p -> p.nvLinkPossible() || p.hops().size() > 1)
                .toList();
    }

    private boolean claimsNothing(Open pair) {
        return cells.fact(pair.a, pair.b) instanceof PairFact.Unknown u
                && u.claims().isEmpty();
    }

    private boolean nvLinkPossible(Open pair, List<KnownGpu> gpus, NvLinkArrangement nvLinks) {
        if (pair.b >= gpus.size()) {
            return false;
        }
        boolean claimed = !(cells.fact(pair.a, pair.b) instanceof PairFact.Unknown u)
                || u.claims().isEmpty()
                || u.claims().stream().anyMatch(c -> c instanceof SmiLink.NvLinks);
        boolean wiresLeft =
                Stream.of(pair.a, pair.b).allMatch(g -> gpus.get(g).nvLinks().orElse(NvLinkBudget.LARGEST) > 0);
        boolean leftOut = nvLinks.leftOut().stream().anyMatch(p -> p[0] == pair.a && p[1] == pair.b);
        boolean printed = cells.fact(pair.a, pair.b) instanceof PairFact.Path && !leftOut;
        return claimed && wiresLeft && !printed;
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
                            List.of(SourceRef.of("--assume nic=" + nic.name()))));
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

    private void collectOpen(List<TreeConflicts.Suspect> suspects, List<int[]> leftOut) {
        for (int a = 0; a < listed; a++) {
            for (int b = a + 1; b < listed; b++) {
                int one = a;
                int other = b;
                boolean suspect = suspects.stream().anyMatch(s -> s.a() == one && s.b() == other);
                boolean isLeftOut = leftOut.stream().anyMatch(p -> p[0] == one && p[1] == other);
                PairFact fact = cells.fact(a, b);
                boolean told = !(fact instanceof PairFact.Unknown) && !suspect && !isLeftOut;
                if (!told && devices.get(a).isGpu()) {
                    open.add(new Open(a, b, hops(fact, a, b), why(fact, suspect), fact.sources()));
                }
            }
        }
    }

    private List<SmiHop> hops(PairFact fact, int a, int b) {
        TreeSet<SmiHop> hops = new TreeSet<>(bounds.candidates(a, b));
        if (fact instanceof PairFact.Path path) {
            hops.add(path.hop());
        }
        if (fact instanceof PairFact.Unknown unknown && !unknown.claims().isEmpty()) {
            hops.clear();
            unknown.claims().stream()
                    .filter(c -> c instanceof SmiLink.Pci)
                    .map(c -> ((SmiLink.Pci) c).hop())
                    .forEach(hops::add);
        }
        return List.copyOf(hops);
    }

    private static String why(PairFact fact, boolean suspect) {
        if (fact instanceof PairFact.Unknown unknown) {
            return unknown.why();
        }
        return suspect ? "its cell contradicts a PCIe tree" : "both GPUs reach others through NVSwitch";
    }

    private void chooseSmallest() {
        Map<SmiHop, List<String>> hidden = new EnumMap<>(SmiHop.class);
        for (int a = 0; a < devices.size(); a++) {
            for (int b = a + 1; b < devices.size(); b++) {
                if (!bounds.isSettled(a, b)) {
                    SmiHop chosen = smallest(bounds.nearest(a, b), bounds.farthest(a, b));
                    if (!bounds.settle(a, b, chosen)) {
                        throw new IllegalStateException("bounds were not closed at " + pairName(a, b));
                    }
                    if (b < listed && cells.fact(a, b) instanceof PairFact.Bonded) {
                        hidden.computeIfAbsent(chosen, h -> new ArrayList<>()).add(pairName(a, b));
                    }
                }
            }
        }
        hidden.forEach((hop, pairs) -> assumptions.add(Assumption.assumed(
                "pcie-behind-nvlink",
                hop.name(),
                "NV# hides how " + several(pairs) + " are joined over PCIe; it matters where NVLink is not used")));
    }

    /** On root ports of their own two devices need no switch; below one anyway, they need no further one. */
    private static SmiHop smallest(SmiHop nearest, SmiHop farthest) {
        return nearest.compareTo(SmiHop.PHB) < 0 && farthest.compareTo(SmiHop.PHB) >= 0 ? SmiHop.PHB : nearest;
    }

    private static String several(List<String> pairs) {
        return pairs.size() <= 3
                ? String.join(", ", pairs)
                : pairs.get(0) + " and " + (pairs.size() - 1) + " more pairs";
    }

    private String pairText(int a, int b) {
        return pairName(a, b) + " " + MatrixTopologyBuilder.text(cells.fact(a, b));
    }

    private String pairName(int a, int b) {
        return devices.get(Math.min(a, b)).name() + "-"
                + devices.get(Math.max(a, b)).name();
    }
}
