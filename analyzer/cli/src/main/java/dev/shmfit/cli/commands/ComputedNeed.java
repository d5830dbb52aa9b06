package dev.shmfit.cli.commands;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.manifest.JobWorkload;
import dev.shmfit.cli.options.JobOptions;
import dev.shmfit.cli.options.NodeOptions;
import dev.shmfit.cli.options.Question;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.workload.MergedWorkload;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.lint.NodeNeed;
import dev.shmfit.manifest.ChosenJob;
import dev.shmfit.manifest.ContainerFacts;
import dev.shmfit.manifest.ContainerFacts.Role;
import dev.shmfit.manifest.JobCommands;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.units.MalformedText;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the containers of manifests need on a node, computed once for each. */
final class ComputedNeed implements NodeNeed.Source {
    private final CaptureInput node;
    private final Workload more;
    private final InputStream in;
    private final Consumer<String> remarks;
    private final Map<ContainerFacts, Optional<NodeNeed>> known = new HashMap<>();

    private ComputedNeed(CaptureInput node, Workload more, InputStream in, Consumer<String> remarks) {
        this.node = node;
        this.more = more;
        this.in = in;
        this.remarks = remarks;
    }

    /**
     * On a node, where one is named.
     *
     * @param workload file with what manifests do not say, such as the loaders; it comes before them
     * @param remarks takes what the user has to hear: a job that the node cannot run
     */
    static NodeNeed.Source on(
            @Nullable String node, @Nullable String workload, InputStream in, Consumer<String> remarks) {
        if (node == null) {
            if (workload != null) {
                throw new UsageError("--workload says what the job does, and --node where: give both");
            }
            return NodeNeed.Source.NONE;
        }
        Workload more = workload == null ? Workload.NONE : WorkloadOptions.read(workload, in);
        return new ComputedNeed(CaptureInput.read(node, Map.of(), in), more, in, remarks);
    }

    @Override
    public Optional<NodeNeed> of(ManifestReader.Found found, ContainerFacts container) {
        boolean works = container.resources().gpus().isKnown()
                || !JobCommands.of(container).launches().isEmpty()
                || !more.loaders().isEmpty();
        if (!works || container.role() == Role.INIT) {
            return Optional.empty();
        }
        Optional<NodeNeed> before = known.get(container);
        if (before == null) {
            before = computed(new ChosenJob(found.file(), found.job(), container));
            known.put(container, before);
        }
        return before;
    }

    private Optional<NodeNeed> computed(ChosenJob job) {
        try {
            AnalysisRequest request = Question.ofInput(
                            WorkloadOptions.of(MergedWorkload.of(JobWorkload.of(job), more)),
                            new JobOptions(),
                            new NodeOptions(),
                            in)
                    .apply(node);
            ShmDemand demand = Analyzer.analyze(request).need().demand();
            return Optional.of(new NodeNeed(demand.required(), demand.recommended()));
        } catch (MalformedText e) {
            remarks.accept(job.container().at().source() + ": cannot run on "
                    + node.origin().name() + ": " + e.sentence());
            return Optional.empty();
        }
    }
}
