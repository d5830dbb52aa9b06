package dev.shmfit.cli.workload;

import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.shm.VllmRings;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the other users of /dev/shm: any by its size, the known ones by their own settings. */
final class OtherReader {
    /** The least page there is; each file is rounded up by itself. */
    private static final ByteCount PAGE = ByteCount.of(4096);

    private final ValueReader values;
    private Optional<ByteCount> shmSize = Optional.empty();

    OtherReader(ValueReader values) {
        this.values = values;
    }

    List<OtherUse> others(Yaml.Mapping file) {
        List<OtherUse> others = new ArrayList<>();
        // Read again where the file's own value is; what is wrong with it is told there.
        shmSize = new ValueReader().size(file, "shm-size");
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
        ByteCount bytes = switch (kind) {
            case "ray-plasma" -> ray(m, inputs);
            case "vllm-ring" -> vllm(m, inputs);
            case "sglang-broadcast" ->
                OtherTenant.sglang(count(m, "groups", 1, inputs), count(m, "readers", 1, inputs));
            case "open-mpi" -> {
                ByteCount segment = OtherTenant.openMpiSegment((int) major(m, inputs));
                yield OtherTenant.openMpi(
                                size(m, "segment", segment, inputs).inPagesOf(PAGE), count(m, "processes", 1, inputs))
                        .plus(windows(m, inputs));
            }
            case "mpich" -> OtherTenant.mpich(count(m, "processes", 1, inputs)).plus(windows(m, inputs));
            case "dali-external-source" ->
                OtherTenant.dali(
                        count(m, "depth", 1, inputs),
                        size(m, "sample", ByteCount.ZERO, inputs).times(count(m, "batch", 1, inputs)),
                        count(m, "workers", 1, inputs),
                        PAGE);
            case "joblib" ->
                OtherTenant.joblib(
                        size(m, "array", ByteCount.ZERO, inputs), count(m, "count", 1, inputs), shmSize, PAGE);
            case "multiprocessing-array" ->
                OtherTenant.multiprocessingArrays(
                        size(m, "array", ByteCount.ZERO, inputs), count(m, "count", 1, inputs), PAGE);
            case "mosaicml-streaming" ->
                OtherTenant.mosaicStreaming(
                        count(m, "samples", 1, inputs), count(m, "shards", 0, inputs), count(m, "datasets", 1, inputs));
            default -> tensors(m, inputs);
        };
        return tenant.use(name, bytes, inputs);
    }

    private ByteCount ray(Yaml.Mapping m, List<Figure.Input> inputs) {
        Optional<ByteCount> free =
                m.get("free-shm").isPresent() ? Optional.of(size(m, "free-shm", ByteCount.ZERO, inputs)) : shmSize;
        if (m.get("object-store-memory").isEmpty() && m.get("available-memory").isEmpty()) {
            values.wrong(m, "ray-plasma takes object-store-memory, or available-memory for Ray's own default");
            return ByteCount.ZERO;
        }
        ByteCount store = m.get("object-store-memory").isPresent()
                ? size(m, "object-store-memory", ByteCount.ZERO, inputs)
                : OtherTenant.rayPlasma(
                        size(m, "available-memory", ByteCount.ZERO, inputs), free.orElse(ByteCount.ZERO));
        ByteCount taken = OtherTenant.rayStore(store, free);
        if (m.get("objects").isEmpty() || taken.bytes() == 0 || !fits(taken, free)) {
            return taken;
        }
        ByteCount objects = OtherTenant.rayObjects(size(m, "objects", ByteCount.ZERO, inputs), PAGE);
        return objects.compareTo(taken) < 0 ? objects : taken;
    }

    private static boolean fits(ByteCount taken, Optional<ByteCount> free) {
        return free.map(f -> taken.compareTo(f) <= 0).orElse(true);
    }

    private ByteCount vllm(Yaml.Mapping m, List<Figure.Input> inputs) {
        if (m.get("tensor-parallel").isPresent()) {
            VllmRings rings = vllmRings(m, inputs);
            return rings.sized(
                            size(m, "chunk", rings.broadcast(), inputs),
                            size(m, "response-chunk", rings.response(), inputs))
                    .bytes(count(m, "tensor-parallel", 1, inputs));
        }
        if (m.get("readers").isEmpty()) {
            values.wrong(m, "vllm-ring takes tensor-parallel for vLLM of late, or readers for single rings");
        }
        return OtherTenant.vllmRing(
                        size(m, "chunk", VllmRings.newest().broadcast(), inputs),
                        count(m, "chunks", VllmRings.CHUNKS, inputs),
                        count(m, "readers", 1, inputs))
                .times(count(m, "rings", 1, inputs));
    }

    /** Those of the version that is stated, else of the newest known. */
    private VllmRings vllmRings(Yaml.Mapping m, List<Figure.Input> inputs) {
        Optional<Yaml> stated = m.get("version");
        if (stated.isEmpty()) {
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

    /** Open MPI's major version; 5 where none is stated. */
    private long major(Yaml.Mapping m, List<Figure.Input> inputs) {
        String version = m.get("version").map(ValueReader::text).orElse("5.0");
        inputs.add(new Figure.Input("version", version, provenance(m, "version")));
        return Long.parseLong(version.replaceFirst("\\..*", ""), 10);
    }

    private ByteCount windows(Yaml.Mapping m, List<Figure.Input> inputs) {
        return OtherTenant.mpiWindows(size(m, "windows", ByteCount.ZERO, inputs), PAGE);
    }

    /** Each tensor has a file of its own. */
    private ByteCount tensors(Yaml.Mapping m, List<Figure.Input> inputs) {
        ByteCount sum = ByteCount.ZERO;
        for (Yaml item : values.items(m, "tensors")) {
            Yaml.Mapping tensor = (Yaml.Mapping) item;
            ByteCount each = bytes(tensor, "bytes", ByteCount.ZERO);
            long count = values.number(tensor, "count", 1);
            inputs.add(new Figure.Input("tensors", count + " of " + each.bytes() + " bytes", Provenance.STATED));
            sum = sum.plus(each.inPagesOf(PAGE).times(count));
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

    private ByteCount bytes(Yaml.Mapping m, String key, ByteCount ifMissing) {
        return m.get(key).isPresent() ? values.size(m, key).orElse(ByteCount.ZERO) : ifMissing;
    }

    private static Provenance provenance(Yaml.Mapping m, String key) {
        return m.get(key).isPresent() ? Provenance.STATED : Provenance.DEFAULT;
    }
}
