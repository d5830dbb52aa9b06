package dev.shmfit.cli.commands;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.input.RedactedInputs;
import dev.shmfit.cli.input.RunningJob;
import dev.shmfit.cli.options.BehindOptions;
import dev.shmfit.cli.options.JobOptions;
import dev.shmfit.cli.options.NodeOptions;
import dev.shmfit.cli.options.ProbeOptions;
import dev.shmfit.cli.options.Question;
import dev.shmfit.cli.options.ReportOptions;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.probes.format.Probed;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.WhatIfMapper;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.text.Language;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code shmfit check}: asks this machine or container, then answers as {@code analyze} does. */
@Command(
        name = "check",
        sortOptions = false,
        description =
                "Ask this machine or container about its GPUs, its /dev/shm and its limits, and forecast whether a job fits"
                        + " that runs right here. Needs no root, changes nothing, and waits for nothing longer than --timeout.",
        customSynopsis = "shmfit check [OPTION]... [-- COMMAND...]",
        synopsisHeading = "",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit check --loader workers=8,batch=64,sample=600KiB",
            "  shmfit check -- torchrun --nproc-per-node 8 train.py",
            "  shmfit check --one-line --ranks 4",
            "  shmfit check --exit-profile slurm --timeout 5",
            "  shmfit check --quiet --fail-on warning || exit 1"
        })
public final class CheckCommand implements Callable<Integer> {
    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    /** Only what stands behind {@code --}. */
    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = List.of();

    @Mixin(name = "How the machine is asked")
    private ProbeOptions probes;

    @Mixin(name = "The job, from a file")
    private WorkloadOptions workload;

    @Mixin(name = "The job")
    private JobOptions job;

    @Mixin(name = "The node, where it does not say itself")
    private NodeOptions node;

    @Mixin(name = "The report")
    private ReportOptions output;

    public CheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        output.use(node.settings(context.config()), LocalDate.now(context.live().clock()), context.language());
        output.check();
        probes.check();
        List<String> command = BehindOptions.command(spec, words);
        if (command.size() < words.size()) {
            throw new UsageError(
                    "check asks this machine and reads no file, but \"" + words.get(0)
                            + "\" is given; \"shmfit analyze\" reads files, and the command that starts the job stands behind \"--\"");
        }
        workload.runs(command);
        Function<Capture, AnalysisRequest> question = Question.of(workload, job, node, context.in());
        Probed probed = probes.probe(context.live(), spec.commandLine().getErr());
        String name = probed.texts().getOrDefault("hostname.txt", "").strip();
        String id = name.isEmpty() ? "this machine" : name;
        RunningJob running = RunningJob.on(probes.machine(context.live()));
        Capture capture = running.with(probed.capture(id, "shmfit " + context.version()));
        Analysis analysis;
        try {
            AnalysisRequest request = question.apply(capture);
            Analysis found = Analyzer.analyze(request).with(running.findings());
            analysis = found;
            output.page(() -> new HtmlReport(
                    WhatIfMapper.of(Analyzer.whatIf(request, found), output.language()),
                    RedactedInputs.of(capture, id),
                    output.language()));
        } catch (NotAssessable e) {
            return output.withoutReport(e, spec.commandLine());
        }
        List<ReportV1.Input> inputs = CaptureInput.inputs(capture);
        ReportV1.Tool tool = new ReportV1.Tool("shmfit", context.version());
        ReportV1.Origin origin = new ReportV1.Origin(id, "live", probed.time(), false);
        Function<Language, ReportV1> reports = language -> output.isScreen()
                ? ReportMapper.forScreen(analysis, tool, origin, inputs, language)
                : ReportMapper.of(analysis, tool, origin, inputs, language);
        return output.finish(reports, context.style(), spec.commandLine());
    }
}
