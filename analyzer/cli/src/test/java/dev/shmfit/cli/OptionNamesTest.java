package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.OptionNames;
import dev.shmfit.units.UserInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Core says what can be stated; by which option, the command line alone knows. */
class OptionNamesTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");

    /** Docker, podman and srun have them too. */
    private static final Set<String> OF_OTHERS = Set.of("--shm-size", "--format", "--env", "--version", "--nodes");

    /** They read the command lines of other programs, and so name their options. */
    private static final Set<String> READS_OTHERS = Set.of("/dev/shmfit/manifest/", "/dev/shmfit/parse/paste/Launch");

    private static Set<String> options(CommandLine command) {
        Set<String> all = new TreeSet<>();
        command.getCommandSpec().options().forEach(o -> all.addAll(List.of(o.names())));
        command.getSubcommands().values().forEach(c -> all.addAll(options(c)));
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void what_can_be_stated_is_called_by_an_option_that_there_is(UserInput input) {
        String name = new OptionNames().of(input);
        assertThat(input).hasToString(name);
        Matcher option = OPTION.matcher(name);
        assertThat(option.find()).as(name).isTrue();
        assertThat(options(Shmfit.commandLine())).contains(option.group());
    }

    @Test
    void no_text_of_core_names_an_option_of_shmfit() throws IOException {
        Pattern literal = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
        Set<String> own = options(Shmfit.commandLine());
        own.removeAll(OF_OTHERS);
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files =
                Files.walk(Path.of(System.getProperty("shmfit.root", "../.."), "analyzer/core/src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> READS_OTHERS.stream().noneMatch(f.toString()::contains))
                    .toList()) {
                Matcher text = literal.matcher(Files.readString(file));
                while (text.find()) {
                    Matcher option = OPTION.matcher(text.group(1));
                    while (option.find()) {
                        if (own.contains(option.group())) {
                            wrong.add(file.getFileName() + ": " + text.group(1));
                        }
                    }
                }
            }
        }
        assertThat(own).hasSizeGreaterThan(40);
        assertThat(wrong).isEmpty();
    }
}
