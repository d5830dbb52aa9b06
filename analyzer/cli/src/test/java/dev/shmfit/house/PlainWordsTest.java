package dev.shmfit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Code, comments, messages and docs are in present-day English. */
class PlainWordsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root", "../.."));
    private static final Pattern QUAINT = Pattern.compile(
            "\\banew\\b|\\bfor want of\\b|\\b(?:does|do) not bear\\b|\\bbesides(?:\\.(?!\\w)|;| \\*/|$)|^[\\s/*#]*Besides,");
    private static final Set<String> KINDS =
            Set.of("java", "jte", "md", "yaml", "yml", "sh", "py", "css", "js", "json", "xml", "1");

    /** Recorded data, what is built, and this test. */
    private static final Set<String> ELSEWHERE =
            Set.of("target", "node_modules", "cases", "observed", "golden", "PlainWordsTest.java");

    @Test
    void quaint_phrases_do_not_come_back() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> read = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
                String name = dir.equals(ROOT) ? "" : dir.getFileName().toString();
                return name.startsWith(".") || ELSEWHERE.contains(name)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                String name = file.getFileName().toString();
                if (KINDS.contains(name.substring(name.lastIndexOf('.') + 1)) && !ELSEWHERE.contains(name)) {
                    read.add(file);
                    found.addAll(quaint(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(read).hasSizeGreaterThan(1000);
        assertThat(found).as("say it in plain words").isEmpty();
    }

    @Test
    void a_quaint_phrase_is_found() {
        assertThat(List.of(
                        "    // Loaded anew.",
                        " * taken for want of a fact",
                        "what is known besides. */",
                        "Besides, it"))
                .allMatch(line -> QUAINT.matcher(line).find());
        assertThat(List.of("programs besides NCCL", "of(besides, x)", "besides.at(m)"))
                .noneMatch(line -> QUAINT.matcher(line).find());
    }

    private static List<String> quaint(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        int number = 0;
        for (String line : Files.readString(file).split("\n", -1)) {
            number++;
            if (QUAINT.matcher(line).find()) {
                found.add(ROOT.relativize(file) + ":" + number + ": " + line.strip());
            }
        }
        return found;
    }
}
