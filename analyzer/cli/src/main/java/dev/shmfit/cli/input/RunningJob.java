package dev.shmfit.cli.input;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.LaunchReader;
import dev.shmfit.manifest.Span;
import dev.shmfit.manifest.Word;
import dev.shmfit.probes.live.JobScan;
import dev.shmfit.probes.live.Machine;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The job that runs beside a check: what its processes show of it. */
public final class RunningJob {
    private static final int MOST_RANKS = 64;

    private final List<JobScan.Job> jobs;

    private RunningJob(List<JobScan.Job> jobs) {
        this.jobs = List.copyOf(jobs);
    }

    /** The job among the processes of a machine. */
    public static RunningJob on(Machine machine) {
        return new RunningJob(JobScan.of(machine, words -> launch(words).isPresent()));
    }

    private static Optional<Launch> launch(List<String> words) {
        Span at = new Span("", 0, 0, 0, 0);
        return LaunchReader.read(words.stream().map(w -> new Word(w, at)).toList());
    }

    /** The ranks on this node that a process tells of. */
    private static OptionalInt ranks(JobScan.Job job) {
        OptionalInt told = launch(job.words())
                .flatMap(l -> l.ranks().asOptional())
                .map(r -> number(String.valueOf(r)))
                .orElse(OptionalInt.empty());
        return told.isPresent() ? told : number(job.localWorldSize());
    }

    private static OptionalInt number(String text) {
        int n = text.matches("[1-9]\\d{0,2}") ? Integer.parseInt(text, 10) : 0;
        return n > 0 && n <= MOST_RANKS ? OptionalInt.of(n) : OptionalInt.empty();
    }

    /** The capture with the job's ranks, and the settings of its own environment behind those of this process. */
    public Capture with(Capture capture) {
        Capture more = capture;
        Optional<JobScan.Job> counted =
                jobs.stream().filter(j -> ranks(j).isPresent()).findFirst();
        if (counted.isPresent()) {
            JobScan.Job j = counted.get();
            more = more.with(new CapturedItem.Pasted(
                    shownBy(j) + " of process " + j.pid(), "LOCAL_WORLD_SIZE=" + ranks(j).getAsInt() + "\n"));
        }
        for (JobScan.Job j : jobs.subList(0, Math.min(1, jobs.size()))) {
            String text = j.settings().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining("\n"));
            if (!text.isEmpty()) {
                more = more.with(new CapturedItem.Pasted("/proc/" + j.pid() + "/environ", text + "\n"));
            }
        }
        return more;
    }

    /** What was found, for the report. */
    public List<Finding> findings() {
        if (jobs.isEmpty()) {
            return List.of();
        }
        String told = jobs.stream().limit(4).map(RunningJob::words).collect(Collectors.joining("; "));
        return List.of(Finding.of(
                        "job-found",
                        Severity.NOTE,
                        Owner.JOB,
                        "A job runs here: " + told + ".",
                        "Its ranks and its NCCL settings are taken where none are stated. Its loaders cannot be seen from"
                                + " outside; --loader states them.",
                        "")
                .from(jobs.stream()
                        .limit(4)
                        .map(j -> SourceRef.of("/proc/" + j.pid() + "/cmdline"))
                        .toList()));
    }

    /** What tells the ranks. */
    private static String shownBy(JobScan.Job job) {
        boolean byCommand =
                launch(job.words()).flatMap(l -> l.ranks().asOptional()).isPresent();
        return byCommand ? "its command line" : "LOCAL_WORLD_SIZE";
    }

    private static String words(JobScan.Job job) {
        Optional<Launch> launch = launch(job.words());
        String first = job.words().get(0);
        String program = launch.map(Launch::program).orElse(first.substring(first.lastIndexOf('/') + 1));
        return program + " (process " + job.pid() + ")"
                + (ranks(job).isPresent()
                        ? ", " + ranks(job).getAsInt() + " ranks by " + shownBy(job)
                        : ", whose count of ranks nothing tells");
    }
}
