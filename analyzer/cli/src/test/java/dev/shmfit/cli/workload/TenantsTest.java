package dev.shmfit.cli.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.MachineParts;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other users of /dev/shm, stated by their settings, against what measured runs of them took (tenants.csv). */
class TenantsTest {
    private static final Pattern LINE = Pattern.compile("([^,]*),([^,]*),(?:\"([^\"]*)\"|([^,]*)),(\\d*)[^,]*,.*");

    private static long bytes(String other) {
        return bytes("", other);
    }

    private static long bytes(String place, String other) {
        return inPages(use(place, other).bytes());
    }

    /** What it takes on a /dev/shm of the stated size; without one, what is not known stays open. */
    private static OtherUse use(String place, String other) {
        Workload job = WorkloadText.parse("job.yaml", place + "others: [{" + other + "}]");
        return job.others().get(0).in(job.shmSize(), job.shmSize());
    }

    private static long inPages(ByteCount bytes) {
        return bytes.inPagesOf(ByteCount.of(4096)).bytes();
    }

    /** What a run of the data took. */
    private static long measured(String tenant, String version, String settings) throws IOException {
        Path file = Path.of(System.getProperty("shmfit.root"), "fixtures", "dataloader", "tenants.csv");
        for (String line : Files.readAllLines(file)) {
            Matcher m = LINE.matcher(line);
            String of = m.matches() ? (m.group(3) == null ? m.group(4) : m.group(3)) : "";
            if (m.matches() && m.group(1).equals(tenant) && m.group(2).equals(version) && of.startsWith(settings)) {
                return Long.parseLong(m.group(5), 10);
            }
        }
        throw new AssertionError("no run of " + tenant + " " + version + " with " + settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Open MPI | 4.1.4  | np=4, 2000 eager        | kind: open-mpi, processes: 4, version: "4.1"
            Open MPI | 4.1.4  | np=2, after             | kind: open-mpi, processes: 2, version: "4.1"
            Open MPI | 4.1.4  | np=4, + MPI_Win         | kind: open-mpi, processes: 4, version: "4.1", windows: 4MiB
            Open MPI | 5.0.11 | np=4, eager flood       | kind: open-mpi, processes: 4, version: "5.0"
            Open MPI | 5.0.11 | np=4, + window          | kind: open-mpi, processes: 4, windows: 4MiB
            MPICH    | 5.0.2  | np=4, after             | kind: mpich, processes: 4, version: "5.0"
            MPICH    | 5.0.2  | np=2, after             | kind: mpich, processes: 2
            MPICH    | 5.0.2  | np=2, + window          | kind: mpich, processes: 2, windows: 2MiB
            DALI     | 2.4.0  | B=8 W=2 depth=2 sample 1000 B | kind: dali-external-source, sample: 1000, batch: 8, depth: 2, workers: 2
            DALI     | 2.4.0  | B=8 W=1 depth=1 sample 1e6 | kind: dali-external-source, sample: 1000000, batch: 8, depth: 1, workers: 1
            DALI     | 2.4.0  | B=8 W=3 depth=3 sample 1e6 | kind: dali-external-source, sample: 1000000, batch: 8, depth: 3, workers: 3
            DALI     | 2.4.0  | B=5 W=2 depth=2 sample 3e6 | kind: dali-external-source, sample: 3000000, batch: 5, depth: 2, workers: 2
            """)
    void what_a_run_took_is_within_its_figure(String tenant, String version, String settings, String stated)
            throws IOException {
        long measured = measured(tenant, version, settings);
        assertThat(bytes(stated)).isGreaterThanOrEqualTo(measured);
        // The segments of Open MPI are touched as far as messages are under way.
        boolean segments = tenant.equals("Open MPI");
        assertThat(bytes(stated)).isLessThanOrEqualTo(measured * (segments ? 60 : 1) + (segments ? 0 : 262144));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ray    | 2.60.0 | default, /dev/shm 2 GiB | shm-size: 2GiB    | kind: ray-plasma, available-memory: 20310000000
            Ray    | 2.60.0 | same, 4 x put           | shm-size: 10GiB   | kind: ray-plasma, object-store-memory: 6243121152, objects: 80000000
            Ray    | 2.60.0 | default, /dev/shm 10 GiB | shm-size: 10GiB  | kind: ray-plasma, object-store-memory: 6243121152, objects: 1
            joblib | 1.6.0  | /dev/shm 1900 MiB       | shm-size: 1900MiB | kind: joblib, array: 40MiB
            joblib | 1.6.0  | /dev/shm 2100 MiB       | shm-size: 2100MiB | kind: joblib, array: 40MiB
            """)
    void what_depends_on_the_size_of_the_place_is_exact(
            String tenant, String version, String settings, String place, String stated) throws IOException {
        assertThat(bytes(place + "\n", stated)).isEqualTo(measured(tenant, version, settings));
    }

    /** Measured as RealMpiTest does it, with the wheels of the package index and Debian's 4.0.2. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3.4.3 | 1 | 0
            3.4.3 | 4 | 1077248
            4.0.2 | 2 | 8622080
            4.0.2 | 4 | 17240064
            4.0.3 | 2 | 552960
            4.1.3 | 4 | 4231168
            4.2.3 | 2 | 2129920
            4.3.2 | 2 | 10797056
            4.3.2 | 4 | 21565440
            5.0.0 | 1 | 5398528
            5.0.2 | 2 | 10801152
            5.0.2 | 4 | 21581824
            """)
    void what_mpich_took_is_within_the_range_of_its_version_and_of_any(String version, int ranks, long measured) {
        for (String stated : List.of(", version: \"" + version + "\"", "")) {
            OtherUse use = use("", "kind: mpich, processes: " + ranks + stated);
            boolean fixed = !stated.isEmpty() && version.compareTo("4.3") > 0;
            assertThat(use.open()).isEqualTo(!fixed);
            assertThat(measured).isBetween(fixed ? measured : use.least().bytes(), inPages(use.bytes()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Open MPI | 4.1.4  | np=2, after      | kind: open-mpi, processes: 2, version: "4.1"
            Open MPI | 4.1.4  | np=4, 2000 eager | kind: open-mpi, processes: 4, version: "4.1"
            Open MPI | 5.0.11 | np=4, eager flood | kind: open-mpi, processes: 4
            Ray      | 2.60.0 | default, /dev/shm 10 GiB | kind: ray-plasma, object-store-memory: 6243121152
            Ray      | 2.60.0 | same, 4 x put    | kind: ray-plasma, object-store-memory: 6243121152
            """)
    void where_the_program_decides_when_it_runs_a_run_lies_within_the_range(
            String tenant, String version, String settings, String stated) throws IOException {
        OtherUse use = use("shm-size: 10GiB\n", stated);
        assertThat(use.open()).isTrue();
        assertThat(measured(tenant, version, settings)).isBetween(use.least().bytes(), inPages(use.bytes()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: ray-plasma, available-memory: 20310000000 | 0     | 6093000704
            kind: joblib, array: 40MiB                      | 32768 | 41979904
            kind: multiprocessing-array, array: 5000        | 4096  | 12288
            """)
    void where_the_size_of_the_place_decides_and_is_not_known_it_is_a_range(String stated, long least, long most) {
        OtherUse use = use("", stated);
        assertThat(use.least().bytes()).isEqualTo(least);
        assertThat(inPages(use.bytes())).isEqualTo(most);
        assertThat(use("shm-size: 100GiB\n", stated).elsewhere()).isEmpty();
    }

    @Test
    void ray_by_default_takes_more_of_a_larger_place() {
        String host = "kind: ray-plasma, available-memory: 1000000000000";
        assertThat(bytes("shm-size: 100000000000\n", host)).isEqualTo(95_000_002_560L);
        assertThat(bytes("shm-size: 9000000000\n", host)).isZero();
        // Nobody says how large the place is: as much as Ray takes at the most.
        assertThat(bytes("", host)).isEqualTo(200_000_000_000L);
    }

    @Test
    void a_store_of_ray_above_its_limit_is_needed_and_below_it_goes_elsewhere() {
        String big = "kind: ray-plasma, object-store-memory: 12000000000";
        assertThat(bytes("shm-size: 1GiB\n", big)).isEqualTo(12_000_002_048L);
        assertThat(bytes("shm-size: 1GiB\n", "kind: ray-plasma, object-store-memory: 9000000000"))
                .isZero();
        // Nothing says how much is free: it may be there.
        assertThat(bytes("kind: ray-plasma, object-store-memory: 9000000000")).isEqualTo(9_000_001_536L);
    }

    @Test
    void rings_of_serving_engines_follow_their_source() {
        // Bytes of state for the writer and each reader of a chunk come on top, a page for each ring.
        long four = bytes("kind: vllm-ring, tensor-parallel: 4");
        assertThat(four).isEqualTo(1_199_570_944L + 6 * 4096);
        assertThat(bytes("kind: vllm-ring, tensor-parallel: 2") >> 20).isEqualTo(160 + 2 * 240 + 24);
        assertThat(bytes("kind: vllm-ring, tensor-parallel: 2, version: 0.10.2") >> 20)
                .isEqualTo(160 + 2 * 100 + 24);
        assertThat(bytes("kind: vllm-ring, tensor-parallel: 2, version: 0.6.3") >> 20)
                .isEqualTo(24);
        assertThat(bytes("kind: sglang-broadcast")).isBetween(25_165_824L, 25_165_824L + 4096);
        assertThat(bytes("kind: vllm-ring, readers: 3, chunk: 10MiB")).isBetween(104_857_600L, 104_857_600L + 4096);
    }

    @Test
    void an_array_of_multiprocessing_brings_its_lock() {
        assertThat(bytes("kind: multiprocessing-array, array: 5000")).isEqualTo(3 * 4096);
        // The third lies in an arena of four pages, of which it touches two.
        assertThat(bytes("kind: multiprocessing-array, array: 5000, count: 3")).isEqualTo((2 + 2 + 2 + 3) * 4096);
        assertThat(bytes("shm-size: 16KiB\n", "kind: multiprocessing-array, array: 20000"))
                .isEqualTo(4096);
    }

    @Test
    void arrays_of_python_itself_take_what_is_forecast(@TempDir Path scratch) throws IOException, InterruptedException {
        String program = """
                import multiprocessing as m, os
                free = lambda: (lambda s: s.f_bfree * s.f_frsize)(os.statvfs("/dev/shm"))
                before = free()
                kept = [m.Array("b", %d) for _ in range(%d)]
                print(before - free())
                """;
        for (String[] job : new String[][] {{"5000", "1"}, {"5000", "3"}, {"100", "9"}, {"3000000", "5"}}) {
            Path out = scratch.resolve("out");
            String run = "mount -t tmpfs -o size=256m tmpfs /dev/shm && python3 -c '"
                    + program.formatted(Integer.valueOf(job[0]), Integer.valueOf(job[1]))
                    + "'";
            Process python = new ProcessBuilder(List.of("unshare", "-m", "sh", "-c", run))
                    .redirectOutput(out.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(out).strip();
            MachineParts.orSkip(said.matches("\\d+"), "no python3 here, or no right to mount: " + said);
            assertThat(bytes("kind: multiprocessing-array, array: " + job[0] + ", count: " + job[1]))
                    .as(String.join(" x ", job))
                    .isEqualTo(Long.parseLong(said, 10));
        }
    }

    /** python_backend/src/python_be.cc and shm_manager.cc, r23.08 and r26.07. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            instances: 4                                       | 4194304   | 4194304
            instances: 4, version: "23.08"                     | 268435456 | 268435456
            instances: 4, version: "23.09"                     | 4194304   | 4194304
            instances: 2, region: 16MiB, growth: 4MiB          | 33554432  | 33554432
            # 7 steps of a mebibyte for a tensor of six; of one that is a byte less than a step, one
            instances: 1, tensors: [{bytes: 6MiB}]             | 6291456   | 8388608
            instances: 2, tensors: [{bytes: 1048575, count: 2}] | 4194304  | 6291456
            """)
    void regions_of_triton_are_reserved_and_grow_in_steps(String stated, long least, long most) {
        OtherUse use = use("", "kind: triton-python, " + stated);
        assertThat(use.least().bytes()).isEqualTo(least);
        assertThat(use.bytes().bytes()).isEqualTo(most);
    }

    @Test
    void experts_of_a_load_balancer_lie_in_a_file_of_each_rank_and_layer() {
        String model =
                "kind: trt-llm-experts, layers: 3, experts: 10, weights: [{bytes: 1000}, {bytes: 512, count: 2}]";
        // An expert has 1024 + 2 x 512 bytes. Four ranks have 2, 3, 2 and 3 of them: a page, or two.
        assertThat(bytes(model + ", ranks: 4")).isEqualTo(3 * (2 * 4096 + 2 * 8192));
        assertThat(bytes(model + ", ranks: 1")).isEqualTo(3 * 20_480);
        assertThat(bytes(model + ", ranks: 16")).isEqualTo(3 * 10 * 4096);
    }

    @Test
    void what_a_kind_lacks_is_told() {
        assertThat(catchMessage("kind: triton-python, instances: 1, version: \"3.2\""))
                .contains("from 21.04 on");
        assertThat(catchMessage("kind: vllm-ring")).contains("tensor-parallel");
        assertThat(catchMessage("kind: ray-plasma")).contains("available-memory");
    }

    private static String catchMessage(String other) {
        try {
            bytes(other);
            return "";
        } catch (MalformedWorkload e) {
            return List.copyOf(e.problems()).toString();
        }
    }
}
