package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.terminal.ConfigPlaces;
import dev.shmfit.cli.terminal.Live;
import dev.shmfit.probes.live.Machine;
import dev.shmfit.reports.text.TextStyle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code .shmfit.yaml} says in place of options. */
class SettingsFileTest {
    private static final String NODE = Path.of(
                    System.getProperty("shmfit.root"), "fixtures", "nodes", "rtx4090-x2", "capture")
            .toString();

    @TempDir
    private Path directory;

    /** On 1 December 2026, in a directory two below the project's, with a user's directory beside. */
    private Shell shell() throws IOException {
        Path work = Files.createDirectories(directory.resolve("project/jobs/a"));
        Clock clock = Clock.fixed(Instant.parse("2026-12-01T12:00:00Z"), ZoneOffset.UTC);
        return new Shell(new CommandContext(
                InputStream.nullInputStream(),
                TextStyle.PLAIN,
                Shell.VERSION,
                new Live(Machine.here(), clock, false, false, false, OutputStream.nullOutputStream()),
                new ConfigPlaces(Optional.of(work), Optional.of(directory.resolve("home")))));
    }

    private void project(String text) throws IOException {
        Path file = directory.resolve("project/.shmfit.yaml");
        Files.createDirectories(directory.resolve("project"));
        Files.writeString(file, text);
    }

    private void user(String text) throws IOException {
        Files.createDirectories(directory.resolve("home/shmfit"));
        Files.writeString(directory.resolve("home/shmfit/.shmfit.yaml"), text);
    }

    private Ran analyze(String... more) throws IOException {
        String[] all = new String[more.length + 3];
        all[0] = "analyze";
        all[1] = NODE;
        all[2] = "--shm-size=1m";
        System.arraycopy(more, 0, all, 3, more.length);
        return shell().run(all);
    }

    @Test
    void platform_and_format_come_from_the_nearest_file_up_the_tree() throws IOException {
        project("platform: kubernetes:pod=trainer-0,container=main\nformat: markdown\n");
        assertThat(analyze().out()).startsWith("## Fails").contains("kubectl exec trainer-0 -c main");
        assertThat(analyze("--format=text").out()).startsWith("FAILS");
        assertThat(analyze("--platform=docker").out()).contains("docker run").doesNotContain("kubectl");
        assertThat(analyze("--config=none").out()).startsWith("FAILS").contains("--platform NAME gives");
    }

    @Test
    void the_users_own_file_stands_behind_the_projects() throws IOException {
        user("platform: podman\nformat: markdown\n");
        assertThat(analyze().out()).startsWith("## Fails").contains("podman run");
        project("platform: docker\n");
        assertThat(analyze().out())
                .startsWith("## Fails")
                .contains("docker run")
                .doesNotContain("podman run");
    }

    @Test
    void a_file_that_an_option_names_takes_the_place_of_both() throws IOException {
        project("platform: docker\n");
        Path other = Files.writeString(directory.resolve("other.yaml"), "platform: slurm\n");
        assertThat(analyze("--config=" + other).out()).contains("remount").doesNotContain("docker run");
    }

    @Test
    void a_result_for_a_file_has_the_format_of_its_name() throws IOException {
        project("format: markdown\n");
        Path target = directory.resolve("report.json");
        assertThat(analyze("-o", target.toString()).exitCode()).isEqualTo(1);
        assertThat(Files.readString(target)).startsWith("{");
    }

    @Test
    void a_suppressed_finding_is_a_note_that_says_why_and_until_when() throws IOException {
        String gate = "--fail-on=warning";
        Ran loud = shell().run("analyze", NODE, "--shm-size=40m", gate);
        assertThat(loud.out()).startsWith("TIGHT");
        assertThat(loud.exitCode()).isEqualTo(1);
        project("""
                suppress:
                  - {finding: shm-tight, reason: "ticket 12", until: "2026-12-01"}
                  - {finding: transport-undetermined, reason: "known", until: "2027-01-01"}
                """);
        Ran quiet = shell().run("analyze", NODE, "--shm-size=40m", gate, "--details");
        assertThat(quiet.exitCode()).isZero();
        assertThat(quiet.out().replaceAll("\\s+", " ")).contains("Suppressed until 2026-12-01: ticket 12");
    }

    @Test
    void a_suppression_that_is_over_is_told_and_the_finding_counts_again() throws IOException {
        project("suppress:\n  - {finding: shm-tight, reason: ticket 12, until: \"2026-11-30\"}\n");
        Ran ran = shell().run("analyze", NODE, "--shm-size=40m", "--fail-on=warning");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .contains(".shmfit.yaml:2:5: shm-tight was suppressed until 2026-11-30 and counts again (ticket 12)");
    }

    @Test
    void a_job_that_does_not_fit_still_fails() throws IOException {
        project("suppress:\n  - {finding: shm-too-small, reason: x, until: \"2030-01-01\"}\n");
        assertThat(analyze().exitCode()).isEqualTo(1);
        assertThat(analyze().out()).startsWith("FAILS");
    }

    @Test
    void explain_takes_the_platform_too() throws IOException {
        project("platform: argo\n");
        Path log = Files.writeString(
                directory.resolve("job.log"),
                "RuntimeError: DataLoader worker (pid 229) is killed by signal: Bus error. It is possible that"
                        + " dataloader's workers are out of shared memory.\n");
        assertThat(shell().run("explain", log.toString()).out()).contains("kind: Workflow");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `platfrm: docker`                                  | 1:1: unknown key "platfrm"; did you mean platform?
            `platform: dokcer`                                 | 1:11: platform: "dokcer" is not a platform; did you mean docker?
            `format: htm`                                      | 1:9: format is the text "htm"; did you mean html?
            `suppress: [{finding: shm-tight, until: "2027-01-01"}]` | the key "reason" is missing
            `suppress: [{finding: shm-tigth, reason: x, until: "2027-01-01"}]` | "shm-tigth" is no finding; did you mean shm-tight?
            `suppress: [{finding: shm-tight, reason: x, until: "2027-02-31"}]` | "2027-02-31" is no day
            `suppress: [{finding: shm-tight, reason: x, until: soon}]` | until is the text "soon"
            """)
    void what_is_wrong_in_it_is_told_with_its_place(String text, String message) throws IOException {
        project(text);
        Ran ran = analyze();
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains(".shmfit.yaml:", message);
    }

    @Test
    void a_file_of_comments_says_nothing() throws IOException {
        project("# platform: docker\n\n");
        assertThat(analyze().out()).startsWith("FAILS");
    }

    @Test
    void a_finding_of_lint_is_accepted_for_a_time_too() throws IOException {
        String line = "docker run --ipc=host --gpus all i\n";
        Path script = Files.writeString(directory.resolve("run.sh"), line.replace("--ipc=host ", ""));
        Shell shell = shell();
        assertThat(shell.run("lint", script.toString()).exitCode()).isEqualTo(1);
        Path settings = directory.resolve("project/.shmfit.yaml");
        String text =
                "suppress: [{finding: shm-not-set, reason: the daemon has default-shm-size, until: \"2026-12-31\"}]\n";
        Files.writeString(settings, text);
        Ran ran = shell.run("lint", script.toString());
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("Suppressed: the daemon has default-shm-size");
        Files.writeString(settings, text.replace("2026-12-31", "2026-11-30"));
        ran = shell.run("lint", script.toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("shm-not-set was suppressed until 2026-11-30 and counts again");
    }
}
