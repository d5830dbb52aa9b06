package dev.shmfit.plan;

import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Verdict;
import java.util.Optional;

/**
 * One job on one node, in figures. They are those of an analysis of the same job.
 *
 * @param workers of the loader that varies; empty where the job has none
 * @param prefetch of it
 * @param batch of it
 * @param required of /dev/shm
 * @param recommended size of /dev/shm
 * @param memory what counts against a memory limit, as far as stated: /dev/shm, what NCCL takes through the driver, and
 *     the processes
 * @param memoryLimit to write into a template: the same with /dev/shm full
 * @param bottleneck the consumer that takes most; empty where nothing takes any
 * @param busyPercent of its time that the GPU works, an estimate; empty where no times are stated
 * @param status whether it fits
 */
public record PlanPoint(
        PlanCase where,
        Optional<Integer> workers,
        Optional<Integer> prefetch,
        Optional<Integer> batch,
        ByteCount required,
        ByteCount recommended,
        ByteCount memory,
        ByteCount memoryLimit,
        Optional<String> bottleneck,
        Optional<Integer> busyPercent,
        Verdict.Status status) {}
