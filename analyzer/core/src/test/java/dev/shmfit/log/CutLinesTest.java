package dev.shmfit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log may end anywhere, hold several runs, stand on one line or upside down. */
class CutLinesTest {
    private static final String TWO = """
            n1:1:10 [0] NCCL INFO NCCL version 2.23.4+cuda12.4
            n1:1:10 [0] NCCL INFO Channel 00/0 : 0[0] -> 1[1] via SHM/direct/direct
            n1:2:11 [1] NCCL INFO Channel 00/0 : 1[1] -> 0[0] via SHM/direct/direct
            """;

    private static final String INIT = """
            n1:%1$d:10 [0] NCCL INFO ncclCommInitRank comm 0x5%1$d rank 0 nranks 2 cudaDev 0 nvmlDev 0 busId 3d000 commId 0xa%1$d - Init START
            n1:%1$d:10 [0] NCCL INFO Channel 00/02 :    0   1
            n1:%1$d:10 [0] NCCL INFO Channel 00/0 : 0[0] -> 1[1] via SHM/direct/direct
            n1:%1$d:10 [0] NCCL INFO ncclCommInitRank comm 0x5%1$d rank 0 nranks 2 cudaDev 0 nvmlDev 0 busId 3d000 commId 0xa%1$d - Init COMPLETE
            """;

    static Stream<String> logs() {
        return LogCapturesTest.logs();
    }

    /** Only where a cut line counts at all does the log have to be read again. */
    @ParameterizedTest
    @MethodSource("logs")
    void cut_at_any_byte_a_log_keeps_what_its_whole_lines_told(String log) throws IOException {
        byte[] text = Files.readAllBytes(Path.of(System.getProperty("shmfit.root"), "fixtures", "captures")
                .resolve(log));
        NcclLogReader whole = new NcclLogReader();
        whole.open(log);
        Set<String> seen = new HashSet<>();
        int start = 0;
        long number = 0;
        while (start < text.length) {
            int end = LineEnd.next(text, start, text.length);
            for (int cut = start + 1; cut <= end; cut++) {
                String shape = shape(text, start, cut);
                if (whole.usesOpen(text, start, cut) && seen.add(shape)) {
                    keeps(log, text, start, cut);
                }
            }
            whole.line(++number, text, start, Math.max(start, end), false);
            start = end + 1;
        }
        assertThat(number).isPositive();
    }

    private static String shape(byte[] text, int from, int to) {
        StringBuilder shape = new StringBuilder();
        for (int i = from; i < to; i++) {
            boolean digit = text[i] >= '0' && text[i] <= '9';
            shape.append(digit ? '9' : (char) text[i]);
        }
        return shape.toString();
    }

    private static void keeps(String log, byte[] text, int start, int cut) {
        NcclLog before = read(log, text, start);
        NcclLog after = read(log, text, cut);
        assertThat(after.communicators()).as("%s cut at %d", log, cut).hasSameSizeAs(before.communicators());
        for (int i = 0; i < before.communicators().size(); i++) {
            LoggedCommunicator b = before.communicators().get(i);
            LoggedCommunicator a = after.communicators().get(i);
            assertThat(a.size()).as("%s cut at %d", log, cut).isEqualTo(b.size());
            assertThat(a.rings()).as("%s cut at %d", log, cut).isEqualTo(b.rings());
            assertThat(a.ranks().keySet())
                    .as("%s cut at %d", log, cut)
                    .isEqualTo(b.ranks().keySet());
            assertThat(pairs(a)).as("%s cut at %d", log, cut).containsAll(pairs(b));
        }
    }

    private static List<String> pairs(LoggedCommunicator c) {
        List<String> pairs = new ArrayList<>();
        c.pairs().forEach(p -> p.channels().forEach(n -> pairs.add(p.from() + " " + p.to() + " " + p.via() + " " + n)));
        return pairs;
    }

    private static NcclLog read(String log, byte[] text, int to) {
        NcclLogReader reader = new NcclLogReader();
        reader.open(log);
        LineSplitter lines = new LineSplitter(reader);
        lines.accept(text, to);
        lines.finish();
        return reader.finish();
    }

    @Test
    void a_cut_line_makes_no_communicator_and_is_told() {
        NcclLog log = NcclLogReader.read("job.log", TWO + "n1:1:10 [0] NCCL INFO Channel 01/0 : 0");

        assertThat(log.communicators()).singleElement().satisfies(c -> {
            assertThat(c.size()).isEqualTo(2);
            assertThat(c.pairs()).hasSize(2);
            assertThat(c.rings()).isEmpty();
        });
        assertThat(log.notes()).anySatisfy(n -> assertThat(n.message()).contains("may be cut, and is not used"));
    }

    @Test
    void a_last_line_without_an_end_still_shows_a_pair_of_a_known_communicator() {
        NcclLog log = NcclLogReader.read("job.log", TWO.stripTrailing());

        assertThat(log.communicators())
                .singleElement()
                .satisfies(c -> assertThat(c.pairs()).hasSize(2));
    }

    @Test
    void a_line_that_another_continues_makes_no_communicator() {
        String log = TWO + "n1:1:10 [0] NCCL INFO Channel 01/02 :    0  n1:2:11 [1] NCCL INFO Connected all rings\n";

        assertThat(NcclLogReader.read("job.log", log).communicators())
                .allSatisfy(c -> assertThat(c.rings()).isEmpty());
    }

    @Test
    void lines_of_two_runs_are_told_apart_and_said() {
        NcclLog log = NcclLogReader.read("job.log", INIT.formatted(71) + INIT.formatted(92));

        assertThat(log.notes())
                .anySatisfy(n -> assertThat(n.message()).contains("more than one run", "process 71", "process 92"));
    }

    @Test
    void a_log_whose_newest_line_stands_first_is_read_from_its_end() {
        List<String> lines = new ArrayList<>(List.of(INIT.formatted(71).split("\n", -1)));
        java.util.Collections.reverse(lines);
        NcclLog straight = NcclLogReader.read("job.log", INIT.formatted(71));
        NcclLog turned = NcclLogReader.read("job.log", String.join("\n", lines).strip() + "\n");

        assertThat(turned.communicators()).hasSameSizeAs(straight.communicators());
        assertThat(turned.communicators().get(0).pairs()).hasSize(1);
        assertThat(turned.notes()).anySatisfy(n -> assertThat(n.message()).contains("newest line stands first"));
    }

    @Test
    void a_paste_whose_line_ends_were_lost_is_read() {
        NcclLog flat = NcclLogReader.read("job.log", INIT.formatted(71).strip().replace("\n", " ") + "\n");

        assertThat(flat.communicators()).singleElement().satisfies(c -> {
            assertThat(c.size()).isEqualTo(2);
            assertThat(c.pairs()).hasSize(1);
        });
    }

    @Test
    void rccl_is_named() {
        NcclLog log = NcclLogReader.read(
                "job.log", "n1:1:10 [0] NCCL INFO RCCL version : 2.22.3-HEAD:9c1a8d2\n" + INIT.formatted(1));

        assertThat(log.notes()).anySatisfy(n -> assertThat(n.message()).contains("RCCL's (2.22.3-HEAD"));
    }
}
