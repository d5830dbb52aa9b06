package dev.shmfit.analysis.stated;

import dev.shmfit.ingest.LoggedFacts;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user asks: about which node, and for which job.
 *
 * @param machine what was read of the node
 * @param gpus the GPUs of the job by index, in rank order; empty: those that the capture or {@code ranks} says
 * @param ranks how many GPUs, the first by index; empty: all
 * @param groups process groups; empty: {@code world:allreduce+allgather+reducescatter}
 * @param loaders of each rank
 * @param others further users of /dev/shm
 * @param shmSize of /dev/shm, as stated
 * @param memoryLimit of the container, as stated
 * @param nccl NCCL's version, as stated
 * @param allVersions whether to compare all versions in which a rule changes
 * @param env NCCL_* settings stated besides those that the capture holds
 * @param assumptions facts stated in place of captured ones
 * @param besides what a workload file states besides
 * @param logged what a log of the job says, where neither a statement nor the capture does
 */
public record AnalysisRequest(
        MachineFacts machine,
        Optional<List<Integer>> gpus,
        OptionalInt ranks,
        List<GroupRequest> groups,
        List<LoaderSpec> loaders,
        List<OtherUse> others,
        Optional<ByteCount> shmSize,
        Optional<ByteCount> memoryLimit,
        Optional<NcclVersion> nccl,
        boolean allVersions,
        Map<String, String> env,
        StatedFacts assumptions,
        StatedBesides besides,
        LoggedFacts logged) {
    public AnalysisRequest {
        gpus = gpus.map(List::copyOf);
        groups = List.copyOf(groups);
        loaders = List.copyOf(loaders);
        others = List.copyOf(others);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** A question without a log. */
    public AnalysisRequest(
            MachineFacts machine,
            Optional<List<Integer>> gpus,
            OptionalInt ranks,
            List<GroupRequest> groups,
            List<LoaderSpec> loaders,
            List<OtherUse> others,
            Optional<ByteCount> shmSize,
            Optional<ByteCount> memoryLimit,
            Optional<NcclVersion> nccl,
            boolean allVersions,
            Map<String, String> env,
            StatedFacts assumptions,
            StatedBesides besides) {
        this(
                machine,
                gpus,
                ranks,
                groups,
                loaders,
                others,
                shmSize,
                memoryLimit,
                nccl,
                allVersions,
                env,
                assumptions,
                besides,
                LoggedFacts.NONE);
    }

    /** The plain question about a node: all its GPUs, one world, nothing stated. */
    public static AnalysisRequest of(MachineFacts machine) {
        return new AnalysisRequest(
                machine,
                Optional.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                StatedFacts.NONE,
                StatedBesides.NONE);
    }

    /** The same with other facts stated. */
    public AnalysisRequest stating(StatedFacts facts) {
        return new AnalysisRequest(
                machine,
                gpus,
                ranks,
                groups,
                loaders,
                others,
                shmSize,
                memoryLimit,
                nccl,
                allVersions,
                env,
                facts,
                besides,
                logged);
    }

    /** The same with the first of the GPUs. */
    public AnalysisRequest withRanks(OptionalInt count) {
        return placed(gpus, count);
    }

    /** The same on these GPUs, one rank each. */
    public AnalysisRequest onGpus(List<Integer> indices) {
        return placed(Optional.of(indices), OptionalInt.empty());
    }

    private AnalysisRequest placed(Optional<List<Integer>> places, OptionalInt count) {
        return new AnalysisRequest(
                machine,
                places,
                count,
                groups,
                loaders,
                others,
                shmSize,
                memoryLimit,
                nccl,
                allVersions,
                env,
                assumptions,
                besides,
                logged);
    }

    /** The same with this size of /dev/shm and this memory limit. */
    public AnalysisRequest within(Optional<ByteCount> size, Optional<ByteCount> limit) {
        return new AnalysisRequest(
                machine,
                gpus,
                ranks,
                groups,
                loaders,
                others,
                size,
                limit,
                nccl,
                allVersions,
                env,
                assumptions,
                besides,
                logged);
    }

    /** The same with other loaders in each rank. */
    public AnalysisRequest loading(List<LoaderSpec> specs) {
        return new AnalysisRequest(
                machine,
                gpus,
                ranks,
                groups,
                specs,
                others,
                shmSize,
                memoryLimit,
                nccl,
                allVersions,
                env,
                assumptions,
                besides,
                logged);
    }

    /** The same for one version of NCCL under these settings. */
    public AnalysisRequest under(NcclVersion version, Map<String, String> settings) {
        return new AnalysisRequest(
                machine,
                gpus,
                ranks,
                groups,
                loaders,
                others,
                shmSize,
                memoryLimit,
                Optional.of(version),
                allVersions,
                settings,
                assumptions,
                besides,
                logged);
    }

    /** The same with what a log says. */
    public AnalysisRequest with(LoggedFacts facts) {
        return new AnalysisRequest(
                machine,
                gpus,
                ranks,
                groups,
                loaders,
                others,
                shmSize,
                memoryLimit,
                nccl,
                allVersions,
                env,
                assumptions,
                besides,
                facts);
    }

    /** The same for one communicator over these GPUs, in rank order. */
    public AnalysisRequest over(List<Integer> members) {
        return new AnalysisRequest(
                machine,
                Optional.of(members),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                List.of(),
                shmSize,
                memoryLimit,
                nccl,
                false,
                env,
                assumptions,
                besides,
                logged);
    }
}
