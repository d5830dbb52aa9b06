package dev.shmfit.analysis.stated;

import dev.shmfit.facts.Reading;
import dev.shmfit.topology.AssumedNic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts in place of what the capture lacks: those that the user states, and, where {@link CapturedFacts} has completed
 * them, those that the machine says itself.
 *
 * @param all by fact, in the order stated
 */
public record StatedFacts(Map<Fact<?>, Statement<?>> all) {
    /**
     * A fact's value.
     *
     * @param text as the user wrote it; empty where the machine says it
     */
    record Statement<T>(T value, Optional<String> text) {}

    /** What containers that each have a /dev/shm share otherwise. */
    public enum PodsShare {
        /** Not even the hostname. */
        NOTHING,
        /** Hostname and boot id, or NCCL_HOSTID: one host to NCCL. */
        HOST
    }

    /** NVML's P2P status of all pairs. */
    public enum P2p {
        OK,
        NONE,
        UNKNOWN,
        /** Possible below one PCIe switch, and nowhere else over PCIe; an open fact may have this value. */
        BELOW_SWITCH
    }

    /** CUDA's word on peer access. Exactly one of: all pairs alike; NVML's word; a matrix by GPU index. */
    public sealed interface PeerAccess {
        /** All pairs of different GPUs. */
        record Uniform(boolean possible) implements PeerAccess {}

        /** The same as NVML's P2P status. */
        record AsNvml() implements PeerAccess {}

        /** One row for each GPU, one entry for each peer. */
        record Matrix(List<List<Boolean>> rows) implements PeerAccess {
            public Matrix {
                rows = rows.stream().map(List::copyOf).toList();
            }
        }
    }

    /** Network adapters. */
    public record Adapters(List<AssumedNic> list) {
        public Adapters {
            list = List.copyOf(list);
        }
    }

    /** Nothing stated. */
    public static final StatedFacts NONE = new StatedFacts(Map.of());

    public StatedFacts {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    /** A fact, where it is known. */
    public <T> Optional<T> get(Fact<T> fact) {
        return Optional.ofNullable(all.get(fact)).map(s -> fact.cast(s.value()));
    }

    /** Whether the user states it. */
    public boolean states(Fact<?> fact) {
        return Optional.ofNullable(all.get(fact)).flatMap(Statement::text).isPresent();
    }

    /** What the user states, as written. */
    public Map<Fact<?>, String> texts() {
        Map<Fact<?>, String> texts = new LinkedHashMap<>();
        all.forEach((fact, s) -> s.text().ifPresent(t -> texts.put(fact, t)));
        return texts;
    }

    /** The network adapters; none where they are not stated. */
    public List<AssumedNic> nics() {
        return get(Facts.NIC).map(Adapters::list).orElse(List.of());
    }

    /** These facts, with those of {@code over} in place of them where it states any. */
    public StatedFacts with(StatedFacts over) {
        Map<Fact<?>, Statement<?>> both = new LinkedHashMap<>(all);
        both.putAll(over.all);
        return new StatedFacts(both);
    }

    /** The same with one fact, written {@code KEY=VALUE}, in place of what was said about it. */
    public StatedFacts with(String statement) {
        return with(StatedFactsParser.parse(List.of(statement), file -> file));
    }

    /** The same with what the machine says of a fact that is not stated. */
    <T> StatedFacts completed(Fact<T> fact, Reading<T> captured) {
        if (!(captured instanceof Reading.Known<T> k) || all.containsKey(fact)) {
            return this;
        }
        Map<Fact<?>, Statement<?>> more = new LinkedHashMap<>(all);
        more.put(fact, new Statement<>(k.value(), Optional.empty()));
        return new StatedFacts(more);
    }
}
