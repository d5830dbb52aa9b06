package dev.shmfit.analysis;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.NcclXmlParser;
import dev.shmfit.parse.Parsed;
import dev.shmfit.parse.SmiP2pParser;
import dev.shmfit.parse.SmiTopoParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads what a capture says about GPUs; says why where it does not suffice. */
final class NodeReader {
    private static final Pattern ROCM = Pattern.compile("ROCm System Management|rocm-smi|(?m)^GPU\\d+\\s.*\\bXGMI\\b");

    private final Capture capture;
    private final List<ParseNote> notes = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    private NodeReader(Capture capture) {
        this.capture = capture;
    }

    /** @throws NotAssessable where there is neither a topology XML nor a table of {@code topo -m} */
    static NodeFacts read(Capture capture) {
        return new NodeReader(capture).read();
    }

    private NodeFacts read() {
        Optional<NcclXml> xml = text(CaptureFiles.NCCL_XML).flatMap(this::xml);
        Optional<SmiTopoMatrix> matrix = table(CaptureFiles.TOPO, "topo -m", SmiTopoParser::parse);
        if (xml.isEmpty() && matrix.isEmpty()) {
            throw new NotAssessable(nothing());
        }
        Optional<SmiP2pMatrix> read = table(CaptureFiles.P2P_READ, "topo -p2p", SmiP2pParser::parse);
        Optional<SmiP2pMatrix> write = table(CaptureFiles.P2P_WRITE, "topo -p2p", SmiP2pParser::parse);
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
        String missing = why.isEmpty() ? "it says nothing about GPUs" : String.join("; ", why);
        return capture.id() + ": " + missing + wanted;
    }

    private Optional<CapturedItem.Text> text(String name) {
        return capture.items().get(name) instanceof CapturedItem.Text t ? Optional.of(t) : Optional.empty();
    }

    private Optional<NcclXml> xml(CapturedItem.Text file) {
        NcclXmlParser.Result result = NcclXmlParser.parse(file.name(), file.text());
        if (result instanceof NcclXmlParser.Result.Topology t) {
            notes.addAll(t.notes());
            return Optional.of(t.xml());
        }
        if (result instanceof NcclXmlParser.Result.Refused r) {
            obstacles.add(r.source() + ": " + withoutStop(r.why()));
        }
        return Optional.empty();
    }

    private <T> Optional<T> table(
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
        if (parsed.value() instanceof SmiOutput.Tables<T> tables) {
            notes.addAll(parsed.notes());
            if (tables.tables().size() > 1) {
                notes.add(new ParseNote(
                        ParseNote.Kind.NOT_SUPPORTED_YET,
                        SourceRef.of(file.get().name()),
                        "the text shows " + tables.tables().size()
                                + " tables of different hosts; the first is assessed, the others are not"));
            }
            return Optional.of(tables.tables().get(0));
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
