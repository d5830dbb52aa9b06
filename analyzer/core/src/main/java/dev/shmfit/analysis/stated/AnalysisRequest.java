package dev.shmfit.analysis.stated;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.LoggedFacts;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user asks: about which node, and for which job.
 *
 * @param machine what was read of the node
 * @param job what runs on it
 * @param space what the container has
 * @param nccl which NCCL runs
 * @param assumptions facts stated in place of captured ones
 * @param presets facts that a preset takes where the user states none
 * @param logged what a log of the job says, where neither a statement nor the capture does
 * @param among the kinds of node that the job goes over; empty where all are like this one
 */
public record AnalysisRequest(
        MachineFacts machine,
        JobRequest job,
        SpaceRequest space,
        NcclRequest nccl,
        StatedFacts assumptions,
        List<Assumption> presets,
        LoggedFacts logged,
        Optional<NodeKinds> among) {
    private static final SourceRef STATED = SourceRef.stated("stated");

    public AnalysisRequest {
        presets = List.copyOf(presets);
    }

    /** The plain question about a node: all its GPUs, one world, nothing stated. */
    public static AnalysisRequest of(MachineFacts machine) {
        return new AnalysisRequest(
                machine,
                JobRequest.PLAIN,
                SpaceRequest.NONE,
                NcclRequest.NONE,
                StatedFacts.NONE,
                List.of(),
                LoggedFacts.NONE,
                Optional.empty());
    }

    /** The same about another node. */
    public AnalysisRequest about(MachineFacts other) {
        return new AnalysisRequest(other, job, space, nccl, assumptions, presets, logged, among);
    }

    /** The same for another job. */
    public AnalysisRequest running(JobRequest other) {
        return new AnalysisRequest(machine, other, space, nccl, assumptions, presets, logged, among);
    }

    /** The same in another container. */
    public AnalysisRequest within(SpaceRequest other) {
        return new AnalysisRequest(machine, job, other, nccl, assumptions, presets, logged, among);
    }

    /** The same with another NCCL. */
    public AnalysisRequest using(NcclRequest other) {
        return new AnalysisRequest(machine, job, space, other, assumptions, presets, logged, among);
    }

    /** The same with other facts stated. */
    public AnalysisRequest stating(StatedFacts facts) {
        return new AnalysisRequest(machine, job, space, nccl, facts, presets, logged, among);
    }

    /** The same with what a log says. */
    public AnalysisRequest with(LoggedFacts facts) {
        return new AnalysisRequest(machine, job, space, nccl, assumptions, presets, facts, among);
    }

    /** The same with facts that a preset takes. */
    public AnalysisRequest presuming(List<Assumption> facts) {
        return new AnalysisRequest(machine, job, space, nccl, assumptions, facts, logged, among);
    }

    /** The same for a job over nodes of several kinds, of which this is one. */
    public AnalysisRequest among(NodeKinds kinds) {
        return new AnalysisRequest(machine, job, space, nccl, assumptions, presets, logged, Optional.of(kinds));
    }

    /** The same with the first of the GPUs. */
    public AnalysisRequest withRanks(OptionalInt count) {
        return running(job.on(job.gpus(), count));
    }

    /** The same on these GPUs, one rank each. */
    public AnalysisRequest onGpus(List<Integer> indices) {
        return running(job.on(Optional.of(indices), OptionalInt.empty()));
    }

    /** The same with this size of /dev/shm and this memory limit. */
    public AnalysisRequest within(Optional<ByteCount> size, Optional<ByteCount> limit) {
        return within(new SpaceRequest(
                size.map(s -> new Reading.Known<>(s, STATED)),
                limit.map(s -> new Reading.Known<>(s, STATED)),
                space.residentPerRank(),
                space.platform()));
    }

    /** The same with other loaders in each rank. */
    public AnalysisRequest loading(List<LoaderSpec> specs) {
        return running(job.loading(specs));
    }

    /** The same for one version of NCCL under these settings. */
    public AnalysisRequest under(NcclVersion version, Map<String, String> settings) {
        return using(new NcclRequest(Optional.of(version), nccl.compared(), settings));
    }

    /** The same for one communicator over these GPUs, in rank order. */
    public AnalysisRequest over(List<Integer> members) {
        return running(JobRequest.PLAIN.on(Optional.of(members), OptionalInt.empty()))
                .using(new NcclRequest(nccl.version(), false, nccl.env()));
    }
}
