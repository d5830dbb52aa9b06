package dev.shmfit.parse.table;

import dev.shmfit.parse.Lines;
import dev.shmfit.parse.table.RawTable.Column;
import dev.shmfit.parse.table.RawTable.Header;
import dev.shmfit.parse.table.RawTable.Role;
import dev.shmfit.parse.table.RawTable.Row;
import java.util.List;
import java.util.Optional;

/** Recognises the row of a topology table: a device's name and cells behind it. Prose that names a GPU is no row. */
final class RowReader {
    private RowReader() {}

    /**
     * The row that {@code line} is, below {@code header} where there is one; empty where it is none.
     *
     * @param anyName take a name that neither the header nor nvidia-smi's numbering knows: a NIC's
     */
    static Optional<Row> read(SourceLine line, Optional<Header> header, boolean anyName) {
        List<Atom> atoms = line.atoms();
        for (int i = 0; i < atoms.size(); i++) {
            Atom a = atoms.get(i);
            if (a.isCell()) {
                return Optional.empty();
            }
            if (isLabel(atoms, i, header, anyName)) {
                List<Atom> body = atoms.subList(i + 1, atoms.size());
                return looksLikeCells(body)
                        ? Optional.of(new Row(a, List.copyOf(atoms.subList(0, i)), List.copyOf(body), line.width()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The row of a barred table: the fields stand in the header's order, so that cells may come before the name.
     *
     * @param header the table's
     */
    static Optional<Row> readBarred(SourceLine line, Header header) {
        List<Atom> atoms = line.atoms();
        for (int i = 0; i < atoms.size(); i++) {
            Atom a = atoms.get(i);
            if (a.kind() == Atom.Kind.GPU || a.kind() == Atom.Kind.NIC || names(header, a.text())) {
                return line.hasBars() && atoms.stream().anyMatch(Atom::isCell)
                        ? Optional.of(new Row(
                                a,
                                List.copyOf(atoms.subList(0, i)),
                                List.copyOf(atoms.subList(i + 1, atoms.size())),
                                line.width()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isLabel(List<Atom> atoms, int i, Optional<Header> header, boolean anyName) {
        Atom a = atoms.get(i);
        boolean last = i == atoms.size() - 1;
        boolean cellFollows =
                !last && (atoms.get(i + 1).isCell() || atoms.get(i + 1).kind() == Atom.Kind.ELLIPSIS);
        if (header.isPresent() && names(header.get(), a.text())) {
            // The text may end behind the name, and the first cell may be damaged while others are not.
            return last
                    || cellFollows
                    || atoms.subList(i + 1, atoms.size()).stream().anyMatch(Atom::isCell)
                    || (i == atoms.size() - 2
                            && atoms.get(i + 1).kind() == Atom.Kind.OTHER
                            && isCutCell(atoms.get(i + 1)));
        }
        if (a.kind() == Atom.Kind.GPU || a.kind() == Atom.Kind.NIC) {
            return cellFollows || (header.isPresent() && last);
        }
        return anyName
                && a.kind() == Atom.Kind.OTHER
                && cellFollows
                && isNicName(a.text())
                && (header.isEmpty() || !header.get().hasAffinity())
                // Only GPUs have affinities: a name that is not a GPU's and has some is a GPU's, damaged.
                && atoms.subList(i + 1, atoms.size()).stream().noneMatch(b -> b.kind() == Atom.Kind.LIST)
                && atoms.subList(i + 1, atoms.size()).stream().anyMatch(Atom::isSelf);
    }

    private static boolean names(Header header, String name) {
        for (Column c : header.columns()) {
            if (c.role() == Role.DEVICE && c.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCutCell(Atom a) {
        for (String word :
                new String[] {"NODE", "PIX", "PXB", "PHB", "SYS", "SOC", "NV", "CNS", "GNS", "TNS", "NS", "OK"}) {
            if (word.startsWith(a.text())) {
                return true;
            }
        }
        return false;
    }

    /** No other device's name, no sentence: at most a few words that are neither cells nor lists. */
    private static boolean looksLikeCells(List<Atom> body) {
        int strange = 0;
        for (Atom a : body) {
            if (a.kind() == Atom.Kind.GPU || a.kind() == Atom.Kind.NIC) {
                return false;
            }
            if (a.text().equals("=")) {
                return false;
            }
            strange += a.kind() == Atom.Kind.OTHER ? 1 : 0;
        }
        return strange <= 2 || strange * 3 <= body.size();
    }

    /** {@code mlx5_0}, {@code bnxt_re1}, {@code rocep4s0f0}: the kernel names RDMA devices in small letters. */
    private static boolean isNicName(String s) {
        boolean digit = false;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            digit |= Lines.isDigit(c);
            if (!(c >= 'a' && c <= 'z') && !Lines.isDigit(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return digit && s.length() > 3 && !Lines.isDigit(s.charAt(0));
    }

    /** Whether {@code line} can only be the rest of a row: cells and lists, no name. */
    static boolean isContinuation(SourceLine line, boolean rowHasAllCells) {
        int cells = 0;
        int lists = 0;
        int strange = 0;
        for (Atom a : line.atoms()) {
            switch (a.kind()) {
                case SELF, LINK, STATUS -> cells++;
                case LIST -> lists++;
                case OTHER -> strange++;
                case GPU, NIC, ELLIPSIS -> {
                    return false;
                }
            }
        }
        if (rowHasAllCells && cells > 0) {
            return false;
        }
        return cells + lists > 0 && strange <= 1;
    }
}
