package dev.shmfit.analysis.stated;

import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a person states a fact that is open: by what they know (the GPU's product, not its compute capability), ready to paste.
 *
 * @param key what is stated: {@code gpu}
 */
public record OpenStatement(String key, Kind kind) {
    /** What the statement is made of. */
    public enum Kind {
        /** {@code --assume KEY=VALUE}. */
        VALUE,
        /** {@code --assume gpu=PRODUCT}, for a compute capability. */
        PRODUCT,
        /** {@code --assume nic=NAME:SPEED@PATH}, for a speed in Gb/s. */
        ADAPTER,
        /** {@code --nccl-xml FILE}: NCCL's dump. */
        NCCL_XML,
        /** {@code --topo-m FILE}: the whole table. */
        TABLE
    }

    /** A product of each compute capability that is tried; each known to {@link GpuNames}. */
    private static final Map<String, String> PRODUCTS = Map.of(
            "8.9",
            "RTX 4090",
            "12.0",
            "RTX 5090",
            "6.0",
            "P100-SXM2-16GB",
            "7.0",
            "V100-SXM2-32GB",
            "7.5",
            "RTX 2080 Ti",
            "8.0",
            "A100",
            "8.6",
            "RTX 3090",
            "9.0",
            "H100",
            "10.0",
            "B200");

    /**
     * How a person states {@code fact}.
     *
     * @param gpuIsNamed whether the GPU's name is known and says no more; then another product's name would be untrue
     */
    public static OpenStatement of(Fact<?> fact, boolean gpuIsNamed) {
        if (fact == Facts.COMPUTE_CAPABILITY && !gpuIsNamed) {
            return new OpenStatement(Facts.GPU.key(), Kind.PRODUCT);
        }
        if (fact == Facts.NIC) {
            return new OpenStatement(fact.key(), Kind.ADAPTER);
        }
        if (fact == Facts.NVLINK_PEERS) {
            return new OpenStatement(fact.key(), Kind.NCCL_XML);
        }
        return new OpenStatement(fact.key(), fact == Facts.TABLE_CELLS ? Kind.TABLE : Kind.VALUE);
    }

    /**
     * Values as a person states them.
     *
     * @param words of values that belong together
     * @param all words of all values of the fact; a CPU's maker stands for its models where all of them are in {@code words}
     */
    public List<String> values(List<String> words, Set<String> all) {
        return switch (kind) {
            case VALUE -> byMaker(words, all);
            case PRODUCT -> words.stream().map(w -> PRODUCTS.getOrDefault(w, w)).toList();
            case ADAPTER -> words.stream().map(w -> w + " Gb/s").toList();
            case NCCL_XML, TABLE -> List.of();
        };
    }

    private static List<String> byMaker(List<String> words, Set<String> all) {
        Map<String, List<String>> makers = new LinkedHashMap<>();
        words.forEach(
                w -> makers.computeIfAbsent(maker(w), m -> new ArrayList<>()).add(w));
        Set<String> values = new LinkedHashSet<>();
        makers.forEach((maker, models) -> {
            boolean whole = all.stream().filter(w -> maker(w).equals(maker)).allMatch(models::contains);
            values.addAll(whole ? List.of(maker) : models);
        });
        return List.copyOf(values);
    }

    private static String maker(String word) {
        int colon = word.indexOf(':');
        return colon < 0 ? word : word.substring(0, colon);
    }

    /** The option, with {@code example} as its value where it takes one, quoted for a shell where need be. */
    public String with(String example) {
        return switch (kind) {
            case NCCL_XML -> UserInput.NCCL_XML + " FILE";
            case TABLE -> UserInput.TOPO_TABLE + " FILE";
            case ADAPTER -> UserInput.FACT + " " + key + "=NAME:SPEED@PATH";
            case VALUE, PRODUCT -> {
                String value = example.isEmpty() ? "VALUE" : example;
                yield UserInput.FACT + " " + key + "=" + (value.contains(" ") ? '"' + value + '"' : value);
            }
        };
    }
}
