package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.terminal.CommandContext;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class SubcommandsTest {
    static Iterable<String> names() {
        return Subcommands.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_command_built_alone_has_the_help_that_it_has_among_all(String name) {
        assertThat(help(Shmfit.commandLine(CommandContext.none(), name), name))
                .isEqualTo(help(Shmfit.commandLine(), name));
    }

    private static String help(CommandLine all, String name) {
        return Objects.requireNonNull(all.getSubcommands().get(name), name).getUsageMessage();
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_is_built_under_its_own_name(String name) {
        assertThat(Subcommands.create(name, CommandContext.none()).getCommandName())
                .isEqualTo(name);
    }

    @Test
    void a_command_that_stands_first_is_built_alone() {
        assertThat(Subcommands.neededFor("analyze", "help")).containsExactly("analyze");
        assertThat(Subcommands.neededFor("--version")).isEmpty();
    }

    @Test
    void what_speaks_of_the_others_or_is_not_understood_at_once_has_all() {
        assertThat(Subcommands.neededFor()).isEqualTo(Subcommands.NAMES);
        assertThat(Subcommands.neededFor("help", "analyze")).isEqualTo(Subcommands.NAMES);
        assertThat(Subcommands.neededFor("-v", "analyze")).isEqualTo(Subcommands.NAMES);
        assertThat(Subcommands.neededFor("analise")).isEqualTo(Subcommands.NAMES);
        assertThat(Subcommands.neededFor("--version", "x")).isEqualTo(Subcommands.NAMES);
    }
}
