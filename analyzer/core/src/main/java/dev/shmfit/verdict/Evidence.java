package dev.shmfit.verdict;

import dev.shmfit.facts.ExcludedNets;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.MatrixRemark;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.units.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that checks may look at.
 *
 * @param node what is known of GPUs and links
 * @param nccl the forecast of NCCL
 * @param need what the job needs
 * @param supply what there is
 * @param surroundings where the job runs
 * @param notes of the parsers
 */
public record Evidence(
        Node node, Nccl nccl, Need need, ShmSupply supply, Surroundings surroundings, List<ParseNote> notes) {
    /**
     * What is known of GPUs and links.
     *
     * @param topology empty where the capture says nothing about GPUs
     * @param p2p tables of {@code nvidia-smi topo -p2p}
     * @param remarks what in nvidia-smi's tables a healthy machine would not show
     * @param contradictions facts about the links that cannot all be true
     * @param excluded network adapters that settings keep NCCL from using
     */
    public record Node(
            Optional<GpuTopology> topology,
            List<SmiP2pMatrix> p2p,
            List<MatrixRemark> remarks,
            List<Inconsistency> contradictions,
            ExcludedNets excluded) {
        public Node {
            p2p = List.copyOf(p2p);
            remarks = List.copyOf(remarks);
            contradictions = List.copyOf(contradictions);
        }
    }

    /**
     * The forecast of NCCL.
     *
     * @param version empty where no forecast was made
     * @param communicators each with how far the workload drives it; the world first
     * @param env settings of the job (NCCL_* and the like)
     * @param settingSources where each setting was read
     * @param collNet whether the network plugin offers CollNet, where that is stated
     */
    public record Nccl(
            Optional<NcclVersion> version,
            List<NcclDemand.Use> communicators,
            Map<String, String> env,
            Map<String, SourceRef> settingSources,
            Optional<Boolean> collNet) {
        public Nccl {
            communicators = List.copyOf(communicators);
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
            settingSources = Collections.unmodifiableMap(new LinkedHashMap<>(settingSources));
        }
    }

    /**
     * What the job needs.
     *
     * @param rank the loaders of one rank
     * @param ranks on this node
     * @param demand of /dev/shm
     * @param residentPerRank memory of one rank's processes without /dev/shm; empty where not stated
     * @param engines programs of the job that keep files of their own in /dev/shm
     * @param loadersStated whether the loaders were stated, if only to say that there is none
     * @param others further users of /dev/shm, on the one that there is
     */
    public record Need(
            RankDemand rank,
            int ranks,
            ShmDemand demand,
            Optional<ByteCount> residentPerRank,
            List<EngineUse> engines,
            boolean loadersStated,
            List<OtherUse> others) {
        public Need {
            engines = List.copyOf(engines);
            others = List.copyOf(others);
        }

        /** Engines some of whose files are neither counted by a formula nor stated. */
        public List<EngineUse> uncounted() {
            return engines.stream().filter(u -> u.open(demand)).toList();
        }
    }

    public Evidence {
        notes = List.copyOf(notes);
    }

    /** The pairs of the first communicator: the world. */
    public List<PairForecast> worldPairs() {
        return nccl.communicators().isEmpty()
                ? List.of()
                : nccl.communicators().get(0).forecast().pairs();
    }

    /** The GPU index of a rank of the first communicator. */
    public int gpu(int rankOfWorld) {
        return nccl.communicators().get(0).forecast().gpus().get(rankOfWorld);
    }

    /** Whether a setting of NCCL's ({@code NCCL_...}) is a number other than 0, as NCCL reads it. */
    boolean isOn(String name) {
        return new NcclSettings(nccl.env()).number(name.substring("NCCL_".length()), 0) != 0;
    }

    /** Where a setting was read; its name and value where nothing else is known. */
    List<SourceRef> where(String name) {
        return List.of(nccl.settingSources().getOrDefault(name, SourceRef.of(name + "=" + setting(name))));
    }

    /** A setting's value; empty where it is not set. */
    public String setting(String name) {
        return nccl.env().getOrDefault(name, "").strip();
    }
}
