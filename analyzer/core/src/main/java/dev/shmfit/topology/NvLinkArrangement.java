package dev.shmfit.topology;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Whether the {@code NV#} of a matrix are wires from GPU to GPU or lead to NVSwitches, which the matrix does not show.
 * It follows from the number of NVLinks a GPU has: what exceeds it when summed over the peers must go through switches,
 * where every peer is reached by the same links. Up to that number it is wires, but for one case that is a choice: all
 * links of a GPU to a single peer is a switched partition of two where boards with NVSwitch exist, else a bridge.
 */
final class NvLinkArrangement {
    /** The key of the assumption about bridge or partition. */
    static final String NVLINK_ARRANGEMENT = "nvlink-arrangement";

    /** Links per GPU of the first board with NVSwitch (DGX-2). */
    private static final int SMALLEST_SWITCHED = 6;

    private final MatrixCells cells;
    private final List<KnownGpu> gpus;
    private final OpenChoices open;
    private final List<Group> groups = new ArrayList<>();
    private final List<int[]> leftOut = new ArrayList<>();
    private final List<Assumption> assumptions = new ArrayList<>();
    private final List<Inconsistency> inconsistencies = new ArrayList<>();

    /**
     * GPUs joined by NVLinks, directly or not.
     *
     * @param members positions of GPUs
     * @param toSwitch links of each member to the NVSwitches; empty where the links are wires
     */
    record Group(List<Integer> members, Map<Integer, Integer> toSwitch) {
        boolean isSwitched() {
            return !toSwitch.isEmpty();
        }
    }

    /** {@code gpus} in the order of the matrix, whose first rows they are. */
    NvLinkArrangement(MatrixCells cells, List<KnownGpu> gpus, OpenChoices open) {
        this.cells = cells;
        this.open = open;
        this.gpus = gpus;
        List<List<Integer>> joined = joined();
        for (List<Integer> members : joined) {
            boolean switched = isSwitched(members, joined.size());
            groups.add(switched ? switchedGroup(members) : new Group(members, Map.of()));
        }
        reportLostLinks();
    }

    List<Group> groups() {
        return groups;
    }

    /** Pairs that show a PCIe path although both hang off the NVSwitches. */
    List<int[]> leftOut() {
        return leftOut;
    }

    List<Assumption> assumptions() {
        return assumptions;
    }

    List<Inconsistency> inconsistencies() {
        return inconsistencies;
    }

    /** Bonded links of a pair; 0 for none. */
    int count(int a, int b) {
        return a != b && cells.fact(a, b) instanceof PairFact.Bonded nv ? nv.count() : 0;
    }

    /** Whether other cells show that both have links to the same NVSwitches, and so to each other. */
    boolean meetInSwitch(int a, int b) {
        return groups.stream()
                .anyMatch(g -> g.isSwitched()
                        && g.toSwitch().containsKey(a)
                        && g.toSwitch().containsKey(b));
    }

    private List<List<Integer>> joined() {
        List<List<Integer>> all = new ArrayList<>();
        boolean[] seen = new boolean[gpus.size()];
        for (int start = 0; start < gpus.size(); start++) {
            TreeSet<Integer> members = new TreeSet<>();
            List<Integer> pending = new ArrayList<>(List.of(start));
            while (!pending.isEmpty()) {
                int at = pending.remove(pending.size() - 1);
                if (!seen[at]) {
                    seen[at] = true;
                    members.add(at);
                    IntStream.range(0, gpus.size())
                            .filter(peer -> count(at, peer) > 0)
                            .forEach(pending::add);
                }
            }
            if (members.size() > 1) {
                all.add(List.copyOf(members));
            }
        }
        return all;
    }

    private boolean isSwitched(List<Integer> members, int groupsInNode) {
        boolean exceeds =
                members.stream().anyMatch(m -> sum(m) > gpus.get(m).nvLinks().orElse(NvLinkBudget.LARGEST));
        if (exceeds) {
            reportImpossibleWires(members);
            return open.denied() == OpenChoices.DeniedSwitch.SWITCHES || !mostShowNone(members);
        }
        int first = members.get(0);
        int links = count(first, members.get(1));
        OptionalInt budget = gpus.get(first).nvLinks();
        boolean everyLink = links == budget.orElse(NvLinkBudget.LARGEST);
        // With an unknown number of links, six or more may be all that an older GPU has.
        boolean ambiguous = members.size() == 2
                && groupsInNode == 1
                && (everyLink || (budget.isEmpty() && links >= SMALLEST_SWITCHED))
                && members.stream().allMatch(m -> gpus.get(m).mayHaveNvSwitch());
        boolean switched = ambiguous
                && switch (open.lonePair()) {
                    case BY_PRODUCT -> everyLink;
                    case WIRES -> false;
                    case SWITCHES -> true;
                };
        if (ambiguous) {
            explain(members, links, switched);
        }
        return switched;
    }

    /** Whether more of the pairs show a PCIe path than NVLinks: through NVSwitch each would have NVLinks. */
    private boolean mostShowNone(List<Integer> members) {
        int none = 0;
        int some = 0;
        for (int a : members) {
            for (int b : members) {
                none += a < b && cells.fact(a, b) instanceof PairFact.Path ? 1 : 0;
                some += a < b && count(a, b) > 0 ? 1 : 0;
            }
        }
        return none > some;
    }

    private void explain(List<Integer> pair, int links, boolean switched) {
        assumptions.add(Assumption.assumed(
                NVLINK_ARRANGEMENT,
                switched ? "nvswitch" : "direct",
                Text.of(
                        "fact/nvlink-" + (switched ? "switched" : "direct"),
                        "links",
                        links,
                        "one",
                        name(pair.get(0)),
                        "other",
                        name(pair.get(1)))));
    }

    /** Only boards with NVSwitch let a GPU reach more peers than it has links for. */
    private void reportImpossibleWires(List<Integer> members) {
        for (int m : members) {
            if (!gpus.get(m).mayHaveNvSwitch() && sum(m) > gpus.get(m).nvLinks().orElse(NvLinkBudget.LARGEST)) {
                inconsistencies.add(new Inconsistency(
                        Inconsistency.Kind.NVLINK,
                        String.format(
                                Locale.ROOT,
                                "%s shows %d NVLinks over all peers, but its kind has %d and no NVSwitch; taken as switched",
                                name(m),
                                sum(m),
                                gpus.get(m).nvLinks().orElse(0)),
                        sourcesOf(m, members)));
            }
        }
    }

    /** Each GPU's links to the switches: its best cell, since a cell shows the smaller end of the two. */
    private Group switchedGroup(List<Integer> members) {
        Map<Integer, Integer> toSwitch = new LinkedHashMap<>();
        members.forEach(m -> toSwitch.put(
                m, members.stream().mapToInt(p -> count(m, p)).max().orElse(0)));
        for (int a : members) {
            for (int b : members) {
                int expected = Math.min(toSwitch.getOrDefault(a, 0), toSwitch.getOrDefault(b, 0));
                if (a < b && cells.fact(a, b) instanceof PairFact.Bonded nv && nv.count() != expected) {
                    inconsistencies.add(new Inconsistency(
                            Inconsistency.Kind.NVLINK,
                            String.format(
                                    Locale.ROOT,
                                    "%s and %s share NV%d, but through NVSwitch their other cells give NV%d",
                                    name(a),
                                    name(b),
                                    nv.count(),
                                    expected),
                            nv.sources()));
                }
                if (a < b && cells.fact(a, b) instanceof PairFact.Path path) {
                    leftOut.add(new int[] {a, b});
                    inconsistencies.add(new Inconsistency(
                            Inconsistency.Kind.NVLINK,
                            name(a) + " and " + name(b) + " both reach others through NVSwitch, but show " + path.hop()
                                    + " to each other; the pair is left undetermined",
                            path.sources()));
                }
            }
        }
        return new Group(members, toSwitch);
    }

    /** A GPU beside a switched group of its like that has no NVLink at all has lost them. */
    private void reportLostLinks() {
        List<Group> switched = groups.stream()
                .filter(g -> g.isSwitched() && g.members().size() > 2)
                .toList();
        for (int gpu = 0; gpu < gpus.size(); gpu++) {
            int at = gpu;
            boolean alone = groups.stream().noneMatch(g -> g.members().contains(at));
            boolean told = IntStream.range(0, gpus.size())
                    .allMatch(p -> p == at || cells.fact(at, p) instanceof PairFact.Path);
            boolean sameModel = switched.stream()
                    .anyMatch(g -> gpus.get(g.members().get(0))
                            .name()
                            .equals(gpus.get(at).name()));
            if (alone && told && sameModel) {
                inconsistencies.add(new Inconsistency(
                        Inconsistency.Kind.NVLINK,
                        name(gpu) + " has no NVLink, while "
                                + switched.get(0).members().size()
                                + " GPUs beside it reach each other through NVSwitch",
                        sourcesOf(gpu, switched.get(0).members())));
            }
        }
    }

    private int sum(int gpu) {
        return IntStream.range(0, gpus.size()).map(p -> count(gpu, p)).sum();
    }

    private List<SourceRef> sourcesOf(int gpu, List<Integer> peers) {
        return peers.stream()
                .filter(p -> p != gpu)
                .flatMap(p -> cells.fact(gpu, p).sources().stream())
                .distinct()
                .limit(4)
                .toList();
    }

    private String name(int gpu) {
        return "GPU" + gpus.get(gpu).index();
    }
}
