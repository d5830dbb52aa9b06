package dev.shmfit.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The texts of {@code fixtures/explain}, each with the cause that was found by hand. */
final class ExplainFixtures {
    static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Path EXPECTED = ROOT.resolve("fixtures/explain/expected.tsv");

    /**
     * A text.
     *
     * @param file relative to {@code fixtures/explain}
     * @param cause the id of the first cause; {@code nothing}: nothing is recognised; {@code -}: facts without a cause
     */
    record Case(String file, String cause) {
        List<String> lines() throws IOException {
            return Files.readAllLines(EXPECTED.resolveSibling(file).normalize());
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private ExplainFixtures() {}

    static List<Case> all() throws IOException {
        return Files.readAllLines(EXPECTED).stream()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split("\t", -1))
                .map(f -> new Case(f[0], f[1]))
                .toList();
    }

    static Diagnosis diagnose(List<String> lines) {
        Diagnostician reader = new Diagnostician();
        lines.forEach(reader::line);
        return reader.diagnosis();
    }

    static String cause(Diagnosis diagnosis) {
        if (!diagnosis.recognised()) {
            return "nothing";
        }
        return diagnosis.causes().isEmpty()
                ? "-"
                : diagnosis.causes().get(0).explanation().id();
    }
}
