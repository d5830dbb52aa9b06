package dev.shmfit.parse.file;

import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.stream.XMLStreamException;

/**
 * Reads an NCCL topology XML, {@code <system version="1"><cpu numaid="0" …><pci busid="0000:3b:00.0" …><gpu dev="0"
 * sm="86" …/>}. No DTD, no entities, bounded size and depth: the file comes from a stranger.
 */
public final class NcclXmlParser {
    private static final int MAX_LENGTH = 8 << 20;

    private final List<ParseNote> notes;
    private final NcclXmlGpus gpus;

    private NcclXmlParser(NcclXmlGpus gpus, List<ParseNote> notes) {
        this.gpus = gpus;
        this.notes = notes;
    }

    /** What the file turned out to be. */
    public sealed interface Result {
        /** A topology. */
        record Topology(NcclXml xml, List<ParseNote> notes) implements Result {}

        /** Not a topology that can be analysed; {@code why} is a whole sentence. */
        record Refused(SourceRef source, String why) implements Result {}
    }

    public static Result parse(String item, String text) {
        if (text.length() > MAX_LENGTH) {
            return new Result.Refused(
                    SourceRef.of(item),
                    "The file has " + text.length() + " characters; a topology XML has at most " + MAX_LENGTH + ".");
        }
        if (text.isBlank()) {
            return new Result.Refused(SourceRef.of(item), "The file is empty; an NCCL topology XML was expected.");
        }
        try {
            return interpret(XmlElement.read(item, text));
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            int line = at == null ? 0 : XmlElement.linesBefore(text) + Math.max(0, at.getLineNumber());
            int column = at == null ? 0 : Math.max(0, at.getColumnNumber());
            return new Result.Refused(
                    new SourceRef(item, line, column), "This is not well-formed XML: " + firstLine(e) + ".");
        } catch (XmlRefusal e) {
            return new Result.Refused(e.source(), e.why());
        }
    }

    private static String firstLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int marker = message.indexOf("Message: ");
        String rest = marker >= 0 ? message.substring(marker + 9) : message;
        int end = rest.indexOf('\n');
        String line = (end >= 0 ? rest.substring(0, end) : rest).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static Result interpret(XmlElement root) throws XmlRefusal {
        if (root.name().equals("graphs")) {
            throw new XmlRefusal(
                    root.source(),
                    "This is an NCCL graph file (the result of a channel search), not a topology. A topology comes from"
                            + " NCCL_TOPO_DUMP_FILE.");
        }
        if (!root.name().equals("system")) {
            throw new XmlRefusal(
                    root.source(), "The root element is <" + root.name() + ">; an NCCL topology has <system>.");
        }
        refuseAmdGpus(root);
        if (root.children("cpu").isEmpty()) {
            throw new XmlRefusal(root.source(), "The topology has no <cpu> element.");
        }
        List<ParseNote> notes = new ArrayList<>();
        NcclXmlParser parser = new NcclXmlParser(NcclXmlGpus.of(root, notes), notes);
        List<NcclXml.Cpu> cpus = new ArrayList<>();
        for (XmlElement e : root.children()) {
            if (e.name().equals("cpu")) {
                cpus.add(parser.cpu(e));
            } else {
                notes.add(new ParseNote(
                        ParseNote.Kind.UNRECOGNIZED, e.source(), "element <" + e.name() + "> in <system> is not used"));
            }
        }
        return new Result.Topology(new NcclXml(cpus), notes);
    }

    /** RCCL writes the same file for AMD GPUs, with xgmi links or AMD's vendor id; NCCL's rules do not hold there. */
    private static void refuseAmdGpus(XmlElement e) throws XmlRefusal {
        boolean amd = e.name().equals("xgmi")
                || (e.name().equals("gpu") && e.text("gcn").isPresent())
                || (e.name().equals("pci")
                        && !e.children("gpu").isEmpty()
                        && e.text("vendor")
                                .map(v -> v.toLowerCase(Locale.ROOT).startsWith("0x1002"))
                                .orElse(false));
        if (amd) {
            throw new XmlRefusal(
                    e.source(), "This is a topology of AMD GPUs (RCCL); this tool knows NVIDIA's NCCL only.");
        }
        for (XmlElement c : e.children()) {
            refuseAmdGpus(c);
        }
    }

