package dev.shmfit.topology;

import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The pairs whose cell is missing, unreadable or denied by others, and what remains possible for each. */
final class OpenPairs {
    private final List<SmiDevice> devices;
    private final MatrixCells cells;
    private final HopBounds bounds;
    private final List<Open> open = new ArrayList<>();

    /** A pair with no usable cell, with what the tree left open before anything was assumed. */
    private record Open(int a, int b, List<SmiHop> hops, String why, List<SourceRef> sources) {}

    /** {@code bounds} as far as facts go, before anything is assumed. */
    OpenPairs(
            SmiTopoMatrix matrix,
            MatrixCells cells,
            HopBounds bounds,
            List<TreeConflicts.Suspect> suspects,
            List<int[]> leftOut) {
        this.devices = matrix.devices();
        this.cells = cells;
        this.bounds = bounds;
        collect(suspects, leftOut);
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

    private void collect(List<TreeConflicts.Suspect> suspects, List<int[]> leftOut) {
        for (int a = 0; a < devices.size(); a++) {
            for (int b = a + 1; b < devices.size(); b++) {
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
}
