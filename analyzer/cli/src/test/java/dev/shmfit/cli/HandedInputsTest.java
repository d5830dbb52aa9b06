package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The right answers to {@code fixtures/inputs}. */
class HandedInputsTest {
    private static final Path INPUTS = Path.of(System.getProperty("shmfit.root", "."), "fixtures", "inputs");

    private static Ran analyze(String file, String... options) {
        return Shell.quiet()
                .run(Stream.concat(Stream.of("analyze", INPUTS.resolve(file).toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    @Test
    void settings_beside_the_matrix_count() {
        Ran ran = analyze("collect-env-h100-p2p-disabled.txt", "--shm-size", "200m");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("NCCL alone needs 2.5 GiB of /dev/shm, has 200.0 MiB");
    }

    @Test
    void cuda_s_word_on_a_pair_is_certain() {
        Ran ran = analyze("peer-access-test-beside-matrix.txt");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("All 2 ordered pairs use SHM").doesNotContain("P2P or SHM");
    }

    @Test
    void a_table_of_another_vendor_is_refused_by_name() {
        Ran ran = analyze("other-vendor-topology.txt");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("Moore Threads").contains("MCCL");
    }

    static List<String> refused() {
        return List.of(
                "19407a33_xml_in.txt",
                "277dca06_topo_in.txt",
                "7c0cd97c_xml_in.txt",
                "a79ac650_topo_in.txt",
                "d30k.xml",
                "dc1039cf_xml_in.txt",
                "dev_dup0.xml",
                "dev_m1.xml",
                "g2g.txt",
                "g9.txt",
                "oneway.xml",
                "t3.txt");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_no_node_can_be_is_refused_with_file_line_and_column(String name) throws IOException {
        assertThat(Files.exists(INPUTS.resolve("mutated").resolve(name))).isTrue();
        Ran ran = analyze("mutated/" + name);
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).containsPattern(name.replace(".", "\\.") + ":\\d+:\\d+: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"77993bdf_xml_in.txt", "m16p.txt", "m64nr.txt"})
    void what_a_node_may_be_is_answered_as_far_as_it_is_known(String name) {
        Ran ran = analyze("mutated/" + name);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("UNKNOWN").contains("whose size is not known");
    }
}
