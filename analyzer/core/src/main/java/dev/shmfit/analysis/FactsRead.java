package dev.shmfit.analysis;

import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.CudaPeers;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts that were read of a machine, each with the place that counts: what a reader checks before believing the
 * answer.
 */
public final class FactsRead {
    private static final int MOST_SETTINGS = 64;

    /**
     * One fact.
     *
     * @param key its name; that of {@code --assume} where there is one
     * @param value as it was understood, the same in every language
     * @param source where it was read
     */
    public record Fact(String key, String value, SourceRef source) {}

    private final List<Fact> all = new ArrayList<>();

    private FactsRead() {}

    /** In the order in which a person looks: GPUs, the links between them, software, settings, memory. */
    public static List<Fact> of(MachineFacts machine) {
        FactsRead read = new FactsRead();
        read.gpus(machine);
        read.add("cuda-driver", machine.gpus().cudaDriver(), CudaVersion::text);
        read.add("driver", machine.gpus().driver(), Function.identity());
        read.add("cpu", machine.host().cpu(), FactsRead::cpu);
        read.add(
                "numa-nodes",
                machine.host().numa(),
                n -> n.stream().map(i -> String.valueOf(i.id())).collect(Collectors.joining(", ")));
        read.add(
                Facts.NIC.key(),
                machine.host().adapters(),
                a -> a.megabits().entrySet().stream()
                        .map(e -> e.getKey() + ":" + (e.getValue() == 0 ? "down" : String.valueOf(e.getValue() / 1000)))
                        .collect(Collectors.joining(", ")));
        read.add("nvidia.com/gpu", machine.container().gpus(), String::valueOf);
        read.add("nccl", machine.software().nccl(), Function.identity());
        read.add("nccl (of the system)", machine.software().systemNccl(), Function.identity());
        read.add("torch", machine.software().torch(), Function.identity());
        machine.software().settings().entrySet().stream()
                .limit(MOST_SETTINGS)
                .forEach(e -> read.add(
                        e.getKey().equals("GROUP_WORLD_SIZE") ? Facts.NODES.key() : e.getKey(), e.getValue(), v -> v));
        read.space(machine);
        return List.copyOf(read.all);
    }

    private void gpus(MachineFacts machine) {
        if (machine.gpus().devices().isKnown()) {
            add("gpu", machine.gpus().devices(), d -> names(d.stream().map(SmiQuery.Gpu::name)));
        } else {
            add("gpu", machine.gpus().listings(), FactsRead::listed);
        }
        add(
                "nccl-xml",
                machine.gpus().dump(),
                d -> "NUMA "
                        + d.cpus().stream().map(c -> String.valueOf(c.numaId())).collect(Collectors.joining(", ")));
        add(
                "topo -m",
                machine.gpus().matrix(),
                m -> range(m.gpus().stream().map(SmiDevice::gpuIndex).toList()));
        add("topo -p2p r", machine.gpus().p2pRead(), m -> range(m.gpuIndices()));
        add("topo -p2p w", machine.gpus().p2pWrite(), m -> range(m.gpuIndices()));
        CudaPeers.together(machine.gpus().peers().cuda())
                .ifPresent(p -> all.add(new Fact(
                        "peer-access",
                        p.words(),
                        p.pairs().values().iterator().next().source())));
    }

    private void space(MachineFacts machine) {
        machine.shm().space().value().ifPresent(s -> add("/dev/shm", s.size(), FactsRead::size));
        if (!machine.shm().space().isKnown()) {
            add("/dev/shm (mounted)", machine.shm().mount().map(ShmMount::size), FactsRead::size);
        }
        add("/dev/shm (defined)", machine.shm().defined(), FactsRead::size);
        machine.container().memory().value().ifPresent(m -> add("memory-limit", m.limit(), FactsRead::size));
        add("memory", machine.host().memory(), FactsRead::size);
    }

    private <T> void add(String key, Readings<T> readings, Function<T, String> words) {
        add(key, readings.best(), words);
    }

    private <T> void add(String key, Reading<T> reading, Function<T, String> words) {
        if (reading instanceof Reading.Known<T> k) {
            all.add(new Fact(key, words.apply(k.value()), k.source()));
        }
    }

    private static String listed(GpuListing listing) {
        Stream<String> names = listing.gpus().stream().map(GpuListing.Gpu::name);
        return listing.numbering() == GpuListing.Numbering.NONE
                ? names.distinct().collect(Collectors.joining(", "))
                : names(names);
    }

    /** Names with how often each stands there, in their order. */
    private static String names(Stream<String> names) {
        List<String> list = names.toList();
        return list.stream()
                .distinct()
                .map(n -> list.stream().filter(n::equals).count() + "× " + n)
                .collect(Collectors.joining(", "));
    }

    private static String range(List<Integer> gpus) {
        return gpus.isEmpty()
                ? "–"
                : gpus.size() == 1 ? "GPU" + gpus.get(0) : "GPU" + gpus.get(0) + "–GPU" + gpus.get(gpus.size() - 1);
    }

    private static String cpu(CpuFacts cpu) {
        return cpu.name().isEmpty()
                ? Stream.of(cpu.architecture(), cpu.vendor(), cpu.family() + "/" + cpu.model())
                        .filter(s -> !s.isEmpty())
                        .collect(Collectors.joining(" "))
                : cpu.name();
    }

    private static String size(ByteCount bytes) {
        return bytes.equals(MemoryLimit.UNLIMITED) ? "unlimited" : RoundedSize.down(bytes);
    }
}
