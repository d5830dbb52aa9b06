package dev.shmfit.plan;

import dev.shmfit.analysis.AnalysisRequest;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.PreparedAnalysis;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.shm.RecommendedSize;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a job whose node is split into pods? NCCL takes ranks for neighbours only where hostname and boot id
 * (or NCCL_HOSTID) agree, and lets them use P2P or shared memory only where /dev/shm is the same mount: src/misc/utils.cc
 * getHostHash, src/transport/shm.cc shmCanConnect, src/transport/p2p.cc p2pCanConnect.
 */
public final class Partitions {
    private static final String HOST_HASH =
            "different hostHash: neither P2P nor SHM (src/misc/utils.cc getHostHash; p2pCanConnect, shmCanConnect)";
    private static final String SHM_DEV =
            "same hostHash, different /dev/shm: no SHM, and from 2.11 on no P2P, so NCCL cuts the node into parts that it"
                    + " takes for nodes (p2pCanConnect, shmCanConnect, src/graph/paths.cc ncclTopoTrimSystem)";
    private static final String HIDDEN =
            "one host to NCCL; CUDA is not asked about GPUs that a process does not see (src/transport/p2p.cc)";
    private static final String MIG = "MIG instances have no P2P; two of one GPU are refused as duplicates before 2.30";

    private final AnalysisRequest request;
    private final List<Integer> gpus;
    private final NcclVersion version;
    private final List<PodSplit> splits = new ArrayList<>();

    private Partitions(AnalysisRequest request) {
        this.request = request;
        PreparedAnalysis whole = Analyzer.prepare(request);
        this.version = whole.version();
        this.gpus = whole.gpus();
        splits.add(one(PodSplit.Way.WHOLE, request, 1, "all ranks on one host"));
    }

    /** The ways to split the job's GPUs, from one pod to one for each GPU. */
    public static List<PodSplit> of(AnalysisRequest request) {
        return new Partitions(request).all();
    }

    private List<PodSplit> all() {
        for (int pods = 2; pods <= gpus.size(); pods++) {
            if (gpus.size() % pods != 0) {
                continue;
            }
            splits.add(separate(PodSplit.Way.SEPARATE, pods, HOST_HASH));
            if (version.atLeast(11, 4)) {
                splits.add(separate(PodSplit.Way.HOST_ID, pods, SHM_DEV));
                splits.add(one(
                        PodSplit.Way.SHARED,
                        request.stating(request.assumptions().with("hidden-devices=yes")),
                        pods,
                        HIDDEN));
            }
        }
        PodSplit mig =
                one(PodSplit.Way.MIG, request.stating(request.assumptions().with("p2p=none")), 1, MIG);
        splits.add(
                mig.failure().isPresent()
                        ? untold(PodSplit.Way.MIG, 1, MIG, "whether NCCL sees NVLinks of MIG instances is not settled")
                        : mig);
        return List.copyOf(splits);
    }

    /** Every pod is a node to NCCL: what happens in it is forecast, pairs of different pods go over the network. */
    private PodSplit separate(PodSplit.Way way, int pods, String rule) {
        int size = gpus.size() / pods;
        Count count = new Count();
        try {
            for (int pod = 0; pod < pods; pod++) {
                AnalysisRequest inPod = request.onGpus(gpus.subList(pod * size, (pod + 1) * size))
                        .stating(request.assumptions().with("nodes=" + pods));
                count.add(Analyzer.prepare(inPod));
            }
        } catch (MalformedText e) {
            return untold(way, pods, rule, e.sentence());
        }
        count.net += gpus.size() * (gpus.size() - size);
        return count.split(way, pods, size, rule);
    }

    private PodSplit one(PodSplit.Way way, AnalysisRequest whole, int pods, String rule) {
        Count count = new Count();
        try {
            count.add(Analyzer.prepare(whole));
        } catch (MalformedText e) {
            return untold(way, pods, rule, e.sentence());
        }
        return count.split(way, pods, gpus.size() / pods, rule);
    }

    private PodSplit untold(PodSplit.Way way, int pods, String rule, String why) {
        return new PodSplit(
                pods, gpus.size() / pods, way, 0, 0, 0, 0, Optional.empty(), Optional.empty(), rule, Optional.of(why));
    }

    private static final class Count {
        private int p2p;
        private int shm;
        private int net;
        private int open;
        private ByteCount required = ByteCount.ZERO;
        private Optional<String> failure = Optional.empty();

        void add(PreparedAnalysis prepared) {
            for (PairForecast pair : prepared.communicators().get(0).forecast().pairs()) {
                p2p += pair.transport() == Transport.P2P ? 1 : 0;
                shm += pair.transport() == Transport.SHM ? 1 : 0;
                net += pair.transport() == Transport.NET ? 1 : 0;
                open += pair.transport() == Transport.UNKNOWN ? 1 : 0;
            }
            required = required.max(
                    prepared.need(prepared.rank(prepared.loaders())).shm().required());
            if (prepared.fails()) {
                failure = prepared.communicators().stream()
                        .flatMap(c -> c.forecast().failure().stream())
                        .map(f -> f.summary())
                        .findFirst();
            }
        }

        PodSplit split(PodSplit.Way way, int pods, int size, String rule) {
            return new PodSplit(
                    pods,
                    size,
                    way,
                    p2p,
                    shm,
                    net,
                    open,
                    Optional.of(required),
                    Optional.of(RecommendedSize.of(required)),
                    rule,
                    failure);
        }
    }
}
