package dev.shmfit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.cause.Cause;
import dev.shmfit.fixtures.TrustTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts composed from the programs' own message formats ({@code fixtures/explain/composed}), each with the cause and the
 * confidence that are right and the advice that has to be refuted. What is concluded is approved; README has the score.
 */
class ComposedTextsTest {
    private static final Path FOLDER = ExplainFixtures.ROOT.resolve("fixtures/explain/composed");

    /**
     * A text.
     *
     * @param cause id of the first cause; {@code nothing}: no cause
     * @param confidence of it; empty where it does not matter
     * @param refutes the beginning of advice that must be named as wrong; {@code -} for none
     */
    record Text(
            String file,
            String name,
            String cause,
            String confidence,
            String refutes,
            String source,
            List<String> lines) {
        Diagnosis diagnosis() {
            return ExplainFixtures.diagnose(lines);
        }

        boolean innocent() {
            return file.startsWith("innocent");
        }

        @Override
        public String toString() {
            return file + " " + name;
        }
    }

    private enum Score {
        RIGHT,
        HEDGED,
        WRONG,
        MISSED
    }

    static List<Text> texts() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Text> texts = new ArrayList<>();
            for (Path file :
                    files.filter(f -> !f.endsWith("expected.txt")).sorted().toList()) {
                texts.addAll(texts(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Text> texts(Path file) throws IOException {
        List<Text> texts = new ArrayList<>();
        for (String part : Files.readString(file).split("(?m)^=== ", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            List<String> lines = List.of(part.split("\n", -1));
            String expect = header(lines, "# expect: ");
            String[] words = expect.split(" ", -1);
            List<String> body = lines.subList(1, lines.size()).stream()
                    .filter(l ->
                            !l.startsWith("# source: ") && !l.startsWith("# expect: ") && !l.startsWith("# refutes: "))
                    .collect(Collectors.toCollection(ArrayList::new));
            body.remove(body.size() - 1);
            String name = file.getFileName().toString();
            texts.add(new Text(
                    name,
                    lines.get(0),
                    words[0],
                    words.length > 1 ? words[1] : "",
                    header(lines, "# refutes: "),
                    header(lines, "# source: "),
                    body));
        }
        return texts;
    }

    private static String header(List<String> lines, String key) {
        return lines.stream()
                .filter(l -> l.startsWith(key))
                .map(l -> l.substring(key.length()))
                .findFirst()
                .orElse("");
    }

    private static Score score(Text text) {
        Diagnosis d = text.diagnosis();
        if (d.causes().isEmpty()) {
            return text.cause().equals("nothing") ? Score.RIGHT : Score.MISSED;
        }
        Cause first = d.causes().get(0);
        if (!first.id().equals(text.cause())) {
            boolean named =
                    d.causes().stream().anyMatch(c -> c.id().equals(text.cause()) && c.role() != Role.CONSEQUENCE);
            return named ? Score.HEDGED : Score.WRONG;
        }
        boolean sure = text.confidence().isEmpty() || first.confidence().word().equals(text.confidence());
        return sure ? Score.RIGHT : Score.HEDGED;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void a_text_is_explained_by_its_cause(Text text) {
        assertThat(score(text))
                .as(
                        "%s: %s",
                        text,
                        text.diagnosis().causes().stream()
                                .map(ComposedTextsTest::shown)
                                .toList())
                .isEqualTo(Score.RIGHT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void advice_that_does_not_help_is_named(Text text) {
        if (text.refutes().isEmpty() || text.refutes().equals("-")) {
            return;
        }
        assertThat(text.diagnosis().causes().get(0).explanation().wrong())
                .as(text.toString())
                .anySatisfy(w -> assertThat(w.advice().english()).contains(text.refutes()));
    }

    @Test
    void no_innocent_text_is_sent_to_a_larger_shm() {
        for (Text text : texts()) {
            assertThat(sentToSize(text) && text.innocent()).as(text.toString()).isFalse();
        }
    }

    private static boolean sentToSize(Text text) {
        Diagnosis d = text.diagnosis();
        return d.root().filter(c -> c.explanation().sized()).isPresent()
                || d.size().isPresent();
    }

    @Test
    void what_is_concluded_is_as_approved() throws IOException {
        StringBuilder out = new StringBuilder();
        for (Text text : texts()) {
            out.append(text).append('\n');
            for (Cause c : text.diagnosis().causes()) {
                out.append("  ").append(shown(c)).append('\n');
                c.weighsFor().forEach(f -> out.append("    for: ").append(f).append('\n'));
                c.weighsAgainst()
                        .forEach(f -> out.append("    against: ").append(f).append('\n'));
            }
        }
        Path expected = FOLDER.resolve("expected.txt");
        if (Boolean.getBoolean("approve")) {
            Files.writeString(expected, out);
        }
        assertThat(out.toString()).isEqualTo(Files.readString(expected));
    }

    @Test
    void the_score_is_the_line_of_readme() throws IOException {
        Map<Score, Integer> scores = new EnumMap<>(Score.class);
        texts().forEach(t -> scores.merge(score(t), 1, Integer::sum));
        List<Text> innocent = texts().stream().filter(Text::innocent).toList();
        long sent = innocent.stream().filter(ComposedTextsTest::sentToSize).count();
        List<ExplainFixtures.Case> cases = ExplainFixtures.all();
        long found = 0;
        for (ExplainFixtures.Case c : cases) {
            found += ExplainFixtures.cause(ExplainFixtures.diagnose(c.lines())).equals(c.cause()) ? 1 : 0;
        }
        TrustTable.check(
                TrustTable.Row.EXPLAINED,
                String.format(
                        Locale.ROOT,
                        "%d of %d right; %d hedged, %d wrong, %d missed; %d of %d innocent ones sent to a larger size;"
                                + " the first cause in %d of %d texts that failed jobs printed",
                        scores.getOrDefault(Score.RIGHT, 0),
                        texts().size(),
                        scores.getOrDefault(Score.HEDGED, 0),
                        scores.getOrDefault(Score.WRONG, 0),
                        scores.getOrDefault(Score.MISSED, 0),
                        sent,
                        innocent.size(),
                        found,
                        cases.size()),
                "nothing; the rules were made with these texts at hand");
    }

    @Test
    void a_third_of_the_texts_is_innocent_and_each_names_its_source() {
        List<Text> innocent = texts().stream().filter(Text::innocent).toList();
        assertThat(innocent.size() * 3).isGreaterThanOrEqualTo(texts().size());
        assertThat(texts().size() - innocent.size()).isGreaterThanOrEqualTo(120);
        assertThat(texts())
                .allSatisfy(t -> assertThat(t.source()).as(t.toString()).isNotBlank());
    }

    private static String shown(Cause c) {
        return c.role().name().toLowerCase(Locale.ROOT) + " " + c.id() + ", "
                + c.confidence().word() + ": " + c.reason();
    }
}
