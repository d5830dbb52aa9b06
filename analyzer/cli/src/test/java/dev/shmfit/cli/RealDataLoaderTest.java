package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PyTorch itself under the size that shmfit names: with exactly {@code requiredBytes} of /dev/shm each job runs to its
 * end, and with one page less than its settled use it does not. Both run in a mount namespace of their own; the machine's
 * /dev/shm is not touched.
 */
class RealDataLoaderTest {
    /** Well above what all jobs take on two processors; a job that stands still ends by itself, after 15 s. */
    private static final int SECONDS = 400;

    /** How the settled use of a job compares with the forecast. */
    private enum Settled {
        EXACT,
        /** New workers may keep two semaphores of each old worker's queue. */
        FROM_STEADY_UP,
        /** Loaders that keep batches of one another: only the bound is forecast. */
        WITHIN_BOUND
    }

    /**
     * A program.
     *
     * @param more what the rig needs to know besides the loaders
     * @param others as {@code --other} takes them
     */
    private record Job(
            String name, Settled settled, List<String> loaders, Map<String, Object> more, List<String> others) {
        static Job of(String name, String... loaders) {
            return new Job(name, Settled.EXACT, List.of(loaders), Map.of(), List.of());
        }

        Job with(Map<String, Object> what) {
            return new Job(name, settled, loaders, what, others);
        }

        Job settling(Settled how) {
            return new Job(name, how, loaders, more, others);
        }

        Job beside(String other) {
            return new Job(name, settled, loaders, more, List.of(other));
        }
    }

    private static final List<Job> JOBS = List.of(
            Job.of("images", "workers=2,prefetch=2,batch=8,sample=3x224x224:float32+int"),
            Job.of("numpy arrays, numbers and text", "workers=3,prefetch=1,batch=16,sample=96x96x3:uint8+float+int+str")
                    .with(Map.of("numpy", true)),
            Job.of("tokens far ahead", "workers=4,prefetch=4,batch=16,sample=512:int64+512:int64+int"),
            Job.of(
                    "dtypes, odd sizes",
                    "workers=1,prefetch=3,batch=5,sample=33x7:bfloat16+17:complex64+129:bool+3:float16+100KiB"),
            Job.of(
                    "detection: the samples' tensors stay apart",
                    "workers=2,prefetch=2,batch=6,collate=list,sample=3x100x120:float32+7x4:float32+7:int64+str"),
            Job.of("four batches held", "workers=2,prefetch=2,batch=4,held=4,sample=3x64x64:float32+int"),
            Job.of("no batch held", "workers=2,prefetch=3,batch=4,held=0,sample=3x64x64:float32"),
            Job.of("several epochs", "workers=2,prefetch=2,batch=8,epochs=3,held=2,sample=3x96x96:float32+int")
                    .settling(Settled.FROM_STEADY_UP),
            Job.of("several epochs, persistent", "workers=2,prefetch=2,batch=8,epochs=3,persistent=yes,sample=40KiB"),
            Job.of("epochs of two batches", "workers=4,prefetch=2,batch=8,batches=2,epochs=3,held=1,sample=99KiB")
                    .settling(Settled.FROM_STEADY_UP),
            Job.of("a last batch, smaller", "workers=2,prefetch=2,batch=8,sample=30000:float32")
                    .with(Map.of("rest", 3)),
            Job.of("a last batch, dropped", "workers=2,prefetch=1,batch=8,sample=30000:float32")
                    .with(Map.of("rest", 3, "drop_last", true)),
            Job.of("named files", "workers=2,prefetch=2,batch=8,sharing=file_system,sample=16x1024:float32+int"),
            Job.of(
                    "named files of single tensors",
                    "workers=2,prefetch=1,batch=4,sharing=file_system,collate=list,sample=8KiB+100:int64"),
            Job.of("spawn", "workers=1,prefetch=2,batch=4,start=spawn,dataset=5MiB,sample=3x64x64:float32+int"),
            Job.of("forkserver", "workers=1,prefetch=3,batch=4,start=forkserver,dataset=1MiB,sample=64KiB"),
            Job.of("pinned", "workers=2,prefetch=2,batch=8,pin=yes,sample=3x96x96:float32+int"),
            Job.of("a table in shared memory", "workers=2,prefetch=2,batch=8,sample=50KiB+int")
                    .with(Map.of("shared", 7_000_001))
                    .beside("table=7000001"),
            Job.of(
                    "validation inside training",
                    "name=train,workers=2,prefetch=2,batch=8,sample=3x64x64:float32+int",
                    "name=val,workers=1,prefetch=3,batch=16,sample=3x64x64:float32+int"),
            Job.of(
                            "validation that stays, in every epoch",
                            "name=train,workers=2,prefetch=2,batch=8,epochs=2,sample=3x64x64:float32+int",
                            "name=val,workers=2,prefetch=1,batch=16,epochs=2,persistent=yes,sample=3x64x64:float32")
                    .with(Map.of("nest", "each"))
                    .settling(Settled.WITHIN_BOUND));

