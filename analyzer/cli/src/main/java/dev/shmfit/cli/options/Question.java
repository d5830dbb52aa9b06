package dev.shmfit.cli.options;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.analysis.stated.JobRequest;
import dev.shmfit.analysis.stated.NcclRequest;
import dev.shmfit.analysis.stated.SpaceRequest;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.capture.Capture;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.workload.MergedWorkload;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is asked about whichever node: the workload file or preset with the options over it. For every command that asks
 * about a job.
 */
public final class Question {
    private final JobOptions job;
    private final NodeOptions node;
    private final Workload file;
    private final NamedFiles given;

    private Question(JobOptions job, NodeOptions node, Workload file, NamedFiles given) {
        this.job = job;
        this.node = node;
        this.file = file;
        this.given = given;
    }

    /**
     * The question, still without its node. What options and file alone can get wrong is told here.
     *
     * @throws UsageError where an option is wrong
     * @throws InputError where the file is
     */
    public static Function<Capture, AnalysisRequest> of(
            WorkloadOptions workload, JobOptions job, NodeOptions node, InputStream in) {
        BiFunction<Capture, List<String>, AnalysisRequest> question = question(workload, job, node, NamedFiles.of(in));
        return capture -> question.apply(capture, List.of());
    }

    /** The same about what was read, with the facts that the node catalogue adds. */
    public static Function<CaptureInput, AnalysisRequest> ofInput(
            WorkloadOptions workload, JobOptions job, NodeOptions node, InputStream in) {
        return ofInput(workload, job, node, NamedFiles.of(in));
    }

    /** @param given gives the files that options name */
    static Function<CaptureInput, AnalysisRequest> ofInput(
            WorkloadOptions workload, JobOptions job, NodeOptions node, NamedFiles given) {
        BiFunction<Capture, List<String>, AnalysisRequest> question = question(workload, job, node, given);
        return input -> question.apply(input.capture(), input.assume());
    }

    /** What a workload that was read asks, with no option over it. */
    public static Function<CaptureInput, AnalysisRequest> ofInput(Workload asked) {
        return ofInput(WorkloadOptions.of(asked), new JobOptions(), new NodeOptions(), NamedFiles.NONE);
    }

    private static BiFunction<Capture, List<String>, AnalysisRequest> question(
            WorkloadOptions workload, JobOptions job, NodeOptions node, NamedFiles given) {
        // The options' own mistakes come before the file is read.
        job.gpus();
        job.ranks();
        job.loaders();
        job.others();
        node.env();
        node.platform();
        node.assumptions(List.of(), given::text);
        return new Question(job, node, workload.workload(given), given).build(workload);
    }

    private BiFunction<Capture, List<String>, AnalysisRequest> build(WorkloadOptions workload) {
        List<EngineUse> engines = workload.engines();
        boolean placed = job.gpus().isPresent()
                || job.ranks().isPresent()
                || job.namedGpus().isPresent();
        Optional<List<Integer>> gpus = placed ? job.gpus() : file.gpus();
        OptionalInt ranks = placed ? job.ranks() : file.ranks();
        List<GroupRequest> groups = MergedWorkload.byName(file.groups(), job.groups(), GroupRequest::name);
        boolean none = job.loadersStated() && job.loaders().isEmpty();
        List<LoaderSpec> loaders =
                none ? List.of() : MergedWorkload.byName(file.loaders(), job.loaders(), LoaderSpec::name);
        List<OtherUse> others = MergedWorkload.byName(file.others(), job.others(), OtherUse::name);
        Map<String, String> env = new LinkedHashMap<>(file.env());
        env.putAll(node.env());
        facts(List.of());
        boolean version = node.nccl().isPresent() || node.compared().isPresent();
        JobRequest asked = new JobRequest(
                gpus, job.namedGpus(), ranks, groups, loaders, List.of(), List.of(), none || !loaders.isEmpty());
        SpaceRequest space = new SpaceRequest(
                size("shm-size", node.shmSize(), file.shmSize()),
                size("memory-limit", node.memoryLimit(), file.memoryLimit()),
                file.residentPerRank(),
                node.platform().or(workload::place));
        return (capture, ofNode) -> {
            MachineFacts machine = CaptureParser.parse(capture);
            PastedJob shown = workload.namesJob() ? PastedJob.NONE : PastedJob.of(machine);
            boolean named = version
                    || file.nccl().isPresent()
                    || facts(ofNode).get(Facts.TORCH).isPresent();
            Map<String, String> all = new LinkedHashMap<>(shown.made());
            all.putAll(env);
            NcclRequest nccl = new NcclRequest(
                    version ? node.nccl() : file.nccl().or(() -> named ? Optional.empty() : shown.nccl()),
                    version ? node.compared() : file.compared(),
                    all);
            List<String> assumed = Stream.concat(ofNode.stream(), named ? Stream.of() : shown.assume().stream())
                    .toList();
            return AnalysisRequest.of(machine)
                    .running(asked.orGroups(placed ? List.of() : shown.groups())
                            .beside(
                                    MergedWorkload.byName(shown.others(), others, OtherUse::name),
                                    Stream.concat(engines.stream(), shown.engines().stream())
                                            .toList()))
                    .within(space)
                    .using(nccl)
                    .stating(facts(assumed))
                    .presuming(Stream.concat(workload.taken().stream(), shown.taken().stream())
                            .toList());
        };
    }

    /** A size, with the option or the line of the file that states it. */
    private Optional<Reading.Known<ByteCount>> size(
            String name, Optional<ByteCount> stated, Optional<ByteCount> inFile) {
        SourceRef option = SourceRef.stated("--" + name);
        return stated.map(s -> new Reading.Known<>(s, option))
                .or(() -> inFile.map(s -> new Reading.Known<>(s, file.sources().getOrDefault(name, option))));
    }

    /** @param ofNode what the node catalogue states, which file and options replace by key */
    private StatedFacts facts(List<String> ofNode) {
        try {
            return node.assumptions(NodeOptions.over(ofNode, file.assume()), given::text);
        } catch (MalformedText e) {
            // The options are sound by themselves.
            throw new InputError("the workload's assume: " + e.sentence(), e);
        }
    }
}
