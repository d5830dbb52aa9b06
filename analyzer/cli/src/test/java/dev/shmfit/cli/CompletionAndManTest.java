package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.fixtures.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionAndManTest {
    private static final Path MAN = Path.of(System.getProperty("shmfit.root"), "docs", "man");

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void the_script_is_one_that_bash_takes_and_names_commands_and_options(String shell, @TempDir Path directory)
            throws IOException, InterruptedException {
        Ran ran = Shell.quiet().run("completion", shell);
        assertThat(ran.exitCode()).isZero();
        Path script = Files.writeString(directory.resolve("completion"), ran.out());
        Ran bash = Ran.command(
                directory,
                Map.of(),
                List.of(
                        "bash",
                        "-c",
                        "source " + script + " && COMP_WORDS=(shmfit analyze --for) COMP_CWORD=2"
                                + " && _complete_shmfit && printf '%s\\n' \"${COMPREPLY[@]}\""));
        assertThat(bash.exitCode()).as(bash.err()).isZero();
        assertThat(bash.out().lines()).contains("--format");
    }

    @Test
    void what_is_no_shell_or_no_command_gets_a_proposal() {
        assertThat(Shell.quiet().run("completion", "bsh").err()).contains("did you mean bash?");
        Ran ran = Shell.quiet().run("man", "analyse");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("did you mean analyze?");
    }

    static List<String> commands() {
        return Shmfit.commandLine().getSubcommands().keySet().stream().sorted().toList();
    }

    @Test
    void the_first_page_lists_every_command() {
        assertThat(page("shmfit"))
                .contains(commands().stream().map(c -> "\\fB" + c + "\\fR").toList());
        Golden.check(MAN.resolve("shmfit.1"), () -> page("shmfit"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_s_help_ends_in_examples_and_a_mistyped_option_gets_a_proposal(String command) {
        Ran help = Shell.quiet().run(command, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Examples:\n  ").contains("shmfit " + command);
        Ran wrong = Shell.quiet().run(command, "--hlep");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("--help");
    }

    @ParameterizedTest
    @CsvSource({
        "analyze, --loder, --loader",
        "check, --timout, --timeout",
        "capture, --no-redct, --no-redact",
        "plan, --swep, --sweep",
        "verify, --nccl-lg, --nccl-log",
        "watch, --loadr, --loader"
    })
    void a_mistyped_option_is_answered_with_the_nearest(String command, String typed, String meant) {
        assertThat(Shell.quiet().run(command, typed).err())
                .containsPattern("(?s)Unknown option: '" + typed + "'.*(Possible solutions:|did you mean) .*" + meant);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_a_page_with_its_options(String command) {
        String page = page(command);
        assertThat(page).startsWith(".TH SHMFIT-").contains(".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", "\\-\\-help");
        assertThat(page.lines())
                .as("no line is a request by accident")
                .allMatch(l -> !l.startsWith(".") || l.matches("\\.(TH|SH|TP|nf|fi)( .*)?"));
        Golden.check(MAN.resolve("shmfit-" + command + ".1"), () -> page(command));
    }

    private static String page(String command) {
        Ran ran = command.equals("shmfit")
                ? Shell.quiet().run("man")
                : Shell.quiet().run("man", command);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.out();
    }
}
