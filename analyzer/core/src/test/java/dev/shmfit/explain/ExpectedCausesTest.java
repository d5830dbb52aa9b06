package dev.shmfit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.ExplainFixtures.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real failures, real logs and innocent texts: the first cause is the one found by hand, however the text was passed on. */
class ExpectedCausesTest {
    static List<Case> all() throws IOException {
        return ExplainFixtures.all();
    }

    /** Tables and stacks that people paste have columns, which a wrapped line has no longer. */
    static List<Case> messages() throws IOException {
        return all().stream()
                .filter(c -> !c.file().startsWith("pasted/")
                        && !c.file().startsWith("measured/")
                        && !c.file().contains("df"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void the_first_cause_is_the_one_found_by_hand(Case c) throws IOException {
        assertThat(ExplainFixtures.cause(ExplainFixtures.diagnose(c.lines()))).isEqualTo(c.cause());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void wrapping_at_any_column_changes_nothing(Case c) throws IOException {
        for (int width : List.of(40, 73, 80, 100)) {
            List<String> wrapped = new ArrayList<>();
            for (String line : c.lines()) {
                for (int i = 0; i < Math.max(1, line.length()); i += width) {
                    wrapped.add("    " + line.substring(i, Math.min(line.length(), i + width)));
                }
            }
            assertThat(ExplainFixtures.cause(ExplainFixtures.diagnose(wrapped)))
                    .as("width %d", width)
                    .isEqualTo(c.cause());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void prefixes_of_launchers_change_nothing(Case c) throws IOException {
        for (String prefix : List.of(
                "[rank3]: ",
                "[1,7]<stderr>:",
                "12: ",
                "2026-03-25T05:44:29.435123456Z stderr F ",
                "2026-03-25 05:44:29,435 ",
                "(EngineCore pid=40947) ",
                "train-1  | ",
                "> ",
                "\u001b[31m\u001b[1m",
                "\t")) {
            List<String> prefixed =
                    c.lines().stream().map(l -> prefix + l + "\r").toList();
            assertThat(ExplainFixtures.cause(ExplainFixtures.diagnose(prefixed)))
                    .as("prefix %s", prefix)
                    .isEqualTo(c.cause());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void a_failure_is_found_among_ten_thousand_other_lines(Case c) throws IOException {
        Diagnostician reader = new Diagnostician();
        for (int i = 0; i < 5_000; i++) {
            reader.line("node7:1201:1301 [0] NCCL INFO Channel 0" + i % 8 + " : 0[0] -> 1[1] via SHM/direct/direct");
        }
        for (String line : c.lines()) {
            reader.line(line);
        }
        for (int i = 0; i < 5_000; i++) {
            reader.line("epoch 0 | step " + i + " | loss 2.3012 | error rate 0.8812");
        }
        Diagnosis d = reader.diagnosis();
        assertThat(ExplainFixtures.cause(d)).isEqualTo(c.cause());
        assertThat(d.causes())
                .allSatisfy(cause -> assertThat(cause.firstLine())
                        .isBetween(
                                cause.hits().isEmpty() ? 0L : 5_001L,
                                5_000L + c.lines().size()));
    }

    @Test
    void every_text_has_an_expected_cause() throws IOException {
        List<String> named = all().stream().map(Case::file).toList();
        Path base = ExplainFixtures.ROOT.resolve("fixtures/explain");
        List<String> found = new ArrayList<>();
        for (String directory : List.of(
                "wild",
                "pasted",
                "measured",
                "innocent",
                "../captures/failures",
                "../captures/logs",
                "../captures/labelled")) {
            try (Stream<Path> files = Files.walk(base.resolve(directory))) {
                files.filter(f -> f.toString().endsWith(".txt"))
                        .map(f -> base.relativize(f).toString().replace('\\', '/'))
                        .map(f -> f.replace("explain/../captures", "captures"))
                        .forEach(found::add);
            }
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(found);
    }
}
