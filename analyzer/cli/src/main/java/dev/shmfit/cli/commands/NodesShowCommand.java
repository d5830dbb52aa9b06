package dev.shmfit.cli.commands;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.nodes.CatalogueNode;
import dev.shmfit.cli.nodes.NodeCatalogue;
import dev.shmfit.cli.options.Output;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.reports.GpuGroups;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.text.NodeDrawing;
import dev.shmfit.reports.text.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code shmfit nodes show}: one entry of the catalogue, drawn. */
@Command(
        name = "show",
        sortOptions = false,
        description = "Draw a node of the catalogue, and say what its figures rest on.",
        synopsisHeading = "",
        customSynopsis = "shmfit nodes show ID [-o FILE]",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  shmfit nodes show rtx4090-x2", "  shmfit nodes show dgx-1v"})
public final class NodesShowCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "ID", description = "As \"shmfit nodes\" lists it.")
    private String id = "";

    @Mixin
    private Output output;

    public NodesShowCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        NodeCatalogue.Entry entry = NodeCatalogue.entry(id);
        CatalogueNode node = entry.node();
        AnalysisRequest plain = AnalysisRequest.of(CaptureParser.parse(entry.capture()))
                .stating(StatedFactsParser.parse(node.assume(), f -> CaptureInput.text(f, context.in())));
        Analysis analysis = Analyzer.analyze(plain);
        ReportV1 report = ReportMapper.of(
                analysis,
                new ReportV1.Tool("shmfit", context.version()),
                new ReportV1.Origin(node.id(), "catalogue", null, false),
                List.of());
        TextStyle style = output.file() == null ? context.style() : TextStyle.PLAIN;
        output.write(node.id() + ": " + node.title() + "\n\n" + NodeDrawing.of(report.node(), style) + "\n"
                + String.join("\n", facts(node)) + "\n"
                + String.join(
                        "",
                        GpuGroups.sentences(report.node()).stream()
                                .map(s -> "together    " + s + "\n")
                                .toList()));
        return ExitCode.OK;
    }

    private static List<String> facts(CatalogueNode node) {
        List<String> lines = new ArrayList<>();
        lines.add("GPUs        " + node.gpus() + " × " + node.gpu());
        lines.add("CPU         " + node.cpu());
        lines.add("vendor      " + node.vendor() + ", " + node.form());
        lines.add("assumed     " + String.join(", ", node.assume()));
        if (!node.exact()) {
            lines.add("not exact   facts stay open; forecasts give ranges");
        }
        if (node.notes() != null) {
            lines.add("note        " + node.notes());
        }
        for (CatalogueNode.Source s : node.provenance()) {
            lines.add(source(s));
        }
        return lines;
    }

    private static String source(CatalogueNode.Source s) {
        if (s.kind().equals("unverified")) {
            return "unverified  " + s.file() + "; " + s.note();
        }
        List<String> words = new ArrayList<>();
        words.add(s.kind().equals("stated") ? String.valueOf(s.note()) : s.file());
        words.add(kind(s.kind()) + (s.kind().equals("derived") ? " from " + s.from() : ""));
        if (s.shows() != null) {
            words.add(s.shows());
        }
        if (!s.kind().equals("derived")) {
            words.add(s.origin());
        }
        if (s.licence() != null) {
            words.add("licence " + s.licence());
        }
        if (s.completed() != null) {
            words.add("completed: " + s.completed());
        }
        if (s.note() != null && !s.kind().equals("stated")) {
            words.add(s.note());
        }
        return "source      " + String.join("; ", words);
    }

    private static String kind(String kind) {
        return switch (kind) {
            case "captured" -> "captured from such a machine";
            case "vendor" -> "the vendor's file, unchanged";
            case "vendor-completed" -> "the vendor's file, completed";
            case "built" -> "built after what this shows";
            case "derived" -> "printed";
            default -> kind;
        };
    }
}
