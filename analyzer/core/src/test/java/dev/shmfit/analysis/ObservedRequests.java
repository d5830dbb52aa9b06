package dev.shmfit.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.CpuNames;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.nccl.observed.ObservedCase;
import dev.shmfit.nccl.observed.ObservedTopology;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PrintedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Asks about an observed case as a user would: with files and flags. */
public final class ObservedRequests {
    private static final Pattern NET = Pattern.compile("\\s*<nic>.*?</nic>", Pattern.DOTALL);

    private ObservedRequests() {}

    /** With NCCL's own dump, and further files beside it. */
    public static AnalysisRequest exact(ObservedCase c, CapturedItem... beside) {
        return request(
                c, new CapturedItem.Text(CaptureFiles.NCCL_XML, topology(c).xml()), List.of(), beside);
    }

    /** Whether the case's node is recorded as nvidia-smi prints it, too; else its table is printed from the XML. */
    public static boolean hasTable(ObservedCase c) {
        return topology(c).topoM().isPresent();
    }

    /** With what nvidia-smi prints, and the CPU stated. */
    public static AnalysisRequest thin(ObservedCase c) {
        return table(c, PrintedTable.of(topology(c)));
    }

    /** The same where no adapter is seen. */
    static AnalysisRequest thinWithoutAdapters(ObservedCase c) {
        return table(c, PrintedTable.withoutAdapters(topology(c)));
    }

    private static AnalysisRequest table(ObservedCase c, String table) {
        CpuIdentity cpu = c.node().topology().numaNodes().get(0).cpu();
        String name = CpuNames.word(cpu);
        return request(
                c,
                new CapturedItem.Text(CaptureFiles.TOPO, table),
                name.equals("unknown") ? List.of() : List.of("cpu=" + name));
    }

    /** With NCCL's own dump of a run that saw no adapter. */
    static AnalysisRequest exactWithoutAdapters(ObservedCase c) {
        return exactWithoutAdapters(c, List.of());
    }

    /** The same, with further facts as they are stated. */
    static AnalysisRequest exactWithoutAdapters(ObservedCase c, List<String> facts) {
        return request(
                c,
                new CapturedItem.Text(
                        CaptureFiles.NCCL_XML, NET.matcher(topology(c).xml()).replaceAll("")),
                facts);
    }

    private static AnalysisRequest request(
            ObservedCase c, CapturedItem node, List<String> more, CapturedItem... beside) {
        ObservedTopology topology = topology(c);
        List<CapturedItem> items =
                new ArrayList<>(List.of(node, new CapturedItem.Text(CaptureFiles.P2P_READ, topology.p2p())));
        items.addAll(List.of(beside));
        JsonNode p = c.json().get("platform");
        List<String> facts = new ArrayList<>(List.of(
                "cuda-driver=" + c.json().get("cudaDriver").asText(),
                "vmm=" + word(p.get("vmm").asBoolean()),
                "cap-sys-nice=" + word(p.get("cuMemHostWorks").asBoolean()),
                "cumem-granularity=" + p.get("cuMemHostGranularity").asLong(),
                "ranks-per-process=" + p.get("ranksPerProcess").asInt(),
                "hidden-devices=" + word(p.path("hiddenDevices").asBoolean(false)),
                "multicast=" + word(c.node().multicast()),
                "peer-access=peer.txt"));
        facts.addAll(more);
        Map<String, String> env = new TreeMap<>();
        c.json()
                .get("env")
                .properties()
                .forEach(e -> env.put(e.getKey(), e.getValue().asText()));
        return AnalysisRequest.of(CaptureParser.parse(Capture.of(c.id(), items)))
                .under(c.version(), env)
                .stating(StatedFactsParser.parse(facts, file -> topology.peerAccess()));
    }

    private static String word(boolean yes) {
        return yes ? "yes" : "no";
    }

    private static ObservedTopology topology(ObservedCase c) {
        return ObservedTopology.named(c.json().get("topology").asText());
    }
}
