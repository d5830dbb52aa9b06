package dev.shmfit.analysis;

import dev.shmfit.analysis.open.Choice;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Budget;
import dev.shmfit.verdict.Checks;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Verdict;
import java.util.ArrayList;
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
 * @param node the node; facts that are open are those of the forecast to plan with
 * @param nccl the forecast of NCCL
 * @param need what the job needs, and what there is
 * @param uncertain figures of the whole of which the facts leave a range
 * @param findings worst first
 * @param verdict of the whole
 * @param basis what the answer rests on
 */
public record Analysis(
        MachineFacts machine,
        Node node,
        Nccl nccl,
        Need need,
        List<Uncertain> uncertain,
        List<Finding> findings,
        Verdict verdict,
        Basis basis) {
    /**
     * The node.
     *
     * @param source {@code nvidia-smi}, {@code nccl-xml} or {@code sysfs}
     * @param gpuNames product names by GPU index, as far as known
     * @param choice how the open facts are settled in it
     */
    public record Node(GpuTopology topology, String source, Map<Integer, String> gpuNames, Choice choice) {
        public Node {
            gpuNames = Collections.unmodifiableMap(new TreeMap<>(gpuNames));
        }
    }

    /**
     * The forecast of NCCL.
     *
     * @param version that the forecast is for
     * @param env NCCL_* settings in force
     * @param communicators the world, or the first group, comes first
     * @param uses the communicators, each with the phases that the stated operations bring about
     * @param versions the same job under other versions, oldest first; empty where not asked for
     */
    public record Nccl(
            NcclVersion version,
            Map<String, String> env,
            List<CommunicatorAnalysis> communicators,
            List<NcclDemand.Use> uses,
            List<VersionAnalysis> versions) {
        public Nccl {
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
            communicators = List.copyOf(communicators);
            uses = List.copyOf(uses);
            versions = List.copyOf(versions);
        }
    }

    /**
     * What the job needs, and what there is.
     *
     * @param rank the loaders of one rank
     * @param ranks on this node
     * @param demand of /dev/shm
     * @param supply of /dev/shm and memory
     * @param budget everything that can run out, and how much of it the job needs
     */
    public record Need(RankDemand rank, int ranks, ShmDemand demand, ShmSupply supply, List<Budget> budget) {
        public Need {
            budget = List.copyOf(budget);
        }
    }

    /**
     * What the answer rests on.
     *
     * @param assumptions facts that were stated, defaulted or assumed
     * @param workload what was asked, one line for each statement
     */
    public record Basis(List<Assumption> assumptions, List<Statement> workload) {
        public Basis {
            assumptions = List.copyOf(assumptions);
            workload = List.copyOf(workload);
        }
    }

    /** One thing that the user asked for, such as {@code ranks}, {@code 4 (GPUs 0-3)}, {@code stated}. */
    public record Statement(String name, Text value, Provenance provenance) {}

    public Analysis {
        uncertain = List.copyOf(uncertain);
        findings = List.copyOf(findings);
    }

    /** The same with findings after its own. */
    public Analysis with(List<Finding> more) {
        List<Finding> found = Stream.concat(findings.stream(), more.stream()).toList();
        return new Analysis(machine, node, nccl, need, uncertain, found, verdict, basis);
    }

    /** The same with findings before its equally severe ones, in view of which the verdict is another. */
    public Analysis with(Verdict other, List<Finding> more) {
        List<Finding> found = Checks.worstFirst(
                Stream.concat(more.stream(), findings.stream()).toList());
        return new Analysis(machine, node, nccl, need, uncertain, found, other, basis);
    }

    /** The same, whose need may be less, down to {@code least}. */
    Analysis from(ByteCount least) {
        List<Uncertain> wider = new ArrayList<>();
        long most = need.demand().required().bytes();
        List<Narrowing> narrowings = List.of();
        for (Uncertain u : uncertain) {
            if (u.field().equals(OtherRanges.REQUIRED)) {
                narrowings = u.narrowings();
            } else {
                wider.add(u);
            }
        }
        if (least.bytes() < most) {
            wider.add(0, new Uncertain(OtherRanges.REQUIRED, least.bytes(), most, narrowings));
        }
        return new Analysis(machine, node, nccl, need, wider, findings, verdict, basis);
    }
}
