package dev.shmfit.cli.workload;

import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.EngineRegions;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.shm.VllmRings;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the other users of /dev/shm: any by its size, the known ones by their own settings. */
final class OtherReader {
    /** The least page there is; each file is rounded up by itself. */
    private static final ByteCount PAGE = ByteCount.of(4096);

    private final ValueReader values;

    OtherReader(ValueReader values) {
        this.values = values;
    }

    List<OtherUse> others(Yaml.Mapping file) {
        List<OtherUse> others = new ArrayList<>();
        for (Yaml item : values.items(file, "others")) {
            Yaml.Mapping m = (Yaml.Mapping) item;
            String kind = m.get("kind").map(ValueReader::text).orElse("");
            String name = m.get("name").map(ValueReader::text).orElse(kind);
            Optional<OtherUse> use = values.attempt(item, name, () -> use(m, kind, name));
            use.ifPresent(u -> {
                if (others.stream().anyMatch(o -> o.name().equals(u.name()))) {
                    values.wrong(item, "two others are called \"" + u.name() + "\"; give each a name of its own");
                }
                others.add(u);
            });
        }
        return others;
    }

    private OtherUse use(Yaml.Mapping m, String kind, String name) {
        OtherTenant tenant = OtherTenant.named(kind).orElse(null);
        if (tenant == null || m.get("bytes").isPresent()) {
            return OtherUse.stated(name, bytes(m, "bytes", ByteCount.ZERO));
        }
        List<Figure.Input> inputs = new ArrayList<>();
        return switch (kind) {
            case "ray-plasma" -> ray(tenant, m, name, inputs);
            case "vllm-ring" -> vllm(tenant, m, name, inputs);
            case "sglang-broadcast" -> {
                long groups = count(m, "groups", 1, inputs);
                yield tenant.use(name, OtherTenant.sglang(groups, count(m, "readers", 1, inputs)), inputs)
                        .from(PAGE.times(groups));
            }
            case "open-mpi" -> {
                ByteCount segment = OtherTenant.openMpiSegment(MpiVersion.of(values, m, "5.0", inputs) / 100);
                ByteCount each = size(m, "segment", segment, inputs).inPagesOf(PAGE);
                long processes = count(m, "processes", 1, inputs);
                ByteCount windows = windows(m, inputs);
                yield tenant.use(name, OtherTenant.openMpi(each, processes).plus(windows), inputs)
                        .from(OtherTenant.openMpiTouched(processes).plus(windows));
            }
            case "mpich" -> mpich(tenant, m, name, inputs);
            case "joblib" ->
                tenant.joblib(name, size(m, "array", ByteCount.ZERO, inputs), count(m, "count", 1, inputs), inputs);
            case "multiprocessing-array" ->
                tenant.multiprocessingArrays(
                        name, size(m, "array", ByteCount.ZERO, inputs), count(m, "count", 1, inputs), inputs);
            case "dali-external-source" -> {
                long batches = Exact.plus(count(m, "depth", 2, inputs), count(m, "source-depth", 1, inputs));
                long batch = count(m, "batch", 1, inputs);
                ByteCount sample = size(m, "sample", ByteCount.ZERO, inputs);
                yield tenant.dali(name, batches, batch, sample, count(m, "workers", 1, inputs), PAGE, inputs);
            }
            case "mosaicml-streaming" -> mosaic(tenant, m, name, inputs);
            case "triton-python" -> triton(tenant, m, name, inputs);
            case "trt-llm-experts" -> experts(tenant, m, name, inputs);
            default ->
                // Each tensor has a file of its own.
                tenant.use(name, tensors(m, "tensors", inputs, t -> t.inPagesOf(PAGE)), inputs);
        };
    }

