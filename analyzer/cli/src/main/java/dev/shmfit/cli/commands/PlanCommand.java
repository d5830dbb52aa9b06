package dev.shmfit.cli.commands;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.NodeKinds;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.input.NodeTypes;
import dev.shmfit.cli.options.Endings;
import dev.shmfit.cli.options.JobOptions;
import dev.shmfit.cli.options.NodeOptions;
import dev.shmfit.cli.options.Question;
import dev.shmfit.cli.options.WhatIfOptions;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.result.ResultFile;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.terminal.Progress;
import dev.shmfit.plan.PlanNode;
import dev.shmfit.plan.PlanPoint;
import dev.shmfit.plan.Planner;
import dev.shmfit.plan.Sweep;
import dev.shmfit.plan.SweepParser;
import dev.shmfit.reports.plan.CsvPlan;
import dev.shmfit.reports.plan.HtmlPlan;
import dev.shmfit.reports.plan.JsonPlan;
import dev.shmfit.reports.plan.PlanWriter;
import dev.shmfit.reports.plan.TextPlan;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code shmfit plan}: sizes for nodes and jobs that are not there yet. */
@Command(
        name = "plan",
        sortOptions = false,
        description =
                "Size /dev/shm and memory limits for nodes and jobs that are not there yet: over a grid of workers,"
                        + " batches, ranks and NCCL versions; split into pods; before and after an upgrade.",
        customSynopsis = {"shmfit plan [OPTION]... NODE...", "shmfit plan [OPTION]... --node-types NODE*N,..."},
        synopsisHeading = "",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhich nodes:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit plan l40s-x8 --workload job.yaml --sweep workers=2..16:2 prefetch=2,4",
            "  shmfit plan l40s-x8 hgx-h100-8 --preset imagenet --sweep nccl=2.18..2.30 ranks=4,8",
            "  shmfit plan rtx4090-x2 --preset imagenet --shm-size 8g --sweep workers=1..32 batch=32,64 --fail-on any",
            "  shmfit plan aws-p5 --sweep nodes=1..128:x2 nccl=2.21.5,2.27.7",
            "  shmfit plan --node-types hgx-h100-8*4,dgx-a100*2 --sweep nccl=2.21.5,2.27.7",
            "  shmfit plan l40s-x8 --preset imagenet --template kubernetes",
            "  shmfit plan l40s-x8 --preset imagenet --partition",
            "  shmfit plan l40s-x8 --preset imagenet --change nccl=2.21.5..2.27.7"
        })
