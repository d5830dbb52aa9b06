package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests damaged by chance: lint and fix answer, or name what is wrong; what was fixed stays as it is. */
class DamagedManifestsTest {
    private static final Path CORPUS = Path.of(System.getProperty("shmfit.root"), "fixtures", "manifests", "corpus");
    private static final String[] PIECES = {
        "\n",
        "  ",
        "'",
        "\"",
        "$(",
        "${",
        "`",
        "\\",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "#",
        ":",
        "- ",
        "|",
        "<<EOF\n",
        "&a ",
        "*a ",
        "\t",
        "\r",
        "=",
        "--shm-size",
        "null",
        "0",
        "\u00e4\ud83d\ude00",
        "\u2028",
        "\u0000"
    };

    @TempDir
    Path directory;

    static IntStream seeds() {
        return IntStream.range(0, 40 * Integer.getInteger("shmfit.draws", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damage_is_answered_or_named(int seed) throws IOException {
        Random random = new Random(seed);
        String[] files = LintCorpusTest.cases().map(LintCorpusTest.Case::file).toArray(String[]::new);
        String name = files[random.nextInt(files.length)];
        StringBuilder text = new StringBuilder(Files.readString(CORPUS.resolve(name)));
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            } else {
                text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
            }
        }
        Path file = Files.write(directory.resolve(name), text.toString().getBytes(StandardCharsets.UTF_8));
        Ran lint = Shell.quiet().run("lint", file.toString());
        assertThat(lint.exitCode())
                .as("seed %s: %s%n%s", seed, lint.err(), text)
                .isIn(0, 1, ExitCode.INPUT);
        Ran fix = Shell.quiet().run("fix", "--write", file.toString());
        assertThat(fix.exitCode()).as("seed %s: %s%n%s", seed, fix.err(), text).isIn(0, ExitCode.INPUT);
        if (fix.exitCode() == 0) {
            String once = Files.readString(file);
            Ran again = Shell.quiet().run("fix", "--write", file.toString());
            assertThat(again.exitCode())
                    .as("seed %s: %s%n%s", seed, again.err(), text)
                    .isZero();
            assertThat(Files.readString(file)).as("seed %s", seed).isEqualTo(once);
        }
    }
}
