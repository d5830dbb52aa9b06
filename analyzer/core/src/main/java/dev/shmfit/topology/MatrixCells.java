package dev.shmfit.topology;

import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The matrix folded along its diagonal: one fact per pair. A link has no direction, so a cell that cannot be read is
 * taken from its mirror image; two readable cells that differ leave the pair unknown.
 */
final class MatrixCells {
    private final SmiTopoMatrix matrix;
    private final List<List<PairFact>> facts = new ArrayList<>();
    private final List<Inconsistency> inconsistencies = new ArrayList<>();

    /** {@code matrix} as {@link OrderedMatrix} gives it: square, each device once. */
    MatrixCells(SmiTopoMatrix matrix) {
        this.matrix = matrix;
        int size = matrix.devices().size();
        for (int i = 0; i < size; i++) {
            checkSelf(i);
            List<PairFact> row = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                row.add(fold(i, j));
            }
            facts.add(row);
        }
    }

    /** The fact about two different devices, by position in the matrix, in any order. */
    PairFact fact(int a, int b) {
        return facts.get(Math.max(a, b)).get(Math.min(a, b));
    }

    List<Inconsistency> inconsistencies() {
        return inconsistencies;
    }

    private void checkSelf(int i) {
        if (cell(i, i) instanceof Reading.Known<SmiLink> k && !(k.value() instanceof SmiLink.Self)) {
            String name = name(i);
            inconsistencies.add(new Inconsistency(
                    Inconsistency.Kind.SELF,
                    name + " shows " + k.value().text() + " to itself, not X; the cell is passed over",
                    List.of(k.source())));
        }
    }

    private PairFact fold(int i, int j) {
        List<Reading.Known<SmiLink>> known = Stream.of(cell(j, i), cell(i, j))
                .filter(c -> c instanceof Reading.Known<SmiLink>)
                .map(c -> (Reading.Known<SmiLink>) c)
                .toList();
        List<Reading.Known<SmiLink>> links =
                known.stream().filter(k -> !(k.value() instanceof SmiLink.Self)).toList();
        if (links.size() < known.size()) {
            inconsistencies.add(new Inconsistency(
                    Inconsistency.Kind.SELF,
                    name(j) + " and " + name(i) + " are two devices, but their cell shows X; the cell is passed over",
                    sources(known)));
        }
        if (links.isEmpty()) {
            return new PairFact.Unknown(whyUnknown(j, i), List.of(), sources(known));
        }
        SmiLink first = links.get(0).value();
        SmiLink second = links.get(links.size() - 1).value();
        return first.equals(second) ? same(first, sources(links)) : differing(j, i, first, second, sources(links));
    }

    private static PairFact same(SmiLink link, List<SourceRef> sources) {
        return link instanceof SmiLink.NvLinks nv
                ? new PairFact.Bonded(nv.count(), sources)
                : new PairFact.Path(((SmiLink.Pci) link).hop(), sources);
    }

    private PairFact differing(int a, int b, SmiLink ab, SmiLink ba, List<SourceRef> sources) {
        String seen = name(a) + " to " + name(b) + " is " + ab.text() + ", " + name(b) + " to " + name(a) + " is "
                + ba.text();
        if (ab instanceof SmiLink.NvLinks one && ba instanceof SmiLink.NvLinks other) {
            int fewer = Math.min(one.count(), other.count());
            inconsistencies.add(new Inconsistency(
                    Inconsistency.Kind.ASYMMETRIC, seen + "; the smaller number of links is taken", sources));
            return new PairFact.Bonded(fewer, sources);
        }
        inconsistencies.add(
                new Inconsistency(Inconsistency.Kind.ASYMMETRIC, seen + "; the pair is left undetermined", sources));
        return new PairFact.Unknown("its two cells differ", List.of(ab, ba), sources);
    }

    private String whyUnknown(int a, int b) {
        return cell(a, b)
                .match(
                        k -> "its cell shows X",
                        Reading.Absent::why,
                        u -> "cell \"" + u.text() + "\" cannot be read: " + u.why());
    }

    private Reading<SmiLink> cell(int i, int j) {
        return matrix.cells().get(i).get(j);
    }

    private String name(int i) {
        SmiDevice device = matrix.devices().get(i);
        return device.name();
    }

    private static List<SourceRef> sources(List<Reading.Known<SmiLink>> cells) {
        return cells.stream().map(Reading.Known::source).toList();
    }
}