public final class PlanCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("text", "csv", "json", "html");
    private static final List<String> FAIL_ON = List.of("any", "all");
    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "NODE",
            description = "Nodes of the catalogue (shmfit nodes), or whatever shmfit analyze takes.")
    private List<String> nodes = List.of();

    @Option(
            names = "--node-types",
            paramLabel = "NODE*N,...",
            description = "The job goes over nodes of several kinds, N of each NODE, in place of NODE: a row for each"
                    + " kind, as part of the whole.")
    private @Nullable String nodeTypes;

    @Option(
            names = "--sweep",
            arity = "1..*",
            paramLabel = "AXIS=VALUES",
            description = {
                "What varies: workers, prefetch, batch (of the first loader; NAME.workers of another), nodes (of the job), ranks (on each node), nccl,"
                        + " driver (the CUDA version it brings), sys-nice. VALUES are lists (2,4), ranges (2..16:2, in steps;"
                        + " 8..512:x2, doubling), for nccl also 2.18..2.30: every version in it that changes a rule."
            })
    private List<String> sweep = List.of();

    @Mixin(name = "The job, from a file")
    private WorkloadOptions workload;

    @Mixin(name = "The job")
    private JobOptions job;

    @Mixin(name = "The node, where the capture does not say")
    private NodeOptions node;

    @Mixin(name = "What would be if")
    private WhatIfOptions whatIf;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, csv, json or html (heat maps, and what fits). Default: what FILE ends in, else text.")
    private @Nullable String format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to FILE instead of standard output.")
    private @Nullable String file;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            description = "End with exit code 1 where \"any\" point does not fit, or \"all\" do not.")
    private @Nullable String failOn;

    private String chosen = "text";

    public PlanCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        known("--fail-on", FAIL_ON, failOn);
        chosen = Endings.choose(format, file, FORMATS);
        Sweep axes = axes();
        node.settings(context.config());
        Function<CaptureInput, AnalysisRequest> question = Question.ofInput(workload, job, node, context.in());
        if (node.compared().isPresent()) {
            throw new UsageError("--nccl names one version here: --sweep nccl=2.21.5..2.27.7 has a row for each version"
                    + " that differs, and --change nccl=2.21.5..2.27.7 tells what the upgrade does");
        }
        List<PlanNode> all = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<NodeTypes.Type> types = types();
        for (NodeTypes.Type type : types) {
            String name = type.source();
            CaptureInput input = CaptureInput.read(name, java.util.Map.of(), context.in());
            input.remarks()
                    .forEach(r -> remarks.add(r.summary() + " See: shmfit nodes show "
                            + input.origin().name()));
            all.add(new PlanNode(input.origin().name(), question.apply(input)));
        }
        if (nodeTypes != null) {
            all = ofOneJob(all, types, axes);
        }
        if (whatIf.isAsked()) {
            if (!sweep.isEmpty()) {
                throw new UsageError("--sweep has no meaning beside " + whatIf.asked());
            }
            String answer = whatIf.answer(all);
            write(out -> out.append(answer));
            return ExitCode.OK;
        }
        return grid(all, axes, remarks);
    }

    /** Nodes by themselves, or the kinds of node of one job. */
    private List<NodeTypes.Type> types() {
        if (nodeTypes != null) {
            return NodeTypes.of(nodeTypes, nodes);
        }
        if (nodes.isEmpty()) {
            throw new UsageError("for which nodes? Give NODE (shmfit nodes lists the catalogue), or --node-types");
        }
        return nodes.stream().map(n -> new NodeTypes.Type(n, 1)).toList();
    }

    private static List<PlanNode> ofOneJob(List<PlanNode> all, List<NodeTypes.Type> types, Sweep axes) {
        if (!axes.nodes().isEmpty()
                || all.stream().anyMatch(n -> n.request().assumptions().states(Facts.NODES))) {
            throw new UsageError("the kinds of node say how many nodes there are; leave nodes out");
        }
        List<NodeKinds.Kind> kinds = new ArrayList<>();
        for (int k = 0; k < all.size(); k++) {
            kinds.add(new NodeKinds.Kind(
                    all.get(k).name(), all.get(k).request(), types.get(k).count()));
        }
        List<PlanNode> together = new ArrayList<>();
        for (int k = 0; k < all.size(); k++) {
            together.add(new PlanNode(all.get(k).name(), all.get(k).request().among(new NodeKinds(kinds, k))));
        }
        return together;
    }

    private Integer grid(List<PlanNode> all, Sweep axes, List<String> remarks) {
        Planner planner;
        try {
            planner = new Planner(all, axes);
        } catch (MalformedText e) {
            throw new UsageError("--sweep: " + e.sentence(), e);
        }
        PlanTally tally = new PlanTally();
        Progress progress =
                new Progress(spec.commandLine().getErr(), context.live().watched(), planner.points());
        try {
            write(out -> {
                PlanWriter writer = writer(out, planner.points(), remarks);
                planner.run(p -> {
                    tally.add(p);
                    progress.step();
                    write(writer, p);
                });
                writer.end();
                progress.end();
                if (chosen.equals("text")) {
                    out.append(tally.ending());
                    out.append(tally.why(all));
                    out.append(PlanInverse.of(all, axes));
                    for (String remark : remarks) {
                        out.append('\n').append(remark).append('\n');
                    }
                }
            });
        } finally {
            progress.end();
        }
        boolean failed = "any".equals(failOn)
                ? tally.failing() > 0
                : "all".equals(failOn) && tally.failing() == planner.points();
        return failed ? ExitCode.PROBLEM : ExitCode.OK;
    }

    private static void write(PlanWriter writer, PlanPoint point) {
        try {
            writer.point(point);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sweep axes() {
        try {
            return SweepParser.parse(sweep);
        } catch (MalformedText e) {
            throw new UsageError("--sweep: " + e.sentence(), e);
        }
    }

    private PlanWriter writer(Appendable out, long points, List<String> remarks) {
        return switch (chosen) {
            case "csv" -> new CsvPlan(out);
            case "json" -> new JsonPlan(out);
            case "html" -> html(out, points, remarks);
            default -> new TextPlan(out);
        };
    }

    private static PlanWriter html(Appendable out, long points, List<String> remarks) {
        if (points > HtmlPlan.MOST_POINTS) {
            throw new UsageError("--format html: " + points + " points are more than a page can show ("
                    + HtmlPlan.MOST_POINTS + "); narrow the sweep, or take csv or json");
        }
        return new HtmlPlan(out, remarks);
    }

    private interface Body {
        void writeTo(Writer out) throws IOException;
    }

    /** Writes to the file of {@code -o}, which takes its place when the body is whole, or to standard output. */
    private void write(Body body) {
        try {
            if (ResultFile.isStandardOutput(file)) {
                PrintWriter out = spec.commandLine().getOut();
                body.writeTo(out);
                out.flush();
                return;
            }
            try (ResultFile result = ResultFile.open(String.valueOf(file))) {
                Writer out = new OutputStreamWriter(result.stream(), StandardCharsets.UTF_8);
                body.writeTo(out);
                out.flush();
                result.commit();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a result stream throws no such exception", e);
        }
    }

    private static void known(String option, List<String> words, @Nullable String value) {
        if (value != null && !words.contains(value)) {
            throw new UsageError(option + ": \"" + ErrorText.shown(value) + "\" is not known"
                    + DidYouMean.hint(words, value) + "; known are " + String.join(", ", words));
        }
    }
}
