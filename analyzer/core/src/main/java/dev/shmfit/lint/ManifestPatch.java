package dev.shmfit.lint;

import dev.shmfit.manifest.ManifestText;
import dev.shmfit.manifest.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The difference between a manifest and its mended form, for whoever cannot change the manifest itself: as a JSON patch
 * (RFC 6902), in a kustomization, as a strategic merge patch, or as an override for compose.
 */
public final class ManifestPatch {
    /** Kinds whose lists the API server merges by name; of other kinds it replaces whole lists. */
    private static final Set<String> MERGED = Set.of(
            "Pod",
            "PodTemplate",
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            "ReplicationController",
            "Job",
            "CronJob");

    private ManifestPatch() {}

    /** How the difference is written. */
    public enum Form {
        JSON,
        KUSTOMIZE,
        STRATEGIC,
        COMPOSE_OVERRIDE,
        /** What a TrainJob says to change in the training runtime that it uses (kubeflow/trainer, RuntimePatch). */
        RUNTIME_PATCHES
    }

    /**
     * The patches for all objects that change, as one text.
     *
     * @return the text; empty where nothing of this form changes
     */
    public static String of(Form form, ManifestText before, ManifestText after) {
        List<String> parts = new ArrayList<>();
        for (int i = 0;
                i < Math.min(before.documents().size(), after.documents().size());
                i++) {
            parts.addAll(
                    objects(form, before.documents().get(i), after.documents().get(i)));
        }
        if (parts.isEmpty()) {
            return "";
        }
        return switch (form) {
            case JSON, COMPOSE_OVERRIDE -> String.join("", parts);
            case KUSTOMIZE ->
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n" + String.join("", parts);
            case STRATEGIC, RUNTIME_PATCHES -> String.join("---\n", parts);
        };
    }

    /** The patches of a document: its own, or those of the objects in a list. */
    private static List<String> objects(Form form, Tree before, Tree after) {
        List<Tree> olds = before.items("items");
        List<Tree> news = after.items("items");
        if (form == Form.JSON || olds.isEmpty() || olds.size() != news.size()) {
            return document(form, before, after).stream().toList();
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < olds.size(); i++) {
            parts.addAll(objects(form, olds.get(i), news.get(i)));
        }
        return parts;
    }

