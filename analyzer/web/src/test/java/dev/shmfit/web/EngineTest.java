package dev.shmfit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static Given pasted(String text) {
        return new Given(
                "standard input", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_pasted_text_goes_into_a_link_without_names_but_with_its_table() {
        String text = """
                alice@gpu-node-17.example.com:~$ nvidia-smi topo -m
                \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity
                GPU0\t X \tPHB\t0-15\t0
                GPU1\tPHB\t X \t0-15\t0
                """;
        assertThat(new Engine("1").redacted(List.of(pasted(text))))
                .contains("GPU1\\tPHB\\t X")
                .doesNotContain("gpu-node-17")
                .doesNotContain("alice");
    }
}
