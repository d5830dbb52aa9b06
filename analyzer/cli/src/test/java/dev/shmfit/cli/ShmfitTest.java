package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.options.Output;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The frame that every command stands in; what the commands themselves do is tested beside them. */
class ShmfitTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Ends in each of the ways in which a command can end. */
    @Command(name = "trial")
    private static final class Trial implements Callable<Integer> {
        @Mixin
        Output output;

        @Option(names = "--gpus")
        String gpus = "all";

        @Option(names = "--ends")
        String ends = "";

        @Override
        public Integer call() throws Exception {
            output.message("working on " + gpus + " GPUs");
            return switch (ends) {
                case "problem" -> ExitCode.PROBLEM;
                case "input" ->
                    throw new InputError(
                            "topo.txt: no matrix in it; give what nvidia-smi topo -m prints",
                            new NoSuchFileException("beneath"));
                case "usage" -> throw new UsageError("--gpus 9: the node has 8 GPUs");
                case "bug" -> throw new IllegalStateException("ring without an end");
                case "memory" -> throw new OutOfMemoryError("Java heap space");
                case "stack" -> throw new StackOverflowError();
                default -> {
                    output.write("π of the result\n");
                    yield ExitCode.OK;
                }
            };
        }
    }

    private int run(String... args) {
        CommandLine command = Shmfit.commandLine().addSubcommand(new Trial());
        Shmfit.framed(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return Shmfit.execute(command, args);
    }

    @Test
    void the_result_alone_goes_to_standard_output() {
        assertThat(run("trial")).isEqualTo(0);
        assertThat(out).hasToString("π of the result\n");
        assertThat(err.toString().lines()).containsExactly("working on all GPUs");
    }

    @Test
    void the_result_goes_to_the_file_that_o_names() {
        Path file = directory.resolve("report.txt");
        assertThat(run("trial", "-o", file.toString())).isEqualTo(0);
        assertThat(out.toString()).isEmpty();
        assertThat(file).hasContent("π of the result\n");
    }

    @Test
    void a_file_that_cannot_be_written_is_wrong_usage() {
        Path file = directory.resolve("missing/report.txt");
        assertThat(run("trial", "-o", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot write " + file + ": there is no directory");
    }

    @Test
    void a_problem_found_is_exit_code_1() {
        assertThat(run("trial", "--ends", "problem")).isEqualTo(1);
    }

    @Test
    void wrong_usage_is_exit_code_2_with_a_short_message_and_no_help_text() {
        assertThat(run("trial", "--ends")).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("shmfit trial: Missing required parameter for option '--ends'");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_mistyped_option_is_answered_with_the_nearest_one() {
        assertThat(run("trial", "--gpu=0,1")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--gpu=0,1'").contains("--gpus");
    }

    @Test
    void a_mistyped_command_is_answered_with_the_nearest_one() {
        assertThat(run("trail")).isEqualTo(2);
        assertThat(err.toString()).contains("'trail'").contains("Did you mean: shmfit trial");
    }

    @Test
    void no_command_is_answered_with_the_commands() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("shmfit: which command? check, analyze, ")
                .contains("trial");
    }

    @Test
    void wrong_usage_found_while_running_is_exit_code_2() {
        assertThat(run("trial", "--ends", "usage")).isEqualTo(2);
        assertThat(err.toString()).contains("--gpus 9: the node has 8 GPUs");
    }

    @Test
    void wrong_input_is_exit_code_3_with_its_message_alone() {
        assertThat(run("trial", "--ends", "input")).isEqualTo(3);
        assertThat(err.toString().lines())
                .containsExactly(
                        "working on all GPUs",
                        "shmfit trial: topo.txt: no matrix in it; give what nvidia-smi topo -m prints");
    }

    @Test
    void verbose_shows_what_lay_beneath_wrong_input() {
        assertThat(run("-v", "trial", "--ends", "input")).isEqualTo(3);
        assertThat(err.toString()).contains("NoSuchFileException: beneath");
    }

    @Test
    void a_bug_is_exit_code_70_and_asks_to_be_reported_without_a_stack_trace() {
        assertThat(run("trial", "--ends", "bug")).isEqualTo(70);
        assertThat(err.toString())
                .contains("this is a bug in shmfit, please report")
                .contains("ring without an end")
                .doesNotContain("\tat ");
    }

    @Test
    void verbose_shows_where_a_bug_happened() {
        assertThat(run("trial", "--ends", "bug", "-v")).isEqualTo(70);
        assertThat(err.toString()).contains("\tat dev.shmfit.cli.ShmfitTest");
    }

    @Test
    void errors_of_the_virtual_machine_are_exit_code_70_as_well() {
        assertThat(run("trial", "--ends", "memory")).isEqualTo(70);
        assertThat(err.toString()).contains("ran out of memory");
        assertThat(run("trial", "--ends", "stack")).isEqualTo(70);
        assertThat(err.toString()).contains("this is a bug in shmfit").doesNotContain("\tat ");
    }

    @Test
    void the_version_is_the_one_that_was_built() {
        assertThat(run("--version")).isEqualTo(0);
        assertThat(out.toString()).matches("shmfit \\d+\\.\\d+\\.\\d+\\R");
    }

    @Test
    void help_names_every_exit_code() {
        assertThat(run("--help")).isEqualTo(0);
        assertThat(out.toString().lines().map(String::strip))
                .anyMatch(l -> l.startsWith("0 "))
                .anyMatch(l -> l.startsWith("1 "))
                .anyMatch(l -> l.startsWith("2 "))
                .anyMatch(l -> l.startsWith("3 "))
                .anyMatch(l -> l.startsWith("70 "));
    }

    @Test
    void a_report_keeps_its_unicode_in_any_locale() throws Exception {
        Path file = directory.resolve("report.txt");
        run("trial", "-o", file.toString());
        assertThat(Files.readAllBytes(file)).startsWith(0xCF, 0x80);
    }
}
