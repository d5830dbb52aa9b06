package dev.shmfit.plan;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.PreparedAnalysis;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.units.MalformedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What pairs over shared memory cost, by the model that NCCL itself chooses by: link rates, no measurement.
 *
 * @param asIs GB/s of the ring as it would be
 * @param allP2p GB/s of the ring if every pair could use P2P at any distance; empty where the facts exclude that
 * @param pairs ordered pairs of the job
 * @param shmPairs of these, those over shared memory as it would be
 * @param busyPercent of the first loader's GPU time, with its workers; empty where no times are stated
 * @param busyWithout the same without workers
 * @param lostWithout by how many per cent fewer samples pass in a second without workers
 */
public record FallbackCost(
        Optional<Float> asIs,
        Optional<Float> allP2p,
        int pairs,
        int shmPairs,
        Optional<Integer> busyPercent,
        Optional<Integer> busyWithout,
        Optional<Long> lostWithout) {
    /** The cost for one job. */
    public static FallbackCost of(AnalysisRequest request) {
        PreparedAnalysis prepared = Analyzer.prepare(request);
        List<PairForecast> pairs = prepared.communicators().get(0).forecast().pairs();
        Optional<LoaderSpec> timed = request.job().loaders().stream()
                .filter(l -> l.times().isPresent())
                .findFirst();
        return new FallbackCost(
                prepared.ringBandwidth(),
                withP2p(request, prepared),
                pairs.size(),
                PairCounts.of(pairs).shm(),
                timed.map(l -> l.times().orElseThrow().busyPercent(l.workers(), l.batch())),
                timed.map(l -> l.times().orElseThrow().busyPercent(0, l.batch())),
                timed.map(l -> l.times().orElseThrow().lostPercent(0, l.workers(), l.batch())));
    }

    private static Optional<Float> withP2p(AnalysisRequest request, PreparedAnalysis prepared) {
        Map<String, String> env = new LinkedHashMap<>(request.nccl().env());
        env.put("NCCL_P2P_LEVEL", "SYS");
        try {
            AnalysisRequest ideal = request.stating(request.assumptions().with("p2p=ok"));
            return Analyzer.prepare(ideal.under(prepared.version(), env)).ringBandwidth();
        } catch (MalformedText e) {
            // A captured table says that P2P is not possible.
            return Optional.empty();
        }
    }
}
