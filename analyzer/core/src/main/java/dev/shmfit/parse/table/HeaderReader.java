package dev.shmfit.parse.table;

import dev.shmfit.parse.Lines;
import dev.shmfit.parse.table.RawTable.Column;
import dev.shmfit.parse.table.RawTable.Header;
import dev.shmfit.parse.table.RawTable.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the header of a topology table, {@code GPU0 GPU1 NIC0 CPU Affinity NUMA Affinity GPU NUMA ID}, with text
 * before it, with the affinity columns first, without blanks between its words, or cut off.
 */
final class HeaderReader {
    private HeaderReader() {}

    /** The header that {@code line} is; empty where it is none. */
    static Optional<Header> read(SourceLine line) {
        List<Atom> atoms = line.atoms();
        if (isBarred(atoms)) {
            return barred(line);
        }
        int first = 0;
        while (first < atoms.size() && atoms.get(first).kind() != Atom.Kind.GPU) {
            if (atoms.get(first).isCell()) {
                return Optional.empty();
            }
            first++;
        }
        // nvidia-smi begins with GPU0: what begins later is the rest of a wrapped header, or prose.
        if (first == atoms.size() || !atoms.get(first).text().equals("GPU0")) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        lead(atoms, first, columns);
        Tail tail = new Tail(atoms, first);
        if (!tail.read(columns)) {
            return Optional.empty();
        }
        long devices = columns.stream().filter(c -> c.role() == Role.DEVICE).count();
        boolean affinity = columns.stream().anyMatch(c -> c.role() != Role.DEVICE && c.role() != Role.OTHER);
        if (devices < 2 && !affinity && atoms.size() > first + 1) {
            return Optional.empty();
        }
        if (tail.words && !affinity) {
            return Optional.empty();
        }
        return Optional.of(new Header(List.copyOf(columns), line.width(), tail.complete, line.number()));
    }

    /**
     * The header that two lines make which a terminal wrapped from one; empty where they make none.
     *
     * @param touching nothing separates the last word of {@code first} from the first of {@code rest}
     */
    static Optional<SourceLine> join(SourceLine first, SourceLine rest, boolean touching) {
        if (rest.isBlank()
                || rest.atoms().stream().anyMatch(a -> a.isCell() || a.text().equals("GPU0"))) {
            return Optional.empty();
        }
        List<Atom> atoms = new ArrayList<>(first.atoms());
        List<Atom> more = new ArrayList<>(rest.atoms());
        Atom left = atoms.get(atoms.size() - 1);
        Atom right = more.get(0);
        boolean torn = !(isWhole(left, right) && isWhole(right, left));
        List<Atom> joined = new ArrayList<>();
        SmiLexer.lex(left.text() + right.text(), left, joined);
        Atom before = atoms.size() > 1 ? atoms.get(atoms.size() - 2) : left;
        if (torn && (touching || (joined.size() == 1 && isWhole(joined.get(0), before)))) {
            atoms.remove(atoms.size() - 1);
            more.remove(0);
            atoms.addAll(joined);
        }
        atoms.addAll(more);
        return Optional.of(new SourceLine(
                first.number(),
                List.copyOf(atoms),
                rest.width(),
                first.startsWithBlank(),
                rest.endsWithBlank(),
                false));
    }

    /** Whether a word of a header is complete as it stands, seen beside its neighbour. */
    private static boolean isWhole(Atom atom, Atom neighbour) {
        return switch (atom.kind()) {
            case GPU, NIC, ELLIPSIS -> true;
            case SELF, LINK, STATUS, LIST -> false;
            case OTHER ->
                List.of("CPU", "NUMA", "GPU", "Affinity", "ID").contains(atom.text())
                        || (looksLikeNic(atom) && stem(atom).equals(stem(neighbour)));
        };
    }

    /** {@code mlx5_} of {@code mlx5_0}. */
    private static String stem(Atom atom) {
        String s = atom.text();
        int end = s.length();
        while (end > 0 && Lines.isDigit(s.charAt(end - 1))) {
            end--;
        }
        return s.substring(0, end);
    }

    /** Whether bars stand between the devices, rather than only in front of the line. */
    static boolean isBarred(List<Atom> atoms) {
        @Nullable Atom before = null;
        for (Atom a : atoms) {
            if (a.kind() == Atom.Kind.GPU || a.isCell() || a.text().equals("Affinity")) {
                if (before != null && before.field() != a.field()) {
                    return true;
                }
                before = a;
            }
        }
        return false;
    }

    /** A header of which each field is one column, in any order. */
    private static Optional<Header> barred(SourceLine line) {
        List<Atom> atoms = line.atoms();
        List<Column> columns = new ArrayList<>();
        boolean gpu = false;
        for (int i = 0; i < atoms.size(); ) {
            int end = i;
            while (end < atoms.size() && atoms.get(end).field() == atoms.get(i).field()) {
                if (atoms.get(end).isCell()) {
                    return Optional.empty();
                }
                end++;
            }
            Atom a = atoms.get(i);
            List<Atom> field = atoms.subList(i, end);
            gpu |= field.size() == 1 && a.kind() == Atom.Kind.GPU;
            columns.add(new Column(barredRole(field), a));
            i = end;
        }
        return gpu
                ? Optional.of(new Header(List.copyOf(columns), line.width(), true, line.number()))
                : Optional.empty();
    }

