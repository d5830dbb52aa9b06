package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value changed by another, as {@code kubectl run --overrides} does it. What the other brings keeps its place. */
final class JsonMerge {
    private JsonMerge() {}

    /** RFC 7386: mappings are merged, anything else is replaced, null takes away. */
    static Tree replacing(Tree base, Tree patch) {
        return merged(base, patch, false);
    }

    /** Kubernetes' strategic merge: lists whose items have a name, or a path at which they are mounted, are merged by it. */
    static Tree strategic(Tree base, Tree patch) {
        return merged(base, patch, true);
    }

    /** The strategic merge where the base is what keeps its place, and the patch stands in another text. */
    static Tree below(Tree base, Tree patch) {
        Tree all = merged(base, patch, true);
        return placed(all, base);
    }

    /** What is merged at the places of the base; what the base has not stays marked as inherited. */
    private static Tree placed(Tree merged, Tree base) {
        if (merged instanceof Tree.Keys m && base instanceof Tree.Keys b) {
            Map<String, Tree.Entry> all = new LinkedHashMap<>();
            m.entries().forEach((key, e) -> {
                Tree.Entry before = b.entries().get(key);
                all.put(
                        key,
                        before == null
                                ? new Tree.Entry(e.key(), e.value(), true)
                                : new Tree.Entry(before.key(), placed(e.value(), before.value()), before.inherited()));
            });
            return new Tree.Keys(b.at(), all, b.flow());
        }
        if (merged instanceof Tree.Items m && base instanceof Tree.Items b) {
            List<Tree> all = new ArrayList<>();
            for (int i = 0; i < m.items().size(); i++) {
                boolean own = i < b.items().size()
                        && key(m.items().get(i)).equals(key(b.items().get(i)));
                all.add(
                        own
                                ? placed(m.items().get(i), b.items().get(i))
                                : m.items().get(i));
            }
            return new Tree.Items(b.at(), all, b.flow());
        }
        return merged;
    }

    private static Tree merged(Tree base, Tree patch, boolean byKey) {
        if (base instanceof Tree.Keys b && patch instanceof Tree.Keys p) {
            Map<String, Tree.Entry> all = new LinkedHashMap<>();
            b.entries().forEach((k, e) -> all.put(k, new Tree.Entry(e.key(), e.value(), true)));
            p.entries().forEach((k, e) -> {
                Tree.Entry before = all.get(k);
                if (e.value() instanceof Tree.Leaf l && l.text().isEmpty() && l.style() == Tree.Style.PLAIN) {
                    all.remove(k);
                } else if (before == null) {
                    all.put(k, e);
                } else {
                    all.put(k, new Tree.Entry(e.key(), merged(before.value(), e.value(), byKey), false));
                }
            });
            return new Tree.Keys(p.at(), all, p.flow());
        }
        if (byKey && base instanceof Tree.Items b && patch instanceof Tree.Items p) {
            return new Tree.Items(p.at(), items(b.items(), p.items()), p.flow());
        }
        return patch;
    }

    private static List<Tree> items(List<Tree> base, List<Tree> patch) {
        List<Tree> all = new ArrayList<>(base);
        for (Tree item : patch) {
            Optional<String> key = key(item);
            if (key.isEmpty()) {
                return patch;
            }
            int same = 0;
            while (same < all.size() && !key(all.get(same)).equals(key)) {
                same++;
            }
            if (same < all.size()) {
                all.set(same, merged(all.get(same), item, true));
            } else {
                all.add(item);
            }
        }
        return all;
    }

    private static Optional<String> key(Tree item) {
        return item.text("mountPath").or(() -> item.text("name"));
    }
}
