package dev.shmfit.probes.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of one word, which only the place tells: as the value of a name, in a column, in a list, behind an option. */
class PlantedNamesTest {
    static List<String> planted() throws IOException {
        try (InputStream in = PlantedNamesTest.class.getResourceAsStream("planted-names.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(line -> line.replace('\u00b6', '\n'))
                    .toList();
        }
    }

    @Test
    void there_are_enough_of_them() throws IOException {
        assertThat(planted()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("planted")
    void a_planted_name_is_gone(String text) {
        String redacted = LogRedactor.of("before\n" + text + "\nafter\n").text();
        assertThat(redacted.toLowerCase(Locale.ROOT))
                .startsWith("before\n")
                .endsWith("\nafter\n")
                .doesNotContain("zork", "78e7", "46da", "0011:2233", "4455", "1077889", "b8ce", "10.77.", "2a02");
        assertThat(redacted.lines()).hasSize((int) text.lines().count() + 2);
        assertThat(LogRedactor.of(redacted).text()).isEqualTo(redacted);
    }

    @Test
    void a_table_keeps_its_columns() {
        assertThat(LogRedactor.of("""
                             JOBID PARTITION     NAME     USER ST       TIME  NODES NODELIST(REASON)
                            471100    a100-x  zorkjob     zork  R       1:02      2  kiel[01-02]
                """).text()).isEqualTo("""
                             JOBID PARTITION     NAME     USER ST       TIME  NODES NODELIST(REASON)
                            471100 account-1 account-2  user-1  R       1:02      2  host-1[01-02]
                """);
    }

    /** The editor of a forum leaves one blank between two words. */
    @Test
    void a_table_whose_columns_are_lost_is_read_by_number() {
        assertThat(LogRedactor.of("JOBID PARTITION NAME USER ST TIME\n4711 zorkpt zorkjob zork R 1:02\n")
                        .text())
                .doesNotContain("zork");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group: timed out after 1800000 ms",
                "queue: 4 items, owner: none",
                "multiprocessing_context='spawn'",
                "[PG ID 0 PG GUID 0(default_pg) Rank 0] Watchdog caught collective operation timeout",
                "commId 0x2b5f2ed4b7e2a1d3 - Init COMPLETE",
                "COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\npython  12345 root  DEL    REG   0,21          1234 /dev/shm/nccl-abc123",
                "key        shmid      owner      perms      bytes      nattch\n0x00000000 3          root       600        524288     2",
                "Filesystem      Size  Used Avail Use% Mounted on\ntmpfs            64M   64M     0 100% /dev/shm",
                "docker run --gpus all --shm-size=8g --ipc=host nvcr.io/nvidia/pytorch:23.10-py3 python train.py",
                "image: pytorch/pytorch:2.3.0-cuda12.1-cudnn8-runtime",
                "https://github.com/pytorch/pytorch/issues/1355",
                "https://huggingface.co/docs/transformers",
                "args: Namespace(batch_size=8, num_workers=16, world_size=8)",
                "--dataset imagenet --group-size 8",
                "GPU0 GPU1 CPU Affinity NUMA Affinity GPU NUMA ID\nGPU0 X NV1 0-15 0 N/A"
            })
    void what_only_stands_where_names_do_stays(String text) {
        assertThat(LogRedactor.of(text + "\n").text()).isEqualTo(text + "\n");
    }

    @Test
    void rows_end_where_a_line_does_not_fit() {
        String text = """
                NAME      STATUS   ROLES    AGE   VERSION
                zorkbox   Ready    <none>   12d   v1.29.1
                the job failed because /dev/shm is full: see above for what else runs there now
                """;
        assertThat(LogRedactor.of(text).text())
                .doesNotContain("zork")
                .contains("the job failed because /dev/shm is full: see above for what else runs there now");
    }
}