    private static Role barredRole(List<Atom> field) {
        Optional<Phrase> phrase = Phrase.at(field, 0, field.size());
        if (phrase.isPresent() && phrase.get().complete() && phrase.get().end() == field.size()) {
            return phrase.get().role();
        }
        Atom a = field.get(0);
        if (field.size() > 1) {
            return Role.OTHER;
        }
        if (a.kind() == Atom.Kind.ELLIPSIS) {
            return Role.ELIDED;
        }
        return a.kind() == Atom.Kind.GPU || a.kind() == Atom.Kind.NIC || looksLikeNic(a) ? Role.DEVICE : Role.OTHER;
    }

    /** The affinity columns before the first GPU. */
    private static void lead(List<Atom> atoms, int first, List<Column> columns) {
        int i = 0;
        while (i < first) {
            Optional<Phrase> phrase = Phrase.at(atoms, i, first);
            if (phrase.isPresent()) {
                columns.add(new Column(phrase.get().role(), atoms.get(i)));
                i = phrase.get().end();
            } else {
                // A prompt or a prefix: affinity columns before it were part of a sentence.
                columns.clear();
                i++;
            }
        }
    }

    private static boolean looksLikeNic(Atom atom) {
        String s = atom.text();
        boolean digit = false;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            digit |= Lines.isDigit(c);
            if (!isNameCharacter(c)) {
                return false;
            }
        }
        return digit && Character.isLetter(s.charAt(0));
    }

    private static boolean isName(Atom atom) {
        String s = atom.text();
        for (int i = 0; i < s.length(); i++) {
            if (!isNameCharacter(s.charAt(i))) {
                return false;
            }
        }
        return Character.isLetter(s.charAt(0));
    }

    private static boolean isNameCharacter(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }

    /** One of the three affinity titles, from an atom on; it may be cut or glued to its neighbour. */
    private record Phrase(Role role, int end, boolean complete) {
        private static final String[][] TITLES = {
            {"CPU", "Affinity"}, {"NUMA", "Affinity"}, {"GPU", "NUMA", "ID"},
        };
        private static final Role[] ROLES = {Role.CPUS, Role.NUMA, Role.GPU_NUMA};

        static Optional<Phrase> at(List<Atom> atoms, int i, int limit) {
            for (int t = 0; t < TITLES.length; t++) {
                int words = 0;
                while (words < TITLES[t].length
                        && i + words < limit
                        && atoms.get(i + words).text().equalsIgnoreCase(TITLES[t][words])) {
                    words++;
                }
                if (words == TITLES[t].length) {
                    return Optional.of(new Phrase(ROLES[t], i + words, true));
                }
                // The line ends within the title: "CPU", "CPU Affi", "GPU NUMA".
                boolean cut = i + words == atoms.size()
                        || (i + words == atoms.size() - 1
                                && words > 0
                                && TITLES[t][words].startsWith(
                                        atoms.get(i + words).text()));
                if (words > 0 && cut && limit == atoms.size()) {
                    return Optional.of(new Phrase(ROLES[t], atoms.size(), false));
                }
            }
            return Optional.empty();
        }
    }

    /** Reads from the first device to the end of the line. */
    private static final class Tail {
        private final List<Atom> atoms;
        private int i;
        private boolean words;
        private boolean complete = true;

        Tail(List<Atom> atoms, int from) {
            this.atoms = unglue(atoms, from);
            this.i = from;
        }

        /** {@code AffinityNUMA} and {@code AffinityGPU}, as a header without blanks gives them, in two. */
        private static List<Atom> unglue(List<Atom> atoms, int from) {
            List<Atom> parts = new ArrayList<>(atoms.subList(0, from));
            for (Atom a : atoms.subList(from, atoms.size())) {
                String s = a.text();
                if (s.startsWith("Affinity") && (s.endsWith("NUMA") || s.endsWith("GPU")) && s.length() > 8) {
                    parts.add(a.as("Affinity", Atom.Kind.OTHER));
                    parts.add(a.as(s.substring(8), Atom.Kind.OTHER));
                } else {
                    parts.add(a);
                }
            }
            return parts;
        }

        boolean read(List<Column> columns) {
            boolean affinity = false;
            while (i < atoms.size()) {
                Atom a = atoms.get(i);
                Optional<Phrase> phrase = Phrase.at(atoms, i, atoms.size());
                if (phrase.isPresent()) {
                    columns.add(new Column(phrase.get().role(), a));
                    complete = phrase.get().complete();
                    i = phrase.get().end();
                    affinity = true;
                    continue;
                }
                if (affinity || a.isCell() || a.kind() == Atom.Kind.LIST) {
                    return false;
                }
                if (a.kind() == Atom.Kind.ELLIPSIS) {
                    columns.add(new Column(Role.ELIDED, a));
                } else if (a.kind() == Atom.Kind.GPU || a.kind() == Atom.Kind.NIC || looksLikeNic(a)) {
                    columns.add(new Column(Role.DEVICE, a));
                } else if (i == atoms.size() - 1 && isCutName(a.text())) {
                    complete = false;
                } else if (isName(a)) {
                    // A NIC without a number in its name; believed only if affinity titles follow.
                    words = true;
                    columns.add(new Column(Role.DEVICE, a));
                } else {
                    return false;
                }
                i++;
            }
            return true;
        }

        private static boolean isCutName(String s) {
            return "GPU".startsWith(s) || "NIC".startsWith(s) || "mlx5_".startsWith(s);
        }
    }
}
