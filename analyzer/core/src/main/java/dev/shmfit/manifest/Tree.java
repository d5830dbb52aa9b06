package dev.shmfit.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A value of a YAML or JSON text, and where it stands. Exactly one of: a single value, a list, a mapping. */
public sealed interface Tree {
    /** Where it stands; for an alias the place of what it stands for. */
    Span at();

    /** How a single value is written. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        /** {@code |} or {@code >}. */
        BLOCK
    }

    /**
     * A single value.
     *
     * @param text without quotes; empty for nothing
     */
    record Leaf(Span at, String text, Style style) implements Tree {}

    /** A list; {@code flow} where it is written in brackets. */
    record Items(Span at, List<Tree> items, boolean flow) implements Tree {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Keys and values, in the order of the text; {@code flow} where they are written in braces. */
    record Keys(Span at, Map<String, Entry> entries, boolean flow) implements Tree {
        public Keys {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /**
     * A value of a mapping.
     *
     * @param key where its key stands
     * @param inherited whether a merge key brought it, so that it stands elsewhere
     */
    record Entry(Span key, Tree value, boolean inherited) {}

    /** What stands under these keys, one below the other. */
    default Optional<Tree> get(String... keys) {
        Optional<Tree> at = Optional.of(this);
        for (String key : keys) {
            at = at.flatMap(t -> t.entry(key)).map(Entry::value);
        }
        return at;
    }

    /** The entry of a mapping; empty for anything else. */
    default Optional<Entry> entry(String key) {
        return this instanceof Keys k ? Optional.ofNullable(k.entries().get(key)) : Optional.empty();
    }

    /** The single value under these keys. */
    default Optional<Leaf> leaf(String... keys) {
        return get(keys).flatMap(t -> t instanceof Leaf l ? Optional.of(l) : Optional.empty());
    }

    /** The text of the single value under these keys, where it is not empty. */
    default Optional<String> text(String... keys) {
        return leaf(keys).map(Leaf::text).filter(t -> !t.isEmpty());
    }

    /** The items of the list under these keys; none where there is no list. */
    default List<Tree> items(String... keys) {
        return get(keys)
                .map(t -> t instanceof Items i ? i.items() : List.<Tree>of())
                .orElse(List.of());
    }

    /** The entries of the mapping under these keys; none where there is no mapping. */
    default Map<String, Entry> entries(String... keys) {
        return get(keys)
                .map(t -> t instanceof Keys k ? k.entries() : Map.<String, Entry>of())
                .orElse(Map.of());
    }

    /** This value and everything in it, in the order of the text. */
    default Stream<Tree> all() {
        Stream<Tree> below = this instanceof Items i
                ? i.items().stream().flatMap(Tree::all)
                : this instanceof Keys k
                        ? k.entries().values().stream().map(Entry::value).flatMap(Tree::all)
                        : Stream.empty();
        return Stream.concat(Stream.of(this), below);
    }
}
