package dev.shmfit.parse.table;

import dev.shmfit.parse.Lines;
import java.util.List;
import java.util.Optional;

/** Tells the lines around a table from its data: legends, rules, fences. */
final class LegendLines {
    /** An entry of the NIC legend: {@code NIC0: mlx5_0}. */
    record NicName(String nic, String name, Atom atom) {}

    private LegendLines() {}

    /** {@code Legend:}, {@code NIC Legend:}. */
    static boolean isTitle(SourceLine line) {
        List<Atom> atoms = line.atoms();
        if (atoms.size() > 5) {
            return false;
        }
        for (Atom a : atoms) {
            String s = a.text();
            if (s.equals("Legend:") || s.equals("Legend")) {
                return true;
            }
        }
        return false;
    }

    /** {@code PHB = …}, {@code NV# = …}, {@code - **X** = Self}, {@code NIC0: mlx5_0}. */
    static boolean isEntry(SourceLine line) {
        List<Atom> atoms = line.atoms();
        for (int i = 1; i < Math.min(4, atoms.size()); i++) {
            if (atoms.get(i).text().equals("=")) {
                Atom key = atoms.get(i - 1);
                return key.isCell() || key.text().equals("NV#");
            }
        }
        return nicName(line).isPresent();
    }

    static Optional<NicName> nicName(SourceLine line) {
        List<Atom> atoms = line.atoms();
        for (int i = 0; i < Math.min(3, atoms.size()); i++) {
            Atom a = atoms.get(i);
            String s = a.text();
            int colon = s.indexOf(':');
            if (s.startsWith("NIC") && colon > 3 && digits(s, 3, colon)) {
                boolean glued = colon < s.length() - 1;
                if (glued && i == atoms.size() - 1) {
                    return Optional.of(new NicName(s.substring(0, colon), s.substring(colon + 1), a));
                }
                if (!glued && i == atoms.size() - 2) {
                    return Optional.of(
                            new NicName(s.substring(0, colon), atoms.get(i + 1).text(), a));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean digits(String s, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Lines.isDigit(s.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A rule, a Markdown separator, a code fence, the mark of a quotation: nothing that says anything. */
    static boolean isDecoration(SourceLine line) {
        for (Atom a : line.atoms()) {
            String s = a.text();
            if (a.kind() != Atom.Kind.OTHER) {
                return false;
            }
            for (int i = 0; i < s.length(); i++) {
                if ("-=:_~+#>`.*$".indexOf(s.charAt(i)) < 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
