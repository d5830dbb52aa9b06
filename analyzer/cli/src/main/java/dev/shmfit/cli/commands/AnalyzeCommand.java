package dev.shmfit.cli.commands;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.HostAndContainer;
import dev.shmfit.analysis.MixedJob;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.NodeKinds;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.input.NodeTypes;
import dev.shmfit.cli.input.RedactedInputs;
import dev.shmfit.cli.options.BehindOptions;
import dev.shmfit.cli.options.JobOptions;
import dev.shmfit.cli.options.LooseFiles;
import dev.shmfit.cli.options.NodeOptions;
import dev.shmfit.cli.options.Question;
import dev.shmfit.cli.options.ReportOptions;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.explain.PastedEvidence;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.WhatIfMapper;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.number.ExplanationText;
import dev.shmfit.reports.number.Numbers;
import dev.shmfit.text.Language;
import dev.shmfit.units.MalformedText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code shmfit analyze}: from a saved capture to a report. */
@Command(
        name = "analyze",
        sortOptions = false,
        description =
                "Forecast from what a node says about itself which GPU pairs NCCL connects through shared memory, how"
                        + " much of /dev/shm the job needs, and whether that fits.",
        customSynopsis = {
            "shmfit analyze [OPTION]... CAPTURE [FILE]...",
            "shmfit analyze [OPTION]... --topo-m FILE [--p2p-read FILE] [--p2p-write FILE]",
            "shmfit analyze [OPTION]... --nccl-xml FILE",
            "shmfit analyze [OPTION]... CAPTURE CAPTURE...",
            "shmfit analyze [OPTION]... --node-types CAPTURE*N,...",
            "shmfit analyze [OPTION]... CAPTURE -- COMMAND..."
        },
        synopsisHeading = "",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhat to analyse:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  nvidia-smi topo -m | shmfit analyze -",
            "  shmfit analyze collect_env.txt topo.txt --shm-size 200m",
            "  shmfit analyze topo.xml --ranks 4 --nccl 2.21.5 --shm-size 64m",
            "  shmfit analyze node.tar.gz --loader workers=8,batch=64,sample=600KiB",
            "  shmfit analyze node.tar.gz --workload job.yaml --shm-size 2g",
            "  shmfit analyze node.tar.gz --preset imagenet --ranks 8",
            "  shmfit analyze node.tar.gz --format html --format json -o report",
            "  shmfit analyze node.tar.gz --workload job.yaml --explain-number shm.requiredBytes",
            "  shmfit analyze node:rtx4090-x2 --shm-size 64m",
            "  shmfit analyze --node-types a.tar.gz*4,b.tar.gz*2 --nccl 2.27.7",
            "  shmfit analyze node.tar.gz -f deploy.yaml",
            "  shmfit analyze node.tar.gz -- vllm serve m -tp 8",
            "  shmfit analyze node.tar.gz --nccl all --env NCCL_P2P_LEVEL=SYS"
        })
