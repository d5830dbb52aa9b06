package dev.shmfit.parse.file;

import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an NCCL topology XML, {@code <system version="1"><cpu numaid="0" …><pci busid="0000:3b:00.0" …><gpu dev="0"
 * sm="86" …/>}. No DTD, no entities, bounded size and depth: the file comes from a stranger.
 */
public final class NcclXmlParser {
    private static final int MAX_LENGTH = 8 << 20;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 20_000;

    private NcclXmlParser() {}

    /** What the file turned out to be. */
    public sealed interface Result {
        /** A topology. */
        record Topology(NcclXml xml, List<ParseNote> notes) implements Result {}

        /** Not a topology that can be analysed; {@code why} is a whole sentence. */
        record Refused(SourceRef source, String why) implements Result {}
    }

    /** An element with its attributes and children; interpreted in a second step. */
    private record Element(String name, Map<String, String> attributes, List<Element> children, SourceRef source) {
        Optional<String> text(String attribute) {
            return Optional.ofNullable(attributes.get(attribute));
        }

        List<Element> children(String childName) {
            return children.stream().filter(c -> c.name.equals(childName)).toList();
        }
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
            return interpret(read(item, text));
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            int line = at == null ? 0 : Math.max(0, at.getLineNumber());
            int column = at == null ? 0 : Math.max(0, at.getColumnNumber());
            return new Result.Refused(
                    new SourceRef(item, line, column), "This is not well-formed XML: " + firstLine(e) + ".");
        } catch (NotATopology e) {
            return new Result.Refused(e.source, e.why);
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

    private static final class NotATopology extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient SourceRef source;
        private final String why;

        NotATopology(SourceRef source, String why) {
            super(why);
            this.source = source;
            this.why = why;
        }
    }