    private OtherUse mosaic(OtherTenant tenant, Yaml.Mapping m, String name, List<Figure.Input> inputs) {
        long samples = count(m, "samples", 1, inputs);
        long together = Exact.times(count(m, "batch", 1, inputs), count(m, "workers", 1, inputs));
        long canonical = count(m, "canonical-nodes", 64, inputs);
        long shards = count(m, "shards", 0, inputs);
        return tenant.mosaicStreaming(
                name, samples, canonical, together, shards, count(m, "datasets", 1, inputs), inputs);
    }

    private OtherUse ray(OtherTenant tenant, Yaml.Mapping m, String name, List<Figure.Input> inputs) {
        Optional<ByteCount> store = optional(m, "object-store-memory", inputs);
        Optional<ByteCount> memory = optional(m, "available-memory", inputs);
        if (store.isEmpty() && memory.isEmpty()) {
            values.wrong(m, "ray-plasma takes object-store-memory, or available-memory for Ray's own default");
        }
        Optional<ByteCount> free = optional(m, "free-shm", inputs);
        OtherUse use = tenant.ray(
                name,
                new OtherTenant.RayStore(store, memory.orElse(ByteCount.ZERO)),
                optional(m, "objects", inputs),
                inputs);
        return free.isPresent() ? use.in(free, free) : use;
    }

    private OtherUse vllm(OtherTenant tenant, Yaml.Mapping m, String name, List<Figure.Input> inputs) {
        if (m.get("tensor-parallel").isPresent()) {
            VllmRings rings = rings(m, inputs);
            long workers = count(m, "tensor-parallel", 1, inputs);
            return tenant.use(name, rings.bytes(workers), rings.words(workers), inputs)
                    .from(PAGE.times(rings.count(workers)));
        }
        if (m.get("readers").isEmpty()) {
            values.wrong(m, "vllm-ring takes tensor-parallel for vLLM of late, or readers for single rings");
        }
        ByteCount ring = OtherTenant.vllmRing(
                size(m, "chunk", VllmRings.newest().broadcast(), inputs),
                count(m, "chunks", VllmRings.CHUNKS, inputs),
                count(m, "readers", 1, inputs));
        long rings = count(m, "rings", 1, inputs);
        return tenant.use(name, ring.times(rings), inputs).from(PAGE.times(rings));
    }

    private VllmRings rings(Yaml.Mapping m, List<Figure.Input> inputs) {
        VllmRings rings = vllmRings(m, inputs);
        return rings.sized(
                size(m, "chunk", rings.broadcast(), inputs), size(m, "response-chunk", rings.response(), inputs));
    }

    /** Those of the version that is stated, else of the newest known. */
    private VllmRings vllmRings(Yaml.Mapping m, List<Figure.Input> inputs) {
        Optional<Yaml> stated = m.get("version");
        if (stated.isEmpty()) {
            inputs.add(new Figure.Input(OtherTenant.VERSION, "the newest known", Provenance.DEFAULT));
            return VllmRings.newest();
        }
        String version = ValueReader.text(stated.get());
        inputs.add(new Figure.Input("version", version, Provenance.STATED));
        return VllmRings.of(version, Optional.empty()).orElseGet(() -> {
            values.wrong(
                    stated.get(), "\"" + version + "\" is no version of vLLM with rings; expected one from 0.5.1 on");
            return VllmRings.newest();
        });
    }

    /** Which version of MPICH it is decides; of an unstated one the most that any takes is counted. */
    private OtherUse mpich(OtherTenant tenant, Yaml.Mapping m, String name, List<Figure.Input> inputs) {
        int version = MpiVersion.of(values, m, "5.0", inputs);
        long ranks = count(m, "processes", 1, inputs);
        ByteCount windows = windows(m, inputs);
        boolean from43 = version >= 403;
        OtherUse most = tenant.use(name, OtherTenant.mpich(from43, ranks).plus(windows), inputs);
        return from43 && m.get(OtherTenant.VERSION).isPresent()
                ? most
                : most.from(OtherTenant.mpichLeast(ranks).plus(windows));
    }

