package dev.shmfit.cli.commands;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.manifest.JobWorkload;
import dev.shmfit.cli.options.Question;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.workload.MergedWorkload;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.lint.NodeNeed;
import dev.shmfit.manifest.ChosenJob;
import dev.shmfit.manifest.JobCommands;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestContainer.Role;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.Observer;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.units.MalformedText;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the containers of manifests need on a node. Jobs that state the same are computed once; the last few hundred are kept,
 * for a server that sees the same job again and again.
 */
public final class ComputedNeed implements NodeNeed.Source {
    private static final int KEPT = 256;

    private final CaptureInput node;
    private final Workload more;
    private final Consumer<String> remarks;
    private final Map<Workload, Computed> known = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Workload, Computed> eldest) {
            return size() > KEPT;
        }
    });

    /** The need, or why the node cannot run the job. */
    private record Computed(Optional<NodeNeed> need, String why) {}

    private ComputedNeed(CaptureInput node, Workload more, Consumer<String> remarks) {
        this.node = node;
        this.more = more;
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
        return on(CaptureInput.read(node, Map.of(), in), more, remarks);
    }

    /** The same on a node that was read. */
    public static NodeNeed.Source on(CaptureInput node, Workload more, Consumer<String> remarks) {
        return new ComputedNeed(node, more, remarks);
    }

    @Override
    public Optional<NodeNeed> of(ManifestReader.Found found, ManifestContainer container) {
        boolean works = container.resources().gpus().isKnown()
                || !JobCommands.of(container).launches().isEmpty()
                || !more.loaders().isEmpty();
        if (!works || container.role() == Role.INIT || Observer.is(container)) {
            return Optional.empty();
        }
        Workload asked =
                MergedWorkload.of(JobWorkload.alone(new ChosenJob(found.file(), found.job(), container)), more);
        Workload key = asked.unplaced();
        Computed answer = known.get(key);
        if (answer == null) {
            answer = computed(asked);
            known.put(key, answer);
        }
        if (answer.need().isEmpty()) {
            remarks.accept(
                    container.at().source() + ": cannot run on " + node.origin().name() + ": " + answer.why());
        }
        return answer.need();
    }

    private Computed computed(Workload asked) {
        try {
            AnalysisRequest request = Question.ofInput(asked).apply(node);
            ShmDemand demand = Analyzer.analyze(request).need().demand();
            return new Computed(Optional.of(new NodeNeed(demand.required(), demand.recommended())), "");
        } catch (MalformedText e) {
            return new Computed(Optional.empty(), e.sentence());
        }
    }
}
