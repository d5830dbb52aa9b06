package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;

/** How many of a launch's ranks run in one pod. */
public final class PodRanks {
    private PodRanks() {}

    /**
     * As the launch says, shared out to the pods that run the job together where it starts the ranks of all of them: it
     * names no nodes, and more ranks than the container has GPUs.
     *
     * @return zero where the launch does not say
     */
    public static long of(JobManifest job, ManifestContainer container, Launch launch) {
        long told = launch.ranks().asOptional().orElse(0L);
        long gpus = container.resources().countedGpus();
        long pods = launch.nodes().isKnown()
                ? 1
                : Math.max(1, pods(job).asOptional().orElse(1L));
        return gpus > 0 && told > gpus && told % pods == 0 ? told / pods : told;
    }

    /** How many pods run the job together; those of a batch script are the nodes that it asks for. */
    public static Reading<Long> pods(JobManifest job) {
        boolean batch = job.format() == ManifestFormat.SLURM || job.format() == ManifestFormat.APPTAINER;
        return batch ? job.pod().replicas() : job.pod().together();
    }
}
