package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A plan asks the grave checks alone: what can find a problem has to be among them. */
class GraveChecksTest {
    private static final Path VERDICT =
            Path.of(System.getProperty("shmfit.root"), "analyzer/core/src/main/java/dev/shmfit/verdict");
    private static final Pattern METHOD = Pattern.compile("(?m)^    (?:private )?static [^=;(]*? (\\w+)\\(");

    @Test
    void every_check_that_can_find_a_problem_is_asked_by_a_plan() throws IOException {
        String checks = Files.readString(VERDICT.resolve("Checks.java"));
        Set<String> all = listed(checks, "ALL");
        Set<String> grave = listed(checks, "GRAVE");
        Set<String> problems = new TreeSet<>();
        for (String check : all) {
            String[] name = check.split("::", -1);
            Map<String, String> methods = methods(Files.readString(VERDICT.resolve(name[0] + ".java")));
            if (canFindProblem(methods, name[1])) {
                problems.add(check);
            }
        }
        // Too small a /dev/shm is judged by its numbers, in Verdict.
        problems.remove("SpaceChecks::size");
        assertThat(problems).hasSizeGreaterThan(3);
        assertThat(grave).containsAll(problems);
        assertThat(all).containsAll(grave);
    }

    private static boolean canFindProblem(Map<String, String> methods, String name) {
        String body = methods.getOrDefault(name, "");
        return body.contains("Severity.PROBLEM")
                || methods.entrySet().stream()
                        .anyMatch(m -> !m.getKey().equals(name)
                                && body.contains(m.getKey() + "(")
                                && m.getValue().contains("Severity.PROBLEM"));
    }

    private static Map<String, String> methods(String source) {
        Map<String, String> methods = new LinkedHashMap<>();
        Matcher m = METHOD.matcher(source);
        String open = "";
        int start = 0;
        while (m.find()) {
            methods.merge(open, source.substring(start, m.start()), String::concat);
            open = m.group(1);
            start = m.start();
        }
        methods.merge(open, source.substring(start), String::concat);
        return methods;
    }

    private static Set<String> listed(String source, String name) {
        int start = source.indexOf("List<Check> " + name + " ");
        Set<String> all = new TreeSet<>();
        Matcher m = Pattern.compile("\\w+::\\w+").matcher(source.substring(start, source.indexOf(";", start)));
        while (m.find()) {
            all.add(m.group());
        }
        return all;
    }
}
