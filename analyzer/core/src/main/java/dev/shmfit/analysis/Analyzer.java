package dev.shmfit.analysis;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.CandidateNodes;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.CapturedFacts;
import dev.shmfit.facts.Provenance;
import dev.shmfit.nccl.graph.NcclInternalError;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import java.util.List;

/** From a capture and a question to the answer, stage by stage. Pure: the same request gives the same analysis. */
public final class Analyzer {
    private Analyzer() {}

    /**
     * Answers the request.
     *
     * @throws NotAssessable where the capture does not suffice
     * @throws dev.shmfit.units.MalformedText where a stated fact contradicts a captured one, or names a GPU that is not
     *     there
     */
    public static Analysis analyze(AnalysisRequest asked) {
        return analyze(asked, new SearchMemo());
    }

    /**
     * The same, for one of several requests about a node: what was searched for one is not searched again for another.
     *
     * @param searches made before; more are added
     */
    public static Analysis analyze(AnalysisRequest asked, SearchMemo searches) {
        AnalysisRequest request = CapturedFacts.complete(asked);
        try {
            return prepared(request, searches).withLoaders(request.job().loaders());
        } catch (NotAssessable e) {
            if (WithoutGpus.suffices(request)) {
                return WithoutGpus.of(request, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** Answers all of the request but what its loaders add, for many sets of loaders; fails like {@link #analyze}. */
    public static PreparedAnalysis prepare(AnalysisRequest asked) {
        return prepared(CapturedFacts.complete(asked), new SearchMemo());
    }

    /** A topology on which NCCL gives up is no node that a job runs on: its file is wrong. */
    private static PreparedAnalysis prepared(AnalysisRequest request, SearchMemo searches) {
        try {
            return new PreparedAnalysis(request, searches);
        } catch (NcclInternalError e) {
            throw new NotAssessable(request.machine().id() + ": NCCL ends with an internal error on this topology ("
                    + e.getMessage() + "); capture the node again, and leave the files as they are");
        }
    }

    /**
     * What the job of an analysis would need if it were another.
     *
     * @param analysis of the same request
     */
    public static WhatIf whatIf(AnalysisRequest asked, Analysis analysis) {
        AnalysisRequest request = CapturedFacts.complete(asked);
        Stages s = Stages.of(request);
        List<ShmItem> others = request.job().others().stream()
                .map(o -> ShmItem.other(o, s.supply().granule()))
                .toList();
        ShmDemand besides = ShmDemand.of(
                List.<NcclDemand.Use>of(),
                s.node().xml().isPresent() ? Provenance.REPORTED : Provenance.ASSUMED,
                RankDemand.of(request.job().loaders(), s.supply().granule()),
                s.job().shape().ranksInPod(),
                others,
                s.supply().granule());
        return new WhatIfTable(
                        s.simulation(),
                        worldOf(analysis, s.candidates()),
                        s.job(),
                        request.job().loaders(),
                        analysis.nccl().uses())
                .of(besides, request.nccl().compared().isPresent());
    }

    /** The world that the analysis plans with. */
    private static CandidateNode worldOf(Analysis analysis, CandidateNodes.Result candidates) {
        Choice planned = analysis.node().choice();
        return candidates.all().stream()
                .filter(w -> planned.includes(w.choice()))
                .findFirst()
                .orElse(candidates.all().get(0));
    }
}
