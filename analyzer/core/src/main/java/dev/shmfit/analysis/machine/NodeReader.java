package dev.shmfit.analysis.machine;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.parse.Parsed;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.parse.table.SmiP2pParser;
import dev.shmfit.parse.table.SmiTopoParser;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads what a capture says about GPUs; says why where it does not suffice. */
public final class NodeReader {
    private static final Pattern ROCM = Pattern.compile("ROCm System Management|rocm-smi|(?m)^GPU\\d+\\s.*\\bXGMI\\b");

    private final Capture capture;
    private final NcclSettings settings;
    private final List<ParseNote> notes = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    private NodeReader(Capture capture, NcclSettings settings) {
        this.capture = capture;
        this.settings = settings;
    }

    /** @throws NotAssessable where there is neither a topology XML nor a table of {@code topo -m} */
    public static NodeFacts read(Capture capture, NcclSettings settings) {
        return new NodeReader(capture, settings).read();
    }

    private NodeFacts read() {
        Optional<NcclXml> dump = text(CaptureFiles.NCCL_XML).flatMap(this::xml);
        Optional<SmiTopoMatrix> matrix =
                tables(CaptureFiles.TOPO, "topo -m", SmiTopoParser::parse).flatMap(all -> only(CaptureFiles.TOPO, all));
        Optional<NcclXml> xml = dump.or(() -> SysfsTopology.of(capture, matrix, settings));
        if (xml.isEmpty() && matrix.isEmpty()) {
            throw new NotAssessable(nothing());
        }
        Optional<SmiP2pMatrix> read = p2p(CaptureFiles.P2P_READ, "r");
        Optional<SmiP2pMatrix> write = p2p(CaptureFiles.P2P_WRITE, "w");
        for (String obstacle : obstacles) {
            notes.add(new ParseNote(ParseNote.Kind.UNRECOGNIZED, SourceRef.of(capture.id()), obstacle));
        }
        return new NodeFacts(xml, matrix, read, write, notes);
    }

    private String nothing() {
        String wanted = "; needed is the output of \"nvidia-smi topo -m\" (" + CaptureFiles.TOPO
                + ") or a topology that NCCL dumped with NCCL_TOPO_DUMP_FILE (" + CaptureFiles.NCCL_XML + ")";
        if (!obstacles.isEmpty()) {
            return String.join("; ", obstacles) + wanted;
        }
        List<String> why = new ArrayList<>();
        for (String name : List.of(CaptureFiles.TOPO, CaptureFiles.NCCL_XML)) {
            if (capture.items().get(name) instanceof CapturedItem.NotCaptured n) {
                why.add(name + " was not captured: " + n.why());
            }
        }
        String missing = why.isEmpty() ? silence() : String.join("; ", why);
        return capture.id() + ": " + missing + wanted;
    }

    private String silence() {
        boolean p2p = text(CaptureFiles.P2P_READ).isPresent()
                || text(CaptureFiles.P2P_WRITE).isPresent();
        return p2p
                ? "its table of topo -p2p tells whether P2P is possible, and not how the GPUs are connected"
                : "it says nothing about GPUs";
    }

    private Optional<CapturedItem.Text> text(String name) {
        return capture.items().get(name) instanceof CapturedItem.Text t ? Optional.of(t) : Optional.empty();
    }

    private Optional<NcclXml> xml(CapturedItem.Text file) {
        NcclXmlParser.Result result = NcclXmlParser.parse(file.name(), file.text());
        if (result instanceof NcclXmlParser.Result.Topology t) {
            if (XmlTopologyBuilder.build(t.xml()).gpus().isEmpty()) {
                obstacles.add(file.name()
                        + ": the topology names no GPU; a file that vendors ship for NCCL_TOPO_FILE leaves them to"
                        + " NCCL to find");
                return Optional.empty();
            }
            notes.addAll(t.notes());
            return Optional.of(t.xml());
        }
        if (result instanceof NcclXmlParser.Result.Refused r) {
            obstacles.add(r.source() + ": " + withoutStop(r.why()));
        }
        return Optional.empty();
    }

    /**
     * The table that answers for one capability. A text pasted from several commands holds one for each; a table of
     * which nothing says what it answers is taken for what its file should hold.
     */
    private Optional<SmiP2pMatrix> p2p(String name, String capability) {
        Optional<List<SmiP2pMatrix>> all = tables(name, "topo -p2p", SmiP2pParser::parse);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<SmiP2pMatrix> told = all.get().stream()
                .filter(t -> t.capabilities().contains(capability))
                .toList();
        List<SmiP2pMatrix> untold =
                all.get().stream().filter(t -> t.capabilities().isEmpty()).toList();
        if (told.isEmpty() && untold.isEmpty()) {
            obstacles.add(text(name).orElseThrow().name() + ": a table of \"topo -p2p "
                    + all.get().get(0).capabilities() + "\"; needed is that of \"topo -p2p " + capability
                    + "\", so it was left out");
            return Optional.empty();
        }
        return only(name, told.isEmpty() ? untold : told);
    }

    private <T> Optional<T> only(String name, List<T> tables) {
        if (tables.size() > 1) {
            notes.add(new ParseNote(
                    ParseNote.Kind.NOT_SUPPORTED_YET,
                    SourceRef.of(text(name).orElseThrow().name()),
                    "the text shows " + tables.size()
                            + " tables of different hosts; the first is assessed, the others are not"));
        }
        return Optional.of(tables.get(0));
    }

    private <T> Optional<List<T>> tables(
            String name, String command, BiFunction<String, String, Parsed<SmiOutput<T>>> parser) {
        Optional<CapturedItem.Text> file = text(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (ROCM.matcher(file.get().text()).find()) {
            obstacles.add(
                    file.get().name() + ": a table of rocm-smi; AMD GPUs run RCCL, whose choices are not forecast");
            return Optional.empty();
        }
        Parsed<SmiOutput<T>> parsed = parser.apply(file.get().text(), file.get().name());
        if (parsed.value() instanceof SmiOutput.Tables<T> found) {
            notes.addAll(parsed.notes());
            return Optional.of(found.tables());
        }
        obstacles.add(obstacle(parsed.value(), command));
        return Optional.empty();
    }

    private static <T> String obstacle(SmiOutput<T> output, String command) {
        if (output instanceof SmiOutput.NoGpus<T> n) {
            return n.source() + ": the driver knows of no GPU (\"" + n.text().strip() + "\")";
        }
        if (output instanceof SmiOutput.Failed<T> f) {
            return f.source() + ": instead of the table of " + command + " there is an error: "
                    + f.message().strip();
        }
        if (output instanceof SmiOutput.TooLarge<T> t) {
            return t.source() + ": a table of " + t.count() + " " + t.what() + "; no node has more than " + t.limit();
        }
        if (output instanceof SmiOutput.NotRecognised<T> n) {
            return n.source() + ": no table of " + command + ": " + withoutStop(n.why());
        }
        return "no table of " + command;
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
