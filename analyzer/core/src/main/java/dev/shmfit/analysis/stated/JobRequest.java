package dev.shmfit.analysis.stated;

import dev.shmfit.shm.EngineUse;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.shm.OtherUse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What runs on the node.
 *
 * @param gpus the GPUs of the job by index, in rank order; empty: those that the capture or {@code ranks} says
 * @param named the same by UUID, as stated; empty: by index, or not stated
 * @param ranks how many GPUs, the first by index; empty: all
 * @param groups process groups; empty: {@code world:allreduce+allgather+reducescatter}
 * @param loaders of each rank
 * @param others further users of /dev/shm
 * @param engines programs of the job that keep files of their own in /dev/shm, as its command lines tell
 * @param loadersStated whether the loaders were stated, if only to say that there is none
 */
public record JobRequest(
        Optional<List<Integer>> gpus,
        Optional<String> named,
        OptionalInt ranks,
        List<GroupRequest> groups,
        List<LoaderSpec> loaders,
        List<OtherUse> others,
        List<EngineUse> engines,
        boolean loadersStated) {
    /** All GPUs, one world, nothing stated about loaders. */
    public static final JobRequest PLAIN = new JobRequest(
            Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of(), List.of(), List.of(), List.of(), false);

    public JobRequest {
        gpus = gpus.map(List::copyOf);
        groups = List.copyOf(groups);
        loaders = List.copyOf(loaders);
        others = List.copyOf(others);
        engines = List.copyOf(engines);
    }

    /** The same beside programs that keep files of their own; one that serves has no loader. */
    public JobRequest beside(List<OtherUse> counted, List<EngineUse> programs) {
        boolean serves = programs.stream().anyMatch(EngineUse::serves)
                || counted.stream().anyMatch(OtherTenant::serves);
        return new JobRequest(gpus, named, ranks, groups, loaders, counted, programs, loadersStated || serves);
    }

    /** The same with the communicators of a command in a text, where none is stated. */
    public JobRequest orGroups(List<GroupRequest> ofText) {
        List<GroupRequest> all =
                groups.isEmpty() ? ofText.stream().map(GroupRequest::ofText).toList() : groups;
        return new JobRequest(gpus, named, ranks, all, loaders, others, engines, loadersStated);
    }

    /** A job whose loaders were stated where it has any. */
    public JobRequest(
            Optional<List<Integer>> gpus,
            OptionalInt ranks,
            List<GroupRequest> groups,
            List<LoaderSpec> loaders,
            List<OtherUse> others) {
        this(gpus, Optional.empty(), ranks, groups, loaders, others, List.of(), !loaders.isEmpty());
    }

    /** The same on these GPUs, or on the first of them. */
    public JobRequest on(Optional<List<Integer>> indices, OptionalInt count) {
        return new JobRequest(indices, Optional.empty(), count, groups, loaders, others, engines, loadersStated);
    }

    /** The same on the GPUs that a list names by UUID. */
    public JobRequest onNamed(String list) {
        return new JobRequest(
                Optional.empty(), Optional.of(list), ranks, groups, loaders, others, engines, loadersStated);
    }

    /** The same with other loaders in each rank. */
    public JobRequest loading(List<LoaderSpec> specs) {
        return new JobRequest(gpus, named, ranks, groups, specs, others, engines, loadersStated || !specs.isEmpty());
    }

    /** The same without GPUs, and so without groups. */
    public JobRequest withoutGpus() {
        return new JobRequest(
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                List.of(),
                loaders,
                others,
                engines,
                loadersStated);
    }
}
