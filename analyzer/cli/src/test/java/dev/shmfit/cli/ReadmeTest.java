package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The README is what a new user does first: its commands are there, and its output is the real one. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|((?:[^\\s\"]|\"[^\"]*\")+)");
    private static final Pattern COMMAND = Pattern.compile("(?:\\./|/)shmfit ([a-z]+)([^`\n|]*)");

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static List<String> blocks(String file) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher m = Pattern.compile("(?s)\n```\n(.*?)\n```\n").matcher(Files.readString(ROOT.resolve(file)));
        int from = 0;
        while (m.find(from)) {
            blocks.add(m.group(1));
            from = m.end() - 1;
        }
        return blocks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.ko.md", "README.zh.md"})
    void the_walk_from_a_failed_job_to_the_pod_that_fits_is_one_command_with_the_output_shown(String file)
            throws IOException {
        List<String> blocks = blocks(file);
        int at = 0;
        while (!blocks.get(at).startsWith("./shmfit analyze fixtures/")) {
            at++;
        }
        List<String> arguments = new ArrayList<>();
        Matcher m = WORD.matcher(blocks.get(at).replace("\\\n", " "));
        while (m.find()) {
            arguments.add(m.group(1) != null ? m.group(1) : m.group(2).replace("\"", ""));
        }
        String[] argv = arguments.subList(1, arguments.size()).stream()
                .map(a -> a.startsWith("fixtures/") ? ROOT.resolve(a).toString() : a)
                .toArray(String[]::new);
        Ran ran = Shell.quiet().run(argv);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().strip()).isEqualTo(blocks.get(at + 1).strip());
        assertThat(ran.out()).contains("sizeLimit: 512Mi", "kubectl exec trainer-0");
    }

    @Test
    void it_installs_the_files_that_a_release_has() throws IOException {
        String releasing = Files.readString(ROOT.resolve("docs/releasing.md"));
        String version = Pattern.compile("<version>([0-9.]+)</version>")
                .matcher(Files.readString(ROOT.resolve("analyzer/dist/pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        List<String> files = Pattern.compile("shmfit[-_][0-9][\\w.-]*\\.(?:tar\\.gz|deb|whl)")
                .matcher(readme())
                .results()
                .map(m -> m.group())
                .toList();
        assertThat(files)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(f -> assertThat(releasing)
                        .contains(f.replace(version, "VERSION")
                                .replace("x86_64", "MACHINE")
                                .replace("amd64", "ARCHITECTURE")));
    }

    @Test
    void it_tells_how_the_tests_are_run() throws IOException {
        assertThat(readme().lines()).anySatisfy(line -> assertThat(line).startsWith("mvn -B verify "));
    }

    @Test
    void every_command_and_option_that_it_names_exists() throws IOException {
        CommandLine shmfit = Shmfit.commandLine();
        Matcher m = COMMAND.matcher(readme());
        int commands = 0;
        while (m.find()) {
            assertThat(shmfit.getSubcommands()).as(m.group()).containsKey(m.group(1));
            CommandSpec spec = Objects.requireNonNull(shmfit.getSubcommands().get(m.group(1)))
                    .getCommandSpec();
            Matcher option = Pattern.compile("(?<=\\s)--[a-z][a-z-]*").matcher(m.group(2));
            while (option.find()) {
                assertThat(spec.findOption(option.group())).as(m.group()).isNotNull();
            }
            commands++;
        }
        assertThat(commands).isGreaterThan(12);
    }

    @Test
    void the_first_screen_answers_what_it_does_how_to_get_it_and_the_three_situations() throws IOException {
        List<String> first = readme().lines().limit(40).toList();
        assertThat(String.join("\n", first))
                .contains("/dev/shm", "apt-get install", "shmfit explain", "shmfit check", "shmfit plan", "answer.png");
    }

    @Test
    void every_page_that_it_leads_to_is_there() throws IOException {
        Matcher m = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(readme());
        while (m.find()) {
            assertThat(ROOT.resolve(m.group(1))).as(m.group(1)).exists();
        }
    }
}
