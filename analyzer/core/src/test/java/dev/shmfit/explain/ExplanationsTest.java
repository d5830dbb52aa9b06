package dev.shmfit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.explain.catalog.Says;
import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.catalog.Signatures;
import dev.shmfit.facts.P2pStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever id the code can show, {@code shmfit explain ID} explains it, and every wording is found as it is written. */
class ExplanationsTest {
    private static final Path SOURCES = ExplainFixtures.ROOT.resolve("analyzer/core/src/main/java/dev/shmfit");
    private static final Path MESSAGES = SOURCES.resolve("../../../resources/dev/shmfit/text/en/verdict.ftl");
    /** Where an id is the first argument. */
    private static final Pattern ID =
            Pattern.compile("(?:Finding\\.of|new Trace|new InitFailure|Decision\\.Refused)\\(\\s*\"([a-z0-9-]+)\"");

    private static final Pattern CHOSEN =
            Pattern.compile("new Trace\\([^\"?;]*\\? \"([a-z0-9-]+)\" : \"([a-z0-9-]+)\"");

    /** An argument of a message. */
    private static final Pattern ARGUMENT = Pattern.compile("\\$([a-z0-9-]+)");

    /** In checks nothing is written so but ids and the arguments of messages. */
    private static final Pattern KEBAB = Pattern.compile("\"([a-z][a-z0-9]+(?:-[a-z0-9]+)+)\"");

    static List<Signature> signatures() {
        return Signatures.all();
    }

    @Test
    void every_finding_and_every_rule_that_the_code_names_is_explained() throws IOException {
        Set<String> ids = new TreeSet<>();
        Set<String> arguments = ARGUMENT.matcher(Files.readString(MESSAGES))
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toSet());
        for (String directory : List.of("verdict", "nccl", "analysis", "topology", "shm")) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(directory))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file);
                    ID.matcher(text).results().forEach(m -> ids.add(m.group(1)));
                    if (directory.equals("verdict") && file.toString().endsWith("Checks.java")) {
                        KEBAB.matcher(text)
                                .results()
                                .map(m -> m.group(1))
                                .filter(id -> !arguments.contains(id))
                                .forEach(ids::add);
                    }
                    CHOSEN.matcher(text).results().forEach(m -> ids.addAll(List.of(m.group(1), m.group(2))));
                }
            }
        }
        for (P2pStatus status : P2pStatus.values()) {
            if (!status.isOk()) {
                ids.add("p2p-refused-" + status.name().toLowerCase(Locale.ROOT));
            }
        }
        ids.remove("p2p-refused-");
        assertThat(ids).hasSizeGreaterThan(50);
        assertThat(ids).allSatisfy(id -> assertThat(Explanations.of(id)).as(id).isPresent());
    }

    @Test
    void every_finding_and_every_rule_of_an_approved_report_is_explained() throws IOException {
        Pattern id = Pattern.compile("\"(?:id|rule)\": \"([a-z0-9-]+-[a-z0-9-]+)\"");
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ExplainFixtures.ROOT.resolve("fixtures/cases"))) {
            for (Path file :
                    files.filter(f -> f.endsWith("expected/report.json")).toList()) {
                String text = Files.readString(file);
                String findings = text.substring(Math.max(0, text.indexOf("\"findings\"")));
                Matcher m = id.matcher(findings);
                while (m.find()) {
                    ids.add(m.group(1));
                }
                Pattern.compile("\"rule\": \"([a-z0-9-]+)\"")
                        .matcher(text)
                        .results()
                        .forEach(r -> ids.add(r.group(1)));
            }
        }
        assertThat(ids).isNotEmpty();
        assertThat(ids).allSatisfy(i -> assertThat(Explanations.of(i)).as(i).isPresent());
    }

    @Test
    void every_explanation_says_why_and_what_to_do() {
        for (Explanation e : Explanations.all()) {
            assertThat(e.title().english()).as(e.id()).isNotBlank();
            assertThat(e.cause().english()).as(e.id()).endsWith(".");
            assertThat(e.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        }
    }

    @Test
    void ids_of_wordings_are_unique_and_their_explanations_exist() {
        Set<String> ids = new HashSet<>();
        for (Signature s : Signatures.all()) {
            assertThat(ids.add(s.id())).as(s.id()).isTrue();
            if (s.says() instanceof Says.Directly d) {
                assertThat(Explanations.of(d.explanation())).as(s.id()).isPresent();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatures")
    void each_wording_is_found_as_it_is_written(Signature s) {
        for (String wording : s.wordings()) {
            String line = filled(wording);
            Diagnosis d = ExplainFixtures.diagnose(List.of("nothing before", line, "nothing after"));
            List<String> causes = new ArrayList<>();
            d.causes().forEach(c -> causes.add(c.explanation().id()));
            if (s.says() instanceof Says.Nothing) {
                assertThat(causes).as(line).isEmpty();
                continue;
            }
            assertThat(causes).as(line).isNotEmpty();
            if (s.says() instanceof Says.Directly says) {
                assertThat(causes).as(line).contains(says.explanation());
            }
        }
    }

    private static String filled(String written) {
        String wording = written.replaceAll("^\\^|\\$$", "");
        Matcher m = Pattern.compile("\\{(\\w+)}|\\[([^\\[\\]|]+)(?:\\|[^\\[\\]|]+)+]")
                .matcher(wording);
        return m.replaceAll(r -> Matcher.quoteReplacement(
                r.group(2) != null
                        ? r.group(2)
                        : switch (r.group(1)) {
                            case "size" -> "9637888";
                            case "pid", "count", "free", "line", "rank" -> "17";
                            case "code", "raw" -> "7";
                            case "name" -> "BUS";
                            case "status" -> "-7";
                            case "signal", "named" -> "SIGBUS";
                            case "errno" -> "No space left on device";
                            default -> "x";
                        }));
    }
}
