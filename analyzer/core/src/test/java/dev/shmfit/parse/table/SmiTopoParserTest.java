package dev.shmfit.parse.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmiTopoParserTest {
    private static Parsed<SmiOutput<SmiTopoMatrix>> parse(String text) {
        return SmiTopoParser.parse(text, "topo.txt");
    }

    private static SmiTopoMatrix only(String text) {
        assertThat(parse(text).value()).isInstanceOf(SmiOutput.Tables.class);
        List<SmiTopoMatrix> tables =
                ((SmiOutput.Tables<SmiTopoMatrix>) parse(text).value()).tables();
        assertThat(tables).hasSize(1);
        return tables.get(0);
    }

    private static String row(SmiTopoMatrix m, int i) {
        return String.join(
                " ",
                m.cells().get(i).stream()
                        .map(c -> c.match(k -> k.value().text(), a -> ".", u -> "?"))
                        .toList());
    }

    @Test
    void a_cell_knows_its_line_and_verbatim_column() {
        Reading<SmiLink> cell = only("\t\u001b[4mGPU0\tGPU1\u001b[0m\nGPU0\t X \tNV4\nGPU1\tNV4\t X \n")
                .cells()
                .get(0)
                .get(1);
        String place = cell.match(k -> k.source().toString(), a -> "", u -> "");
        assertThat(place).isEqualTo("topo.txt:2:10");
    }

    @Test
    void a_word_that_is_no_link_is_left_undetermined_with_its_place() {
        Parsed<SmiOutput<SmiTopoMatrix>> parsed = parse("\tGPU0\tGPU1\nGPU0\t X \tNV18?\nGPU1\tNV18\t X \n");
        assertThat(row(
                        ((SmiOutput.Tables<SmiTopoMatrix>) parsed.value())
                                .tables()
                                .get(0),
                        0))
                .isEqualTo("X ?");
        assertThat(parsed.notes().get(0).toString())
                .isEqualTo("topo.txt:2:10: cell \"NV18?\": it is no link that we know; GPU0-GPU1 is left undetermined");
    }

    @Test
    void glued_cells_are_parted_where_only_one_reading_exists() {
        SmiTopoMatrix m =
                only("\tGPU0\tGPU1\tNIC7NIC8\tCPU Affinity\nGPU0\t X \tNV12SYSSYS0-3\nGPU1\tNV12 X PIXNODE 4-7\n");
        assertThat(m.devices().stream().map(SmiDevice::name)).containsExactly("GPU0", "GPU1", "NIC7", "NIC8");
        assertThat(row(m, 0)).isEqualTo("X NV12 SYS SYS");
        assertThat(row(m, 1)).isEqualTo("NV12 X PIX NODE");
        assertThat(m.affinities().get(0).cpus().asOptional()).contains("0-3");
    }

    @Test
    void a_number_that_may_belong_to_two_cells_is_left_undetermined() {
        SmiTopoMatrix m = only("\tGPU0\tGPU1\tCPU Affinity\nGPU0\t X \tNV180-55\nGPU1\tNV18\t X \t0-55\n");
        assertThat(row(m, 0)).isEqualTo("X ?");
        assertThat(m.affinities().get(0).cpus().isKnown()).isFalse();
    }

    @Test
    void a_lost_cell_makes_unsure_only_its_own_side_of_the_x() {
        String text = """
                GPU0 GPU1 GPU2 GPU3 CPU Affinity
                GPU0 X PIX SYS SYS 0-3
                GPU1 PIX X SYS 0-3
                GPU2 SYS SYS X NV2 0-3
                GPU3 SYS NV2 X 0-3
                """;
        SmiTopoMatrix m = only(text);
        assertThat(row(m, 1)).isEqualTo("PIX X ? ?");
        assertThat(row(m, 3)).isEqualTo("? ? ? X");
    }

    @Test
    void a_visible_gap_says_which_cell_is_missing() {
        String text = """
                        GPU0    GPU1    GPU2    CPU Affinity
                GPU0     X      PIX     SYS     0-3
                GPU1    PIX      X              0-3
                GPU2    SYS             X       0-3
                """;
        SmiTopoMatrix m = only(text);
        assertThat(row(m, 0)).isEqualTo("X PIX SYS");
        assertThat(row(m, 2)).isEqualTo("SYS . X");
    }

    @Test
    void a_cut_number_of_nvlinks_is_not_believed() {
        SmiTopoMatrix m = only("\tGPU0\tGPU1\tGPU2\nGPU0\t X \tNV12\tNV12\nGPU1\tNV1");
        assertThat(row(m, 1)).isEqualTo("? X .");
    }

    @Test
    void columns_are_found_without_a_header_by_the_x_of_each_row() {
        String text = "GPU2 SYS SYS X PIX NODE 0-3 0 N/A\nGPU3 SYS SYS PIX X PIX 0-3 0 N/A\nNIC0 SYS SYS NODE PIX X\n";
        SmiTopoMatrix m = only(text);
        assertThat(m.devices().stream().map(SmiDevice::name)).containsExactly("GPU0", "GPU1", "GPU2", "GPU3", "NIC0");
        assertThat(row(m, 2)).isEqualTo("SYS SYS X PIX NODE");
        assertThat(row(m, 0)).isEqualTo("X . . . .");
        assertThat(m.affinities().get(3).numaNodes().asOptional()).contains(List.of(0));
    }

    @Test
    void a_header_that_the_rows_contradict_is_not_believed() {
        SmiTopoMatrix m = only(
                "GPU0 GPU2 GPU3\nGPU0 X PIX SYS SYS\nGPU1 PIX X SYS SYS\nGPU2 SYS SYS X PIX\nGPU3 SYS SYS PIX X\n");
        assertThat(m.gpus()).hasSize(4);
        assertThat(row(m, 2)).isEqualTo("SYS SYS X PIX");
    }

    @Test
    void a_markdown_table_may_have_its_columns_in_any_order() {
        String text = """
                | NIC0 | Model | GPU1 | NUMA Affinity | | GPU0 |
                |:---:|---|---|---|---|---|
                | PIX | L4 | NODE | 0 | **GPU0** | X |
                | SYS | L4 | X | 1 | **GPU1** | NODE |
                | X | | SYS | | NIC0 | PIX |
                """;
        SmiTopoMatrix m = only(text);
        assertThat(row(m, 0)).isEqualTo("X NODE PIX");
        assertThat(row(m, 1)).isEqualTo("NODE X SYS");
        assertThat(row(m, 2)).isEqualTo("PIX SYS X");
        assertThat(m.affinities().get(1).numaNodes().asOptional()).contains(List.of(1));
    }

    @Test
    void an_html_table_is_read_by_its_fields() {
        String text = "<table><tr><th></th><th>GPU0</th><th>GPU1</th></tr>"
                + "<tr><td>GPU0</td><td>X</td><td>NV4</td></tr><tr><td>GPU1</td><td></td><td>X</td></tr></table>";
        assertThat(row(only(text), 0)).isEqualTo("X NV4");
        assertThat(row(only(text), 1)).isEqualTo(". X");
    }

    @Test
    void two_hosts_whose_lines_are_mixed_stay_apart() {
        String text = """
                a: GPU0 GPU1
                b: GPU0 GPU1
                a: GPU0 X PIX
                b: GPU0 X SYS
                b: GPU1 SYS X
                a: GPU1 PIX X
                """;
        List<SmiTopoMatrix> tables =
                ((SmiOutput.Tables<SmiTopoMatrix>) parse(text).value()).tables();
        assertThat(tables).hasSize(2);
        assertThat(row(tables.get(0), 1)).isEqualTo("PIX X");
        assertThat(row(tables.get(1), 1)).isEqualTo("SYS X");
    }

    @Test
    void a_table_of_p2p_in_the_same_text_is_left_to_its_own_reader() {
        String both =
                "\tGPU0\tGPU1\nGPU0\t X \tPIX\nGPU1\tPIX\t X \n\n$ nvidia-smi topo -p2p r\n \tGPU0\tGPU1\n GPU0\tX\tOK\n GPU1\tOK\tX\n";
        assertThat(row(only(both), 0)).isEqualTo("X PIX");
        assertThat(parse(both.substring(both.indexOf('$'))).value()).isInstanceOf(SmiOutput.NotRecognised.class);
    }

    @Test
    void legends_and_prose_are_no_data() {
        String text = "GPU0 SYS GPU1 is slow\n  PHB  = Connection X\nGPU 0: NVIDIA L4 (UUID: x)\n- X and SYS\nGPU0 X\n";
        SmiTopoMatrix m = only(text);
        assertThat(m.devices()).hasSize(1);
    }

    @Test
    void the_command_that_hides_nvlinks_is_told() {
        Parsed<SmiOutput<SmiTopoMatrix>> p =
                parse("$ nvidia-smi topo -mp\n\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n");
        assertThat(p.notes()).anyMatch(n -> n.message().contains("-mp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed to initialize NVML: Driver/library version mismatch",
                "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that",
                "bash: nvidia-smi: command not found",
                "Failed to initialize NVML: Unknown Error"
            })
    void an_error_in_place_of_a_table_is_given_as_such(String text) {
        assertThat(parse(text).value()).isInstanceOf(SmiOutput.Failed.class);
    }

    @Test
    void no_gpus_is_an_answer() {
        assertThat(parse("No devices were found\n").value()).isInstanceOf(SmiOutput.NoGpus.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n\n",
                "hello\n",
                "\0\1\2\3\0\4",
                "Legend:\n\n  X = Self\n",
                "|||||",
                "\u001b[",
                "&",
                "<",
                "\\"
            })
    void a_text_without_a_table_is_not_recognised(String text) {
        assertThat(parse(text).value()).isInstanceOf(SmiOutput.NotRecognised.class);
    }

    @Test
    void more_than_64_gpus_are_refused_with_or_without_a_header() {
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            header.append("\tGPU").append(i);
        }
        assertThat(parse(header + "\n").value())
                .isInstanceOfSatisfying(
                        SmiOutput.TooLarge.class, t -> assertThat(t.count()).isEqualTo(600));
        assertThat(parse("GPU64 SYS X\n").value()).isInstanceOf(SmiOutput.TooLarge.class);
    }

    @Test
    void a_table_with_64_gpus_is_read() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            s.append("\tGPU").append(i);
        }
        s.append('\n');
        for (int i = 0; i < 64; i++) {
            s.append("GPU").append(i);
            for (int j = 0; j < 64; j++) {
                s.append('\t').append(i == j ? " X " : "SYS");
            }
            s.append('\n');
        }
        assertThat(only(s.toString()).gpus()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GPU0 X SYS\n", "GPU0\tGPU1\n", "<td", "&nbsp", "\u001b[4", "NV1NV1NV1", "[4;4;4", "| X ",
                        "X X X X X X X X\n",
                "GPU0 X NV1\nGPU1 NV1 X\n", "\\t\\n", "<b<b", "0-1,", "a: b: ", "NIC0: x\n", "Legend:\n", "...\n", "\r"
            })
    @Tag("slow")
    void repetition_without_end_is_read_in_bounded_memory(String piece) {
        String text = piece.repeat(3_000_000 / piece.length());
        assertThat(parse(text).notes()).hasSizeLessThanOrEqualTo(NoteList.MOST + 1);
    }

    @Test
    @Tag("slow")
    void rows_and_legend_entries_without_end_are_cut_short() {
        StringBuilder s = new StringBuilder("\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n");
        for (int i = 0; i < 100_000; i++) {
            s.append("NIC").append(i).append("\tX\n");
        }
        for (int i = 0; i < 300_000; i++) {
            s.append("NIC").append(i).append(": mlx5_").append(i).append('\n');
        }
        SmiTopoMatrix m = only(s.toString());
        assertThat(row(m, 0)).startsWith("X SYS");
        assertThat(m.devices()).hasSizeLessThan(1024);
    }

    @Test
    @Tag("slow")
    void noise_of_many_megabytes_is_not_recognised() {
        Random random = new Random(1);
        char[] chars = new char[20_000_000];
        String alphabet = "GPU0123 \n\tXNVSYSPIX|<>&\\[;m\u001b\u0000\u00a0abc-:=";
        for (int i = 0; i < chars.length; i++) {
            chars[i] = alphabet.charAt(random.nextInt(alphabet.length()));
        }
        Parsed<SmiOutput<SmiTopoMatrix>> parsed = parse(new String(chars));
        assertThat(parsed.value()).isNotNull();
        assertThat(parsed.notes()).hasSizeLessThanOrEqualTo(NoteList.MOST + 1);
    }
}
