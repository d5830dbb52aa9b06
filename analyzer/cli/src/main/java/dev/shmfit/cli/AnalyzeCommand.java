package dev.shmfit.cli;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.AnalysisRequest;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.StatedFacts;
import dev.shmfit.capture.Capture;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.WhatIfMapper;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            "shmfit analyze [OPTION]... CAPTURE",
            "shmfit analyze [OPTION]... --topo-m FILE [--p2p-read FILE] [--p2p-write FILE]",
            "shmfit analyze [OPTION]... --nccl-xml FILE"
        },
        synopsisHeading = "",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhat to analyse:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  nvidia-smi topo -m | shmfit analyze -",
            "  shmfit analyze topo.xml --ranks 4 --nccl 2.21.5 --shm-size 64m",
            "  shmfit analyze node.tar.gz --loader workers=8,batch=64,sample=600KiB",
            "  shmfit analyze node.tar.gz --format html --format json -o report",
            "  shmfit analyze node.tar.gz --nccl all --env NCCL_P2P_LEVEL=SYS"
        })
final class AnalyzeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "CAPTURE",
            description =
                    "A capture (a directory, .tar or .tar.gz), a case directory that holds one, an NCCL topology XML,"
                            + " the output of \"nvidia-smi topo -m\", or - for any of these on standard input. What it is is told"
                            + " from its content.")
    private @Nullable String source;

    // The names of the mixins are the headings of the help.
    @Mixin(name = "Files one by one, in place of a capture or to complete it (- is standard input)")
    private LooseFiles loose;

    @Mixin(name = "The job")
    private JobOptions job;

    @Mixin(name = "The node, where the capture does not say")
    private NodeOptions node;

    @Mixin(name = "The report")
    private ReportOptions output;

    AnalyzeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        output.check();
        // What the command line alone can get wrong is told before any input is read.
        Function<Capture, AnalysisRequest> question = question();
        CaptureInput input = CaptureInput.read(source, loose.byName(), surroundings.in());
        AnalysisRequest request = question.apply(input.capture());
        Analysis analysis = Analyzer.analyze(request);
        output.exploring(() -> WhatIfMapper.of(Analyzer.whatIf(request, analysis)));
        ReportV1 report = ReportMapper.of(
                analysis, new ReportV1.Tool("shmfit", surroundings.version()), input.origin(), input.inputs());
        output.write(report, surroundings.style(), spec.commandLine());
        return output.failsOn(report) ? ExitCode.PROBLEM : ExitCode.OK;
    }

    private Function<Capture, AnalysisRequest> question() {
        Optional<List<Integer>> gpus = job.gpus();
        OptionalInt ranks = job.ranks();
        List<LoaderSpec> loaders = job.loaders();
        Map<String, ByteCount> others = job.others();
        Map<String, String> env = node.env();
        StatedFacts stated = node.assumptions(file -> CaptureInput.text(file, surroundings.in()));
        return capture -> new AnalysisRequest(
                capture,
                gpus,
                ranks,
                job.groups(),
                loaders,
                others,
                node.shmSize(),
                node.memoryLimit(),
                node.nccl(),
                node.allVersions(),
                env,
                stated);
    }
}
