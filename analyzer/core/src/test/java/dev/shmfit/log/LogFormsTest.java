package dev.shmfit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A captured log says the same in whatever form it arrives. Its encodings are {@code VerifyFormsTest}'s. */
class LogFormsTest {
    private static final Path CAPTURES = Path.of(System.getProperty("shmfit.root", "../.."), "fixtures", "captures");

    static Stream<String> logs() {
        return LogCapturesTest.logs();
    }

    private static String text(String log) throws IOException {
        return Files.readString(CAPTURES.resolve(log));
    }

    /**
     * What was read, without where it stood, how many lines there were, and what was said about them. Of a warning only
     * that it is there: what follows it on a line without a prefix belongs to it where line ends are lost. The name that
     * old versions give a communicator is the address in the rank that is seen first.
     */
    private static List<String> read(String text) {
        NcclLogReader reader = new NcclLogReader();
        reader.open("job.log");
        LineSplitter lines = new LineSplitter(reader);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.accept(bytes, bytes.length);
        lines.finish();
        return ReadLog.of(reader.finish())
                .lines()
                .filter(l -> !l.startsWith("lines ") && !l.startsWith("note "))
                .map(l -> l.replaceAll(" @\\S+$", ""))
                .map(l -> l.replaceAll("^(remark WARNING x\\d+) .*", "$1"))
                .map(l -> l.replaceAll("^communicator 0x[0-9a-f]{8,12} ", "communicator "))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("logs")
    void line_ends_of_windows_change_nothing(String log) throws IOException {
        String text = text(log);

        assertThat(read(text.replace("\r\n", "\n").replace("\n", "\r\n"))).isEqualTo(read(text));
    }

    /** As a log has them that was truncated while a program went on writing, and as C's buffers leave them. */
    @ParameterizedTest
    @MethodSource("logs")
    void bytes_of_zero_change_nothing(String log) throws IOException {
        String text = text(log);

        assertThat(read("\0".repeat(4096) + text.replace("\n", "\0\n"))).isEqualTo(read(text));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void flattened_into_one_line_it_says_the_same(String log) throws IOException {
        String text = text(log);
        assumeTrue(
                text.lines().noneMatch(LogFormsTest::bareChannel),
                "messages without NCCL's prefix begin only at a line's");

        assertThat(read(text.strip().replace("\r", "").replace("\n", " ") + "\n"))
                .isEqualTo(read(text));
    }

    private static boolean bareChannel(String line) {
        return line.startsWith("Channel ") || (line.contains(" via ") && !line.contains("NCCL INFO"));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void newest_first_it_says_the_same(String log) throws IOException {
        String text = text(log);
        List<String> lines = new ArrayList<>(text.lines().toList());
        Collections.reverse(lines);

        assertThat(read(String.join("\n", lines) + "\n")).isEqualTo(read(text));
    }
}
