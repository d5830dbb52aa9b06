package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page is to keep to itself, and what no command waits for. */
@Timeout(60)
class NoInputsTest {
    @Test
    void a_page_without_inputs_holds_no_captured_text_and_no_redacted_one_either(@TempDir Path temp)
            throws IOException {
        Files.writeString(temp.resolve("nvidia-smi-topo-m.txt"), "\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n");
        Files.writeString(temp.resolve("shm-statvfs.txt"), "type=tmpfs\nblock_size=4096\nblocks=16\nmarked=7331\n");
        Files.writeString(temp.resolve("mountinfo.txt"), "22 20 0:31 / /dev/shm rw - tmpfs marked-7331 rw,size=64k\n");
        Files.writeString(temp.resolve("hostname.txt"), "marked-7331\n");
        Path open = temp.resolve("open.html");
        Path closed = temp.resolve("closed.html");
        Ran first = Shell.quiet().run("analyze", temp.toString(), "-o", open.toString());
        Ran second = Shell.quiet().run("analyze", temp.toString(), "--no-inputs", "-o", closed.toString());
        assertThat(second.exitCode()).as(second.err()).isEqualTo(first.exitCode());
        assertThat(Files.readString(open)).contains("marked-7331", "id=\"redacted-data\"");
        assertThat(Files.readString(closed)).doesNotContain("7331", "id=\"redacted-data\"", "size=64k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/urandom"})
    void a_device_without_end_is_no_log_and_no_table(String device) {
        for (String[] args : new String[][] {
            {"explain", device}, {"explain", "--redact", device}, {"analyze", device}, {"analyze", "--topo-m", device}
        }) {
            Ran ran = Shell.quiet().run(args);
            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.INPUT);
            assertThat(ran.err()).contains(device + " is a device");
        }
    }
}
