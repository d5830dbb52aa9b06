package dev.shmfit.cli.workload;

import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the other users of /dev/shm: any by its size, the known ones by their own settings. */
final class OtherReader {
    /** shm_broadcast.py: 16 MiB by VLLM_MQ_MAX_CHUNK_BYTES_MB in newer versions, ten of them. */
    private static final ByteCount VLLM_CHUNK = ByteCount.mebibytes(16);

    private static final long VLLM_CHUNKS = 10;
    private static final ByteCount OPEN_MPI_SEGMENT = ByteCount.mebibytes(16);

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
        ByteCount bytes = switch (kind) {
            case "ray-plasma" -> ray(m, inputs);
            case "vllm-ring" ->
                OtherTenant.vllmRing(
                                size(m, "chunk", VLLM_CHUNK, inputs),
                                count(m, "chunks", VLLM_CHUNKS, inputs),
                                count(m, "readers", 1, inputs))
                        .times(count(m, "rings", 1, inputs));
            case "open-mpi" ->
                OtherTenant.openMpi(size(m, "segment", OPEN_MPI_SEGMENT, inputs), count(m, "processes", 1, inputs));
            case "mosaicml-streaming" ->
                OtherTenant.mosaicStreaming(
                        count(m, "samples", 1, inputs), count(m, "shards", 0, inputs), count(m, "datasets", 1, inputs));
            default -> tensors(m, inputs);
        };
        return tenant.use(name, bytes, inputs);
    }

    private ByteCount ray(Yaml.Mapping m, List<Figure.Input> inputs) {
        if (m.get("object-store-memory").isPresent()) {
            return size(m, "object-store-memory", ByteCount.ZERO, inputs);
        }
        if (m.get("available-memory").isEmpty()) {
            values.wrong(m, "ray-plasma takes object-store-memory, or available-memory for Ray's own default");
            return ByteCount.ZERO;
        }
        return OtherTenant.rayPlasma(
                size(m, "available-memory", ByteCount.ZERO, inputs), size(m, "free-shm", ByteCount.ZERO, inputs));
    }

    /** Each tensor has a file of its own, so each is rounded up by itself; 4 KiB is the least page there is. */
    private ByteCount tensors(Yaml.Mapping m, List<Figure.Input> inputs) {
        ByteCount sum = ByteCount.ZERO;
        for (Yaml item : values.items(m, "tensors")) {
            Yaml.Mapping tensor = (Yaml.Mapping) item;
            ByteCount each = bytes(tensor, "bytes", ByteCount.ZERO);
            long count = values.number(tensor, "count", 1);
            inputs.add(new Figure.Input("tensors", count + " of " + each.bytes() + " bytes", Provenance.STATED));
            sum = sum.plus(each.inPagesOf(ByteCount.of(4096)).times(count));
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
