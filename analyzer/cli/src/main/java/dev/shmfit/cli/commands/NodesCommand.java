package dev.shmfit.cli.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.nodes.CatalogueNode;
import dev.shmfit.cli.nodes.NodeCatalogue;
import dev.shmfit.cli.options.Endings;
import dev.shmfit.cli.options.Output;
import dev.shmfit.cli.options.Values;
import dev.shmfit.reports.Schemas;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code shmfit nodes}: the catalogue. */
@Command(
        name = "nodes",
        sortOptions = false,
        description =
                "List the node types that shmfit knows: machines to analyse and to plan with before they are bought.",
        synopsisHeading = "",
        customSynopsis = {"shmfit nodes [OPTION]... [WORD]...", "shmfit nodes show ID [-o FILE]"},
        descriptionHeading = "%n",
        parameterListHeading = "%nWhich:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit nodes",
            "  shmfit nodes --gpu H100 --gpus 8",
            "  shmfit nodes pcie amd",
            "  shmfit nodes show hgx-h100-8",
            "  shmfit analyze node:l40s-x8 --ranks 4"
        })
public final class NodesCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("text", "json");

    @Parameters(paramLabel = "WORD", description = "Nodes of which the catalogue says every WORD.")
    private List<String> words = List.of();

    @Option(names = "--gpu", paramLabel = "NAME", description = "With GPUs of this name, such as H100 or 4090.")
    private @Nullable String gpu;

    @Option(names = "--vendor", paramLabel = "NAME", description = "Of this vendor or cloud, such as AWS.")
    private @Nullable String vendor;

    @Option(names = "--gpus", paramLabel = "N", converter = Values.Ranks.class, description = "With N GPUs.")
    private @Nullable Integer gpus;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json. Default: what FILE ends in, else text.")
    private @Nullable String format;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        String chosen = Endings.choose(format, output.file(), FORMATS);
        List<CatalogueNode> all = NodeCatalogue.all();
        List<CatalogueNode> found = all.stream()
                .filter(n -> n.says(words))
                .filter(n -> contains(n.gpu(), gpu))
                .filter(n -> contains(n.vendor(), vendor))
                .filter(n -> gpus == null || n.gpus() == gpus)
                .toList();
        output.write(chosen.equals("json") ? json(found) : table(found));
        if (found.isEmpty()) {
            output.message("none of the catalogue's " + all.size() + " nodes is of that kind");
        }
        return ExitCode.OK;
    }

    private static boolean contains(String text, @Nullable String sought) {
        return sought == null || text.toLowerCase(Locale.ROOT).contains(sought.toLowerCase(Locale.ROOT));
    }

    private record Document(int schemaVersion, List<CatalogueNode> nodes) {}

    private static String json(List<CatalogueNode> nodes) {
        try {
            return Schemas.named(
                            "nodes",
                            JsonMapper.builder()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .build()
                                    .writeValueAsString(new Document(1, nodes)))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String table(List<CatalogueNode> nodes) {
        int widest = nodes.stream().mapToInt(n -> n.id().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (CatalogueNode n : nodes) {
            text.append(String.format(
                            Locale.ROOT, "%-" + widest + "s  %2d  %-10s  %s", n.id(), n.gpus(), n.basis(), n.title()))
                    .append('\n');
        }
        return text.toString();
    }
}
