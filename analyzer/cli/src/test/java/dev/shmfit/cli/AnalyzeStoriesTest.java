package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.options.Format;
import dev.shmfit.fixtures.Fixtures;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of {@code fixtures/cases} that are told in steps: a job that fails, what to do meanwhile, and the check after
 * the fix. Each step of {@code case.json} names its {@code arguments}, the {@code exit} code, and what the output
 * {@code says} whatever else changes; all of it is approved in {@code expected}.
 */
class AnalyzeStoriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One step of a case. */
    private record Step(String story, Path directory, JsonNode json) {
        @Override
        public String toString() {
            return story + ": " + name();
        }

        String name() {
            return json.path("name").asText();
        }

        List<String> texts(String key) {
            return StreamSupport.stream(json.path(key).spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }

        /** The one of the case, unless what was changed shows in another. */
        Path capture() {
            return directory.resolve(json.path("capture").asText("capture"));
        }

        Ran run(Format format, String... more) {
            List<String> args = new ArrayList<>(List.of("analyze", capture().toString()));
            args.addAll(texts("arguments"));
            args.add("--format=" + format.word());
            args.addAll(List.of(more));
            return Shell.quiet().run(args.toArray(String[]::new));
        }

        Path approved(String ending) {
            return directory.resolve("expected").resolve(name() + "." + ending);
        }
    }

    static Stream<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        try (Fixtures fixtures = Fixtures.repository()) {
            for (String name : fixtures.names()) {
                Path directory = fixtures.path(name);
                JSON.readTree(directory.resolve("case.json").toFile())
                        .path("steps")
                        .forEach(step -> steps.add(new Step(name, directory, step)));
            }
        }
        return steps.stream();
    }

    /** The page of one story's first step; the others differ in figures. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void the_page_of_a_story_is_as_approved_in_each_language(Language language) throws IOException {
        Step step = steps().filter(s -> s.story().equals("h100-x1-docker-64m"))
                .findFirst()
                .orElseThrow();
        Golden.check(
                step.approved(language.tag() + ".html"),
                () -> ApprovedPage.of(
                        step.run(Format.HTML, "--lang=" + language.tag()).out()));
    }

    @Test
    void there_are_five_stories() throws IOException {
        assertThat(steps().map(Step::story).distinct()).hasSizeGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("steps")
    void every_step_ends_as_told(Step step) {
        Ran ran = step.run(Format.TEXT, "--details");
        assertThat(ran.exitCode())
                .as(ran.err())
                .isEqualTo(step.json().path("exit").asInt());
        // Lines are broken where the terminal ends; what is said does not depend on it.
        String said = (ran.out() + ran.err()).replaceAll("\\s+", " ");
        assertThat(step.texts("says"))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(said).contains(text));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("steps")
    void every_output_is_as_approved(Step step) {
        if (step.json().path("exit").asInt() > ExitCode.PROBLEM) {
            Golden.check(step.approved("err"), () -> step.run(Format.TEXT).err());
            return;
        }
        for (Format format : List.of(Format.TEXT, Format.JSON)) {
            Golden.check(step.approved(format.ending()), () -> step.run(format).out());
        }
        Golden.check(
                step.approved("details.txt"),
                () -> step.run(Format.TEXT, "--details").out());
    }

    @Test
    void the_page_shows_what_was_approved() throws IOException {
        List<String> approved = new ArrayList<>();
        for (Step step : steps().toList()) {
            boolean refused = step.json().path("exit").asInt() > ExitCode.PROBLEM;
            approved.addAll(Files.readAllLines(step.approved(refused ? "err" : "txt")));
            if (!refused) {
                approved.addAll(Files.readAllLines(step.approved("details.txt")));
            }
            approved.add("./shmfit analyze fixtures/cases/" + step.story()
                    + (step.json().has("capture")
                            ? "/" + step.json().path("capture").asText()
                            : "") + " "
                    + String.join(" ", step.texts("arguments")));
        }
        Path page = Path.of(System.getProperty("shmfit.root"), "docs", "stories.md");
        List<String> shown = new ArrayList<>();
        boolean block = false;
        for (String line : Files.readAllLines(page)) {
            if (line.equals("```")) {
                block = !block;
            } else if (block) {
                shown.add(line);
            }
        }
        assertThat(shown).hasSizeGreaterThan(100).isSubsetOf(approved);
    }
}
