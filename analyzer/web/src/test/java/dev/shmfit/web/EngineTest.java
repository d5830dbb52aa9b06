package dev.shmfit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static Given pasted(String text) {
        return new Given("standard input", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_pasted_text_goes_into_a_link_without_names_but_with_its_table() {
        String text = """
                alice@gpu-node-17.example.com:~$ nvidia-smi topo -m
                \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity
                GPU0\t X \tPHB\t0-15\t0
                GPU1\tPHB\t X \t0-15\t0
                """;
        assertThat(held(List.of(pasted(text)), ""))
                .contains("GPU1\tPHB\t X", "standard input")
                .doesNotContain("gpu-node-17")
                .doesNotContain("alice");
    }

    @Test
    void files_that_are_pasted_beside_each_other_have_names_that_tell_nothing() {
        Given table = named("alices-node.txt", "\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n");
        Given other = named("alices-env.txt", "NCCL_P2P_LEVEL=NVL\nHF_TOKEN=planted\n");
        assertThat(held(List.of(table, other), ""))
                .contains("pasted-0.txt=", "pasted-1.txt=", "NCCL_P2P_LEVEL=NVL", "GPU0\t X \tSYS")
                .doesNotContain("alice", "planted");
    }

    @Test
    void what_is_written_about_the_workload_goes_into_a_link_without_secrets() {
        String workload = "# for alice@example.org\nranks: 4\nenv:\n  HF_TOKEN: planted\n  NCCL_P2P_DISABLE: 1\n";
        assertThat(held(List.of(pasted("\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n")), workload))
                .contains("ranks: 4\nenv:\n", "NCCL_P2P_DISABLE: 1")
                .doesNotContain("planted", "alice");
    }

    private static Given named(String name, String text) {
        return new Given(name, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String held(List<Given> files, String workload) {
        return String.valueOf(LinkContent.of(new Asked(files, List.of(), List.of(), Map.of("workload", workload))));
    }
}
