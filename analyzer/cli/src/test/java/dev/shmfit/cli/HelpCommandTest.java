package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.options.ExitProfile;
import dev.shmfit.shm.LoaderKeys;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.verdict.Place;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code shmfit help} explains, held against what the commands take. */
class HelpCommandTest {
    private static final Pattern LOADER = Pattern.compile("--loader \"?([^\"\n]*)\"?");
    private static final Pattern GROUP = Pattern.compile("--group (\\S+)");

    private static String help(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "help";
        System.arraycopy(words, 0, all, 1, words.length);
        Ran ran = Shell.quiet().run(all);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.out();
    }

    @Test
    void without_a_topic_it_lists_topics_and_commands() {
        assertThat(help())
                .contains("facts", "groups", "loaders", "platforms", "exit-codes", "shmfit explain LOG")
                .contains(Shmfit.commandLine().getSubcommands().keySet().stream()
                        .map(c -> "\n  " + c + " ")
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "facts", "groups", "loaders", "platforms", "exit-codes"})
    void every_text_fits_into_80_columns(String topic) {
        String text = topic.isEmpty() ? help() : help(topic);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(text).endsWith("\n").doesNotContain("\t");
    }

    @ParameterizedTest
    @CsvSource({"exit codes, exit-codes", "exit_codes, exit-codes", "Exit-Code, exit-codes", "loader, loaders"})
    void a_topic_is_found_as_people_write_it(String written, String topic) {
        assertThat(help(written.split(" "))).isEqualTo(help(topic));
    }

    @Test
    void a_command_is_explained_by_its_own_help() {
        assertThat(help("analyze"))
                .isEqualTo(Shell.quiet().run("analyze", "--help").out());
    }

    @Test
    void what_is_neither_gets_a_proposal() {
        Ran ran = Shell.quiet().run("help", "lodaers");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("did you mean loaders?", "exit-codes", "analyze");
    }

    @Test
    void every_key_of_a_loader_is_told_and_every_example_is_taken() {
        String text = help("loaders");
        assertThat(text).contains(LoaderKeys.ALL).contains(LoaderKeys.TORCH.keySet());
        Matcher m = LOADER.matcher(text.substring(text.indexOf("Examples:")));
        int examples = 0;
        while (m.find()) {
            assertThat(LoaderSpecParser.parse(m.group(1), "x").workers()).isPositive();
            examples++;
        }
        assertThat(examples).isEqualTo(3);
    }

    @Test
    void every_group_of_the_examples_is_taken() {
        Matcher m = GROUP.matcher(help("groups").substring(help("groups").indexOf("Examples")));
        int examples = 0;
        while (m.find()) {
            assertThat(dev.shmfit.analysis.stated.GroupRequest.parse(m.group(1))
                            .layout()
                            .communicators(8))
                    .isNotEmpty();
            examples++;
        }
        assertThat(examples).isEqualTo(5);
    }

    @Test
    void every_fact_platform_and_exit_profile_is_told() {
        assertThat(help("facts"))
                .contains(StatedFactsParser.KEYS.stream().map(k -> k + "=").toList());
        assertThat(help("platforms")).contains(Place.known());
        List<String> profiles = java.util.Arrays.stream(ExitProfile.values())
                .map(p -> "\n  " + p.name().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(help("exit-codes")).contains(profiles);
    }
}
