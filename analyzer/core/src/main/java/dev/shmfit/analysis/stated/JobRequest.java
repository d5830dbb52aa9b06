package dev.shmfit.analysis.stated;

import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.OtherUse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What runs on the node.
 *
 * @param gpus the GPUs of the job by index, in rank order; empty: those that the capture or {@code ranks} says
 * @param ranks how many GPUs, the first by index; empty: all
 * @param groups process groups; empty: {@code world:allreduce+allgather+reducescatter}
 * @param loaders of each rank
 * @param others further users of /dev/shm
 */
public record JobRequest(
        Optional<List<Integer>> gpus,
        OptionalInt ranks,
        List<GroupRequest> groups,
        List<LoaderSpec> loaders,
        List<OtherUse> others) {
    /** All GPUs, one world, no loaders. */
    public static final JobRequest PLAIN =
            new JobRequest(Optional.empty(), OptionalInt.empty(), List.of(), List.of(), List.of());

    public JobRequest {
        gpus = gpus.map(List::copyOf);
        groups = List.copyOf(groups);
        loaders = List.copyOf(loaders);
        others = List.copyOf(others);
    }

    /** The same on these GPUs, or on the first of them. */
    public JobRequest on(Optional<List<Integer>> indices, OptionalInt count) {
        return new JobRequest(indices, count, groups, loaders, others);
    }

    /** The same with other loaders in each rank. */
    public JobRequest loading(List<LoaderSpec> specs) {
        return new JobRequest(gpus, ranks, groups, specs, others);
    }

    /** The same without GPUs, and so without groups. */
    public JobRequest withoutGpus() {
        return new JobRequest(Optional.empty(), OptionalInt.empty(), List.of(), loaders, others);
    }
}
