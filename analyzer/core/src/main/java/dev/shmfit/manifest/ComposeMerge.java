package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a service over what it extends, or under what overrides it (compose-go override/merge.go, uncity.go): mappings by
 * key, lists one behind the other, anything else as a whole. Commands are taken whole; variables count by name and volumes by
 * target, however they are written.
 */
final class ComposeMerge {
    private ComposeMerge() {}

    /** The settings of a service over those of another. */
    static Tree over(Tree base, Tree own) {
        return over("", base, own);
    }

    /** @param key that both stand at */
    static Tree over(String key, Tree base, Tree own) {
        switch (key) {
            case "command", "entrypoint" -> {
                return own;
            }
            case "environment" -> {
                return named(named(base), named(own));
            }
            case "volumes" -> {
                return byTarget(base, own);
            }
            case "env_file", "tmpfs" -> {
                return lists(listed(base), listed(own));
            }
            default -> {
                return base instanceof Tree.Keys && own instanceof Tree.Keys
                        ? named(base, own)
                        : base instanceof Tree.Items && own instanceof Tree.Items ? lists(base, own) : own;
            }
        }
    }

    private static Tree named(Tree base, Tree own) {
        if (!(base instanceof Tree.Keys b) || !(own instanceof Tree.Keys o)) {
            return own;
        }
        Map<String, Tree.Entry> all = new LinkedHashMap<>();
        b.entries().forEach((k, e) -> all.put(k, new Tree.Entry(e.key(), e.value(), true)));
        o.entries().forEach((k, e) -> {
            Tree.Entry before = all.get(k);
            all.put(k, before == null ? e : new Tree.Entry(e.key(), over(k, before.value(), e.value()), e.inherited()));
        });
        return new Tree.Keys(o.at(), all, o.flow());
    }

    /** {@code NAME=VALUE} as a key and its value. */
    private static Tree named(Tree variables) {
        if (!(variables instanceof Tree.Items i)) {
            return variables;
        }
        Map<String, Tree.Entry> all = new LinkedHashMap<>();
        for (Tree item : i.items()) {
            if (item instanceof Tree.Leaf l) {
                int equals = l.text().indexOf('=');
                String name = equals < 0 ? l.text() : l.text().substring(0, equals);
                Tree value = new Tree.Leaf(
                        l.at(),
                        equals < 0 ? "" : l.text().substring(equals + 1),
                        equals < 0 ? Tree.Style.PLAIN : Tree.Style.DOUBLE_QUOTED);
                all.put(name, new Tree.Entry(l.at(), value, false));
            }
        }
        return new Tree.Keys(i.at(), all, i.flow());
    }

    private static Tree listed(Tree one) {
        return one instanceof Tree.Leaf || one instanceof Tree.Keys
                ? new Tree.Items(one.at(), List.of(one), false)
                : one;
    }

    private static Tree lists(Tree base, Tree own) {
        if (!(base instanceof Tree.Items b) || !(own instanceof Tree.Items o)) {
            return own;
        }
        List<Tree> all = new ArrayList<>(b.items());
        all.addAll(o.items());
        return new Tree.Items(o.at(), all, o.flow());
    }

    /** Of two volumes at one path the later one holds. */
    private static Tree byTarget(Tree base, Tree own) {
        if (!(base instanceof Tree.Items b) || !(own instanceof Tree.Items o)) {
            return own;
        }
        List<Tree> all = new ArrayList<>();
        for (Tree v : b.items()) {
            Optional<String> target = target(v);
            if (target.isEmpty()
                    || o.items().stream().noneMatch(later -> target(later).equals(target))) {
                all.add(v);
            }
        }
        all.addAll(o.items());
        return new Tree.Items(o.at(), all, o.flow());
    }

    private static Optional<String> target(Tree volume) {
        if (!(volume instanceof Tree.Leaf l)) {
            return volume.text("target").map(Mount::cleaned);
        }
        String[] parts = l.text().split(":", -1);
        return Optional.of(Mount.cleaned(parts.length > 1 ? parts[1] : parts[0]));
    }
}
