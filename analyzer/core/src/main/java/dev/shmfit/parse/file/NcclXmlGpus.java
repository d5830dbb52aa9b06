package dev.shmfit.parse.file;

import dev.shmfit.facts.NodeLimits;
import dev.shmfit.facts.ParseNote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Which GPU is which in an NCCL topology XML. Everything behind the parser tells GPUs apart by number and finds the end of
 * an NVLink by bus id, so both must name one GPU; a file in which they do not is refused, with the place.
 */
final class NcclXmlGpus {
    private static final int MOST_LINKS = 1024;
    private static final String DUMP_AGAIN =
            "; dump the topology again with NCCL_TOPO_DUMP_FILE, and leave it as it is";

    /** Domain, bus, device, function, as {@code 0000:3b:00.0}; NCCL reads it as one hexadecimal number. */
    private static final Pattern BUS_ID =
            Pattern.compile("[0-9a-f]{1,8}:[0-9a-f]{1,2}:[0-9a-f]{1,2}(\\.[0-9a-f])?", Pattern.CASE_INSENSITIVE);

    private final List<ParseNote> notes;
    /** The PCI functions that are GPUs, in file order. */
    private final List<XmlElement> functions = new ArrayList<>();

    private final IdentityHashMap<XmlElement, Integer> numbers = new IdentityHashMap<>();
    private final Map<String, XmlElement> byBusId = new HashMap<>();

    private NcclXmlGpus(List<ParseNote> notes) {
        this.notes = notes;
    }

    /**
     * The GPUs of a topology.
     *
     * @param system the root element
     * @throws XmlRefusal where a number or a bus id names no GPU, or two, or an NVLink has no way back
     */
    static NcclXmlGpus of(XmlElement system, List<ParseNote> notes) throws XmlRefusal {
        NcclXmlGpus gpus = new NcclXmlGpus(notes);
        gpus.collect(system);
        gpus.readBusIds();
        gpus.readNumbers();
        gpus.numberBareGpus();
        gpus.checkNvLinks();
        gpus.checkNets(system);
        return gpus;
    }

    boolean isGpu(XmlElement function) {
        return numbers.containsKey(function);
    }

    /** NVML's index of a function that is a GPU. */
    int number(XmlElement function) {
        return numbers.getOrDefault(function, -1);
    }

    /** The parser reads the same attribute again, and notes what is no number. */
    private static OptionalInt number(XmlElement e, String attribute) {
        return e.number(attribute, new ArrayList<>());
    }

    private void collect(XmlElement parent) throws XmlRefusal {
        for (XmlElement e : parent.children()) {
            if (e.name().equals("pci")) {
                List<XmlElement> gpus = e.children("gpu");
                if (gpus.size() > 1) {
                    throw new XmlRefusal(
                            gpus.get(1).source(),
                            "This is the second <gpu> element of one PCI function, which is one GPU" + DUMP_AGAIN
                                    + ".");
                }
                if (!gpus.isEmpty() || e.text("class").orElse("").startsWith("0x03")) {
                    functions.add(e);
                }
            }
            collect(e);
        }
        if (functions.size() > NodeLimits.MOST_GPUS) {
            throw new XmlRefusal(
                    functions.get(NodeLimits.MOST_GPUS).source(),
                    "The topology has more than " + NodeLimits.MOST_GPUS
                            + " GPUs; no node has, and only one node is analysed at a time.");
        }
    }

    private void readBusIds() throws XmlRefusal {
        for (XmlElement f : functions) {
            String busId = f.text("busid").orElse("");
            if (!BUS_ID.matcher(busId).matches()) {
                throw new XmlRefusal(
                        f.source(),
                        "The GPU's busid=\"" + busId + "\" is no PCI address such as 0000:3b:00.0" + DUMP_AGAIN + ".");
            }
            XmlElement other = byBusId.putIfAbsent(key(busId), f);
            if (other != null) {
                throw new XmlRefusal(
                        f.source(),
                        "The GPU at " + busId + " stands here a second time; the first is at "
                                + other.source().line() + oneNode(other, f) + ".");
            }
        }
    }

    private void readNumbers() throws XmlRefusal {
        Map<Integer, XmlElement> seen = new LinkedHashMap<>();
        for (XmlElement f : functions) {
            for (XmlElement gpu : f.children("gpu")) {
                int number = number(gpu, "dev")
                        .orElseThrow(() -> new XmlRefusal(
                                gpu.source(),
                                gpu.text("dev")
                                                .map(d -> "The GPU's dev=\"" + d + "\" is no number")
                                                .orElse("This <gpu> element has no dev number")
                                        + DUMP_AGAIN + "."));
                if (number < 0 || number >= NodeLimits.MOST_GPUS) {
                    throw new XmlRefusal(
                            gpu.source(),
                            "The GPU's dev=\"" + number + "\" is no number that the driver gives: they run from 0 to "
                                    + (NodeLimits.MOST_GPUS - 1) + DUMP_AGAIN + ".");
                }
                XmlElement other = seen.putIfAbsent(number, gpu);
                if (other != null) {
                    throw new XmlRefusal(
                            gpu.source(),
                            "GPU " + number + " stands here a second time; the first is at " + other.source()
                                    + oneNode(other, gpu) + ".");
                }
                numbers.put(f, number);
            }
        }
    }