    /** What shmfit says of a job, in bytes. */
    private record Forecast(long required, long steady, long locks) {}

    @Test
    void a_job_runs_at_its_need_and_not_below_its_settled_use(@TempDir Path scratch)
            throws IOException, InterruptedException {
        Optional<LoaderRig> found = LoaderRig.found(scratch);
        MachineParts.orSkip(found.isPresent(), "no python3 with PyTorch here (Debian: apt-get install python3-torch)");
        Optional<LoaderRig> rig = found.get().mounting(scratch);
        MachineParts.orSkip(
                rig.isPresent(), "no right to mount a file system here, neither as root nor by unshare -Urm");

        long page = rig.get().pageSize();
        Map<String, Forecast> forecasts = new LinkedHashMap<>();
        for (Job job : JOBS) {
            forecasts.put(job.name(), forecast(job, page, scratch));
        }
        List<Map<String, Object>> runs = new ArrayList<>();
        // Those that stand still wait most of their time: they come first, beside those that work.
        forecasts.forEach((name, f) -> runs.add(run(name, "below", f.steady() - page)));
        forecasts.forEach((name, f) -> runs.add(run(name, "need", f.required())));
        Map<String, JsonNode> results = rig.get().run(runs, scratch, SECONDS);

        List<String> wrong = new ArrayList<>();
        int right = 0;
        int exact = 0;
        for (Job job : JOBS) {
            int before = wrong.size();
            compare(
                    job,
                    Objects.requireNonNull(forecasts.get(job.name())),
                    Objects.requireNonNull(results.get(job.name() + ", need"), "the run at its need is missing"),
                    Objects.requireNonNull(results.get(job.name() + ", below"), "the run below is missing"),
                    wrong);
            right += wrong.size() == before ? 1 : 0;
            exact += job.settled() == Settled.EXACT ? 1 : 0;
        }
        assertThat(wrong).isEmpty();
        assertThat(JOBS).hasSize(20);
        TrustTable.check(
                Row.PYTORCH,
                right + " of " + JOBS.size() + " programs; " + exact
                        + " must settle to the byte, the others in a range",
                "nothing");
    }

    private static Map<String, Object> run(String name, String how, long size) {
        Job job = JOBS.stream().filter(j -> j.name().equals(name)).findFirst().orElseThrow();
        Map<String, Object> run = new TreeMap<>(job.more());
        // At its need a job is given the time that a busy machine takes to start a newer PyTorch.
        int stall = how.equals("need") ? 60 : 15;
        run.putAll(Map.of("name", name + ", " + how, "size", size, "loaders", job.loaders(), "stall", stall));
        return run;
    }

    /** Asks the command line, for a machine with one GPU, whose job makes nothing for NCCL. */
    private static Forecast forecast(Job job, long page, Path scratch) throws IOException {
        Path node = Files.writeString(scratch.resolve("topo.txt"), "\tGPU0\tCPU Affinity\nGPU0\t X \t0-7\n");
        List<String> args = new ArrayList<>(List.of("analyze", node.toString(), "--format", "json"));
        args.addAll(List.of("--assume", "page-size=" + page));
        job.loaders().forEach(l -> args.addAll(List.of("--loader", l)));
        job.others().forEach(o -> args.addAll(List.of("--other", o)));
        Ran ran = Shell.quiet().run(args.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
        JsonNode report = new ObjectMapper().readTree(ran.out());
        long steady = 0;
        for (JsonNode loader : report.path("loaders")) {
            steady += loader.path("steadyBytes").longValue();
        }
        for (JsonNode consumer : report.path("shm").path("consumers")) {
            steady += consumer.path("name").asText().startsWith("other:")
                    ? consumer.path("bytes").longValue()
                    : 0;
        }
        long workers = job.loaders().stream()
                .mapToLong(l -> Long.parseLong(l.replaceAll(".*workers=(\\d+).*", "$1"), 10))
                .sum();
        return new Forecast(report.path("shm").path("requiredBytes").longValue(), steady, 2 * page * workers);
    }

    private static void compare(Job job, Forecast f, JsonNode at, JsonNode below, List<String> wrong) {
        if (!at.path("outcome").asText().equals("ok")) {
            wrong.add(job.name() + ": at its need of " + f.required() + " bytes it ended so: " + at);
        }
        long settled = at.path("settled").longValue();
        long most = switch (job.settled()) {
            case EXACT -> f.steady();
            case FROM_STEADY_UP -> f.steady() + f.locks();
            case WITHIN_BOUND -> f.required();
        };
        if (settled < f.steady() || settled > most || at.path("unsettled").intValue() > 0) {
            wrong.add(job.name() + ": settled at " + settled + ", forecast " + f.steady() + " to " + most + ": " + at);
        }
        if (below.path("outcome").asText().equals("ok")) {
            wrong.add(job.name() + ": runs with " + f.steady() + " bytes less a page: " + below);
        }
    }
}
