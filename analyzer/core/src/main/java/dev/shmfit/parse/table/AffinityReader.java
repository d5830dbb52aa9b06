package dev.shmfit.parse.table;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiTopoMatrix.Affinity;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.table.RawTable.Column;
import dev.shmfit.parse.table.RawTable.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the columns behind (or before) a GPU's links: CPU Affinity, NUMA Affinity, GPU NUMA ID. */
final class AffinityReader {
    private static final int MOST_NUMA_NODES = 4096;

    private final Grid grid;
    private final NoteList notes;
    private final List<Role> roles;

    AffinityReader(Grid grid, NoteList notes) {
        this.grid = grid;
        this.notes = notes;
        this.roles = roles();
    }

    /** The columns that the header names; without a header, nvidia-smi's own order as far as the longest row goes. */
    private List<Role> roles() {
        if (grid.table().header().isPresent()) {
            return grid.table().header().get().columns().stream()
                    .map(Column::role)
                    .filter(r -> r == Role.CPUS || r == Role.NUMA || r == Role.GPU_NUMA)
                    .toList();
        }
        long longest = grid.tails().values().stream()
                .mapToLong(t -> t.atoms().stream()
                        .filter(a -> a.kind() == Atom.Kind.LIST)
                        .count())
                .max()
                .orElse(0);
        return List.of(Role.CPUS, Role.NUMA, Role.GPU_NUMA).subList(0, (int) Math.min(3, longest));
    }

    /** The affinity of one GPU. */
    Affinity read(String gpu) {
        Grid.Tail tail = grid.tails().get(gpu);
        if (tail == null) {
            return all(Reading.absent("the row of " + gpu + " is missing"));
        }
        List<Atom> atoms = tail.atoms();
        int led = leading(gpu, atoms);
        if (led >= 0) {
            atoms = grid.table().rows().stream()
                    .filter(r -> r.name().equals(gpu))
                    .findFirst()
                    .orElseThrow()
                    .lead();
            atoms = atoms.subList(atoms.size() - roles.size(), atoms.size());
        }
        if (roles.isEmpty()) {
            if (!atoms.isEmpty()) {
                notes.add(
                        ParseNote.Kind.UNRECOGNIZED,
                        atoms.get(0).source(notes),
                        "the row of " + gpu + " goes on with \"" + join(atoms)
                                + "\", for which the header has no column; it was left out");
            }
            return all(Reading.absent("the header has no such column"));
        }
        if (atoms.size() == roles.size()) {
            return assign(gpu, atoms, atoms.size() - (tail.cut() && led < 0 ? 1 : 0));
        }
        if (tail.cut() && atoms.size() < roles.size()) {
            return assign(gpu, atoms, atoms.size() - 1);
        }
        if (atoms.isEmpty()) {
            return all(Reading.absent("the columns are blank"));
        }
        notes.add(
                ParseNote.Kind.UNRECOGNIZED,
                atoms.get(0).source(notes),
                "\"" + join(atoms) + "\" is " + atoms.size() + " words for " + roles.size()
                        + " affinity columns; which is which is left undetermined for " + gpu);
        return new Affinity(unclear(Role.CPUS, atoms), unclear(Role.NUMA, atoms), unclear(Role.GPU_NUMA, atoms));
    }

    private <T> Reading<T> unclear(Role role, List<Atom> atoms) {
        return roles.contains(role)
                ? new Reading.Unreadable<>(join(atoms), atoms.get(0).source(notes), "the columns cannot be told apart")
                : Reading.absent("the header has no such column");
    }

    /** 0 where the affinity columns stand before the devices and the row has them all there; -1 where not. */
    private int leading(String gpu, List<Atom> atoms) {
        if (grid.table().header().isEmpty() || grid.table().barred() || roles.isEmpty() || !atoms.isEmpty()) {
            return -1;
        }
        Role first = grid.table().header().get().columns().get(0).role();
        if (first == Role.DEVICE || first == Role.ELIDED) {
            return -1;
        }
        return grid.table().rows().stream()
                        .anyMatch(r -> r.name().equals(gpu)
                                && r.lead().size() >= roles.size()
                                && r
                                        .lead()
                                        .subList(
                                                r.lead().size() - roles.size(),
                                                r.lead().size())
                                        .stream()
                                        .allMatch(a -> a.kind() == Atom.Kind.LIST))
                ? 0
                : -1;
    }