    private static Optional<String> document(Form form, Tree before, Tree after) {
        List<String> operations = new ArrayList<>();
        operations("", before, after, operations);
        String kind = after.text("kind").orElse("");
        if (operations.isEmpty() || (form == Form.COMPOSE_OVERRIDE) == !kind.isEmpty()) {
            return Optional.empty();
        }
        return switch (form) {
            case JSON ->
                Optional.of(
                        operations.stream().collect(java.util.stream.Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
            case KUSTOMIZE -> Optional.of(kustomize(after, operations));
            case COMPOSE_OVERRIDE -> changed(before, after).map(c -> YamlOut.block(c, ""));
            case STRATEGIC ->
                MERGED.contains(kind)
                        ? changed(before, after).map(c -> YamlOut.block(named(after, c), ""))
                        : Optional.empty();
            case RUNTIME_PATCHES ->
                kind.endsWith("TrainingRuntime")
                        ? changed(before, after).flatMap(c -> c.get("spec")).map(spec -> runtimePatch(after, spec))
                        : Optional.empty();
        };
    }

    /** The part of a TrainJob; a runtime patch cannot change resources. */
    private static String runtimePatch(Tree runtime, Tree spec) {
        return "# In the TrainJob that uses " + runtime.text("metadata", "name").orElse("this runtime")
                + ":\nspec:\n  runtimePatches:\n    - manager: shmfit.dev/fix\n      trainingRuntimeSpec:\n"
                + YamlOut.block(without(only(spec, "template"), "resources"), "        ");
    }

    private static Tree without(Tree tree, String key) {
        if (tree instanceof Tree.Keys k) {
            Map<String, Tree.Entry> all = new LinkedHashMap<>();
            k.entries().forEach((name, e) -> {
                if (!name.equals(key)) {
                    all.put(name, new Tree.Entry(e.key(), without(e.value(), key), e.inherited()));
                }
            });
            return new Tree.Keys(k.at(), all, k.flow());
        }
        if (tree instanceof Tree.Items i) {
            return new Tree.Items(
                    i.at(), i.items().stream().map(t -> without(t, key)).toList(), i.flow());
        }
        return tree;
    }

    private static String kustomize(Tree object, List<String> operations) {
        StringBuilder out = new StringBuilder("  - target:\n");
        out.append("      kind: ").append(object.text("kind").orElse("")).append('\n');
        object.text("metadata", "name")
                .ifPresent(n -> out.append("      name: ").append(n).append('\n'));
        out.append("    patch: |-\n      [\n");
        for (int i = 0; i < operations.size(); i++) {
            out.append("        ").append(operations.get(i)).append(i + 1 < operations.size() ? ",\n" : "\n");
        }
        return out.append("      ]\n").toString();
    }

    private static void operations(String path, Tree before, Tree after, List<String> into) {
        if (before instanceof Tree.Keys b && after instanceof Tree.Keys a) {
            a.entries().forEach((key, e) -> {
                String below = path + "/" + key.replace("~", "~0").replace("/", "~1");
                Tree.Entry was = b.entries().get(key);
                if (was == null) {
                    into.add(operation("add", below, e.value()));
                } else {
                    operations(below, was.value(), e.value(), into);
                }
            });
            b.entries().keySet().stream()
                    .filter(k -> !a.entries().containsKey(k))
                    .forEach(k -> into.add("{\"op\": \"remove\", \"path\": " + YamlOut.quoted(path + "/" + k) + "}"));
        } else if (before instanceof Tree.Items b && after instanceof Tree.Items a) {
            for (int i = 0; i < a.items().size(); i++) {
                if (i < b.items().size()) {
                    operations(path + "/" + i, b.items().get(i), a.items().get(i), into);
                } else {
                    into.add(operation("add", path + "/-", a.items().get(i)));
                }
            }
        } else if (!same(before, after)) {
            into.add(operation("replace", path, after));
        }
    }

    private static boolean same(Tree before, Tree after) {
        return before instanceof Tree.Leaf b
                && after instanceof Tree.Leaf a
                && b.text().equals(a.text());
    }

    private static String operation(String op, String path, Tree value) {
        return "{\"op\": \"" + op + "\", \"path\": " + YamlOut.quoted(path) + ", \"value\": " + YamlOut.json(value)
                + "}";
    }

    /** Only what changed; items of lists with the names by which they are merged. */
    private static Optional<Tree> changed(Tree before, Tree after) {
        if (before instanceof Tree.Keys b && after instanceof Tree.Keys a) {
            Map<String, Tree.Entry> all = new LinkedHashMap<>();
            a.entries().forEach((key, e) -> {
                Tree.Entry was = b.entries().get(key);
                Optional<Tree> now = was == null ? Optional.of(e.value()) : changed(was.value(), e.value());
                now.ifPresent(t -> all.put(key, new Tree.Entry(e.key(), t, false)));
            });
            return all.isEmpty() ? Optional.empty() : Optional.of(new Tree.Keys(a.at(), all, false));
        }
        if (before instanceof Tree.Items b && after instanceof Tree.Items a) {
            List<Tree> items = new ArrayList<>();
            for (int i = 0; i < a.items().size(); i++) {
                Tree item = a.items().get(i);
                Optional<Tree> now = i < b.items().size() ? changed(b.items().get(i), item) : Optional.of(item);
                now.ifPresent(t -> items.add(withName(item, t)));
            }
            return items.isEmpty() ? Optional.empty() : Optional.of(new Tree.Items(a.at(), items, false));
        }
        return same(before, after) ? Optional.empty() : Optional.of(after);
    }

    private static Tree withName(Tree whole, Tree part) {
        Optional<Tree.Entry> name = whole.entry("name");
        if (name.isEmpty()
                || !(part instanceof Tree.Keys keys)
                || keys.entries().containsKey("name")) {
            return part;
        }
        Map<String, Tree.Entry> all = new LinkedHashMap<>();
        all.put("name", name.get());
        whole.entry("mountPath").ifPresent(e -> all.put("mountPath", e));
        all.putAll(keys.entries());
        return new Tree.Keys(keys.at(), all, false);
    }

    private static Tree named(Tree object, Tree changed) {
        Map<String, Tree.Entry> all = new LinkedHashMap<>();
        for (String key : List.of("apiVersion", "kind", "metadata")) {
            object.entry(key).ifPresent(e -> all.put(key, e));
        }
        all.computeIfPresent(
                "metadata", (k, e) -> new Tree.Entry(e.key(), only(e.value(), "name", "namespace"), false));
        all.putAll(changed.entries());
        return new Tree.Keys(object.at(), all, false);
    }

    private static Tree only(Tree tree, String... keys) {
        Map<String, Tree.Entry> all = new LinkedHashMap<>();
        for (String key : keys) {
            tree.entry(key).ifPresent(e -> all.put(key, e));
        }
        return new Tree.Keys(tree.at(), all, false);
    }
}
