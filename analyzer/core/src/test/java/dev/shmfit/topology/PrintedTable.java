package dev.shmfit.topology;

import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.nccl.observed.ObservedTopology;
import dev.shmfit.parse.file.NcclXmlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code nvidia-smi topo -m} prints on a node of which NCCL's XML is at hand: the table, NIC columns and legend. */
public final class PrintedTable {
    private PrintedTable() {}

    /** The recorded table where there is one, else the one printed from the XML. */
    public static String of(ObservedTopology node) {
        return node.topoM().orElseGet(() -> print(TopoMatrixOf.of(topology(node))));
    }

    /** The same where no adapter is seen, as in most containers. */
    public static String withoutAdapters(ObservedTopology node) {
        SmiTopoMatrix all = TopoMatrixOf.of(topology(node));
        int gpus = all.gpus().size();
        return print(new SmiTopoMatrix(
                all.devices().subList(0, gpus),
                all.cells().subList(0, gpus).stream()
                        .map(row -> row.subList(0, gpus))
                        .toList(),
                all.affinities(),
                Map.of()));
    }

    /** The node as its XML tells it. */
    public static GpuTopology topology(ObservedTopology node) {
        NcclXmlParser.Result read = NcclXmlParser.parse(node.name(), node.xml());
        if (read instanceof NcclXmlParser.Result.Topology topology) {
            return XmlTopologyBuilder.build(topology.xml());
        }
        throw new IllegalStateException(node.name() + " is no topology: " + read);
    }

    private static String print(SmiTopoMatrix matrix) {
        List<String> lines = new ArrayList<>();
        List<String> labels = labels(matrix);
        lines.add("\t" + String.join("\t", labels) + "\tNUMA Affinity");
        int gpus = 0;
        for (int row = 0; row < labels.size(); row++) {
            String cells = matrix.cells().get(row).stream()
                    .map(c -> c.asOptional().map(PrintedTable::cell).orElseThrow())
                    .collect(Collectors.joining("\t"));
            String numa = "";
            if (matrix.devices().get(row).isGpu()) {
                numa = matrix.affinities().get(gpus++).numaNodes().asOptional().stream()
                        .flatMap(List::stream)
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
                numa = numa.isEmpty() ? "N/A" : numa;
            }
            lines.add(labels.get(row) + "\t" + cells + "\t" + numa);
        }
        lines.add("");
        lines.add(labels.size() > gpus ? "NIC Legend:" : "Legend:");
        for (int i = 0; i < labels.size(); i++) {
            if (!matrix.devices().get(i).isGpu()) {
                lines.add("  " + labels.get(i) + ": " + matrix.devices().get(i).name());
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** GPUs and NICs as nvidia-smi counts them. */
    private static List<String> labels(SmiTopoMatrix matrix) {
        List<String> labels = new ArrayList<>();
        int nics = 0;
        for (int i = 0; i < matrix.devices().size(); i++) {
            labels.add(matrix.devices().get(i).isGpu() ? matrix.devices().get(i).name() : "NIC" + nics++);
        }
        return labels;
    }

    private static String cell(SmiLink link) {
        return link instanceof SmiLink.Self ? " X " : link.text();
    }
}
