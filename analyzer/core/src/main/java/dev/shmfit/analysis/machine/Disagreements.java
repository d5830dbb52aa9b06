package dev.shmfit.analysis.machine;

import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.CudaPeers;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.text.Text;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.GpuModel;
import dev.shmfit.topology.GpuModels;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Sources that say different things of one fact: which counts, and where each stands. */
public final class Disagreements {
    /** Sizes that programs round differ by less: {@code 1007.76 GB} beside {@code 1008G}. */
    private static final double ROUNDED = 0.02;

    /** What variables count that a text may tell in other words. */
    private static final Map<String, String> COUNTS = Map.of(
            "LOCAL_WORLD_SIZE",
            "the ranks on a node",
            "GROUP_WORLD_SIZE",
            "the nodes of the job",
            "SLURM_GPUS_ON_NODE",
            "the GPUs that a scheduler gives on a node");

    private final List<Finding> found = new ArrayList<>();

    private Disagreements() {}

    /** One warning for each fact of which the sources differ. */
    public static List<Finding> of(MachineFacts machine) {
        Disagreements d = new Disagreements();
        d.compare("the driver's version", machine.gpus().driver(), v -> v, Disagreements::versions);
        d.compare("CUDA's version", machine.gpus().cudaDriver(), CudaVersion::text, Object::equals);
        d.compare("NCCL's version", machine.software().nccl(), v -> v, Disagreements::versions);
        d.compare("PyTorch's version", machine.software().torch(), v -> v, Disagreements::versions);
        d.compare("the CPU", machine.host().cpu(), Disagreements::word, Disagreements::sameCpu);
        d.compare("the GPUs", machine.gpus().listings(), Disagreements::word, Disagreements::sameGpus);
        d.compare("the machine's memory", machine.host().memory(), RoundedSize::down, Disagreements::close);
        d.compare("the memory limit", limits(machine), RoundedSize::down, Disagreements::close);
        d.compare("the size of /dev/shm", shmSizes(machine), RoundedSize::down, Disagreements::close);
        d.compare("CAP_SYS_NICE", machine.container().sysNice(), v -> v ? "granted" : "not granted", Object::equals);
        machine.software().settings().forEach((name, r) -> {
            boolean ofFile = r.all().stream()
                    .anyMatch(v -> v instanceof Reading.Known<String> k
                            && k.source().item().endsWith("nccl.conf"));
            if (!ofFile) {
                d.compare(COUNTS.getOrDefault(name, name), r, v -> v.isEmpty() ? "empty" : v, Object::equals);
            }
        });
        d.peers(machine);
        d.cudaPeers(machine.gpus().peers().cuda().all());
        return List.copyOf(d.found);
    }

    private <T> void compare(String what, Readings<T> readings, Function<T, String> word, BiPredicate<T, T> same) {
        if (!(readings.best() instanceof Reading.Known<T> counted)) {
            return;
        }
        readings.disagreeing().stream()
                .filter(k -> !same.test(counted.value(), k.value()))
                .findFirst()
                .ifPresent(other -> found.add(finding(
                        what,
                        word.apply(counted.value()),
                        counted.source(),
                        word.apply(other.value()),
                        other.source())));
    }

    private static Finding finding(String what, String counted, SourceRef at, String other, SourceRef otherAt) {
        return Finding.of(
                        "sources-disagree",
                        Severity.WARNING,
                        Owner.NODE,
                        Text.of(
                                "verdict/sources-disagree.summary",
                                "what",
                                what,
                                "at",
                                at,
                                "counted",
                                counted,
                                "other-at",
                                otherAt,
                                "other",
                                other),
                        Text.of("verdict/sources-disagree.explanation", "counted", counted),
                        Text.of("verdict/sources-disagree.remedy"))
                .from(List.of(at, otherAt));
    }

