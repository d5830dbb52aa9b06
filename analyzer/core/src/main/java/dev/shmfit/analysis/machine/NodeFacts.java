package dev.shmfit.analysis.machine;

import dev.shmfit.facts.Absence;
import dev.shmfit.facts.AdapterRates;
import dev.shmfit.facts.CudaPeers;
import dev.shmfit.facts.ExcludedNets;
import dev.shmfit.facts.GpuFacts;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.GpuTraits;
import dev.shmfit.facts.ListedGpus;
import dev.shmfit.facts.MatrixConsistency;
import dev.shmfit.facts.MatrixRemark;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.nccl.NcclSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is known about GPUs and their links. At least one of {@code xml} and {@code matrix} is there.
 *
 * @param xml NCCL's own dump, or the tree of /sys as NCCL would dump it: exact
 * @param matrix {@code nvidia-smi topo -m}
 * @param peers which GPUs can access each other
 * @param listed the lists of GPUs
 * @param source what the node is known from
 * @param nets what is known of network adapters beyond their places
 * @param notes about files that hold something else than they should
 */
public record NodeFacts(
        Optional<NcclXml> xml,
        Optional<SmiTopoMatrix> matrix,
        Peers peers,
        ListedGpus listed,
        Source source,
        Nets nets,
        List<ParseNote> notes) {
    /**
     * Peer access.
     *
     * @param read NVML's status for reading
     * @param write NVML's status for writing
     * @param cuda CUDA's own word
     */
    public record Peers(Optional<SmiP2pMatrix> read, Optional<SmiP2pMatrix> write, Optional<CudaPeers> cuda) {}

    /**
     * Network adapters.
     *
     * @param rates of those of the table, by the name of their device, as far as known: Mb/s, or 0 for one that NCCL does not
     *     use
     * @param excluded those that settings keep NCCL from using
     */
    public record Nets(Map<String, Integer> rates, ExcludedNets excluded) {
        public Nets {
            rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
        }
    }

    /** What a node is known from. */
    public enum Source {
        NVIDIA_SMI("nvidia-smi"),
        NCCL_XML("nccl-xml"),
        SYSFS("sysfs");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** The word of the report. */
        public String word() {
            return word;
        }
    }

    public NodeFacts {
        notes = List.copyOf(notes);
    }

    /**
     * What the machine says.
     *
     * @param settings which network adapters NCCL may use
     * @throws NotAssessable where there is neither a topology XML nor a table of {@code topo -m}
     */
    public static NodeFacts of(MachineFacts machine, NcclSettings settings) {
        GpuFacts gpus = machine.gpus();
        Optional<SmiTopoMatrix> matrix = gpus.matrix().value();
        Optional<UsedNets> dump = gpus.dump().value().map(x -> UsedNets.of(x, settings));
        Optional<NcclXml> xml = dump.map(UsedNets::xml).or(() -> SysfsTopology.of(machine, settings));
        if (xml.isEmpty() && matrix.isEmpty()) {
            throw new NotAssessable(nothing(machine));
        }
        List<ParseNote> notes = new ArrayList<>();
        for (String obstacle : obstacles(gpus)) {
            notes.add(new ParseNote(ParseNote.Kind.UNRECOGNIZED, SourceRef.of(machine.id()), obstacle));
        }
        ExcludedNets excluded = UsedNets.of(devices(matrix), settings);
        Source source = dump.isPresent() ? Source.NCCL_XML : xml.isPresent() ? Source.SYSFS : Source.NVIDIA_SMI;
        return new NodeFacts(
                xml,
                matrix,
                new Peers(
                        gpus.p2pRead().value(),
                        gpus.p2pWrite().value(),
                        CudaPeers.together(gpus.peers().cuda())),
                gpus.listed(),
                source,
                new Nets(
                        adapters(machine, matrix, excluded.names()),
                        dump.map(UsedNets::excluded).orElse(xml.isPresent() ? ExcludedNets.NONE : excluded)),
                notes);
    }

    /** Devices of the table. */
    private static List<String> devices(Optional<SmiTopoMatrix> matrix) {
        return matrix.stream()
                .flatMap(m -> m.devices().stream().filter(d -> !d.isGpu()).map(m::deviceName))
                .distinct()
                .toList();
    }

    private static Map<String, Integer> adapters(
            MachineFacts machine, Optional<SmiTopoMatrix> matrix, List<String> excluded) {
        Map<String, Integer> rates =
                machine.host().adapters().value().map(AdapterRates::megabits).orElse(Map.of());
        Map<String, Integer> known = new LinkedHashMap<>();
        for (String device : devices(matrix)) {
            if (excluded.contains(device)) {
                known.put(device, 0);
            } else if (rates.containsKey(device)) {
                known.put(device, rates.getOrDefault(device, 0));
            }
        }
        return known;
    }

    /** Products by nvidia-smi's index, where a list tells them. */
    public Map<Integer, String> gpuNames() {
        Map<Integer, String> names = new LinkedHashMap<>();
        listed.listings()
                .value()
                .filter(l -> l.numbering() == GpuListing.Numbering.NVIDIA_SMI)
                .ifPresent(l -> l.gpus().forEach(g -> names.put(g.index(), g.name())));
        return names;
    }

    /** What is said of single GPUs, by nvidia-smi's index; under other numbers only what is said of all alike. */
    public Map<Integer, GpuTraits> traits() {
        Map<Integer, GpuTraits> all = new TreeMap<>();
        for (Reading<GpuTraits.Table> r : listed.traits().all()) {
            GpuTraits.Table table = r.asOptional().orElse(new GpuTraits.Table(Map.of(), GpuListing.Numbering.NONE));
            if (table.numbering() == GpuListing.Numbering.NVIDIA_SMI) {
                table.gpus().forEach((index, t) -> all.merge(index, t, GpuTraits::or));
            } else if (table.isAlike() && matrix.isPresent()) {
                GpuTraits each = table.gpus().values().iterator().next();
                matrix.get().gpus().forEach(d -> all.merge(d.gpuIndex(), each, GpuTraits::or));
            }
        }
        return all;
    }

    /** What stands in a file in place of what should. */
    private static List<String> obstacles(GpuFacts gpus) {
        return Stream.<Readings<?>>of(gpus.dump(), gpus.matrix(), gpus.p2pRead(), gpus.p2pWrite())
                .flatMap(r -> obstacle(r.best()).stream())
                .toList();
    }

    private static Optional<String> obstacle(Reading<?> reading) {
        return reading instanceof Reading.Unreadable<?> u ? Optional.of(u.source() + ": " + u.why()) : Optional.empty();
    }

    private static String nothing(MachineFacts machine) {
        String wanted = "; needed is the output of \"nvidia-smi topo -m\" (" + CaptureFiles.TOPO
                + ") or a topology that NCCL dumped with NCCL_TOPO_DUMP_FILE (" + CaptureFiles.NCCL_XML + ")";
        GpuFacts gpus = machine.gpus();
        List<String> obstacles = Stream.<Readings<?>>of(gpus.dump(), gpus.matrix())
                .flatMap(r -> obstacle(r.best()).stream())
                .toList();
        if (!obstacles.isEmpty()) {
            return String.join("; ", obstacles) + wanted;
        }
        List<String> why = Stream.of(CaptureFiles.TOPO, CaptureFiles.NCCL_XML)
                .flatMap(name -> machine.coverage().missing(name).stream())
                .map(m -> m.item() + " was not captured: " + m.why())
                .toList();
        String missing = why.isEmpty() ? silence(gpus) : String.join("; ", why);
        return machine.id() + ": " + missing + wanted;
    }

    private static String silence(GpuFacts gpus) {
        return !gpus.p2pRead().isAbsent() || !gpus.p2pWrite().isAbsent()
                ? "its table of topo -p2p tells whether P2P is possible, and not how the GPUs are connected"
                : "it says nothing about GPUs";
    }

    /** Whether there is no driver's program, and the kernel sees no GPU of NVIDIA's. */
    public static boolean hasNoGpus(MachineFacts machine) {
        boolean looked = machine.host().pci().isKnown()
                || machine.coverage().missing(CaptureFiles.SYS_PCI).isPresent();
        return machine.gpus().matrix().isAbsent(Absence.NO_PROGRAM)
                && looked
                && machine.host().pci().value().stream()
                        .flatMap(t -> t.functions().stream())
                        .noneMatch(f -> f.isGpu());
    }

    /** The tables of {@code topo -p2p}. */
    public List<SmiP2pMatrix> p2p() {
        return Stream.concat(peers.read().stream(), peers.write().stream()).toList();
    }

    /** What is odd in nvidia-smi's tables. That links contradict each other is told where the node is rebuilt. */
    public List<MatrixRemark> remarks() {
        Stream<MatrixRemark> links = matrix.stream()
                .flatMap(m -> MatrixConsistency.of(m).stream())
                .filter(r -> !r.id().equals("matrix-asymmetric"));
        Stream<MatrixRemark> statuses = p2p().stream().flatMap(m -> MatrixConsistency.of(m).stream());
        return Stream.concat(links, statuses).distinct().toList();
    }
}