public final class AnalyzeCommand implements Callable<Integer> {
    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "CAPTURE",
            description =
                    "A capture (a directory, .tar or .tar.gz), a case directory that holds one, an NCCL topology XML,"
                            + " the output of \"nvidia-smi topo -m\", or - for any of these on standard input. What it is is told"
                            + " from its content. Or a node of the catalogue: node:ID, or ID where no file has that name"
                            + " (shmfit nodes). Or any text in which such output stands: collect_env, nvidia-smi, lscpu, env, docker"
                            + " inspect, an issue with all of it. Several files are read together.")
    private List<String> all = List.of();

    @Option(
            names = "--host",
            paramLabel = "CAPTURE",
            description =
                    "A capture of the host on which the container of CAPTURE runs: what differs between them is told.")
    private @Nullable String host;

    @Option(
            names = "--node-types",
            paramLabel = "CAPTURE*N,...",
            description =
                    "The job goes over nodes of several kinds: N of each CAPTURE, ranks in that order, such as"
                            + " a.tar.gz*4,b.tar.gz*2. Several captures of whole nodes in place of CAPTURE mean one of"
                            + " each. The report is about the kind that fares worst, or that of --kind, and tells what the others need.")
    private @Nullable String nodeTypes;

    @Option(
            names = "--kind",
            paramLabel = "NUMBER",
            description =
                    "With several kinds of node: the report is about this one, counted from 1. Default: the one that"
                            + " fares worst.")
    private @Nullable Integer kind;

    // The names of the mixins are the headings of the help.
    @Mixin(name = "Files one by one, in place of a capture or to complete it (- is standard input)")
    private LooseFiles loose;

    @Mixin(name = "The job, from a file")
    private WorkloadOptions workload;

    @Mixin(name = "The job")
    private JobOptions job;

    @Mixin(name = "The node, where the capture does not say")
    private NodeOptions node;

    @Mixin(name = "The report")
    private ReportOptions output;

    @Option(
            names = "--explain-number",
            paramLabel = "NAME",
            description =
                    "Instead of the report: how one of its numbers came about, with formula, inputs and provenance."
                            + " NAME is its path in the JSON, such as shm.requiredBytes or loaders[train].peakBytes;"
                            + " \"all\" lists them.")
    private @Nullable String explained;

    public AnalyzeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        output.use(node.settings(context.config()), LocalDate.now(context.live().clock()), context.language());
        output.check();
        List<String> command = BehindOptions.command(spec, all);
        List<String> sources = all.subList(0, all.size() - command.size());
        workload.runs(command);
        // What the command line alone can get wrong is told before any input is read.
        if (workload.readsStandardInput() && readsStandardInput(sources)) {
            throw new UsageError("standard input (\"-\") can be read once only");
        }
        Function<CaptureInput, AnalysisRequest> question = Question.ofInput(workload, job, node, context.in());
        List<NodeTypes.Type> types = NodeTypes.of(nodeTypes, sources);
        if (types.isEmpty() && kind != null) {
            throw new UsageError("--kind chooses among several kinds of node; --node-types names them");
        }
        Asked asked = types.isEmpty() ? ofOneKind(sources, question) : ofSeveralKinds(types, question);
        CaptureInput input = asked.input;
        AnalysisRequest request = asked.request;
        Analysis alone = PastedEvidence.beside(asked.analysis.with(input.remarks()), input.pasted());
        output.page(() -> new HtmlReport(
                WhatIfMapper.of(Analyzer.whatIf(request, alone), output.language()),
                RedactedInputs.of(input.capture(), input.origin().name()),
                output.language()));
        Analysis analysis = host == null ? alone : besideHost(host, alone, question);
        ReportV1.Tool tool = new ReportV1.Tool("shmfit", context.version());
        if (explained != null) {
            explain(explained, Numbers.of(analysis, ReportMapper.of(analysis, tool, input.origin(), input.inputs())));
            return ExitCode.OK;
        }
        Function<Language, ReportV1> reports = language -> output.isScreen()
                ? ReportMapper.forScreen(analysis, tool, input.origin(), input.inputs(), language)
                : ReportMapper.of(analysis, tool, input.origin(), input.inputs(), language);
        return output.finish(reports, context.style(), spec.commandLine());
    }

    private record Asked(CaptureInput input, AnalysisRequest request, Analysis analysis) {}

    private Asked ofOneKind(List<String> sources, Function<CaptureInput, AnalysisRequest> question) {
        CaptureInput input = CaptureInput.read(sources, loose.byName(), context.in());
        AnalysisRequest request = question.apply(input);
        return new Asked(input, request, Analyzer.analyze(request));
    }

    private Asked ofSeveralKinds(List<NodeTypes.Type> types, Function<CaptureInput, AnalysisRequest> question) {
        if (!loose.byName().isEmpty()) {
            throw new UsageError("files one by one belong to one node; several kinds of node are named");
        }
        List<CaptureInput> inputs = new ArrayList<>();
        List<NodeKinds.Kind> kinds = new ArrayList<>();
        for (NodeTypes.Type type : types) {
            CaptureInput input = CaptureInput.read(type.source(), Map.of(), context.in());
            AnalysisRequest request = question.apply(input);
            if (request.assumptions().states(Facts.NODES)) {
                throw new UsageError("the kinds of node say how many nodes there are; leave --nodes out");
            }
            inputs.add(input);
            kinds.add(new NodeKinds.Kind(input.origin().name(), request, type.count()));
        }
        if (kind != null && (kind < 1 || kind > kinds.size())) {
            throw new UsageError(
                    "--kind: " + kind + " is none of the " + kinds.size() + " kinds of node, counted from 1");
        }
        MixedJob job = MixedJob.of(kinds, kind == null ? OptionalInt.empty() : OptionalInt.of(kind - 1));
        return new Asked(inputs.get(job.told()), job.request(), job.analysis());
    }

    private Analysis besideHost(String capture, Analysis inside, Function<CaptureInput, AnalysisRequest> question) {
        CaptureInput other = CaptureInput.read(capture, Map.of(), context.in());
        return inside.with(HostAndContainer.compare(Analyzer.analyze(question.apply(other)), inside));
    }

    private void explain(String name, Numbers numbers) {
        if (name.equals("all") || name.equals("?")) {
            output.write(ExplanationText.names(numbers.names()), spec.commandLine());
            return;
        }
        try {
            output.write(output.written(numbers.explain(name)), spec.commandLine());
        } catch (MalformedText e) {
            throw new UsageError(
                    "--explain-number: " + e.sentence()
                            + System.lineSeparator() + "The numbers of this report:" + System.lineSeparator()
                            + ExplanationText.names(numbers.names()).stripTrailing(),
                    e);
        }
    }

    private boolean readsStandardInput(List<String> sources) {
        return sources.contains("-") || loose.byName().containsValue("-");
    }
}