    private static Element read(String item, String text) throws XMLStreamException, NotATopology {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text.strip()));
        List<Element> open = new ArrayList<>();
        Element root = null;
        int count = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw new NotATopology(at(item, reader), "The file has a document type declaration; NCCL writes none.");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                Element e = element(item, reader);
                if (++count > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
                    throw new NotATopology(
                            e.source,
                            "The file nests deeper than " + MAX_DEPTH + " or has more than " + MAX_ELEMENTS
                                    + " elements; no node is like that.");
                }
                if (!open.isEmpty()) {
                    open.get(open.size() - 1).children.add(e);
                } else if (root == null) {
                    root = e;
                }
                open.add(e);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.remove(open.size() - 1);
            }
        }
        if (root == null) {
            throw new NotATopology(SourceRef.of(item), "The file has no element.");
        }
        return root;
    }

    private static SourceRef at(String item, XMLStreamReader reader) {
        return new SourceRef(
                item, reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
    }

    private static Element element(String item, XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return new Element(reader.getLocalName(), attributes, new ArrayList<>(), at(item, reader));
    }

    private static Result interpret(Element root) throws NotATopology {
        if (root.name.equals("graphs")) {
            throw new NotATopology(
                    root.source,
                    "This is an NCCL graph file (the result of a channel search), not a topology. A topology comes from"
                            + " NCCL_TOPO_DUMP_FILE.");
        }
        if (!root.name.equals("system")) {
            throw new NotATopology(
                    root.source, "The root element is <" + root.name + ">; an NCCL topology has <system>.");
        }
        List<ParseNote> notes = new ArrayList<>();
        List<NcclXml.Cpu> cpus = new ArrayList<>();
        for (Element e : root.children) {
            if (e.name.equals("cpu")) {
                cpus.add(cpu(e, notes));
            } else {
                notes.add(new ParseNote(
                        ParseNote.Kind.UNRECOGNIZED, e.source, "element <" + e.name + "> in <system> is not used"));
            }
        }
        refuseAmdGpus(root);
        if (cpus.isEmpty()) {
            throw new NotATopology(root.source, "The topology has no <cpu> element.");
        }
        return new Result.Topology(new NcclXml(cpus), notes);
    }

    /** RCCL writes the same file for AMD GPUs, with xgmi links or AMD's vendor id; NCCL's rules do not hold there. */
    private static void refuseAmdGpus(Element e) throws NotATopology {
        boolean amd = e.name.equals("xgmi")
                || (e.name.equals("gpu") && e.text("gcn").isPresent())
                || (e.name.equals("pci")
                        && !e.children("gpu").isEmpty()
                        && e.text("vendor")
                                .map(v -> v.toLowerCase(Locale.ROOT).startsWith("0x1002"))
                                .orElse(false));
        if (amd) {
            throw new NotATopology(
                    e.source, "This is a topology of AMD GPUs (RCCL); this tool knows NVIDIA's NCCL only.");
        }
        for (Element c : e.children) {
            refuseAmdGpus(c);
        }
    }

    private static NcclXml.Cpu cpu(Element e, List<ParseNote> notes) throws NotATopology {
        return new NcclXml.Cpu(
                number(e, "numaid").orElse(-1),
                e.text("affinity").orElse(""),
                e.text("arch").orElse(""),
                e.text("vendor").orElse(""),
                number(e, "familyid"),
                number(e, "modelid"),
                e.text("host_hash").orElse(""),
                children(e, notes),
                e.source);
    }

    private static List<NcclXml.Child> children(Element parent, List<ParseNote> notes) throws NotATopology {
        List<NcclXml.Child> below = new ArrayList<>();
        for (Element e : parent.children) {
            switch (e.name) {
                case "pci" -> below.add(pci(e, notes));
                case "nic" -> below.add(nic(e));
                case "gpu", "pcilink" -> {}
                default ->
                    notes.add(new ParseNote(
                            ParseNote.Kind.UNRECOGNIZED,
                            e.source,
                            "element <" + e.name + "> in <" + parent.name + "> is not used"));
            }
        }
        return below;
    }

    private static NcclXml.Pci pci(Element e, List<ParseNote> notes) throws NotATopology {
        String busId =
                e.text("busid").orElseThrow(() -> new NotATopology(e.source, "This <pci> element has no busid."));
        List<Element> gpus = e.children("gpu");
        Optional<NcclXml.GpuElement> gpu = gpus.isEmpty() ? Optional.empty() : Optional.of(gpu(gpus.get(0)));
        return new NcclXml.Pci(
                busId.toLowerCase(Locale.ROOT),
                e.text("class").orElse(""),
                e.text("vendor").orElse(""),
                e.text("device").orElse(""),
                e.text("subsystem_vendor").orElse(""),
                e.text("subsystem_device").orElse(""),
                e.text("link_speed").orElse(""),
                number(e, "link_width"),
                gpu,
                e.children("pcilink").stream()
                        .flatMap(l -> l.text("target").stream())
                        .toList(),
                children(e, notes),
                e.source);
    }

    private static NcclXml.GpuElement gpu(Element e) throws NotATopology {
        int dev =
                number(e, "dev").orElseThrow(() -> new NotATopology(e.source, "This <gpu> element has no dev number."));
        List<NcclXml.NvLink> links = new ArrayList<>();
        for (Element l : e.children("nvlink")) {
            links.add(new NcclXml.NvLink(
                    l.text("target").orElse("").toLowerCase(Locale.ROOT),
                    number(l, "count").orElse(1),
                    l.text("tclass").orElse("")));
        }
        List<NcclXml.C2c> c2c = new ArrayList<>();
        for (Element l : e.children("c2c")) {
            c2c.add(new NcclXml.C2c(
                    number(l, "bw").orElse(0), number(l, "count").orElse(0)));
        }
        return new NcclXml.GpuElement(dev, number(e, "sm"), number(e, "rank"), flag(e, "gdr"), links, c2c);
    }

    private static NcclXml.NicElement nic(Element e) {
        List<NcclXml.Net> nets = new ArrayList<>();
        for (Element n : e.children("net")) {
            OptionalInt dev = number(n, "dev");
            if (dev.isPresent()) {
                nets.add(new NcclXml.Net(
                        n.text("name").orElse("net" + dev.getAsInt()),
                        dev.getAsInt(),
                        number(n, "speed"),
                        number(n, "port").orElse(0),
                        decimal(n, "latency"),
                        guid(n),
                        number(n, "maxconn"),
                        flag(n, "gdr"),
                        flag(n, "coll")));
            }
        }
        return new NcclXml.NicElement(nets, e.source);
    }

    private static boolean flag(Element e, String attribute) {
        return number(e, attribute).orElse(0) != 0;
    }

    private static OptionalInt number(Element e, String attribute) {
        try {
            return e.text(attribute)
                    .filter(t -> !t.isBlank())
                    .map(t -> OptionalInt.of(Integer.decode(t.strip())))
                    .orElse(OptionalInt.empty());
        } catch (NumberFormatException ex) {
            return OptionalInt.empty();
        }
    }

    private static double decimal(Element e, String attribute) {
        try {
            return e.text(attribute).map(Double::parseDouble).orElse(0.0);
        } catch (NumberFormatException ex) {
            return 0;
        }
    }

    private static OptionalLong guid(Element e) {
        String text = e.text("guid").orElse("");
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        try {
            return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(digits, 16));
        } catch (NumberFormatException ex) {
            return OptionalLong.empty();
        }
    }
}
