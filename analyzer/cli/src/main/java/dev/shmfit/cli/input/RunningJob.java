package dev.shmfit.cli.input;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.probes.live.JobScan;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The job that runs beside a check: what its processes show of it. */
public final class RunningJob {
    private final List<JobScan.Job> jobs;

    public RunningJob(List<JobScan.Job> jobs) {
        this.jobs = List.copyOf(jobs);
    }

    /** The capture with the settings of the job's own environment behind those of this process. */
    public Capture with(Capture capture) {
        Capture more = capture;
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

    /** The request with the ranks of the job, where the machine has so many GPUs. */
    public AnalysisRequest asked(AnalysisRequest request) {
        OptionalInt ranks = jobs.stream()
                .map(JobScan.Job::ranks)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
        int gpus = request.machine()
                .gpus()
                .matrix()
                .value()
                .map(SmiTopoMatrix::gpus)
                .map(List::size)
                .orElse(0);
        return ranks.isPresent() && ranks.getAsInt() <= gpus ? request.withRanks(ranks) : request;
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

    private static String words(JobScan.Job job) {
        return job.program() + " (process " + job.pid() + ")"
                + (job.ranks().isPresent()
                        ? ", " + job.ranks().getAsInt() + " ranks by " + job.shownBy()
                        : ", whose count of ranks nothing tells");
    }
}
