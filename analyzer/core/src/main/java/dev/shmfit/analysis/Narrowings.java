package dev.shmfit.analysis;

import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.open.Settled;
import dev.shmfit.analysis.stated.Fact;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.OpenStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far each open fact would narrow a figure: the outcomes at hand, put together by the fact's values. No node is tried again.
 *
 * <p>Some layers of outcomes hold only the nodes at the ends of the range: those on other drivers, and with other counts of
 * channels. A layer that needs what the layer of all nodes needs, wherever both were tried, is taken to be like it. Of any other,
 * the whole range is kept for each value of a node's fact, so that no less is said to remain than does.
 */
final class Narrowings {
    private static final long UNKNOWN = -1;
    /** Facts about driver, container and channels, which are varied over nodes, not within them. */
    private static final Set<Fact<?>> LAYERS = Set.of(Facts.CUDA_DRIVER, Facts.CAP_SYS_NICE, Facts.CHANNELS);

    private final List<Outcome> outcomes;
    private final List<Map<Fact<?>, Settled<?>>> layers;
    private final List<Choice> nodes;
    private final Set<Map<Fact<?>, Settled<?>>> sampled;
    private final boolean gpuIsNamed;

    /**
     * Puts outcomes into layers.
     *
     * @param all outcomes, with those that fail
     * @param running those that count
     * @param possible how many nodes there are
     * @param gpuIsNamed whether a GPU's name is known that is of no known model
     */
    Narrowings(List<Outcome> all, List<Outcome> running, int possible, boolean gpuIsNamed) {
        this.gpuIsNamed = gpuIsNamed;
        this.outcomes = running;
        this.layers = running.stream().map(o -> layer(o.choice())).toList();
        this.nodes = running.stream().map(o -> node(o.choice())).toList();
        Map<Map<Fact<?>, Settled<?>>, Integer> sizes = new HashMap<>();
        all.forEach(o -> sizes.merge(layer(o.choice()), 1, Integer::sum));
        this.sampled = new HashSet<>(sizes.keySet());
        sampled.removeIf(layer -> sizes.getOrDefault(layer, 0) >= possible);
    }

    private static Choice node(Choice choice) {
        return choice.without(LAYERS.toArray(new Fact<?>[0]));
    }

    /** The layers of which the nodes that were not tried may need anything in the layer's range. */
    private Set<Map<Fact<?>, Settled<?>>> unlike(long[] values) {
        Map<Choice, Long> whole = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!sampled.contains(layers.get(i))) {
                whole.putIfAbsent(nodes.get(i), values[i]);
            }
        }
        Set<Map<Fact<?>, Settled<?>>> unlike = new HashSet<>();
        for (int i = 0; i < values.length; i++) {
            if (sampled.contains(layers.get(i)) && whole.getOrDefault(nodes.get(i), UNKNOWN) != values[i]) {
                unlike.add(layers.get(i));
            }
        }
        return unlike;
    }

    private static Map<Fact<?>, Settled<?>> layer(Choice choice) {
        Map<Fact<?>, Settled<?>> layer = new HashMap<>();
        choice.settled().forEach((fact, s) -> {
            if (LAYERS.contains(fact)) {
                layer.put(fact, s);
            }
        });
        return layer;
    }

    /**
     * The facts, the one that narrows most first; of equal ones in their own order.
     *
     * @param values of a figure, by outcome that counts
     */
    List<Narrowing> of(Collection<Fact<?>> facts, long[] values) {
        Set<Map<Fact<?>, Settled<?>>> unlike = unlike(values);
        return facts.stream()
                .map(f -> of(f, values, unlike))
                .sorted(Comparator.comparingDouble(Narrowing::remaining))
                .toList();
    }

    private Narrowing of(Fact<?> fact, long[] values, Set<Map<Fact<?>, Settled<?>>> unlike) {
        OpenStatement statement = OpenStatement.of(fact, gpuIsNamed);
        boolean everyLayerSampled = sampled.containsAll(layers);
        Map<Settled<?>, Range> byValue = new LinkedHashMap<>();
        Range anyValue = new Range();
        for (int i = 0; i < values.length; i++) {
            Optional<Settled<?>> settled =
                    Optional.ofNullable(outcomes.get(i).choice().settled().get(fact));
            boolean whole = unlike.contains(layers.get(i)) && !LAYERS.contains(fact);
            if (settled.isPresent()) {
                byValue.computeIfAbsent(settled.get(), s -> new Range()).add(values[i]);
            }
            if (settled.isEmpty() || whole) {
                anyValue.add(values[i]);
            }
        }
        Map<List<Long>, List<String>> byRange = new LinkedHashMap<>();
        byValue.forEach((settled, range) -> byRange.computeIfAbsent(range.with(anyValue), r -> new ArrayList<>())
                .add(settled.word()));
        Set<String> all = byValue.keySet().stream().map(Settled::word).collect(Collectors.toSet());
        List<Narrowing.Part> parts = byRange.entrySet().stream()
                .map(e -> new Narrowing.Part(
                        statement.values(e.getValue(), all),
                        e.getKey().get(0),
                        e.getKey().get(1)))
                .toList();
        String example = Stream.concat(parts.stream().flatMap(p -> p.values().stream()), Stream.of(""))
                .findFirst()
                .orElseThrow();
        return new Narrowing(
                statement.key(),
                statement.with(example),
                everyLayerSampled && !LAYERS.contains(fact) ? List.of() : parts);
    }

    private static final class Range {
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;

        void add(long value) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }

        List<Long> with(Range other) {
            return List.of(Math.min(min, other.min), Math.max(max, other.max));
        }
    }
}
