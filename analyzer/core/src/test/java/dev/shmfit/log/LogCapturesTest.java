package dev.shmfit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every captured log ({@code fixtures/captures}) is read as reviewed; {@code -Dapprove=true} writes what is read now. */
class LogCapturesTest {
    private static final Path CAPTURES = Path.of(System.getProperty("shmfit.root", "../.."), "fixtures", "captures");

    static Stream<String> logs() {
        return Stream.of("logs", "labelled", "failures")
                .flatMap(folder -> files(CAPTURES.resolve(folder)))
                .filter(f -> f.getFileName().toString().endsWith(".txt"))
                .filter(f -> !f.getFileName().toString().equals("topo.txt"))
                .map(f -> CAPTURES.relativize(f).toString())
                .sorted();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String log) {
        try {
            return Files.readString(CAPTURES.resolve(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void a_captured_log_is_read_as_reviewed(String log) throws IOException {
        String name = log.replace('/', '_');
        String read = ReadLog.of(NcclLogReader.read(name, text(log)));
        Path expected = CAPTURES.resolve("expected").resolve("nccl-log").resolve(name);
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(expected.getParent());
            Files.writeString(expected, read);
        }
        assertThat(read).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void damage_costs_lines_and_no_more(String log) {
        List<String> lines = text(log).lines().toList();
        Random random = new Random(log.hashCode());
        for (int round = 0; round < 20; round++) {
            NcclLogReader reader = new NcclLogReader();
            reader.open("damaged.log");
            long number = 0;
            for (String line : lines) {
                byte[] bytes = LogLine.bytes(damaged(line, lines, random));
                reader.line(++number, bytes, 0, bytes.length, random.nextInt(50) == 0);
            }
            NcclLog read = reader.finish();
            assertThat(read.lines().total()).isEqualTo(lines.size());
            assertThat(read.lines().used()
                            + read.lines().passedOver()
                            + read.lines().unrecognised())
                    .isEqualTo(read.lines().messages());
        }
    }

    private static String damaged(String line, List<String> lines, Random random) {
        int at = random.nextInt(line.length() + 1);
        return switch (random.nextInt(5)) {
            case 0 -> line.substring(0, at);
            case 1 -> line.substring(at);
            case 2 -> line.substring(0, at) + lines.get(random.nextInt(lines.size()));
            case 3 -> line.substring(0, at) + (char) random.nextInt(256) + line.substring(at);
            default -> line;
        };
    }

    @ParameterizedTest
    @MethodSource("logs")
    void a_launcher_in_front_of_each_line_changes_nothing(String log) {
        String plain = withoutPlaces(text(log));
        for (String prefix : List.of(
                "3: ",
                "[1,0]<stdout>:",
                "[rank2]:",
                "[default0]:",
                "[pod/train-0/main] ",
                "2026-01-02T03:04:05.678Z ",
                "trainer-1  | ",
                "(EngineCore pid=77) ")) {
            StringBuilder marked = new StringBuilder();
            text(log)
                    .lines()
                    .forEach(l ->
                            marked.append(l.contains(" NCCL ") ? prefix + l : l).append('\n'));
            assertThat(withoutPlaces(marked.toString())).as(prefix).isEqualTo(plain);
        }
    }

    private static String withoutPlaces(String text) {
        return ReadLog.of(NcclLogReader.read("job.log", text)).replaceAll("(job\\.log:\\d+):\\d+", "$1");
    }
}
