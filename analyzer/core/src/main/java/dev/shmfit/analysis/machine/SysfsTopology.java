package dev.shmfit.analysis.machine;

import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.PciTree;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.GpuModel;
import dev.shmfit.topology.GpuModels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topology that NCCL would dump, from what it reads itself: the PCI tree of /sys, the CPU, the driver's list of GPUs
 * (graph/xml.cc@v2.21.5-1, ncclTopoGetXmlFromSys, ncclTopoGetXmlFromGpu, ncclTopoFillNet). The NVLinks, which NCCL asks
 * NVML for, are those of {@code topo -m}. Where any of it is missing there is no answer: an exact tree with a guess in it
 * is none.
 */
final class SysfsTopology {
    private static final Pattern BUS_ID = Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-9a-f]");
    private static final Pattern SPEED = Pattern.compile("(\\d+(?:\\.\\d+)?) GT/s.*");
    private static final String NVSWITCH = "0x068000";
    private static final String NO_TARGET = "fffffff:ffff:ff";

    private final Map<String, PciTree.Function> functions = new LinkedHashMap<>();
    private final PciTree tree;
    private final List<SmiQuery.Gpu> gpus;
    private final CpuFacts cpu;
    private final CpuIdentity identity;
    private final Optional<SmiTopoMatrix> matrix;
    private final NcclSettings settings;
    private final Map<Integer, List<Node>> cpus = new LinkedHashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    /** A PCI function of the tree while it grows. */
    private static final class Node {
        private final PciTree.Function function;
        private final List<Node> children = new ArrayList<>();
        private Optional<NcclXml.GpuElement> gpu = Optional.empty();
        private final List<NcclXml.Net> nets = new ArrayList<>();

        Node(PciTree.Function function) {
            this.function = function;
        }
    }

    private SysfsTopology(
            PciTree tree,
            List<SmiQuery.Gpu> gpus,
            CpuFacts cpu,
            CpuIdentity identity,
            Optional<SmiTopoMatrix> matrix,
            NcclSettings settings) {
        this.tree = tree;
        this.gpus = gpus;
        this.cpu = cpu;
        this.identity = identity;
        this.matrix = matrix;
        this.settings = settings;
        tree.functions().forEach(f -> functions.put(f.path(), f));
    }

    /**
     * The topology; empty where a part of it is not captured.
     *
     * @param settings which network adapters NCCL may use
     */
    static Optional<NcclXml> of(MachineFacts machine, NcclSettings settings) {
        Optional<PciTree> tree = machine.host().pci().value();
        List<SmiQuery.Gpu> gpus = machine.gpus().shown();
        Optional<CpuFacts> cpu = machine.host().cpu().value();
        Optional<CpuIdentity> identity = cpu.map(CapturedCpu::identity).filter(CpuIdentity::isKnown);
        if (tree.isEmpty() || gpus.isEmpty() || identity.isEmpty()) {
            return Optional.empty();
        }
        return new SysfsTopology(
                        tree.get(),
                        gpus,
                        cpu.orElseThrow(),
                        identity.get(),
                        machine.gpus().matrix().value(),
                        settings)
                .build();
    }

    private Optional<NcclXml> build() {
        if (identity.arch() == CpuIdentity.Arch.ARM64 && gpus.stream().anyMatch(SysfsTopology::mayHaveC2c)) {
            return Optional.empty();
        }
        boolean links = matrix.filter(m -> m.gpus().size() == gpus.size()).isPresent();
        for (int i = 0; i < gpus.size(); i++) {
            String busId = gpus.get(i).busId();
            Optional<PciTree.Function> function = tree.functions().stream()
                    .filter(f -> f.busId().equals(busId))
                    .findFirst();
            Optional<GpuModel> model = GpuModels.of(gpus.get(i).name());
            if (function.isEmpty() || model.isEmpty() || (!links && model.get().nvLinks() > 0)) {
                return Optional.empty();
            }
            Optional<List<NcclXml.NvLink>> nvLinks = links ? nvLinks(i, model.get()) : Optional.of(List.of());
            if (nvLinks.isEmpty()) {
                return Optional.empty();
            }
            Node node = node(function.get());
            node.gpu = Optional.of(new NcclXml.GpuElement(
                    i,
                    OptionalInt.of(model.get().computeCapability()),
                    OptionalInt.of(i),
                    false,
                    nvLinks.get(),
                    List.of()));
        }
        nets();
        List<NcclXml.Cpu> all = new ArrayList<>();
        cpus.forEach((numa, roots) -> all.add(cpu(numa, roots)));
        return Optional.of(new NcclXml(all));
    }

    /** NCCL asks the driver for the links between a GPU and a Grace CPU, of which nothing captured tells the speed. */
    private static boolean mayHaveC2c(SmiQuery.Gpu gpu) {
        return GpuModels.of(gpu.name()).filter(m -> m.computeCapability() >= 90).isPresent();
    }

    /** The function's place in the tree, made with all switches above it where it is not there yet. */
    private Node node(PciTree.Function function) {
        Node known = nodes.get(function.path());
        if (known != null) {
            return known;
        }
        Node node = new Node(function);
        nodes.put(function.path(), node);
        // Two levels up: a switch is its upstream port, and a root port is not seen at all.
        String above = parent(function.path());
        String next = parent(above);
        PciTree.Function upper = isBusId(above) && isBusId(next) ? functions.get(next) : null;
        List<Node> siblings =
                upper == null ? cpus.computeIfAbsent(numa(function), n -> new ArrayList<>()) : node(upper).children;
        siblings.add(node);
        siblings.sort(Comparator.comparing((Node n) -> n.function.busId()));
        return node;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static boolean isBusId(String path) {
        return BUS_ID.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
    }

    private static int numa(PciTree.Function function) {
        String text = function.attribute("numa_node");
        return text.matches("-?\\d{1,4}") ? Integer.parseInt(text, 10) : -1;
    }

    /** One element for each peer, as far as cells can be read; a switch on the other side is one peer. */
    private Optional<List<NcclXml.NvLink>> nvLinks(int index, GpuModel model) {
        SmiTopoMatrix table = matrix.orElseThrow();
        List<SmiDevice> devices = table.gpus();
        Map<String, Integer> counts = new LinkedHashMap<>();
        int sum = 0;
        for (int j = 0; j < devices.size(); j++) {
            if (j == index) {
                continue;
            }
            Reading<SmiLink> cell = table.cells()
                    .get(table.devices().indexOf(devices.get(index)))
                    .get(table.devices().indexOf(devices.get(j)));
            if (!(cell instanceof Reading.Known<SmiLink> known)) {
                return Optional.empty();
            }
            if (known.value() instanceof SmiLink.NvLinks n) {
                counts.put(gpus.get(j).busId(), n.count());
                sum += n.count();
            }
        }
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean bridges = tree.functions().stream()
                .anyMatch(f -> f.attribute("class").equals(NVSWITCH)
                        && f.attribute("vendor").equals("0x10de"));
        // A board's product that gives all of its links to one peer has a switch there, seen from here or not.
        boolean allToOne = model.nvSwitch() && most == model.nvLinks();
        if (most > 0 && (bridges || allToOne || sum > Math.max(model.nvLinks(), most))) {
            return Optional.of(List.of(new NcclXml.NvLink(NO_TARGET, most, NVSWITCH)));
        }
        List<NcclXml.NvLink> links = new ArrayList<>();
        counts.forEach((busId, count) -> links.add(new NcclXml.NvLink(busId, count, "0x030200")));
        return Optional.of(links);
    }

    /** A network card is a function of its own, or the first of its card, which need not have been captured. */
    private void nets() {
        for (SysfsNets.Adapter adapter : SysfsNets.of(tree, settings)) {
            PciTree.Function own = functions.get(adapter.own());
            if (own == null) {
                continue;
            }
            PciTree.Function seen = functions.getOrDefault(
                    adapter.pci(), new PciTree.Function(adapter.pci(), own.attributes(), own.source()));
            node(seen).nets.add(adapter.net());
        }
    }

    private NcclXml.Cpu cpu(int numa, List<Node> roots) {
        boolean x86 = identity.arch() == CpuIdentity.Arch.X86_64;
        String arch = switch (identity.arch()) {
            case X86_64 -> "x86_64";
            case ARM64 -> "arm64";
            case PPC64 -> "ppc64";
            case UNKNOWN -> "";
        };
        return new NcclXml.Cpu(
                numa,
                "",
                arch,
                x86 ? (cpu.vendor().equals("Shanghai") ? "  Shanghai  " : cpu.vendor()) : "",
                x86 && identity.family() >= 0 ? OptionalInt.of(identity.family()) : OptionalInt.empty(),
                x86 && identity.model() >= 0 ? OptionalInt.of(identity.model()) : OptionalInt.empty(),
                "",
                roots.stream().<NcclXml.Child>map(this::pci).toList(),
                SourceRef.of(CaptureFiles.SYS_PCI));
    }

    private NcclXml.Pci pci(Node node) {
        PciTree.Function f = node.function;
        List<NcclXml.Child> children = new ArrayList<>();
        node.children.forEach(c -> children.add(pci(c)));
        if (!node.nets.isEmpty()) {
            children.add(new NcclXml.NicElement(node.nets, f.source()));
        }
        return new NcclXml.Pci(
                f.busId(),
                f.attribute("class"),
                f.attribute("vendor"),
                f.attribute("device"),
                f.attribute("subsystem_vendor"),
                f.attribute("subsystem_device"),
                slower(f),
                narrower(f),
                node.gpu,
                List.of(),
                children,
                f.source());
    }

    /** Of the device and the port above it, the slower; the device's where the port says nothing. */
    private String slower(PciTree.Function f) {
        String own = f.attribute("max_link_speed");
        PciTree.Function port = functions.get(parent(f.path()));
        String above = port == null ? "" : port.attribute("max_link_speed");
        return gigatransfers(above) < gigatransfers(own) ? above : own;
    }

    private static double gigatransfers(String text) {
        Matcher m = SPEED.matcher(text);
        return m.matches() ? Double.parseDouble(m.group(1)) : Float.MAX_VALUE;
    }

    /** Of the device and the port above it, the narrower; 0 where either says nothing, which NCCL takes as 16. */
    private OptionalInt narrower(PciTree.Function f) {
        PciTree.Function port = functions.get(parent(f.path()));
        return OptionalInt.of(Math.min(
                lanes(f.attribute("max_link_width")), port == null ? 0 : lanes(port.attribute("max_link_width"))));
    }

    private static int lanes(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text, 10) : 0;
    }
}
