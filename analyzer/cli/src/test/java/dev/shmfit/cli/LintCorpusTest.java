package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.fixtures.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lint against manifests, command lines and scripts whose mistakes are known. */
class LintCorpusTest {
    private static final Path CORPUS = Path.of(System.getProperty("shmfit.root"), "fixtures", "manifests");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A file of the corpus.
     *
     * @param findings the ids that are right, each once
     */
    record Case(String file, String kind, String trap, TreeSet<String> findings) {
        @Override
        public String toString() {
            return file + ": " + trap;
        }

        String path() {
            return CORPUS.resolve("corpus").resolve(file).toString();
        }
    }

    static Stream<Case> cases() throws IOException {
        return Files.readAllLines(CORPUS.resolve("corpus.tsv")).stream().skip(1).map(line -> {
            String[] c = line.split("\t", -1);
            TreeSet<String> ids = new TreeSet<>(Arrays.asList(c[3].split(" ", -1)));
            ids.remove("-");
            return new Case(c[0], c[1], c[2], ids);
        });
    }

    private static JsonNode lint(Case c) throws IOException {
        Ran ran = Shell.quiet().run("lint", "--format=json", c.path());
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return MAPPER.readTree(ran.out());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void each_file_has_the_findings_that_are_right_and_no_others(Case c) throws IOException {
        JsonNode report = lint(c);
        assertThat(new TreeSet<>(report.get("findings").findValuesAsText("id"))).isEqualTo(c.findings());
        assertThat(report.get("jobs")).isNotEmpty();
        report.get("findings")
                .forEach(f -> assertThat(f.get("line").asInt()).as(f.toString()).isPositive());
    }

    @Test
    void the_corpus_is_large_and_each_file_of_it_is_listed() throws IOException {
        List<String> listed = cases().map(Case::file).toList();
        assertThat(listed).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
        try (Stream<Path> files = Files.list(CORPUS.resolve("corpus"))) {
            assertThat(files.map(f -> String.valueOf(f.getFileName()))).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void what_lint_says_of_the_corpus_is_golden() throws IOException {
        List<Case> all = cases().toList();
        Golden.check(
                CORPUS.resolve("expected").resolve("lint.txt"),
                () -> all.stream()
                        .map(c -> Shell.quiet().run("lint", c.path()).out())
                        .map(text -> text.replace(CORPUS.resolve("corpus") + "/", ""))
                        .collect(Collectors.joining("\n")));
    }
}
