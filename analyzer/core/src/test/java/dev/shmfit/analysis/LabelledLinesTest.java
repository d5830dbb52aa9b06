package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts under a name of their own, as people fill in the form of an issue; settings in a diff and with a default. */
class LabelledLinesTest {
    private static List<String> facts(String text) {
        return FactsRead.of(CaptureParser.parse(
                        new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("issue.md", text)))))
                .stream()
                .map(f -> f.key() + " = " + f.value())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                - GPU: 2x NVIDIA RTX A6000
                - Driver: 535.104.05
                - PyTorch: 2.4.0
                - NCCL: 2.20.5
                - /dev/shm: 64M
                """, """
                * **GPU**: NVIDIA RTX A6000 (x2)
                * **NVIDIA driver version**: 535.104.05
                * **torch**: 2.4.0
                * `NCCL version`: 2.20.5
                * **/dev/shm size**: 64 MiB
                """, """
                | Component | Version |
                |---|---|
                | GPU | NVIDIA RTX A6000 |
                | GPU driver | 535.104.05 |
                | PyTorch | 2.4.0 |
                | NCCL | 2.20.5 |
                | /dev/shm | 64 MB |
                """, """
                GPU model:       NVIDIA RTX A6000
                Driver version:  535.104.05
                torch = 2.4.0
                nccl = 2.20.5
                /dev/shm -> 64M (default)
                """, """
                CUDA:
                \t- GPU:
                \t\t- NVIDIA RTX A6000
                \t- version: 12.1
                Packages:
                \t- nvidia-nccl-cu12: 2.20.5
                \t- torch: 2.4.0
                System:
                \t- driver: 535.104.05
                \t- /dev/shm: 65536 KiB
                """})
    void a_list_or_a_table_of_names_and_values_states_facts(String text) {
        assertThat(facts(text))
                .contains(
                        "gpu = NVIDIA RTX A6000",
                        "driver = 535.104.05",
                        "torch = 2.4.0",
                        "nccl = 2.20.5",
                        "/dev/shm = 64.0 MiB");
    }

    @Test
    void a_sentence_behind_a_name_states_nothing() {
        assertThat(facts("""
                Driver: 535.104.05 works, 550.54.15 does not
                NCCL: see 2.20.5 above
                GPU: yes
                GPUs: 8
                torch: nightly
                shm: 64 workers
                """)).isEmpty();
    }

    @Test
    void what_a_program_printed_counts_before_what_a_person_wrote() {
        assertThat(facts("- Driver: 550\n- torch: 2.4\n\nPyTorch version: 2.6.0+cu124\n"))
                .contains("torch = 2.6.0+cu124");
    }

    @Test
    void a_diff_sets_what_it_adds_and_not_what_it_removes() {
        assertThat(facts("```diff\n env:\n+NCCL_P2P_DISABLE=1\n-NCCL_CUMEM_ENABLE=0\n NCCL_DEBUG=INFO\n```\n"))
                .contains("NCCL_P2P_DISABLE = 1", "NCCL_DEBUG = INFO")
                .noneMatch(f -> f.startsWith("NCCL_CUMEM_ENABLE"));
        assertThat(facts("""
                diff --git a/run.sh b/run.sh
                --- a/run.sh
                +++ b/run.sh
                @@ -1,2 +1,3 @@
                 #!/bin/sh
                -export NCCL_SHM_DISABLE=1
                +export NCCL_P2P_LEVEL=SYS
                """)).containsExactly("NCCL_P2P_LEVEL = SYS");
    }

    @Test
    void a_default_of_the_shell_counts_and_an_unknown_value_does_not() {
        assertThat(facts("""
                export NCCL_P2P_DISABLE=${NCCL_P2P_DISABLE:-1}
                NCCL_CUMEM_ENABLE="${NCCL_CUMEM_ENABLE:=${OTHER-0}}"
                NCCL_P2P_LEVEL=$LEVEL
                """)).containsExactly("NCCL_P2P_DISABLE = 1", "NCCL_CUMEM_ENABLE = 0");
    }
}
