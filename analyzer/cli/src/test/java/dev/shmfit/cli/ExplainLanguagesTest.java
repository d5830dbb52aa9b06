package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code explain} and {@code findings} say in Korean and Chinese. */
class ExplainLanguagesTest {
    private static final Path EXPLAIN = Path.of(System.getProperty("shmfit.root"), "fixtures/explain");

    private static final List<String> LOGS = List.of(
            "pasted/bus_error_full_disk",
            "pasted/bus_error_with_room",
            "pasted/df_k_full",
            "pasted/flight_recorder",
            "pasted/gdb_sigbus_in_nccl_shm",
            "pasted/gpu_memory",
            "pasted/inspect_and_limits",
            "pasted/kernel_oom_then_nccl",
            "pasted/launcher_return_code_minus_7",
            "pasted/ls_after_crash",
            "pasted/ras_client",
            "pasted/strace_enospc_in_shm",
            "measured/ray-over-shm",
            "measured/torch-2.15.0-default",
            "innocent/training");

    /** Words that English sentences have, and neither commands nor field terms. */
    private static final Pattern ENGLISH = Pattern.compile(
            "(?<![-\\w])(?:the|is|are|was|of|that|which|not|with|from|says|has|have|its|they|there|where|because|only|than)(?![-\\w])");

    /** What a log says in its own words, what is to be pasted, and names of sources. */
    private static final Pattern QUOTED = Pattern.compile("(?s)```.*?```|\"[^\"]*\"|<[^>]*>|(?m)^(?:출처|参见) [^\\n]*$");

    static Stream<Arguments> logs() {
        return Stream.of(Language.KOREAN, Language.CHINESE)
                .flatMap(l -> LOGS.stream().map(log -> Arguments.of(l, log)));
    }

    private static Ran explained(Language language, String log, String... more) throws IOException {
        String[] args = Stream.concat(Stream.of("explain", "-", "--lang", language.tag()), Stream.of(more))
                .toArray(String[]::new);
        return Shell.with(Files.readAllBytes(EXPLAIN.resolve(log + ".txt"))).run(args);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("logs")
    void an_answer_is_as_approved_fits_the_terminal_and_has_no_english_sentence(Language language, String log)
            throws IOException {
        String text = explained(language, log).out();
        Golden.check(EXPLAIN.resolve("expected/" + language.tag() + "/" + log + ".txt"), () -> text);
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(columns(line)).as(line).isLessThanOrEqualTo(80));
        assertNoEnglish(text);
        assertNoEnglish(explained(language, log, "--format", "markdown").out());
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = Mode.EXCLUDE, names = "ENGLISH")
    void every_finding_cause_and_rule_is_told_in_the_language(Language language) {
        String[] lang = {"--lang", language.tag()};
        for (Explanation e : Explanations.all()) {
            assertNoEnglish(
                    Shell.quiet().run("findings", e.id(), lang[0], lang[1]).out());
        }
        String list = Shell.quiet().run("findings", lang[0], lang[1]).out();
        assertNoEnglish(list);
        assertThat(list.lines())
                .allSatisfy(line -> assertThat(columns(line)).as(line).isLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void json_is_english_and_the_causes_are_the_same_whatever_the_language(Language language) throws IOException {
        for (String log : LOGS) {
            assertThat(explained(language, log, "--format", "json").out())
                    .isEqualTo(
                            explained(Language.ENGLISH, log, "--format", "json").out());
        }
    }

    @Test
    void a_language_that_is_not_known_is_a_wrong_command_line() {
        Ran ran = Shell.quiet().run("explain", "shm-too-small", "--lang", "fr");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("en, ko, zh");
    }

    private static void assertNoEnglish(String text) {
        String own = QUOTED.matcher(text).replaceAll("");
        assertThat(own.lines())
                .allSatisfy(line ->
                        assertThat(ENGLISH.matcher(line).find()).as(line).isFalse());
    }

    /** Unicode Standard Annex 11, as far as the texts go: Hangul, Han and their punctuation take two. */
    private static int columns(String line) {
        return line.codePoints()
                .map(c -> (c >= 0x1100 && c <= 0x115F)
                                || (c >= 0x2E80 && c <= 0xA4CF)
                                || (c >= 0xAC00 && c <= 0xD7A3)
                                || (c >= 0xFF00 && c <= 0xFF60)
                        ? 2
                        : 1)
                .sum();
    }
}
