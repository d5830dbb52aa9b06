package dev.shmfit.web.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teavm.classlib.java.util.regex.TPattern;
import org.teavm.classlib.java.util.regex.TPatternSyntaxException;

/** TeaVM reads a regular expression when it is used first, in the browser: what it cannot read is found here. */
class PatternsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));

    /** Calls that take a regular expression, followed by text in quotes, in pieces or not. */
    private static final Pattern CALL = Pattern.compile("(?:Pattern\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|"
            + "\\.split)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*)?)+)(?=\\s*[,)])");

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void teavm_can_read_every_pattern_of_the_sources() throws IOException {
        List<String> unread = new ArrayList<>();
        int read = 0;
        for (String module : List.of("analyzer/core", "probes", "reports", "analyzer/cli")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    for (String pattern : patterns(Files.readString(file))) {
                        read++;
                        if (!canRead(pattern)) {
                            unread.add(file.getFileName() + ": " + pattern);
                        }
                    }
                }
            }
        }
        assertThat(unread).isEmpty();
        assertThat(read).isGreaterThan(100);
        assertThat(canRead("\\p{IsHan}")).as("scripts have no names there").isFalse();
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
            // LibraryPlugin mends the name of this one.
            TPattern.compile(pattern.replace("\\p{N}", "\\d"));
            return true;
        } catch (TPatternSyntaxException e) {
            return false;
        }
    }
}
