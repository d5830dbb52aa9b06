package dev.shmfit.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.cli.exit.InputError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleTextTest {
    private static final String TOPO = "\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n";
    private static final String P2P = " \tGPU0\tGPU1\t\n GPU0\tX\tCNS\n GPU1\tCNS\tX\n";

    @Test
    void a_table_is_told_by_its_cells() {
        assertThat(SingleText.names("x", TOPO)).containsExactly("nvidia-smi-topo-m.txt");
        assertThat(SingleText.names("x", P2P)).containsExactly("nvidia-smi-topo-p2p-r.txt");
    }

    @Test
    void a_command_in_front_of_a_table_says_what_it_is_about() {
        assertThat(SingleText.names("x", "$ nvidia-smi topo -p2p w\n" + P2P))
                .containsExactly("nvidia-smi-topo-p2p-w.txt");
        assertThat(SingleText.names("x", "$ nvidia-smi topo -p2p rw\n" + P2P))
                .containsExactly("nvidia-smi-topo-p2p-r.txt", "nvidia-smi-topo-p2p-w.txt");
    }

    @Test
    void the_output_of_several_commands_counts_as_all_of_them() {
        String all = "$ nvidia-smi topo -m\n" + TOPO + "\n$ nvidia-smi topo -p2p r\n" + P2P;
        assertThat(SingleText.names("x", all)).containsExactly("nvidia-smi-topo-m.txt", "nvidia-smi-topo-p2p-r.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<system version=\"1\"/>",
                "  \n<system>",
                "<?xml version=\"1.0\"?>\n<!-- dumped -->\n<system version=\"1\"",
                "<graphs version=\"1\">",
                "<?xml version=\"1.0\"?>"
            })
    void an_xml_is_told_by_its_first_element(String xml) {
        assertThat(SingleText.isXml(xml)).isTrue();
        assertThat(SingleText.names("x", xml)).containsExactly("nccl-topology.xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<pre>\n", "<details><summary>topo</summary>\n\n", "<3 thanks\n", "<br/>", "< topo.txt\n"})
    void what_people_wrap_tables_in_is_no_xml(String around) {
        assertThat(SingleText.isXml(around + TOPO)).isFalse();
        assertThat(SingleText.names("x", around + TOPO)).containsExactly("nvidia-smi-topo-m.txt");
    }

    @Test
    void a_text_that_is_nothing_known_is_left_to_the_reader_of_tables() {
        assertThat(SingleText.names("x", "hello")).containsExactly("nvidia-smi-topo-m.txt");
        assertThat(SingleText.names("x", "")).containsExactly("nvidia-smi-topo-m.txt");
    }

    @Test
    void what_nvidia_smi_says_in_xml_does_not_suffice() {
        assertThatThrownBy(() -> SingleText.names("q.xml", "<?xml version=\"1.0\" ?>\n<nvidia_smi_log>"))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("q.xml is what \"nvidia-smi -q -x\" prints");
    }
}
