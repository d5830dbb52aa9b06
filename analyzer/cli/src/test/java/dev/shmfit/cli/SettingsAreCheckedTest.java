package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting that NCCL does not know, or does not take as it is written, is said, wherever it comes from. */
class SettingsAreCheckedTest {
    private static final Path DUMP = Path.of(System.getProperty("shmfit.root", "../.."))
            .resolve("fixtures/captures/labelled/a6000_x4_intel_2socket__all_shm/topo_dump.xml");

    private static JsonNode finding(Ran ran, String id) throws IOException {
        for (JsonNode f : new ObjectMapper().readTree(ran.out()).get("findings")) {
            if (f.get("id").asText().equals(id)) {
                return f;
            }
        }
        throw new AssertionError("no " + id + " in " + ran.out() + ran.err());
    }

    private static Ran analyze(String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "analyze";
        all[1] = "--format=json";
        all[2] = "--nccl=2.30.7";
        all[3] = "--nccl-xml=" + DUMP;
        System.arraycopy(more, 0, all, 4, more.length);
        return Shell.quiet().run(all);
    }

    @Test
    void an_option_with_a_misspelt_name_is_no_error_and_a_finding() throws IOException {
        Ran ran = analyze("--env", "NCCL_P2P_LEVL=SYS");
        JsonNode finding = finding(ran, "nccl-setting-unknown");
        assertThat(finding.get("summary").asText()).contains("did you mean NCCL_P2P_LEVEL?");
        assertThat(finding.get("evidence").toString()).contains("--env NCCL_P2P_LEVL");
        assertThat(ran.exitCode()).isLessThan(2);
    }

    @Test
    void a_captured_setting_is_named_with_its_line(@TempDir Path dir) throws IOException {
        Files.copy(DUMP, dir.resolve("nccl-topology.xml"));
        Files.writeString(dir.resolve("env.txt"), "NCCL_DEBUG=INFO\nNCCL_BUFFSIZE=4M\n");
        JsonNode finding =
                finding(Shell.quiet().run("analyze", dir.toString(), "--format=json"), "nccl-setting-value-ignored");
        assertThat(finding.get("summary").asText()).isEqualTo("NCCL_BUFFSIZE=4M is read as 4.");
        assertThat(finding.get("evidence").toString()).contains("\"env.txt\",\"line\":2", "ncclLoadParam");
    }

    @Test
    void a_setting_of_a_workload_file_is_checked_too(@TempDir Path dir) throws IOException {
        Path workload = dir.resolve("job.yaml");
        Files.writeString(workload, "version: 1\nenv:\n  NCCL_SHM_USE_CUDA_MEMCPY: 1\n");
        JsonNode finding = finding(analyze("--workload", workload.toString()), "nccl-setting-of-other-version");
        assertThat(finding.get("summary").asText())
                .isEqualTo("NCCL 2.30.7 does not read NCCL_SHM_USE_CUDA_MEMCPY; it exists in 2.13.4 to 2.30.4.");
    }
}
