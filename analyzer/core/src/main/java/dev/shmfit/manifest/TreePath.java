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
}
