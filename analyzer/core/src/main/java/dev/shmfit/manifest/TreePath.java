package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;

/** A path through a tree: {@code spec.workerGroupSpecs[*].template.spec}; {@code *} is any key, {@code .} the root. */
record TreePath(List<String> steps) {
    private static final String ANY = "*";

    TreePath {
        steps = List.copyOf(steps);
    }

    static TreePath of(String text) {
        return new TreePath(
                text.equals(".")
                        ? List.of()
                        : List.of(text.replace("[*]", ".[*]").split("\\.", -1)));
    }

    /** What lies there, in the order of the text. */
    List<Tree> in(Tree root) {
        List<Tree> at = List.of(root);
        for (String step : steps) {
            List<Tree> next = new ArrayList<>();
            for (Tree t : at) {
                if (step.equals("[*]")) {
                    next.addAll(t.items());
                } else if (step.equals(ANY)) {
                    t.entries().values().forEach(e -> next.add(e.value()));
                } else {
                    t.get(step).ifPresent(next::add);
                }
            }
            at = next;
        }
        return List.copyOf(at);
    }

    /** The key of a value that this path leads to by its last step, any key; empty where it does not. */
    @SuppressWarnings("ReferenceEquality") // Two values that are written alike have each their own key.
    String keyOf(Tree root, Tree value) {
        return new TreePath(steps.subList(0, steps.size() - 1))
                .in(root).stream()
                        .flatMap(t -> t.entries().entrySet().stream())
                        .filter(e -> e.getValue().value() == value)
                        .map(java.util.Map.Entry::getKey)
                        .findFirst()
                        .orElse("");
    }
}
