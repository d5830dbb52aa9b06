package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Argo's {@code podSpecPatch}: a text of YAML or JSON that the controller merges into the pod which it makes of a template
 * (workflow/controller/workflowpod.go, strategic merge). The template's container is called {@code main} there. What the
 * patch brings stands in a text within the text and cannot be changed: it is marked as inherited.
 */
public final class PodSpecPatch {
    private static final String KEY = "podSpecPatch";
    private static final String CONTAINERS = "containers";
    private static final String MAIN = "main";

    private PodSpecPatch() {}

    /** The texts of patches in documents. */
    public static List<String> texts(List<Tree> documents) {
        return documents.stream()
                .flatMap(Tree::all)
                .flatMap(t -> t.leaf(KEY).stream())
                .map(Tree.Leaf::text)
                .filter(t -> !t.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * A template as its pod is, under the patches of the workflow and its own.
     *
     * @param values what the texts of patches stand for
     */
    static Tree applied(Tree template, Tree object, Map<String, Tree> values) {
        Tree patched = template;
        List<Optional<Tree.Leaf>> all = List.of(
                object.leaf("spec", KEY),
                object.leaf("spec", "workflowSpec", KEY),
                object.leaf("spec", "templateDefaults", KEY)
                        .filter(l -> template.leaf(KEY).isEmpty()),
                template.leaf(KEY));
        for (Optional<Tree.Leaf> text : all) {
            if (text.isPresent() && !text.get().text().isEmpty()) {
                Tree patch = values.get(text.get().text());
                patched = patch instanceof Tree.Keys
                        ? merged(patched, placed(patch, text.get()))
                        : unknown(patched, text.get());
                patched = noted(patched, text.get(), patch instanceof Tree.Keys ? patch.entries() : null);
            }
        }
        return patched;
    }

    private static Tree merged(Tree template, Tree patch) {
        Map<String, Tree.Entry> all = new LinkedHashMap<>(template.entries());
        patch.entries().forEach((key, e) -> {
            if (key.equals(CONTAINERS)) {
                for (String own : List.of("container", "script")) {
                    patch.items(CONTAINERS).stream()
                            .filter(c -> c.text("name").filter(MAIN::equals).isPresent())
                            .forEach(c -> all.computeIfPresent(
                                    own,
                                    (k, before) ->
                                            new Tree.Entry(before.key(), JsonMerge.below(before.value(), c), false)));
                }
                all.computeIfPresent(
                        "containerSet",
                        (k, set) -> new Tree.Entry(
                                set.key(), JsonMerge.below(set.value(), only(patch, CONTAINERS, e)), false));
            } else {
                Tree.Entry before = all.get(key);
                all.put(
                        key,
                        before == null
                                ? e
                                : new Tree.Entry(before.key(), JsonMerge.below(before.value(), e.value()), false));
            }
        });
        return new Tree.Keys(template.at(), all, template instanceof Tree.Keys k && k.flow());
    }

    /** The place of a patch that could not be read, in a pod's specification. */
    public static Optional<Span> unread(Tree pod) {
        return pod.leaf(KEY).filter(l -> !l.text().isEmpty()).map(Tree.Leaf::at);
    }

    /** A patch that was read stands there as keys, one that was not as the text that it is. */
    private static Tree noted(
            Tree template, Tree.Leaf text, @org.jspecify.annotations.Nullable Map<String, Tree.Entry> read) {
        Map<String, Tree.Entry> all = new LinkedHashMap<>(template.entries());
        Tree.Entry own = all.get(KEY);
        Tree value = read == null ? text : new Tree.Keys(text.at(), read, true);
        if (own == null || own.inherited()) {
            all.put(
                    KEY,
                    own != null && own.value() instanceof Tree.Leaf ? own : new Tree.Entry(text.at(), value, true));
        } else if (own.value().at().equals(text.at())) {
            all.put(KEY, new Tree.Entry(own.key(), value, false));
        }
        return new Tree.Keys(template.at(), all, template instanceof Tree.Keys k && k.flow());
    }

    private static Tree only(Tree patch, String key, Tree.Entry value) {
        return new Tree.Keys(patch.at(), Map.of(key, value), true);
    }

    /** What is mounted at /dev/shm is not known then, unless the template mounts it itself. */
    private static Tree unknown(Tree template, Tree.Leaf text) {
        Span at = new Span(
                text.at().file(),
                text.at().line(),
                text.at().column(),
                text.at().start(),
                text.at().start());
        Map<String, Tree.Entry> mount = new LinkedHashMap<>();
        mount.put("mountPath", entry(new Tree.Leaf(at, Mount.SHM, Tree.Style.PLAIN)));
        mount.put("name", entry(new Tree.Leaf(at, "", Tree.Style.PLAIN)));
        Tree mounts = new Tree.Items(at, List.of(new Tree.Keys(at, mount, true)), true);
        Map<String, Tree.Entry> all = new LinkedHashMap<>(template.entries());
        for (String own : List.of("container", "script")) {
            all.computeIfPresent(own, (k, c) -> {
                boolean mounted = c.value().items("volumeMounts").stream()
                        .anyMatch(m -> m.text("mountPath")
                                .filter(p -> Mount.cleaned(p).equals(Mount.SHM))
                                .isPresent());
                Tree more = new Tree.Keys(at, Map.of("volumeMounts", entry(mounts)), true);
                return mounted ? c : new Tree.Entry(c.key(), JsonMerge.below(c.value(), more), false);
            });
        }
        return new Tree.Keys(template.at(), all, template instanceof Tree.Keys k && k.flow());
    }

    private static Tree.Entry entry(Tree value) {
        return new Tree.Entry(value.at(), value, true);
    }

    /** A patch at the place of its text: by line where the text keeps lines. */
    private static Tree placed(Tree patch, Tree.Leaf text) {
        Span at = text.style() == Tree.Style.BLOCK
                ? new Span(
                        text.at().file(),
                        text.at().line() + patch.at().line(),
                        0,
                        text.at().start(),
                        text.at().start())
                : new Span(
                        text.at().file(),
                        text.at().line(),
                        text.at().column(),
                        text.at().start(),
                        text.at().start());
        if (patch instanceof Tree.Leaf l) {
            return new Tree.Leaf(at, l.text(), l.style());
        }
        if (patch instanceof Tree.Items i) {
            List<Tree> items = new ArrayList<>();
            i.items().forEach(t -> items.add(placed(t, text)));
            return new Tree.Items(at, items, true);
        }
        Map<String, Tree.Entry> all = new LinkedHashMap<>();
        patch.entries().forEach((key, e) -> all.put(key, new Tree.Entry(at, placed(e.value(), text), true)));
        return new Tree.Keys(at, all, true);
    }
}
