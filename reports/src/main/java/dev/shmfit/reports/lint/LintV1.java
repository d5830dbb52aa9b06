package dev.shmfit.reports.lint;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import java.util.List;

/**
 * What {@code shmfit lint} says, version 1: the part of the interface that programs read.
 *
 * @param files that were looked at
 * @param jobs that were found in them
 * @param problems how many findings are problems
 * @param warnings how many are warnings
 * @param findings file by file, by line
 */
public record LintV1(
        int schemaVersion,
        ReportV1.Tool tool,
        List<String> files,
        List<Job> jobs,
        int problems,
        int warnings,
        List<Finding> findings) {
    public LintV1 {
        files = List.copyOf(files);
        jobs = List.copyOf(jobs);
        findings = List.copyOf(findings);
    }

    /**
     * A job.
     *
     * @param format kubernetes, compose, docker, podman, quadlet, inspect, devcontainer, slurm, apptainer or host
     * @param kind what the text calls it
     * @param name may be empty
     */
    public record Job(String format, String kind, String name, String file, int line) {}

    /**
     * A mistake.
     *
     * @param id of the rule
     * @param line from 1; 0 where none is known
     * @param column from 1; 0 where none is known
     * @param summary one sentence
     * @param explanation why it matters
     * @param remedy what to do
     */
    public record Finding(
            String id,
            FindingV1.Severity severity,
            String file,
            int line,
            int column,
            String summary,
            String explanation,
            String remedy) {}
}
