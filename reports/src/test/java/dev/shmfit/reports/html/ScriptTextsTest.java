package dev.shmfit.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts say what the page hands them, and nothing of their own. */
class ScriptTextsTest {
    private static final Pattern SAID = Pattern.compile("say\\(([^;\\n]*)");
    private static final Pattern NAME = Pattern.compile("\"([a-z][a-z-]*[a-z])\"");

    /** Two words in a string of a script, of which the first is no option or name: a sentence. */
    private static final Pattern SENTENCE = Pattern.compile("[\"`]([A-Za-z]*[a-z]{2,} [a-z][^\"`]*)[\"`]");

    private static String script(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Every name that stands in a call of {@code say}; {@code wrong-} is completed by the field. */
    private static Set<String> asked(String script) {
        Set<String> names = new TreeSet<>();
        SAID.matcher(script)
                .results()
                .map(MatchResult::group)
                .forEach(call ->
                        NAME.matcher(call).results().map(m -> m.group(1)).forEach(names::add));
        return names;
    }

    private static Set<String> handed(boolean whatIf) {
        return ScriptTexts.of(Language.ENGLISH, whatIf).keySet().stream()
                .map(name -> name.replaceFirst("\\.one$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_text_that_a_script_asks_for_is_handed_to_it_and_no_other() throws IOException {
        assertThat(asked(script("page.js"))).isEqualTo(handed(false));
        Set<String> ofWhatIf = handed(true);
        ofWhatIf.removeAll(handed(false));
        ofWhatIf.removeIf(name -> name.startsWith("wrong-"));
        assertThat(asked(script("whatif.js"))).containsAll(ofWhatIf);
    }

    @Test
    void a_script_has_no_sentence_of_its_own() throws IOException {
        for (String name : Set.of("page.js", "whatif.js")) {
            String code = script(name).replaceAll("(?m)^\\s*//.*$", "").replace("use strict", "");
            assertThat(SENTENCE.matcher(code).results().map(m -> m.group(1)))
                    .as(name)
                    .filteredOn(s -> !s.contains("tbody")
                            && !s.contains("=")
                            && !s.startsWith("part ")
                            && !s.startsWith("mark "))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_argument_is_named_as_in_english(Language language) {
        ScriptTexts.of(Language.ENGLISH, true)
                .forEach((name, english) -> assertThat(arguments(Objects.requireNonNull(
                                ScriptTexts.of(language, true).get(name))))
                        .as(name)
                        .isEqualTo(arguments(english)));
    }

    private static Set<String> arguments(String text) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(text)
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
