package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No verdict that there is room leaves out what it is about. */
class ScopeIsToldTest {
    private static final String TABLE = "\tGPU0\tGPU1\nGPU0\t X \tPHB\nGPU1\tPHB\t X \n";
    private static final String IN_WORDS = "NCCL alone";

    /** The outputs that say it in another way. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "json", "\"scope\": [ \"nccl\" ]",
            "prometheus", "scope=\"nccl\"");

    @TempDir
    private Path temp;

    private Ran analyze(String... more) throws Exception {
        Path table = temp.resolve("topo.txt");
        Files.writeString(table, TABLE);
        List<String> args = new ArrayList<>(List.of("analyze", "--topo-m", table.toString(), "--shm-size", "64g"));
        args.addAll(List.of(more));
        return Shell.quiet().run(args.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html", "markdown", "junit", "sarif", "json", "prometheus"})
    void in_every_output(String format) throws Exception {
        String says = OTHERWISE.getOrDefault(format, IN_WORDS);
        assertThat(analyze("--format", format).out()).contains(says);
        assertThat(analyze("--format", format, "--loader", "none").out()).doesNotContain(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nagios", "slurm", "npd", "k8s"})
    void in_every_exit_profile(String profile) throws Exception {
        Ran without = analyze("--exit-profile", profile);
        assertThat(without.exitCode()).isZero();
        assertThat(without.out().lines().findFirst().orElse("")).contains(IN_WORDS);
        assertThat(analyze("--exit-profile", profile, "--loader", "none").out()).doesNotContain(IN_WORDS);
    }

    @Test
    void in_one_line() throws Exception {
        assertThat(analyze("--one-line").out()).startsWith("fits: NCCL alone needs");
        assertThat(analyze("--one-line", "--loader", "none").out()).startsWith("fits: needs");
    }

    /** A gate does not pass on what is not known, unless it is told to. */
    @ParameterizedTest
    @CsvSource({"nagios, 3", "npd, 2", "k8s, 1"})
    void where_nothing_was_stated_and_nothing_found_it_is_unknown(String profile, int code) throws Exception {
        Path nothing = temp.resolve("topo.txt");
        Files.writeString(nothing, TABLE);
        Ran ran = Shell.quiet().run("analyze", "--topo-m", nothing.toString(), "--exit-profile", profile);
        assertThat(ran.out()).containsIgnoringCase("unknown");
        assertThat(ran.exitCode()).isEqualTo(code);
    }

    /** A count of workers is said, not taken for a loader and not passed over. */
    @Test
    void workers_of_a_command_line_are_told_where_their_batches_are_not() {
        String node = Path.of(System.getProperty("shmfit.root"), "fixtures/observed/G8_h100_nvsw.xml")
                .toString();
        String[] words = {"--", "torchrun", "--nproc-per-node", "8", "train.py", "--num-workers", "4"};
        String told = Shell.quiet()
                .run(Stream.concat(Stream.of("analyze", node), Stream.of(words)).toArray(String[]::new))
                .out();
        assertThat(told.replaceAll("\\s+", " "))
                .contains(
                        "This is about NCCL alone: the command line gives a DataLoader 4 workers, and nothing says what a"
                                + " batch holds. State it with --loader workers=4,prefetch=…");
        String stated = Shell.quiet()
                .run(Stream.concat(Stream.of("analyze", node, "--loader", "none"), Stream.of(words))
                        .toArray(String[]::new))
                .out();
        assertThat(stated).doesNotContain("4 workers");
    }
}