    private static Affinity all(Reading<String> reading) {
        String why = reading instanceof Reading.Absent<String> a ? a.why() : "";
        return new Affinity(reading, Reading.absent(why), reading);
    }

    /** @param sure how many atoms are whole; the one behind them may be cut off */
    private Affinity assign(String gpu, List<Atom> atoms, int sure) {
        return new Affinity(
                one(
                        gpu,
                        Role.CPUS,
                        atoms,
                        sure,
                        s -> numbers(s, Integer.MAX_VALUE).map(n -> s)),
                one(
                        gpu,
                        Role.NUMA,
                        atoms,
                        sure,
                        s -> numbers(s, MOST_NUMA_NODES).map(AffinityReader::expand)),
                one(
                        gpu,
                        Role.GPU_NUMA,
                        atoms,
                        sure,
                        s -> numbers(s, MOST_NUMA_NODES)
                                .filter(n -> n.size() == 2 && n.get(0).equals(n.get(1)))
                                .map(n -> s)));
    }

    private <T> Reading<T> one(String gpu, Role role, List<Atom> atoms, int sure, Function<String, Optional<T>> read) {
        int i = roles.indexOf(role);
        if (i < 0) {
            return Reading.absent("the header has no such column");
        }
        if (i > sure || i >= atoms.size()) {
            return Reading.absent(RowAligner.CUT);
        }
        Atom atom = atoms.get(i);
        if (i == sure && !atom.text().equals("N/A")) {
            return new Reading.Unreadable<>(
                    atom.text(), atom.source(notes), "the text ends here, and the list may go on");
        }
        if (atom.text().isEmpty()) {
            return Reading.absent("its field is blank");
        }
        if (atom.text().equals("N/A")) {
            return Reading.absent("nvidia-smi says N/A");
        }
        Optional<T> value = read.apply(atom.text());
        if (value.isPresent()) {
            return Reading.known(value.get(), atom.source(notes));
        }
        notes.add(
                ParseNote.Kind.UNRECOGNIZED,
                atom.source(notes),
                "\"" + atom.text() + "\" is no list of numbers; this affinity of " + gpu + " is left undetermined");
        return new Reading.Unreadable<>(atom.text(), atom.source(notes), "it is no list of numbers");
    }

    private static String join(List<Atom> atoms) {
        return String.join(" ", atoms.stream().map(Atom::text).toList());
    }

    /** The bounds of {@code 0,3-9}: 0, 0, 3, 9; empty where the text is no list of ascending ranges. */
    private static Optional<List<Integer>> numbers(String s, int limit) {
        List<Integer> bounds = new ArrayList<>();
        int i = 0;
        boolean range = false;
        while (i <= s.length()) {
            int end = i;
            while (end < s.length() && Lines.isDigit(s.charAt(end))) {
                end++;
            }
            if (end == i || end - i > 6) {
                return Optional.empty();
            }
            int number = Integer.parseInt(s, i, end, 10);
            char next = end < s.length() ? s.charAt(end) : ',';
            if (number >= limit
                    || (range && number < bounds.get(bounds.size() - 1))
                    || (range && next == '-')
                    || (next != '-' && next != ',')) {
                return Optional.empty();
            }
            bounds.add(number);
            if (!range && next == ',') {
                bounds.add(number);
            }
            range = next == '-';
            i = end + 1;
            if (end == s.length()) {
                break;
            }
        }
        return range ? Optional.empty() : Optional.of(List.copyOf(bounds));
    }

    private static List<Integer> expand(List<Integer> bounds) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i + 1 < bounds.size(); i += 2) {
            for (int n = bounds.get(i); n <= bounds.get(i + 1); n++) {
                all.add(n);
            }
        }
        return List.copyOf(all);
    }
}