    /** NVML's word and CUDA's on a pair: CUDA's is what NCCL asks last. */
    private void peers(MachineFacts machine) {
        Optional<SmiP2pMatrix> nvml = machine.gpus().p2pRead().value();
        Optional<CudaPeers> cuda = CudaPeers.together(machine.gpus().peers().cuda());
        if (nvml.isEmpty() || cuda.isEmpty()) {
            return;
        }
        List<Integer> indices = nvml.get().gpuIndices();
        for (var entry : cuda.get().pairs().entrySet()) {
            int i = indices.indexOf(entry.getKey().from());
            int j = indices.indexOf(entry.getKey().to());
            if (i >= 0
                    && j >= 0
                    && nvml.get().cells().get(i).get(j) instanceof Reading.Known<dev.shmfit.facts.P2pStatus> k
                    && k.value().isOk() != entry.getValue().value()) {
                found.add(finding(
                        "P2P between GPU " + entry.getKey().from() + " and GPU "
                                + entry.getKey().to(),
                        k.value().toString(),
                        k.source(),
                        entry.getValue().value() ? "that CUDA can access" : "that CUDA cannot access",
                        entry.getValue().source()));
                return;
            }
        }
    }

    /** Two programs that asked CUDA about the same pair. */
    private void cudaPeers(List<Reading<CudaPeers>> all) {
        Map<CudaPeers.Pair, Reading.Known<Boolean>> first = new LinkedHashMap<>();
        for (Reading<CudaPeers> r : all) {
            for (var e : r.asOptional().map(CudaPeers::pairs).orElse(Map.of()).entrySet()) {
                Reading.Known<Boolean> before = first.putIfAbsent(e.getKey(), e.getValue());
                if (before != null && !before.value().equals(e.getValue().value())) {
                    found.add(finding(
                            "peer access of GPU " + e.getKey().from() + " to GPU "
                                    + e.getKey().to(),
                            before.value() ? "yes" : "no",
                            before.source(),
                            e.getValue().value() ? "yes" : "no",
                            e.getValue().source()));
                    return;
                }
            }
        }
    }

    private static Readings<ByteCount> limits(MachineFacts machine) {
        return machine.container().memory().map(MemoryLimit::limit);
    }

    /** What is measured, what the mount table says, what the definition says. */
    private static Readings<ByteCount> shmSizes(MachineFacts machine) {
        return machine.shm()
                .space()
                .map(ShmSpace::size)
                .then(machine.shm().mount().map(ShmMount::size))
                .then(machine.shm().defined());
    }

    private static boolean close(ByteCount a, ByteCount b) {
        long most = Math.max(a.bytes(), b.bytes());
        return Math.abs(a.bytes() - b.bytes()) <= most * ROUNDED;
    }

    /** {@code 2.7.1} and {@code 2.7.1+cu126} do not differ, nor {@code 550.54} and {@code 550.54.15}. */
    private static boolean versions(String a, String b) {
        String shorter = a.length() < b.length() ? a : b;
        String longer = a.length() < b.length() ? b : a;
        return longer.equals(shorter)
                || (longer.startsWith(shorter) && !Character.isDigit(longer.charAt(shorter.length())));
    }

    private static String word(CpuFacts cpu) {
        return cpu.name().isEmpty() ? (cpu.vendor() + " " + cpu.architecture()).strip() : cpu.name();
    }

    private static boolean sameCpu(CpuFacts a, CpuFacts b) {
        CpuIdentity one = CapturedCpu.identity(a);
        CpuIdentity two = CapturedCpu.identity(b);
        boolean names = a.name().isEmpty() || b.name().isEmpty() || a.name().equals(b.name());
        boolean vendors = one.vendor() == two.vendor()
                || a.vendor().isEmpty()
                || b.vendor().isEmpty();
        boolean families = a.family() < 0 || b.family() < 0 || a.family() == b.family();
        boolean models = a.model() < 0 || b.model() < 0 || a.model() == b.model();
        return names && vendors && families && models;
    }

    private static String word(GpuListing listing) {
        return String.join(", ", products(listing, false)) + " ("
                + listing.gpus().size() + ")";
    }

    /** A list without numbers names each product once or more; CUDA's shows what is visible. */
    private static boolean sameGpus(GpuListing a, GpuListing b) {
        boolean counted =
                a.numbering() == GpuListing.Numbering.NVIDIA_SMI && b.numbering() == GpuListing.Numbering.NVIDIA_SMI;
        if (counted && a.gpus().size() != b.gpus().size()) {
            return false;
        }
        return products(a, true).containsAll(products(b, true));
    }

    private static Set<String> products(GpuListing listing, boolean models) {
        Set<String> names = new LinkedHashSet<>();
        listing.gpus()
                .forEach(g -> names.add(
                        models ? GpuModels.of(g.name()).map(GpuModel::label).orElse(g.name()) : g.name()));
        return names;
    }
}
