package dev.shmfit.web.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.reports.ReportMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teavm.classlib.java.util.regex.TMatcher;
import org.teavm.classlib.java.util.regex.TPattern;
import org.teavm.classlib.java.util.regex.TPatternSyntaxException;

/**
 * TeaVM reads a regular expression when it is used first, in the browser: what it cannot read is found here, and what it finds
 * otherwise than Java. Its nodes are those of a page: this module's tests have the ones that {@code LibraryPlugin} mends.
 */
class PatternsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));

    /** Calls that take a regular expression, followed by text in quotes, in pieces or not. */
    private static final Pattern CALL = Pattern.compile("(?:Pattern\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|"
            + "\\.split)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*)?)+)(?=\\s*[,)])");

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void teavm_can_read_every_pattern_of_the_sources() throws IOException {
        Map<String, String> all = ofSources();
        List<String> unread = all.entrySet().stream()
                .filter(e -> !canRead(e.getKey()))
                .map(e -> e.getValue() + ": " + e.getKey())
                .toList();
        assertThat(unread).isEmpty();
        assertThat(all).hasSizeGreaterThan(100);
        assertThat(canRead("\\p{IsHan}")).as("scripts have no names there").isFalse();
    }

    /** Every pattern over texts of its own pieces, whole, torn and repeated. */
    @Test
    void teavm_finds_with_every_pattern_what_java_finds() throws IOException, ReflectiveOperationException {
        List<Pattern> all = new ArrayList<>();
        ofSources().keySet().forEach(p -> all.add(Pattern.compile(p)));
        HeldPatterns held = new HeldPatterns();
        for (Class<?> one : List.of(Analyzer.class, CaptureReader.class, ReportMapper.class, CaptureInput.class)) {
            held.of(one, "dev.shmfit.");
        }
        assertThat(held.all()).hasSizeGreaterThan(200);
        all.addAll(held.all().values());
        List<String> different = new ArrayList<>();
        int found = 0;
        for (Pattern java : all) {
            TPattern page = TPattern.compile(readable(java.pattern()), java.flags());
            Random random = new Random(java.pattern().hashCode());
            List<String> pieces = pieces(java.pattern());
            for (int i = 0; i < TEXTS; i++) {
                String text = text(pieces, random);
                String expected = spans(java, text);
                found += expected.isEmpty() ? 0 : 1;
                if (!spans(page, text).equals(expected)) {
                    different.add(java.flags() + " " + java.pattern() + " in " + text);
                    break;
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(found).as("texts in which something is found").isGreaterThan(5000);
    }

    /** Groups that are counted, and met again within a group that is repeated: what redaction rests on. */
    @ParameterizedTest
    @CsvSource({
        "(?:-[a-z]{2})*, -ab-cd-ef",
        "(?:(?:ab){1;2}c)+, abcababcabc",
        "(?:b+){2}, bb",
        "(?:a+){2}b?, baa",
        "(?:[0-9a-f]{1;4}:){2;7}[0-9a-f]{1;4}, fe80:0:12:abcd::1 fe80:1:2:3",
        "(?:(?:x|xy){2}z)*, xxyzxyxzxxz",
        "(?:(?:ab){1;2}?c)+, abcababc",
        "(?:-?)*, -a--"
    })
    void a_group_that_is_counted_is_counted_anew_each_time(String pattern, String text) {
        String read = pattern.replace(';', ',');
        assertThat(spans(TPattern.compile(read), text)).isEqualTo(spans(Pattern.compile(read), text));
    }

    private static final int TEXTS = 200;

    /** A piece of a pattern that may stand in a text: its letters, and characters of its classes. */
    private static List<String> pieces(String pattern) {
        List<String> pieces =
                new ArrayList<>(List.of(" ", "0", "7", "42", "a", "f", "Z", "-", ".", ":", "_", "=", "/", "\n", "\t"));
        Matcher words = Pattern.compile("[A-Za-z]{2,}|[^\\s\\w\\\\]").matcher(pattern.replaceAll("\\\\[a-zA-Z]", " "));
        while (words.find()) {
            pieces.add(words.group());
            pieces.add(words.group());
        }
        return pieces;
    }

    private static String text(List<String> pieces, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String piece = pieces.get(random.nextInt(pieces.size()));
            for (int n = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1; n > 0; n--) {
                text.append(piece);
            }
        }
        return text.toString();
    }

    private static String spans(Pattern pattern, String text) {
        StringBuilder spans = new StringBuilder();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            spans.append(found.start()).append('-').append(found.end()).append(' ');
        }
        return spans.append(pattern.matcher(text).matches() ? "whole" : "").toString();
    }

    private static String spans(TPattern pattern, String text) {
        StringBuilder spans = new StringBuilder();
        TMatcher found = pattern.matcher(text);
        while (found.find()) {
            spans.append(found.start()).append('-').append(found.end()).append(' ');
        }
        return spans.append(pattern.matcher(text).matches() ? "whole" : "").toString();
    }

    /** The patterns of the sources, each with a file that has it. */
    private static Map<String, String> ofSources() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (String module : List.of("analyzer/core", "probes", "reports", "analyzer/cli")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    for (String pattern : patterns(Files.readString(file))) {
                        all.put(pattern, String.valueOf(file.getFileName()));
                    }
                }
            }
        }
        return all;
    }

    /** A character by its number, which {@code translateEscapes} leaves to the compiler. */
    private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u([0-9A-Fa-f]{4})");

    private static List<String> patterns(String source) {
        List<String> all = new ArrayList<>();
        Matcher calls = CALL.matcher(source);
        while (calls.find()) {
            StringBuilder text = new StringBuilder();
            Matcher pieces = QUOTED.matcher(calls.group(1));
            while (pieces.find()) {
                text.append(pieces.group(1));
            }
            String known = UNICODE.matcher(text)
                    .replaceAll(m -> Matcher.quoteReplacement(
                            m.group(1) + Character.toString(Integer.parseInt(m.group(2), 16))));
            all.add(known.translateEscapes());
        }
        return all;
    }

    private static boolean canRead(String pattern) {
        try {
            TPattern.compile(readable(pattern));
            return true;
        } catch (TPatternSyntaxException e) {
            return false;
        }
    }

    /** LibraryPlugin mends the name of this one. */
    private static String readable(String pattern) {
        return pattern.replace("\\p{N}", "\\d");
    }
}
