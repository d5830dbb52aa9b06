package dev.shmfit.parse.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiTopoPrinter;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SmiP2pParserTest {
    private static final String TABLE = " \tGPU0\tGPU1\t\n GPU0\tX\tCNS\t\n GPU1\tOK\tX\t\n";

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    private static List<SmiP2pMatrix> tables(String text, String item) {
        return SmiP2pParser.parse(text, item).value() instanceof SmiOutput.Tables<SmiP2pMatrix> t
                ? t.tables()
                : List.of();
    }

    private static String words(SmiP2pMatrix m) {
        List<String> words = new ArrayList<>();
        m.cells().forEach(r -> r.forEach(c -> words.add(c.match(k -> k.value().name(), a -> ".", u -> "?"))));
        return String.join(" ", words);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_printed_table_reads_back(int seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(16);
        List<List<Reading<P2pStatus>>> cells = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<Reading<P2pStatus>> row = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                P2pStatus[] all = P2pStatus.values();
                row.add(Reading.known(i == j ? P2pStatus.OK : all[random.nextInt(all.length)], SourceRef.of("r")));
            }
            cells.add(row);
        }
        SmiP2pMatrix truth = new SmiP2pMatrix("r", IntStream.range(0, n).boxed().toList(), cells);
        String text = SmiTopoPrinter.print(truth);
        assertThat(tables(text, "p2p-r.txt")).as("seed %d", seed).hasSize(1);
        assertThat(words(tables(text, "p2p-r.txt").get(0))).isEqualTo(words(truth));
        String glued = text.replace("\tGPU", "GPU").replace("\t", "");
        tables(glued, "t").forEach(m -> assertThat(words(m)).as("seed %d", seed).isEqualTo(words(truth)));
    }

    @ParameterizedTest
    @CsvSource({
        "nvidia-smi-topo-p2p-r.txt, r",
        "nvidia-smi-topo-p2p-w.txt, w",
        "x4_p2p_rw_ok.txt, rw",
        "p2p.txt, ''",
        "gb200_p2p_fixture.txt, ''",
        "p2p-, ''"
    })
    void the_file_name_tells_the_capability(String item, String capability) {
        assertThat(tables(TABLE, item).get(0).capabilities()).isEqualTo(capability);
    }

    @Test
    void the_command_line_tells_the_capability_and_goes_before_the_name() {
        Parsed<SmiOutput<SmiP2pMatrix>> parsed =
                SmiP2pParser.parse("$ nvidia-smi topo -p2p w  # writes\n" + TABLE, "p2p-r.txt");
        assertThat(((SmiOutput.Tables<SmiP2pMatrix>) parsed.value())
                        .tables()
                        .get(0)
                        .capabilities())
                .isEqualTo("w");
        assertThat(parsed.notes()).anyMatch(n -> n.message().contains("believed"));
    }

    @Test
    void two_commands_in_one_text_give_two_tables() {
        String text = "# nvidia-smi topo -p2p r\n" + TABLE + "# nvidia-smi topo -p2p w\n" + TABLE;
        assertThat(tables(text, "both.txt").stream().map(SmiP2pMatrix::capabilities))
                .containsExactly("r", "w");
    }

    @Test
    void columns_that_the_author_left_out_are_told() {
        String text = "GPU0 GPU1 ... GPU7\nGPU0 X OK ... CNS\nGPU1 OK X ... OK\n...\nGPU7 CNS OK ... X\n";
        Parsed<SmiOutput<SmiP2pMatrix>> parsed = SmiP2pParser.parse(text, "t");
        SmiP2pMatrix m =
                ((SmiOutput.Tables<SmiP2pMatrix>) parsed.value()).tables().get(0);
        assertThat(m.gpuIndices()).containsExactly(0, 1, 7);
        assertThat(words(m)).isEqualTo("OK OK CNS OK OK OK CNS OK OK");
        assertThat(parsed.notes()).anyMatch(n -> n.message().contains("left columns out"));
    }

    @Test
    void a_topo_m_table_is_not_taken_for_p2p() {
        assertThat(SmiP2pParser.parse("\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n", "t")
                        .value())
                .isInstanceOf(SmiOutput.NotRecognised.class);
    }

    @ParameterizedTest
    @CsvSource({
        "nvidia-smi topo -p2p r, r",
        "nvidia-smi topo -p2p w, w",
        "nvidia-smi topo --p2p n, n",
        "nvidia-smi topo --p2p=a, a",
        "nvidia-smi topo -p2p=r, r",
        "nvidia-smi topo -m, ''",
        "nvidia-smi topo -p2p, ''",
        "nvidia-smi topo -p2p=q, ''"
    })
    void the_command_says_what_was_asked(String command, String capability) {
        assertThat(tables("$ " + command + "\n" + TABLE, "text"))
                .singleElement()
                .extracting(SmiP2pMatrix::capabilities)
                .isEqualTo(capability);
    }
}
