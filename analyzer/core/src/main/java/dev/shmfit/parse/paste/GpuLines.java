package dev.shmfit.parse.paste;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.GpuListing.Gpu;
import dev.shmfit.facts.GpuListing.Instance;
import dev.shmfit.facts.GpuListing.Numbering;
import dev.shmfit.facts.GpuTraits;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists of GPUs, one a line: {@code GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-…)} of {@code nvidia-smi -L} with its MIG
 * instances below, the same without UUIDs in collect_env, {@code GPU 0,1: NVIDIA H100} of SGLang, {@code Device: 0, …} of
 * p2pBandwidthLatencyTest, {@code Device 0: …} of nvbandwidth and deviceQuery.
 */
final class GpuLines {
    private static final Pattern SMI = Pattern.compile(
            "^(?:GPU models and configuration\\s*:\\s*)?GPU (\\d{1,2}(?:,\\d{1,2})*+): (?!.*Compute Capability)(.+?)(?:\\s*\\(UUID: (GPU-[\\w-]+)\\))?$");

    private static final Pattern MIG = Pattern.compile(
            "^MIG (\\d+c?\\.?\\d*g\\.\\d+gb\\S*)\\s+Device\\s+\\d+:?(?:\\s*\\(UUID: (MIG-[\\w/-]+)\\))?");
    private static final Pattern P2P = Pattern.compile(
            "^Device: (\\d{1,2}), (.+?), pciBusID: ([0-9a-f]{1,2}), pciDeviceID: ([0-9a-f]{1,2}), pciDomainID: ?([0-9a-f]{1,8})$");
    private static final Pattern NVBANDWIDTH =
            Pattern.compile("^Device (\\d{1,2}): (.+?) \\(([0-9a-f]{8}):([0-9a-f]{2}):([0-9a-f]{2})\\)$");
    private static final Pattern QUERY = Pattern.compile("^Device (\\d{1,2}): \"(.+)\"$");
    /** SGLang's line for GPUs that are alike, and deviceQuery's below the GPU that it names. */
    private static final Pattern CAPABILITY = Pattern.compile(
            "^(?:GPU (\\d{1,2}(?:,\\d{1,2})*+) Compute Capability: |CUDA Capability Major/Minor version number:\\s+)(\\d{1,2})\\.(\\d)$");

    private static final String NOT_SAID = "not said";

    private final PastedFacts facts;
    private final List<Gpu> gpus = new ArrayList<>();
    private final Map<Integer, GpuTraits> traits = new TreeMap<>();
    private SourceRef described = SourceRef.of("");
    private Numbering numbering = Numbering.NVIDIA_SMI;

    private GpuLines(PastedFacts facts) {
        this.facts = facts;
    }

    static void read(String item, List<PastedLine> lines, PastedFacts facts) {
        GpuLines reader = new GpuLines(facts);
        for (PastedLine line : lines) {
            String text = line.stripped();
            if (text.startsWith("GPU ")
                    || text.startsWith("MIG ")
                    || text.startsWith("Device")
                    || text.startsWith("CUDA Capability")) {
                reader.line(text, SourceRef.line(item, line.number()));
            } else if (line.boundary() || !line.command().isEmpty()) {
                reader.finish();
            }
        }
        reader.finish();
    }

    private void line(String text, SourceRef at) {
        Matcher smi = SMI.matcher(text);
        Matcher mig = MIG.matcher(text);
        Matcher p2p = P2P.matcher(text);
        Matcher band = NVBANDWIDTH.matcher(text);
        Matcher query = QUERY.matcher(text);
        Matcher capability = CAPABILITY.matcher(text);
        if (capability.matches()) {
            capability(capability, at);
        } else if (mig.find() && !gpus.isEmpty()) {
            Gpu g = gpus.remove(gpus.size() - 1);
            gpus.add(g.with(new Instance(mig.group(1), mig.group(2) == null ? "" : mig.group(2), at)));
        } else if (smi.matches()) {
            Reading<String> uuid = smi.group(3) == null ? Reading.absent(NOT_SAID) : Reading.known(smi.group(3), at);
            String[] indices = smi.group(1).split(",", -1);
            Numbering by = indices.length > 1 ? Numbering.CUDA : Numbering.NVIDIA_SMI;
            for (String index : indices) {
                add(by, index, smi.group(2), uuid, Reading.absent(NOT_SAID), at);
            }
        } else if (p2p.matches()) {
            add(
                    Numbering.CUDA,
                    p2p.group(1),
                    p2p.group(2),
                    Reading.absent(NOT_SAID),
                    busId(p2p.group(5), p2p.group(3), p2p.group(4), at),
                    at);
        } else if (band.matches()) {
            add(
                    Numbering.CUDA,
                    band.group(1),
                    band.group(2),
                    Reading.absent(NOT_SAID),
                    busId(band.group(3), band.group(4), band.group(5), at),
                    at);
        } else if (query.matches()) {
            add(Numbering.CUDA, query.group(1), query.group(2), Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), at);
        }
    }

    private void capability(Matcher m, SourceRef at) {
        List<Integer> indices = new ArrayList<>();
        if (m.group(1) != null) {
            for (String index : m.group(1).split(",", -1)) {
                indices.add(Integer.valueOf(index, 10));
            }
        } else if (!gpus.isEmpty()) {
            indices.add(gpus.get(gpus.size() - 1).index());
        }
        described = traits.isEmpty() ? at : described;
        int both = Integer.parseInt(m.group(2), 10) * 10 + Integer.parseInt(m.group(3), 10);
        indices.forEach(i -> traits.put(i, new GpuTraits(Reading.known(both, at), GpuTraits.NONE.pcie())));
    }

    private void add(
            Numbering by, String number, String name, Reading<String> uuid, Reading<String> bus, SourceRef at) {
        int index = Integer.parseInt(number, 10);
        boolean again = gpus.stream().anyMatch(g -> g.index() == index);
        if (again || by != numbering) {
            finish();
        }
        numbering = by;
        gpus.add(new Gpu(index, name.strip(), uuid, bus, List.of(), at));
    }

    /** From hexadecimal digits of any number to the kernel's writing. */
    static Reading<String> busId(String domain, String bus, String device, SourceRef at) {
        long number = Long.parseLong(domain, 16);
        return Reading.known(
                String.format(
                        java.util.Locale.ROOT,
                        "%04x:%02x:%02x.0",
                        number,
                        Integer.parseInt(bus, 16),
                        Integer.parseInt(device, 16)),
                at);
    }

    private void finish() {
        if (!traits.isEmpty()) {
            facts.add(Topic.TRAITS, new GpuTraits.Table(traits, Numbering.CUDA), described);
        }
        traits.clear();
        if (!gpus.isEmpty()) {
            SourceRef first = gpus.get(0).source();
            gpus.sort(Comparator.comparingInt(Gpu::index));
            facts.add(Topic.LISTING, new GpuListing(gpus, numbering), first);
        }
        gpus.clear();
    }
}
