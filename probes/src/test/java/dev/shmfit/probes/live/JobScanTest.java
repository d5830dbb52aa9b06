package dev.shmfit.probes.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobScanTest {
    @TempDir
    private Path root;

    private List<JobScan.Job> jobs() {
        return JobScan.of(
                new Machine(root, Map.of(), (command, limit) -> Optional.empty(), "u"),
                words -> words.get(0).equals("launcher"));
    }

    private void process(int pid, String words, String environment) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(folder.resolve("cmdline"), words.replace(' ', '\0') + '\0');
        Files.writeString(folder.resolve("environ"), environment.replace(' ', '\0') + '\0');
    }

    @Test
    void of_an_environment_only_what_nccl_and_cuda_read_is_kept() throws IOException {
        process(7, "launcher --n 4", "NCCL_P2P_LEVEL=SYS HOME=/root SECRET=x");
        assertThat(jobs()).singleElement().satisfies(j -> {
            assertThat(j.words()).containsExactly("launcher", "--n", "4");
            assertThat(j.settings()).containsExactly(Map.entry("NCCL_P2P_LEVEL", "SYS"));
        });
    }

    @Test
    void ranks_without_a_launcher_are_known_by_their_environment() throws IOException {
        process(8, "python train.py", "RANK=0 WORLD_SIZE=8 LOCAL_WORLD_SIZE=4");
        process(9, "python train.py", "RANK=1 WORLD_SIZE=8 LOCAL_WORLD_SIZE=4");
        assertThat(jobs())
                .singleElement()
                .satisfies(j -> assertThat(j.localWorldSize()).isEqualTo("4"));
        process(10, "launcher", "");
        assertThat(jobs()).extracting(JobScan.Job::pid).containsExactly(10);
    }
}
