package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the statement of a job leaves open is said, and not taken as nothing. */
class OpenStatementsTest {
    private static final String LOADER = "workers=2,prefetch=2,batch=8,sample=3x224x224:float32";

    @TempDir
    Path scratch;

    private Path node;

    @BeforeEach
    void one_gpu() throws IOException {
        node = Files.writeString(scratch.resolve("topo.txt"), "\tGPU0\tCPU Affinity\nGPU0\t X \t0-7\n");
    }

    private JsonNode report(String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("analyze", node.toString(), "--format", "json"));
        args.addAll(List.of(more));
        Ran ran = Shell.quiet().run(args.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThanOrEqualTo(1);
        return new ObjectMapper().readTree(ran.out());
    }

    private JsonNode job(String workload, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("--workload"));
        args.add(Files.writeString(scratch.resolve("job.yaml"), workload).toString());
        args.addAll(List.of(more));
        return report(args.toArray(String[]::new));
    }

    private static long required(JsonNode report) {
        return report.path("shm").path("requiredBytes").longValue();
    }

    private static Optional<String> said(JsonNode report, String finding) {
        for (JsonNode f : report.path("findings")) {
            if (f.path("id").asText().equals(finding)) {
                return Optional.of(
                        f.path("severity").asText() + ": " + f.path("summary").asText());
            }
        }
        return Optional.empty();
    }

    @Test
    void a_job_that_fits_for_one_epoch_alone_is_warned_of_the_second() throws IOException {
        long one = required(report("--loader", LOADER));
        long several = required(report("--loader", LOADER + ",epochs=2"));
        assertThat(several).isGreaterThan(one);

        JsonNode tight = report("--loader", LOADER, "--shm-size", Long.toString(one));
        assertThat(tight.path("verdict").path("status").asText()).isEqualTo("tight");
        assertThat(said(tight, "epochs-not-stated").orElseThrow())
                .startsWith("warning: ")
                .contains("from the second on");
        // Room for several, an epoch that is stated, and workers that stay: nothing to say.
        assertThat(said(report("--loader", LOADER, "--shm-size", Long.toString(several)), "epochs-not-stated"))
                .isEmpty();
        assertThat(said(
                        report("--loader", LOADER + ",epochs=1", "--shm-size", Long.toString(one)),
                        "epochs-not-stated"))
                .isEmpty();
        assertThat(said(
                        report("--loader", LOADER + ",persistent=yes", "--shm-size", Long.toString(one)),
                        "epochs-not-stated"))
                .isEmpty();
    }

    @Test
    void what_a_description_could_not_see_is_a_finding() throws IOException {
        String loader = "loaders:\n  - {workers: 2, batch: 4, sample: [{max-bytes: 100KiB}]%s}\n";
        String open = ", not-covered: [samples larger than the largest of 8 that were looked at, what init shares]";
        assertThat(said(job(String.format(java.util.Locale.ROOT, loader, open)), "loader-not-covered")
                        .orElseThrow())
                .isEqualTo(
                        "not-assessed: Loader loader: its figures do not cover everything: samples larger than the largest"
                                + " of 8 that were looked at.");
        assertThat(said(job(String.format(java.util.Locale.ROOT, loader, "")), "loader-not-covered"))
                .isEmpty();
    }

    @Test
    void what_a_program_decides_when_it_runs_is_a_range_of_the_need() throws IOException {
        JsonNode mpi = job("others:\n  - {kind: open-mpi, processes: 4}\n", "--shm-size", "1g", "--loader", "none");
        JsonNode need = mpi.path("shm").path("uncertain").get(0);
        assertThat(need.path("field").asText()).isEqualTo("requiredBytes");
        assertThat(need.path("max").longValue()).isEqualTo(required(mpi)).isEqualTo(64L << 20);
        assertThat(need.path("min").longValue()).isEqualTo(4 * 73728L);
        assertThat(mpi.path("shm").path("uncertain").get(1).path("field").asText())
                .isEqualTo("other:open-mpi.takenBytes");
        assertThat(said(mpi, "other-decides-at-run-time").orElseThrow())
                .isEqualTo(
                        "note: open-mpi takes between 288.0 KiB and 64.0 MiB of /dev/shm: it decides that when it runs.");
    }

    @Test
    void ray_follows_from_the_size_that_is_stated_or_captured_and_is_a_range_without_one() throws IOException {
        String ray = "others:\n  - {kind: ray-plasma, available-memory: 20310000000}\n";
        assertThat(required(job(ray, "--shm-size", "2g", "--loader", "none"))).isZero();
        JsonNode open = job(ray, "--loader", "none");
        assertThat(required(open)).isEqualTo(6_093_000_704L);
        assertThat(open.path("shm").path("uncertain").get(0).path("min").longValue())
                .isZero();
        assertThat(said(open, "other-decides-at-run-time")).isPresent();
    }
}
