package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.fixtures.Fixtures;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer on one screen in Korean and Chinese: of every step of the stories, and of a usual job on every machine. */
class LanguagesTest {
    private static final int SCREEN = 40;
    private static final int COLUMNS = 80;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Four words in a row are no name and no command. */
    private static final Pattern ENGLISH = Pattern.compile("\\b[A-Za-z]?[a-z]+(?: [a-z]{2,}){3,}");

    /** Findings that quote what a reader said of a text, which is English. */
    private static final String READ = "(?:input-not-understood|cells-undetermined|gpus-missing|[a-z0-9-]*contradiction"
            + "|matrix-[a-z-]+|p2p-asymmetric|several-tables)";

    private static final Pattern QUOTES = Pattern.compile(
            // On the screen, and behind it, there with what else was read.
            "[▲○] [^▲○]*\\[" + READ + "\\]|[✕▲●○] [^✕▲●○]*? · " + READ + " · [^→✕▲●○]*"
                    // What NCCL, the kernel and a wheel's metadata say.
                    + "|\"[^\"]*\"|Requires\\S+ of the wheel");

    /** One run, in one language. */
    private record Told(Language language, List<String> arguments, Path approved) {
        @Override
        public String toString() {
            return language.tag() + ": " + arguments;
        }

        Told with(String... more) {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of(more));
            return new Told(language, all, approved);
        }

        Ran run() {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of("--lang", language.tag()));
            return Shell.quiet().run(all.toArray(String[]::new));
        }
    }

    static List<Told> steps() throws IOException {
        List<Told> told = new ArrayList<>();
        try (Fixtures fixtures = Fixtures.repository()) {
            for (String name : fixtures.names()) {
                Path directory = fixtures.path(name);
                for (JsonNode step :
                        JSON.readTree(directory.resolve("case.json").toFile()).path("steps")) {
                    // An error is English.
                    if (step.path("exit").asInt() > 1) {
                        continue;
                    }
                    List<String> arguments = new ArrayList<>(List.of(
                            "analyze",
                            directory
                                    .resolve(step.path("capture").asText("capture"))
                                    .toString()));
                    step.path("arguments").forEach(a -> arguments.add(a.asText()));
                    for (Language l : List.of(Language.KOREAN, Language.CHINESE)) {
                        String file = step.path("name").asText() + "." + l.tag() + ".txt";
                        told.add(new Told(
                                l, arguments, directory.resolve("expected").resolve(file)));
                    }
                }
            }
        }
        return told;
    }

    static List<Told> machines() throws IOException {
        List<Told> told = new ArrayList<>();
        try (Fixtures fixtures = Fixtures.repository()) {
            for (String name : fixtures.names()) {
                for (Language l : List.of(Language.KOREAN, Language.CHINESE)) {
                    told.add(new Told(
                            l,
                            List.of(
                                    "analyze",
                                    fixtures.path(name).toString(),
                                    "--shm-size=64m",
                                    "--loader=num_workers=8,batch_size=64,sample=3x224x224:float32"),
                            fixtures.path(name)));
                }
            }
        }
        return told;
    }

    @ParameterizedTest
    @MethodSource("steps")
    void every_step_of_a_story_is_told_in_each_language(Told told) {
        Ran ran = told.run();
        assertThat(ran.err()).isEmpty();
        Golden.check(told.approved(), () -> told.run().out());
        isWhole(ran.out());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void a_usual_job_on_every_machine_is_told_without_an_english_sentence(Told told) {
        isWhole(told.run().out());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void the_parts_behind_the_screen_are_told_without_an_english_sentence(Told told) {
        String all = told.with("--details", "--nccl=2.18.3..2.27.3", "--platform=kubernetes")
                .run()
                .out();
        assertThat(all.lines().count()).isGreaterThan(SCREEN);
        hasNoEnglish(all);
        // Findings have no ids there, by which those that quote are told.
        hasNoEnglish(told.with(
                        "--section=numbers",
                        "--section=pairs",
                        "--section=facts",
                        "--section=letter",
                        "--section=fixes",
                        "--format=markdown")
                .run()
                .out());
    }

    /** Remarks quote the log, and a pair's way is NCCL's own word. */
    @ParameterizedTest
    @EnumSource(
            value = Language.class,
            names = {"KOREAN", "CHINESE"})
    void forecast_and_log_are_told_beside_each_other_in_each_language(Language language) {
        Path node = Path.of(System.getProperty("shmfit.root", "../.."))
                .resolve("fixtures/captures/labelled/a6000_x4_intel_2socket__all_shm");
        String dump = node.resolve("topo_dump.xml").toString();
        String log = node.resolve("nccl.txt").toString();
        List<List<String>> asked = List.of(
                List.of("verify", dump, "--nccl-log", log),
                List.of("verify", dump, "--nccl-log", log, "--env", "NCCL_MIN_NCHANNELS=4"),
                List.of("verify", dump, "--nccl-log", log, "--format", "markdown"),
                List.of("verify", "--nccl-log", log));
        for (List<String> arguments : asked) {
            String all = new Told(language, arguments, node).run().out();
            assertThat(all).containsPattern("[\\p{IsHangul}\\p{IsHan}]");
            hasNoEnglish(all);
        }
    }

    private static void isWhole(String screen) {
        assertThat(screen.lines().toList()).hasSizeLessThanOrEqualTo(SCREEN);
        hasNoEnglish(screen);
        // What is copied is never broken.
        assertThat(screen.lines().filter(line -> !line.startsWith("    ")))
                .allSatisfy(line -> assertThat(columns(line)).as(line).isLessThanOrEqualTo(COLUMNS));
    }

    private static void hasNoEnglish(String screen) {
        String sentences = String.join(
                " ",
                screen.lines()
                        .filter(line -> !line.startsWith("    ") || line.startsWith("        "))
                        .map(String::strip)
                        .toList());
        assertThat(ENGLISH.matcher(QUOTES.matcher(sentences).replaceAll(""))
                        .results()
                        .map(m -> m.group()))
                .as(screen)
                .isEmpty();
    }

    private static int columns(String line) {
        return line.codePoints()
                .map(c -> Character.isIdeographic(c)
                                || (c >= 0xAC00 && c <= 0xD7A3)
                                || (c >= 0x3000 && c <= 0x303F)
                                || (c >= 0xFF00 && c <= 0xFF60)
                        ? 2
                        : 1)
                .sum();
    }

    @Test
    void programs_read_the_same_english_in_every_language() throws IOException {
        List<String> story = steps().get(0).arguments();
        List<String> all = new ArrayList<>(story);
        all.addAll(List.of("--format", "json"));
        String english = Shell.quiet().run(all.toArray(String[]::new)).out();
        all.addAll(List.of("--lang", "ko"));

        assertThat(Shell.quiet().run(all.toArray(String[]::new)).out()).isEqualTo(english);
    }

    @Test
    void a_language_without_texts_is_refused_with_those_that_have_some() {
        Ran ran = Shell.quiet().run("analyze", "nothing", "--lang", "fr");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("\"fr\" is not a language", "en, ko, zh");
    }
}
