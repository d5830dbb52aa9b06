package dev.shmfit.parse.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SmiTopoPrinter;
import dev.shmfit.nccl.observed.ObservedTopology;
import dev.shmfit.parse.Parsed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every published capture of nvidia-smi topo, against a reading that a person compared with the file. */
class SmiCapturesTest {
    static Stream<String> topo() {
        return names("topo");
    }

    static Stream<String> p2p() {
        return names("p2p");
    }

    static Stream<String> labelled() {
        return Golden.files("labelled").stream()
                .filter(d -> d.resolve("topo.txt").toFile().exists())
                .map(d -> d.getFileName().toString());
    }

    private static Stream<String> names(String folder) {
        return Golden.files(folder).stream().map(f -> f.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("topo")
    void topo_m_is_read_as_reviewed(String name) {
        String text = Golden.read(Golden.captures().resolve("topo").resolve(name));
        String read = ReadText.topo(SmiTopoParser.parse(text, name));
        Golden.check(expected("topo", name), read);
        assertThat(ReadText.topo(SmiTopoParser.parse(text, name))).isEqualTo(read);
    }

    @ParameterizedTest
    @MethodSource("p2p")
    void topo_p2p_is_read_as_reviewed(String name) {
        String text = Golden.read(Golden.captures().resolve("p2p").resolve(name));
        Golden.check(expected("p2p", name), ReadText.p2p(SmiP2pParser.parse(text, name)));
    }

    @ParameterizedTest
    @MethodSource("labelled")
    void topo_m_of_a_labelled_case_is_read_as_reviewed(String name) {
        String text =
                Golden.read(Golden.captures().resolve("labelled").resolve(name).resolve("topo.txt"));
        Golden.check(expected("labelled", name + ".txt"), ReadText.topo(SmiTopoParser.parse(text, "topo.txt")));
    }

    static Stream<ObservedTopology> emulated() {
        return ObservedTopology.designed().stream().filter(t -> t.topoM().isPresent());
    }

    @ParameterizedTest
    @MethodSource("emulated")
    void an_undamaged_table_is_read_whole_and_printed_back_as_it_was(ObservedTopology node) {
        String text = node.topoM().orElseThrow();
        Parsed<SmiOutput<SmiTopoMatrix>> parsed = SmiTopoParser.parse(text, "topo.txt");
        assertThat(parsed.notes()).allMatch(n -> n.message().startsWith("the legend"));
        SmiTopoMatrix matrix =
                ((SmiOutput.Tables<SmiTopoMatrix>) parsed.value()).tables().get(0);
        assertThat(matrix.cells().stream().flatMap(List::stream)).allMatch(Reading::isKnown);
        String table = text.substring(0, text.indexOf("\n\n") + 1);
        assertThat(SmiTopoPrinter.print(matrix)).startsWith(table);
    }

    private static Path expected(String folder, String name) {
        return Golden.captures().resolve("expected").resolve(folder).resolve(name);
    }
}
