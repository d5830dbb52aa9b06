package dev.shmfit.analysis;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.verdict.Budget;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that a report tells.
 *
 * @param machine what was analysed
 * @param topology the node; facts that are open are those of the forecast to plan with
 * @param source {@code nvidia-smi} or {@code nccl-xml}
 * @param gpuNames product names by GPU index, as far as known
 * @param assumptions facts that were stated, defaulted or assumed
 * @param version of NCCL that the forecast is for
 * @param env NCCL_* settings in force
 * @param communicators the world, or the first group, comes first
 * @param versions the same job under other versions, oldest first; empty where not asked for
 * @param rank the loaders of one rank
 * @param ranks on this node
 * @param demand of /dev/shm
 * @param supply of /dev/shm and memory
 * @param uncertain figures of the whole of which the facts leave a range
 * @param findings worst first
 * @param workload what was asked, one line for each statement
 * @param budget everything that can run out, and how much of it the job needs
 */
public record Analysis(
        MachineFacts machine,
        GpuTopology topology,
        String source,
        Map<Integer, String> gpuNames,
        List<Assumption> assumptions,
        NcclVersion version,
        Map<String, String> env,
        List<CommunicatorAnalysis> communicators,
        List<VersionAnalysis> versions,
        RankDemand rank,
        int ranks,
        ShmDemand demand,
        ShmSupply supply,
        List<Uncertain> uncertain,
        List<Finding> findings,
        Verdict verdict,
        List<Statement> workload,
        List<Budget> budget) {
    public Analysis {
        gpuNames = Collections.unmodifiableMap(new TreeMap<>(gpuNames));
        assumptions = List.copyOf(assumptions);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        communicators = List.copyOf(communicators);
        versions = List.copyOf(versions);
        uncertain = List.copyOf(uncertain);
        findings = List.copyOf(findings);
        workload = List.copyOf(workload);
        budget = List.copyOf(budget);
    }

    /** The same with findings after its own. */
    public Analysis with(List<Finding> more) {
        List<Finding> found = Stream.concat(findings.stream(), more.stream()).toList();
        return new Analysis(
                machine,
                topology,
                source,
                gpuNames,
                assumptions,
                version,
                env,
                communicators,
                versions,
                rank,
                ranks,
                demand,
                supply,
                uncertain,
                found,
                verdict,
                workload,
                budget);
    }

    /** One thing that the user asked for, such as {@code ranks}, {@code 4 (GPUs 0-3)}, {@code stated}. */
    public record Statement(String name, String value, Provenance provenance) {}
}
