package dev.shmfit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A regular expression that repeats a group descends once for each repetition, in Java as in a page, until a long line ends
 * the stack. So what is repeated without bound is repeated possessively ({@code (?:a|b)*+}), which goes in a loop, or has a
 * bound ({@code (?:a|b){0,40}}).
 */
class RepeatedGroupsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final int DEEPEST = 500;

    /** Texts in quotes, in pieces or not. */
    private static final Pattern LITERAL =
            Pattern.compile("(?:\"(?:[^\"\\\\\n]++|\\\\.)*+\"(?:\\s*+\\+\\s*+(?=\"))?+)++");

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\\n]++|\\\\.)*+)\"");
    private static final Pattern QUANTIFIER = Pattern.compile("([*+]|\\{\\d+,(\\d*)\\})(\\+?)");

    @Test
    void no_pattern_repeats_a_group_without_bound() throws IOException {
        List<String> found = new ArrayList<>();
        int read = 0;
        for (String module : List.of("analyzer/core", "probes", "reports", "analyzer/cli", "analyzer/web")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    for (String literal : literals(Files.readString(file))) {
                        read++;
                        repeated(literal).forEach(group -> found.add(file.getFileName() + ": " + group));
                    }
                }
            }
        }
        assertThat(found).isEmpty();
        assertThat(read).isGreaterThan(5000);
    }

    @Test
    void a_repeated_group_is_seen() {
        assertThat(repeated("a(?:b|c)*d")).containsExactly("(?:b|c)*");
        assertThat(repeated("(a(b)+){2,}")).containsExactly("(b)+", "(a(b)+){2,}");
        assertThat(repeated("(?:b|c)*+d(x){0,40}[(]*[)]+\\)*(?=a)")).isEmpty();
    }

    private static List<String> literals(String source) {
        List<String> all = new ArrayList<>();
        Matcher found = LITERAL.matcher(source);
        while (found.find()) {
            StringBuilder text = new StringBuilder();
            Matcher pieces = QUOTED.matcher(found.group());
            while (pieces.find()) {
                text.append(pieces.group(1));
            }
            all.add(text.toString().replace("\\\\", "\\").replace("\\\"", "\""));
        }
        return all;
    }

    private static List<String> repeated(String pattern) {
        List<String> found = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        int classes = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                classes++;
            } else if (classes > 0) {
                classes -= c == ']' ? 1 : 0;
            } else if (c == '(') {
                open.push(i);
            } else if (c == ')' && !open.isEmpty()) {
                int start = open.pop();
                Matcher m = QUANTIFIER.matcher(pattern).region(i + 1, pattern.length());
                if (m.lookingAt() && m.group(3).isEmpty() && isDeep(m.group(2))) {
                    found.add(pattern.substring(start, m.end()));
                }
            }
        }
        return found;
    }

    private static boolean isDeep(String most) {
        return most == null || most.isEmpty() || Integer.parseInt(most) > DEEPEST;
    }
}
