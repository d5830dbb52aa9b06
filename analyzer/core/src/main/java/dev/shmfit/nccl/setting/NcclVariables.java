package dev.shmfit.nccl.setting;

import dev.shmfit.nccl.NcclVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every NCCL_* variable of every version from 2.5.6 on. {@code read-in-source.tsv} is what {@code .ci/nccl-settings}
 * prints for NCCL's source at its tags; {@code read-in-libraries.tsv} holds what published libraries without public
 * source show, and takes the place of a row with the same name and first version. docs/new-release.md tells how each is
 * made.
 */
public final class NcclVariables {
    private static final Map<String, List<NcclVariable>> BY_NAME = read();

    private NcclVariables() {}

    private static Map<String, List<NcclVariable>> read() {
        Map<String, NcclVariable> rows = new TreeMap<>();
        for (String table : List.of("read-in-source.tsv", "read-in-libraries.tsv")) {
            rows(table).forEach(v -> rows.put(v.name() + ' ' + v.first(), v));
        }
        Map<String, List<NcclVariable>> byName = rows.values().stream()
                .sorted(Comparator.comparing(NcclVariable::first))
                .collect(Collectors.groupingBy(NcclVariable::name, TreeMap::new, Collectors.toUnmodifiableList()));
        return Collections.unmodifiableMap(byName);
    }

    /** The rows of one table, in its order. */
    static List<NcclVariable> rows(String table) {
        try (InputStream in = NcclVariables.class.getResourceAsStream(table)) {
            byte[] text = Objects.requireNonNull(in, table + " is missing from the jar")
                    .readAllBytes();
            return new String(text, StandardCharsets.UTF_8)
                    .lines()
                    .map(NcclVariables::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NcclVariable row(String line) {
        String[] cells = line.split("\t", -1);
        return new NcclVariable(
                cells[0],
                NcclVersion.parse(cells[1]).orElseThrow(),
                NcclVersion.parse(cells[2]),
                cells[3].equals("number"),
                cells[4]);
    }

    /** All names, in the order of the alphabet. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The rows of a name, oldest version first; empty where no version knows it. */
    public static List<NcclVariable> named(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    /** The row of a name that holds for a version. */
    public static Optional<NcclVariable> at(String name, NcclVersion version) {
        return named(name).stream().filter(v -> v.isReadBy(version)).findFirst();
    }
}
