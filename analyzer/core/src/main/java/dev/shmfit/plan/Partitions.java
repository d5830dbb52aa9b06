package dev.shmfit.plan;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.PreparedAnalysis;
import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.shm.RecommendedSize;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a job whose node is split into pods? Each split is the analysis of the same job with the facts that it
 * states, so that {@code shmfit analyze} with these says the same.
 */
public final class Partitions {
    private static final Text HOST_HASH = Text.of("nccl/split-host-hash");
    private static final Text SHM_DEV =
            Text.of("nccl/split-shm-dev", "version", RuleRegister.change("p2p-common-shm", 1));
    private static final Text HIDDEN = Text.of("nccl/split-hidden");
    private static final Text MIG = Text.of("nccl/split-mig", "version", RuleRegister.latest("device-nodes"));

    private Partitions() {}

    /**
     * The ways to split the job's GPUs, from one pod to one for each GPU.
     *
     * @throws MalformedText where the job as it is cannot be analysed
     * @throws NotAssessable where the capture does not suffice
     */
    public static List<PodSplit> of(AnalysisRequest request) {
        List<PodSplit> splits = new ArrayList<>();
        PreparedAnalysis whole = Analyzer.prepare(request);
        int ranks = whole.gpus().size();
        splits.add(split(whole, 1, PodSplit.Way.WHOLE, Text.of("nccl/split-one-host")));
        for (int pods = 2; pods <= ranks; pods++) {
            if (ranks % pods == 0) {
                splits.add(split(request, ranks, pods, PodSplit.Way.SEPARATE, HOST_HASH));
                splits.add(split(request, ranks, pods, PodSplit.Way.HOST_ID, SHM_DEV));
                splits.add(split(request, ranks, pods, PodSplit.Way.SHARED, HIDDEN));
            }
        }
        PodSplit mig = split(request, ranks, 1, PodSplit.Way.MIG, MIG);
        splits.add(
                mig.failure().isPresent()
                        ? untold(ranks, 1, PodSplit.Way.MIG, MIG, Text.of("nccl/split-mig-untold"))
                        : mig);
        return List.copyOf(splits);
    }

    private static PodSplit split(AnalysisRequest request, int ranks, int pods, PodSplit.Way way, Text rule) {
        StatedFacts facts = request.assumptions();
        for (String fact : way.facts(pods)) {
            facts = facts.with(fact);
        }
        try {
            return split(Analyzer.prepare(request.stating(facts)), pods, way, rule);
        } catch (MalformedText e) {
            return untold(ranks, pods, way, rule, Text.verbatim(e.sentence()));
        }
    }

    private static PodSplit split(PreparedAnalysis prepared, int pods, PodSplit.Way way, Text rule) {
        List<PairForecast> pairs = prepared.communicators().get(0).forecast().pairs();
        ByteCount required =
                prepared.need(prepared.rank(prepared.loaders())).shm().required();
        return new PodSplit(
                pods,
                prepared.gpus().size() / pods,
                way,
                PairCounts.of(pairs),
                Optional.of(required),
                Optional.of(RecommendedSize.of(required)),
                rule,
                prepared.failure().map(f -> f.summary()));
    }

    private static PodSplit untold(int ranks, int pods, PodSplit.Way way, Text rule, Text why) {
        return new PodSplit(
                pods, ranks / pods, way, PairCounts.NONE, Optional.empty(), Optional.empty(), rule, Optional.of(why));
    }
}
