package dev.shmfit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.reports.ReportV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that the page itself shows is there in three languages, and is asked for. */
class PageTextsTest {
    private static final Path MAIN = Browser.ROOT.resolve("analyzer/web/src/main");

    /** Words of the field, and names of forms: the same in every language. */
    private static final Set<String> TERMS = Set.of(
            "gpus", "loader", "group", "kind-manifest", "format-markdown", "format-json", "format-csv", "format-diff");

    /** Where one literal is completed by a value. */
    private static final Map<String, List<String>> COMPLETED = Map.of(
            "verdict ",
                    Stream.of(ReportV1.Status.values())
                            .map(ReportV1.Status::word)
                            .toList(),
            "kind-", List.of("node", "log", "manifest"));

    private static Map<String, Map<String, String>> texts() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        Map<String, String> current = new LinkedHashMap<>();
        for (String line : read(MAIN.resolve("page/texts.js")).split("\n", -1)) {
            Matcher language = Pattern.compile("  (en|ko|zh): \\{").matcher(line);
            Matcher text = Pattern.compile("    '([a-z -]+)': '(.*)',").matcher(line);
            if (language.matches()) {
                current = new LinkedHashMap<>();
                all.put(language.group(1), current);
            } else if (text.matches()) {
                assertThat(current.put(text.group(1), text.group(2))).as(line).isNull();
            }
        }
        return all;
    }

    private static Map<String, String> of(String language) {
        return texts().getOrDefault(language, Map.of());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(String below, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN.resolve(below))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher m = Pattern.compile(pattern).matcher(read(file));
                while (m.find()) {
                    found.add(m.group(1));
                }
            }
        }
        return found;
    }

    @Test
    void each_language_has_each_text_with_the_same_places_in_its_own_letters() {
        assertThat(texts().keySet()).containsExactly("en", "ko", "zh");
        of("en").forEach((id, english) -> {
            for (String[] spoken : new String[][] {{"ko", "[가-힣]"}, {"zh", "[一-龥]"}}) {
                String text = of(spoken[0]).getOrDefault(id, "");
                assertThat(text.split("\\{}", -1))
                        .as("%s in %s", id, spoken[0])
                        .hasSameSizeAs(english.split("\\{}", -1));
                if (!TERMS.contains(id)) {
                    assertThat(text).as("%s in %s", id, spoken[0]).containsPattern(spoken[1]);
                }
            }
        });
        assertThat(of("ko").keySet()).isEqualTo(of("en").keySet());
        assertThat(of("zh").keySet()).isEqualTo(of("en").keySet());
    }

    @Test
    void each_text_that_is_asked_for_is_there_and_none_is_left_over() throws IOException {
        Set<String> asked = new TreeSet<>();
        asked.addAll(found("page", "data-t=\"([^\"]+)\""));
        asked.addAll(found("page", "\\bsay\\('([^']+)'"));
        asked.addAll(found("java/dev/shmfit/web", "\\bSaid\\.of\\(\\s*\"([^\"]+)\""));
        asked.addAll(found("java/dev/shmfit/web", "\\? \"(was-[^\"]+)\""));
        asked.addAll(found("java/dev/shmfit/web", ": \"(was-[^\"]+)\""));
        asked.addAll(found("java/dev/shmfit/web", "formats\\.put\\(\\s*\"([^\"]+)\"").stream()
                .map(f -> "format-" + f)
                .collect(Collectors.toSet()));
        COMPLETED.forEach((begin, ends) -> {
            if (asked.remove(begin)) {
                ends.forEach(end -> asked.add(begin + end));
            }
        });
        asked.remove("format-");
        assertThat(of("en").keySet()).containsExactlyInAnyOrderElementsOf(asked);
    }
}
