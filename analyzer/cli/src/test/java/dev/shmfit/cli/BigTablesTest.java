package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large nodes, and those of which much is open, in a process with the heap that the launcher gives it. */
@Tag("slow")
class BigTablesTest {
    /** What the launcher starts Java with. */
    private static final List<String> LAUNCHER =
            List.of("-XX:-MaxFDLimit", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx160m");

    @TempDir
    private Path directory;

    private Ran shmfit(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LAUNCHER);
        command.add("dev.shmfit.cli.Shmfit");
        command.addAll(List.of(args));
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Ran.command(directory, Map.of("CLASSPATH", classes), command);
    }

    private String table(BigTables table) throws IOException {
        return Files.writeString(directory.resolve("table.txt"), table.text()).toString();
    }

    @Test
    void the_launcher_gives_that_heap() throws IOException {
        assertThat(Files.readString(Path.of(System.getProperty("shmfit.root"), "shmfit")))
                .contains(String.join(" ", LAUNCHER.subList(0, 3)), LAUNCHER.get(3));
    }

    @ParameterizedTest
    @EnumSource
    void a_large_or_open_node_has_a_range_that_names_what_narrows_it(BigTables table) throws Exception {
        Ran ran = shmfit("analyze", table(table), "-v", "--details", "--nccl", "2.21.5", "--shm-size", "64m");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.PROBLEM);
        assertThat(ran.out()).startsWith("FAILS").contains("P2P or SHM", "Not exact: the demand between");
        assertThat(ran.err() + ran.out())
                .doesNotContain("\tat ", "StackOverflowError", "OutOfMemoryError", "bug in shmfit");
    }

    /** A FAILS or FITS that rests on one of two readings would be a guess. */
    @Test
    void nvlinks_that_neither_wires_nor_switches_explain_leave_open_what_pairs_without_them_use() throws Exception {
        Ran newest = shmfit("analyze", table(BigTables.NVLINKS_BY_LOT), "-v", "--details", "--nccl", "2.30.7");
        assertThat(newest.err()).doesNotContain("\tat ");
        assertThat(newest.exitCode()).as(newest.err()).isEqualTo(ExitCode.OK);
        assertThat(newest.out())
                .contains("nvlinks-contradiction", "P2P or SHM", "possible-nodes = ", "to narrow it: topo-m");
    }

    @Test
    void what_was_not_tried_is_not_said_to_change_nothing() throws Exception {
        Ran ran = shmfit("analyze", table(BigTables.NVLINKS_BY_LOT), "--details", "--nccl", "2.30.7");
        assertThat(ran.out()).contains("possible-nodes = ").doesNotContain("Another value would change nothing");
    }
}
