package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.workload.WorkloadText;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.SizeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that share /dev/shm with a job, run with one of their own, against what their kinds forecast. */
class RealTenantsTest {
    private static final int SECONDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3g | joblib.arrays.py 3 2000000        | {kind: joblib, array: 2000000, count: 3}
            3g | joblib.arrays.py 1 5000001        | {kind: joblib, array: 5000001, count: 1}
            1g | joblib.arrays.py 3 2000000        | {kind: joblib, array: 2000000, count: 3}
            1g | multiprocessing.arrays.py 3 100000  | {kind: multiprocessing-array, array: 100000, count: 3}
            1g | multiprocessing.arrays.py 10 1000   | {kind: multiprocessing-array, array: 1000, count: 10}
            1g | multiprocessing.arrays.py 2 9000000 | {kind: multiprocessing-array, array: 9000000, count: 2}
            4m | multiprocessing.arrays.py 1 9000000 | {kind: multiprocessing-array, array: 9000000, count: 1}
            """)
    void what_programs_of_debians_python_take_is_the_figure(
            String size, String program, String stated, @TempDir Path scratch)
            throws IOException, InterruptedException {
        String text = ran("/usr/bin/python3", size, program, scratch);
        MachineParts.orSkip(
                PrivateShm.answer(text).isPresent(),
                "no joblib here, or no right to mount (Debian: apt-get install python3-joblib): " + text);
        near(PrivateShm.answer(text).orElseThrow(), use(stated, size), 16384);
    }

    /** {@code -Dshmfit.ray} names a virtual environment with Ray's wheel of the package index. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1g   | 200000000 4 20000000 | {kind: ray-plasma, object-store-memory: 200000000, objects: 80000000}
            1g   | 200000000 0 1        | {kind: ray-plasma, object-store-memory: 200000000, objects: 0}
            100m | 200000000 4 20000000 | {kind: ray-plasma, object-store-memory: 200000000, objects: 80000000}
            """)
    void so_is_what_rays_store_takes(String size, String settings, String stated, @TempDir Path scratch)
            throws IOException, InterruptedException {
        String text = ran(environment("ray"), size, "ray.store.py " + settings + " " + scratch, scratch);
        assertThat(PrivateShm.answer(text)).as(text).isPresent();
        near(PrivateShm.answer(text).orElseThrow(), use(stated, size), 0);
    }

    @ParameterizedTest
    @CsvSource({"12000000000, {kind: ray-plasma; object-store-memory: 12000000000}"})
    void a_store_above_ten_billion_bytes_that_does_not_fit_is_refused(
            String store, String stated, @TempDir Path scratch) throws IOException, InterruptedException {
        String text = ran(environment("ray"), "1g", "ray.store.py " + store + " 0 1 " + scratch, scratch);
        assertThat(PrivateShm.answer(text))
                .as(text)
                .hasValueSatisfying(a -> assertThat(a).contains("exceeds /dev/shm size"));
        assertThat(use(stated.replace(';', ','), "1g").bytes()).isGreaterThan(ByteCount.mebibytes(1024));
    }

    /** {@code -Dshmfit.dali} names a virtual environment with DALI's wheel of the package index, which is 400 MB. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 1 8 600000 2  | {kind: dali-external-source, sample: 600000, batch: 8, workers: 2}
            2 2 8 600000 2  | {kind: dali-external-source, sample: 600000, batch: 8, workers: 2, source-depth: 2}
            1 1 8 1000000 3 | {kind: dali-external-source, sample: 1000000, batch: 8, workers: 3, depth: 1}
            2 3 4 2500000 1 | {kind: dali-external-source, sample: 2500000, batch: 4, source-depth: 3}
            3 2 5 3000000 4 | {kind: dali-external-source, sample: 3000000, batch: 5, workers: 4, depth: 3, source-depth: 2}
            2 1 2 1000 4    | {kind: dali-external-source, sample: 1000, batch: 2, workers: 4}
            """)
    void what_dalis_source_takes_is_in_the_range(String settings, String stated, @TempDir Path scratch)
            throws IOException, InterruptedException {
        String text = ran(environment("dali"), "1g", "dali.source.py " + settings, scratch);
        assertThat(PrivateShm.answer(text)).as(text).isPresent();
        OtherUse use = use(stated, "1g");
        assertThat(JSON.readTree(PrivateShm.answer(text).orElseThrow())
                        .path("used")
                        .longValue())
                .isBetween(use.least().bytes(), use.bytes().bytes());
    }

    /**
     * {@code -Dshmfit.vllm=PYTHON,DIRECTORY}: a Python with PyTorch and what vLLM imports, and a directory with a directory
     * of vLLM for each of the versions; .ci/python makes them.
     */
    @ParameterizedTest
    @CsvSource({"0.11.1, 2", "0.20.0, 3", "0.33.0, 2", "0.33.0, 4"})
    void vllms_rings_take_the_figure_of_their_version(String version, long workers, @TempDir Path scratch)
            throws IOException, InterruptedException {
        String text = ran(engine("vllm", version), "2g", "vllm.rings.py " + workers, scratch);
        OtherUse use = use("{kind: vllm-ring, tensor-parallel: " + workers + ", version: " + version + "}", "2g");
        takes(text, use);
    }

    /** A ring is held against what is free when it is made, from 0.27.0 on; earlier ones are made and fail when written. */
    @Test
    void a_ring_that_does_not_fit_is_refused_by_a_newer_vllm(@TempDir Path scratch)
            throws IOException, InterruptedException {
        String newer = ran(engine("vllm", "0.33.0"), "100m", "vllm.rings.py 2", scratch);
        assertThat(newer).contains("Insufficient space in /dev/shm", "160 MiB required");
        String older = ran(engine("vllm", "0.11.1"), "100m", "vllm.rings.py 2", scratch);
        assertThat(PrivateShm.answer(older)).as(older).isEmpty();
    }

    /** {@code -Dshmfit.sglang=PYTHON,DIRECTORY}, as of vLLM. */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void sglangs_ring_takes_the_figure(long processes, @TempDir Path scratch) throws IOException, InterruptedException {
        String text = ran(engine("sglang", "0.5.23"), "1g", "sglang.ring.py " + processes, scratch);
        takes(text, use("{kind: sglang-broadcast, readers: " + (processes - 1) + "}", "1g"));
    }

    /** {@code -Dshmfit.mosaic} names a virtual environment with PyTorch and MosaicML Streaming. */
    @ParameterizedTest
    @CsvSource({
        "1000, 100, 8, 2, 1",
        "100000, 1000, 7, 3, 64",
        "50000, 3, 4, 2, 1",
        "100, 100, 64, 0, 64",
        "5000, 50, 33, 5, 128",
        "511, 10, 64, 1, 1"
    })
    void what_mosaics_streaming_shares_is_in_the_range(
            long samples, long perShard, long batch, long workers, long canonical, @TempDir Path scratch)
            throws IOException, InterruptedException {
        String program = "streaming.mds.py " + samples + " " + perShard + " " + batch + " " + workers + " " + canonical;
        String text = ran(environment("mosaic"), "1g", program, scratch);
        assertThat(PrivateShm.answer(text)).as(text).isPresent();
        JsonNode real = JSON.readTree(PrivateShm.answer(text).orElseThrow());
        String stated = "{kind: mosaicml-streaming, samples: " + samples + ", shards: "
                + real.path("shards").longValue() + ", batch: " + batch + ", workers: " + Math.max(1, workers)
                + ", canonical-nodes: " + canonical + "}";
        near(real.toString(), use(stated, "1g"), 0);
    }

    /** A ring's pages count when they are written: from the range's least to its most. */
    private static void takes(String text, OtherUse use) throws IOException {
        assertThat(PrivateShm.answer(text)).as(text).isPresent();
        JsonNode real = JSON.readTree(PrivateShm.answer(text).orElseThrow());
        assertThat(real.path("created").longValue()).isEqualTo(use.least().bytes());
        assertThat(real.path("used").longValue()).isEqualTo(use.bytes().bytes());
    }

    /** The Python that runs an engine of that version: with it in front of what it imports. */
    private static String engine(String name, String version) {
        String place = System.getProperty("shmfit." + name, "");
        Assumptions.assumeFalse(
                place.isEmpty(), "-Dshmfit." + name + " names no Python and no directory with " + name + " by version");
        String[] parts = place.split(",", 2);
        return "env PYTHONPATH=" + parts[1] + "/" + version + " " + parts[0];
    }

    /** At most the figure, and no more than {@code room} bytes below it. */
    private static void near(String answer, OtherUse use, long room) throws IOException {
        JsonNode real = JSON.readTree(answer);
        assertThat(real.path("used").longValue())
                .isBetween(use.bytes().bytes() - room, use.bytes().bytes());
    }

    /** On a /dev/shm of that size, all of it free. */
    private static OtherUse use(String stated, String size) {
        Optional<ByteCount> room = Optional.of(SizeText.parse(size));
        return WorkloadText.parse("job.yaml", "others: [" + stated + "]")
                .others()
                .get(0)
                .in(room, room);
    }

    private static String environment(String name) {
        String place = System.getProperty("shmfit." + name, "");
        Assumptions.assumeFalse(place.isEmpty(), "-Dshmfit." + name + " names no virtual environment with its wheel");
        return place + "/bin/python";
    }

    private static String ran(String python, String size, String program, Path scratch)
            throws IOException, InterruptedException {
        PrivateShm.program(program.replaceFirst(" .*", ""), scratch);
        return PrivateShm.ran(size, python + " " + scratch.resolve(program), SECONDS, scratch);
    }
}