    private ByteCount windows(Yaml.Mapping m, List<Figure.Input> inputs) {
        return OtherTenant.mpiWindows(size(m, "windows", ByteCount.ZERO, inputs), PAGE);
    }

    /** Regions of Triton's Python models; whether a tensor finds room in what is there, only the run tells. */
    private OtherUse triton(OtherTenant tenant, Yaml.Mapping m, String name, List<Figure.Input> inputs) {
        ByteCount byRelease = EngineRegions.triton();
        Optional<Yaml> release = m.get("version");
        if (release.isPresent()) {
            String text = ValueReader.text(release.get());
            inputs.add(new Figure.Input("version", text, Provenance.STATED));
            byRelease = EngineRegions.triton(text).orElseGet(() -> {
                values.wrong(
                        release.get(),
                        "\"" + text + "\" is no release of Triton whose regions are known; expected one from 21.04 on,"
                                + " such as 24.05");
                return EngineRegions.triton();
            });
        }
        ByteCount region = size(m, "region", byRelease, inputs);
        ByteCount growth = atLeastOne(size(m, "growth", byRelease, inputs));
        long instances = count(m, "instances", 1, inputs);
        ByteCount grown = tensors(m, "tensors", inputs, t -> EngineRegions.tritonGrowth(t, growth));
        ByteCount least = region.max(tensors(m, "tensors", new ArrayList<>(), t -> t));
        return tenant.use(name, region.plus(grown).inPagesOf(PAGE).times(instances), inputs)
                .from(least.inPagesOf(PAGE).times(instances));
    }

    private OtherUse experts(OtherTenant tenant, Yaml.Mapping m, String name, List<Figure.Input> inputs) {
        ByteCount expert = tensors(m, "weights", inputs, EngineRegions::expertWeight);
        long layers = count(m, "layers", 1, inputs);
        long experts = count(m, "experts", 1, inputs);
        return tenant.use(
                name, EngineRegions.experts(layers, experts, expert, count(m, "ranks", 1, inputs), PAGE), inputs);
    }

    private static ByteCount atLeastOne(ByteCount bytes) {
        return bytes.max(ByteCount.of(1));
    }

    /** Tensors of several sizes together, each as {@code taken} says. */
    private ByteCount tensors(Yaml.Mapping m, String key, List<Figure.Input> inputs, UnaryOperator<ByteCount> taken) {
        ByteCount sum = ByteCount.ZERO;
        for (Yaml item : values.items(m, key)) {
            Yaml.Mapping tensor = (Yaml.Mapping) item;
            ByteCount each = bytes(tensor, "bytes", ByteCount.ZERO);
            long count = values.number(tensor, "count", 1);
            inputs.add(new Figure.Input(key, count + " of " + each.bytes() + " bytes", Provenance.STATED));
            sum = sum.plus(taken.apply(each).times(count));
        }
        return sum;
    }

    private long count(Yaml.Mapping m, String key, long ifMissing, List<Figure.Input> inputs) {
        long value = values.number(m, key, ifMissing);
        inputs.add(Figure.Input.of(key, value, provenance(m, key)));
        return value;
    }

    private ByteCount size(Yaml.Mapping m, String key, ByteCount ifMissing, List<Figure.Input> inputs) {
        ByteCount value = bytes(m, key, ifMissing);
        inputs.add(Figure.Input.of(key, value.bytes(), provenance(m, key)));
        return value;
    }

    private Optional<ByteCount> optional(Yaml.Mapping m, String key, List<Figure.Input> inputs) {
        return m.get(key).isPresent() ? Optional.of(size(m, key, ByteCount.ZERO, inputs)) : Optional.empty();
    }

    private ByteCount bytes(Yaml.Mapping m, String key, ByteCount ifMissing) {
        return m.get(key).isPresent() ? values.size(m, key).orElse(ByteCount.ZERO) : ifMissing;
    }

    private static Provenance provenance(Yaml.Mapping m, String key) {
        return m.get(key).isPresent() ? Provenance.STATED : Provenance.DEFAULT;
    }
}