    private static String oneNode(XmlElement first, XmlElement second) {
        return first.source().line() == second.source().line() ? "" : DUMP_AGAIN + ", from one node alone";
    }

    /** A vendor's file may list GPUs as bare functions; NVML numbers all GPUs of a node by bus id. */
    private void numberBareGpus() throws XmlRefusal {
        List<XmlElement> sorted = new ArrayList<>(functions);
        sorted.sort(Comparator.comparing(f -> f.text("busid").orElse("").toLowerCase(Locale.ROOT)));
        boolean mixed = !numbers.isEmpty();
        for (int i = 0; i < sorted.size(); i++) {
            XmlElement f = sorted.get(i);
            if (numbers.containsKey(f)) {
                continue;
            }
            if (numbers.containsValue(i)) {
                throw new XmlRefusal(
                        f.source(),
                        "The GPU at " + f.text("busid").orElse("") + " has no <gpu> element, and its number by bus id, "
                                + i + ", is another's" + DUMP_AGAIN + ".");
            }
            if (mixed) {
                notes.add(new ParseNote(
                        ParseNote.Kind.SUSPICIOUS,
                        f.source(),
                        "the GPU at " + f.text("busid").orElse("") + " has no <gpu> element; taken for GPU " + i
                                + ", its place by bus id"));
            }
            numbers.put(f, i);
        }
    }

    /** NCCL ends with an internal error where a GPU has an NVLink and the other end has none back. */
    // One element is one function: elements alike in every attribute are still two.
    @SuppressWarnings("ReferenceEquality")
    private void checkNvLinks() throws XmlRefusal {
        for (XmlElement f : functions) {
            for (XmlElement link : links(f)) {
                int count = number(link, "count").orElse(1);
                if (count < 0 || count > MOST_LINKS) {
                    throw new XmlRefusal(
                            link.source(), "No GPU has " + count + " NVLinks to one place" + DUMP_AGAIN + ".");
                }
                if (!link.text("tclass").orElse("").startsWith("0x03")) {
                    continue;
                }
                String target = link.text("target").orElse("");
                if (!BUS_ID.matcher(target).matches()) {
                    notes.add(new ParseNote(
                            ParseNote.Kind.UNRECOGNIZED,
                            link.source(),
                            "the NVLink's target=\"" + target + "\" is no PCI address; the link leads nowhere"));
                    continue;
                }
                XmlElement other = byBusId.get(key(target));
                if (other != null && other != f && links(other).stream().noneMatch(back -> leadsTo(back, f))) {
                    throw new XmlRefusal(
                            link.source(),
                            "GPU " + number(f) + " has an NVLink to GPU " + number(other) + ", and GPU "
                                    + number(other) + " has none back; NCCL ends with an internal error on such a"
                                    + " topology" + DUMP_AGAIN + ".");
                }
            }
        }
    }

    private static List<XmlElement> links(XmlElement function) {
        return function.children("gpu").stream()
                .flatMap(g -> g.children("nvlink").stream())
                .toList();
    }

    private static boolean leadsTo(XmlElement link, XmlElement function) {
        return link.text("tclass").orElse("").startsWith("0x03")
                && key(link.text("target").orElse(""))
                        .equals(key(function.text("busid").orElse("")));
    }

    private static String key(String busId) {
        String lower = busId.toLowerCase(Locale.ROOT);
        int from = 0;
        while (from < lower.length() - 1 && lower.charAt(from) == '0' && lower.charAt(from + 1) != ':') {
            from++;
        }
        return lower.substring(from);
    }

    /** NCCL looks network devices up by number. */
    private void checkNets(XmlElement system) throws XmlRefusal {
        Map<String, XmlElement> seen = new HashMap<>();
        for (XmlElement cpu : system.children("cpu")) {
            checkNets(cpu, cpu.text("host_hash").orElse(""), seen);
        }
    }

    private void checkNets(XmlElement parent, String host, Map<String, XmlElement> seen) throws XmlRefusal {
        for (XmlElement e : parent.children()) {
            if (e.name().equals("net")) {
                int number = number(e, "dev").orElse(0);
                XmlElement other = e.text("dev").isEmpty() ? null : seen.putIfAbsent(host + " " + number, e);
                if (number < 0 || other != null) {
                    throw new XmlRefusal(
                            e.source(),
                            "The network device has the number " + number + ", "
                                    + (other == null
                                            ? "and NCCL counts from 0"
                                            : "as has that in line "
                                                    + other.source().line())
                                    + DUMP_AGAIN + ".");
                }
            }
            checkNets(e, host, seen);
        }
    }
}
