package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.terminal.Live;
import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.ProcessCommands;
import dev.shmfit.reports.text.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
    private static final String LOADER = "--loader=workers=8,batch=64,sample=600KiB";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final Path CASE =
            Path.of(System.getProperty("shmfit.root"), "fixtures/cases/two-socket-x8-pix-node-sys/capture");

    @TempDir
    private Path temp;

    /** A driver that answers with the tables of a captured machine. */
    private static final String ANSWERS = "case \"$*\" in\n'topo -m') cat '" + CASE + "/nvidia-smi-topo-m.txt' ;;\n"
            + "'topo -p2p r') cat '" + CASE + "/nvidia-smi-topo-p2p-r.txt' ;;\n"
            + "'topo -p2p w') cat '" + CASE + "/nvidia-smi-topo-p2p-w.txt' ;;\n*) exit 3 ;;\nesac\n";

    private static final String HANGS = "exec sleep 60\n";
    private static final String MISMATCH =
            "echo 'Failed to initialize NVML: Driver/library version mismatch'\nexit 18\n";

    private Shell shell(String nvidiaSmi, boolean watched) throws IOException {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        if (!nvidiaSmi.isEmpty()) {
            Path program = bin.resolve("nvidia-smi");
            Files.writeString(program, "#!/bin/sh\n" + nvidiaSmi);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Map<String, String> environment = Map.of("PATH", bin.toString(), "HOME", temp.toString());
        Machine machine = new Machine(Path.of("/"), environment, new ProcessCommands(environment), "jo");
        Live live = new Live(machine, CLOCK, watched, false, false, new ByteArrayOutputStream());
        return new Shell(new CommandContext(InputStream.nullInputStream(), TextStyle.PLAIN, Shell.VERSION, live));
    }

    @Test
    void capturing_and_analysing_gives_the_same_answer_as_checking() throws IOException {
        Shell shell = shell(ANSWERS, false);
        // The version is stated: what is installed on the machine that runs the test has no say.
        String[] job = {LOADER, "--shm-size", "64m", "--format", "json", "--nccl=2.27.7"};
        Ran check = shell.run("check", job[0], job[1], job[2], job[3], job[4], job[5]);
        Path capture = temp.resolve("node.tar.gz");
        assertThat(shell.run("capture", "--no-redact", "-o", capture.toString()).exitCode())
                .isZero();
        Ran analyze = shell.run("analyze", capture.toString(), job[0], job[1], job[2], job[3], job[4], job[5]);
        assertThat(check.exitCode()).isEqualTo(analyze.exitCode()).isEqualTo(ExitCode.PROBLEM);
        assertThat(withoutOrigin(check.out())).isEqualTo(withoutOrigin(analyze.out()));
        assertThat(check.out()).contains("\"transport\": \"SHM\"");
    }

    @Test
    void the_command_that_starts_the_job_stands_behind_two_hyphens_as_for_analyze() throws IOException {
        Shell shell = shell(ANSWERS, false);
        String[] command = {"torchrun", "--nproc-per-node", "4", "train.py"};
        Ran check = shell.run(
                "check", "--format=json", "--nccl=2.27.7", "--", command[0], command[1], command[2], command[3]);
        Path capture = temp.resolve("node.tar.gz");
        shell.run("capture", "--no-redact", "-o", capture.toString());
        Ran analyze = shell.run(
                "analyze",
                capture.toString(),
                "--format=json",
                "--nccl=2.27.7",
                "--",
                command[0],
                command[1],
                command[2],
                command[3]);
        assertThat(withoutOrigin(check.out()))
                .isEqualTo(withoutOrigin(analyze.out()))
                .contains("stand in the command behind --");
        assertThat(shell.run("check", "train.py").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("check", "train.py").err()).contains("reads no file, but \"train.py\" is given");
    }

    private static String withoutOrigin(String json) {
        return json.replaceAll("(?s)\"generatedFrom\": \\{.*?\\}", "");
    }

    @Test
    void a_redacted_capture_gives_the_same_verdict() throws IOException {
        Shell shell = shell(ANSWERS, false);
        Path capture = temp.resolve("node");
        shell.run("capture", "-o", capture.toString());
        assertThat(shell.run("analyze", capture.toString(), LOADER, "--one-line")
                        .out())
                .isEqualTo(shell.run("check", LOADER, "--one-line").out());
    }

    @Test
    void a_driver_that_hangs_is_the_nodes_problem_and_the_loaders_are_assessed_all_the_same() throws IOException {
        Ran ran = shell(HANGS, false).run("check", LOADER, "--timeout", "1", "--details");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.PROBLEM);
        assertThat(ran.out())
                .contains(
                        "nvidia-smi topo -m did not answer within 1 s",
                        "nvidia-smi-hangs",
                        "owner: node",
                        "DataLoader");
        assertThat(shell(HANGS, false)
                        .run("check", "--timeout", "1", "--exit-profile", "slurm")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_driver_that_does_not_fit_its_library_is_quoted() throws IOException {
        Ran ran = shell(MISMATCH, false).run("check", LOADER, "--details");
        assertThat(ran.out()).contains("Driver/library version mismatch", "gpus-not-known");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void without_gpus_the_loaders_are_assessed() throws IOException {
        Ran ran = shell("", false).run("check", LOADER, "--shm-size", "64m", "--ranks", "2");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.PROBLEM);
        assertThat(ran.out())
                .startsWith("FAILS  needs 1.4 GiB of /dev/shm, has 64.0 MiB")
                .contains("no-gpus");
    }

    @Test
    void where_nothing_can_be_read_at_all_it_ends_with_the_code_for_input() throws IOException {
        Path empty = Files.createDirectories(temp.resolve("empty"));
        Ran ran = shell("", false).run("check", "--root", empty.toString());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.err()).contains("there is no nvidia-smi");
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nagios, 64m, 2, SHMFIT CRITICAL - needs",
        "slurm, 64m, 0, shmfit: fails: shm-too-small",
        "npd, 64m, 1, shmfit: fails: shm-too-small",
        "k8s, 64m, 1, FAILS  needs",
        "nagios, 4g, 0, SHMFIT OK - needs",
        "slurm, 4g, 0, shmfit: fits",
        "npd, 4g, 0, shmfit: fits",
        "k8s, 4g, 0, FITS  needs"
    })
    void each_caller_gets_the_code_that_it_understands(String profile, String size, int code, String out)
            throws IOException {
        Ran ran = shell("", false).run("check", LOADER, "--shm-size", size, "--exit-profile", profile);
        assertThat(ran.out()).startsWith(out);
        assertThat(ran.exitCode()).isEqualTo(code);
    }

    @Test
    void quiet_says_nothing_and_one_line_says_one() throws IOException {
        assertThat(shell("", false).run("check", "-q").out()).isEmpty();
        assertThat(shell("", false).run("check", "--one-line").out()).hasLineCount(1);
    }

    @Test
    void who_watches_sees_what_is_being_looked_at_and_nobody_else_does() throws IOException {
        assertThat(shell("", true).run("check", "-q").err()).contains("looking at users of /dev/shm ...");
        assertThat(shell("", false).run("check", "-q").err()).isEmpty();
    }

    @Test
    void a_capture_needs_a_place_to_go_and_names_what_it_lacks() throws IOException {
        Shell shell = shell("", false);
        assertThat(shell.run("capture").exitCode()).isEqualTo(ExitCode.USAGE);
        Ran ran = shell.run("capture", "-o", temp.resolve("c").toString());
        assertThat(ran.err()).contains("nvidia-smi-topo-m.txt: there is no nvidia-smi");
        assertThat(Files.readString(temp.resolve("c/capture.json"))).contains("\"redacted\": true");
    }

    @Test
    void an_archive_goes_to_standard_output_as_bytes() throws IOException {
        Shell shell = shell("", false);
        shell.run("capture", "-o", "-");
        byte[] archive = ((ByteArrayOutputStream) shell.context().live().bytes()).toByteArray();
        Ran ran = new Shell(
                        new CommandContext(new java.io.ByteArrayInputStream(archive), TextStyle.PLAIN, Shell.VERSION))
                .run("analyze", "-", LOADER);
        assertThat(ran.out()).contains("DataLoader");
    }
}
