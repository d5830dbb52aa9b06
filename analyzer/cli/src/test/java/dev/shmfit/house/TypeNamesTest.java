package dev.shmfit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One name, one thing: no two packages have a type of the same name. */
class TypeNamesTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root", "../.."));

    private static final List<String> MODULES = List.of("analyzer/core", "analyzer/cli", "probes", "reports");

    private static Map<String, Set<String>> packagesByName() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"))
                        .forEach(f -> found.computeIfAbsent(
                                        f.getFileName().toString().replace(".java", ""), n -> new TreeSet<>())
                                .add(sources.relativize(f).getParent().toString()));
            }
        }
        return found;
    }

    @Test
    void a_name_stands_for_one_type() throws IOException {
        Map<String, Set<String>> names = packagesByName();
        assertThat(names).hasSizeGreaterThan(500);
        names.values().removeIf(packages -> packages.size() < 2);
        assertThat(names).isEmpty();
    }
}
