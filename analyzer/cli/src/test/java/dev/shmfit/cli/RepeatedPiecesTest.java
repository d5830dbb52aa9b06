package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as long as are read, of one piece that is repeated: an option's value, a list, rows run together. */
class RepeatedPiecesTest {
    private static final int LONG = 16_000;
    private static final Path TABLE =
            Path.of(System.getProperty("shmfit.root"), "fixtures/captures/topo/a100sxm80x4_nv12_1nic.txt");

    private static final List<String> PIECES = List.of(
            "a",
            "0",
            " ",
            "\t",
            "-",
            "\"",
            "'",
            "\\",
            "\\\"",
            "\"a\" ",
            "(",
            "[",
            "{\"a\":",
            "> ",
            "# ",
            "- ",
            "| a ",
            "a ",
            "a,",
            "a.",
            "a:",
            "1 ",
            "1,",
            "1.",
            "0-1,",
            "A=1 ",
            "-e A=1 ",
            "--a=b ",
            "../",
            "/",
            "=",
            ", name",
            "GPU0,",
            "GPU 0: ",
            "NV1 ",
            "N/A ",
            "SYS\t",
            "x16 ",
            "<a>",
            "<!---->",
            "${A}",
            "\u001b[0m",
            "NVIDIA ",
            "1a ",
            "h:1,");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$ torchrun --nproc_per_node=4 --name=",
                "$ docker run --gpus all -e X=",
                "NCCL_IB_HCA=",
                "A=1 ",
                "export X=\"",
                "$ docker inspect x\n[{\"Id\": \"",
                "GPU 0",
                "index, name",
                "{\"Env\": [\"",
                "> ",
                "image: a:1.",
                "Data",
                "On-line CPU(s) list: 0-1"
            })
    void they_change_nothing_behind_a_table(String head, @TempDir Path folder) throws IOException {
        String lines = PIECES.stream()
                .map(p -> head + p.repeat(LONG / p.length()) + "\n")
                .collect(Collectors.joining("\n"));
        Path text = Files.writeString(folder.resolve("paste.txt"), Files.readString(TABLE) + "\n\n" + lines);
        Ran ran = Shell.quiet().run("analyze", text.toString(), "--nccl=2.27.7", "--loader=none", "--one-line");
        assertThat(ran.err()).doesNotContain("bug");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("needs 24.0 KiB of /dev/shm");
    }

    @Test
    void a_text_of_one_piece_alone_is_refused_in_words(@TempDir Path folder) throws IOException {
        for (String piece : Stream.concat(PIECES.stream(), Stream.of("GPU0 ", "\n", "#\n", " \n", "<?x?>", "---\n"))
                .toList()) {
            Path text = Files.writeString(folder.resolve("paste.txt"), piece.repeat(LONG / piece.length()));
            for (String command : List.of("analyze", "lint", "explain", "verify")) {
                String[] call = command.equals("verify")
                        ? new String[] {command, "--nccl-log", text.toString()}
                        : new String[] {command, text.toString()};
                Ran ran = Shell.quiet().run(call);
                assertThat(ran.err()).as(command + " " + piece).doesNotContain("bug");
                assertThat(ran.exitCode())
                        .as(command + " " + piece + ": " + ran.err())
                        .isIn(ExitCode.OK, ExitCode.PROBLEM, ExitCode.INPUT);
            }
        }
    }
}