    private NcclXml.Cpu cpu(XmlElement e) throws XmlRefusal {
        return new NcclXml.Cpu(
                e.number("numaid", notes).orElse(-1),
                e.text("affinity").orElse(""),
                e.text("arch").orElse(""),
                e.text("vendor").orElse(""),
                e.number("familyid", notes),
                e.number("modelid", notes),
                e.text("host_hash").orElse(""),
                children(e),
                e.source());
    }

    private List<NcclXml.Child> children(XmlElement parent) throws XmlRefusal {
        List<NcclXml.Child> below = new ArrayList<>();
        for (XmlElement e : parent.children()) {
            switch (e.name()) {
                case "pci" -> below.add(pci(e));
                case "nic" -> below.add(nic(e));
                case "gpu", "pcilink" -> {}
                default ->
                    notes.add(new ParseNote(
                            ParseNote.Kind.UNRECOGNIZED,
                            e.source(),
                            "element <" + e.name() + "> in <" + parent.name() + "> is not used"));
            }
        }
        return below;
    }

    private NcclXml.Pci pci(XmlElement e) throws XmlRefusal {
        String busId =
                e.text("busid").orElseThrow(() -> new XmlRefusal(e.source(), "This <pci> element has no busid."));
        Optional<NcclXml.GpuElement> gpu = gpus.isGpu(e) ? Optional.of(gpu(e)) : Optional.empty();
        return new NcclXml.Pci(
                busId.toLowerCase(Locale.ROOT),
                e.text("class").orElse(""),
                e.text("vendor").orElse(""),
                e.text("device").orElse(""),
                e.text("subsystem_vendor").orElse(""),
                e.text("subsystem_device").orElse(""),
                e.text("link_speed").orElse(""),
                e.number("link_width", notes),
                gpu,
                e.children("pcilink").stream()
                        .flatMap(l -> l.text("target").stream())
                        .toList(),
                children(e),
                e.source());
    }

    /** A GPU that is listed as a bare function is one about which NCCL asks the driver. */
    private NcclXml.GpuElement gpu(XmlElement function) {
        List<XmlElement> elements = function.children("gpu");
        if (elements.isEmpty()) {
            return new NcclXml.GpuElement(
                    gpus.number(function), OptionalInt.empty(), OptionalInt.empty(), true, List.of(), List.of());
        }
        XmlElement e = elements.get(0);
        List<NcclXml.NvLink> links = new ArrayList<>();
        for (XmlElement l : e.children("nvlink")) {
            links.add(new NcclXml.NvLink(
                    l.text("target").orElse("").toLowerCase(Locale.ROOT),
                    l.number("count", notes).orElse(1),
                    l.text("tclass").orElse("")));
        }
        List<NcclXml.C2c> c2c = new ArrayList<>();
        for (XmlElement l : e.children("c2c")) {
            c2c.add(new NcclXml.C2c(
                    l.number("bw", notes).orElse(0), l.number("count", notes).orElse(0)));
        }
        return new NcclXml.GpuElement(
                gpus.number(function), e.number("sm", notes), e.number("rank", notes), flag(e, "gdr"), links, c2c);
    }

    private NcclXml.NicElement nic(XmlElement e) {
        List<NcclXml.Net> nets = new ArrayList<>();
        for (XmlElement n : e.children("net")) {
            OptionalInt dev = n.number("dev", notes);
            if (dev.isEmpty()) {
                notes.add(new ParseNote(
                        ParseNote.Kind.UNRECOGNIZED, n.source(), "a <net> element without a dev number is left out"));
            } else {
                nets.add(new NcclXml.Net(
                        n.text("name").orElse("net" + dev.getAsInt()),
                        dev.getAsInt(),
                        n.number("speed", notes),
                        n.number("port", notes).orElse(0),
                        decimal(n, "latency"),
                        guid(n),
                        n.number("maxconn", notes),
                        flag(n, "gdr"),
                        flag(n, "coll"),
                        n.number("rail", notes).orElse(-1),
                        n.number("plane", notes).orElse(-1)));
            }
        }
        return new NcclXml.NicElement(nets, e.source());
    }

    private boolean flag(XmlElement e, String attribute) {
        return e.number(attribute, notes).orElse(0) != 0;
    }

    private static double decimal(XmlElement e, String attribute) {
        try {
            return e.text(attribute).map(Double::parseDouble).orElse(0.0);
        } catch (NumberFormatException ex) {
            return 0;
        }
    }

    private static OptionalLong guid(XmlElement e) {
        String text = e.text("guid").orElse("");
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        try {
            return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(digits, 16));
        } catch (NumberFormatException ex) {
            return OptionalLong.empty();
        }
    }
}
