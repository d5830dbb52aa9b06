package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What files hold in which no job was found, and what to hand over instead. */
public final class NoJob {
    private static final String KNOWN =
            "known are Kubernetes objects with pods, compose files, docker run lines, Quadlets,"
                    + " docker inspect, devcontainer.json and batch scripts";

    private NoJob() {}

    /** In one sentence. */
    public static String told(List<ManifestText> files) {
        List<Tree> documents =
                files.stream().flatMap(f -> f.documents().stream()).toList();
        List<Tree> objects =
                documents.stream().filter(KubernetesReader::isObject).toList();
        List<String> told = new ArrayList<>();
        if (!objects.isEmpty()) {
            told.add(ofObjects(objects));
        }
        if (objects.size() < documents.size() && documents.stream().anyMatch(NoJob::isValues)) {
            told.add(
                    "values of a Helm chart start nothing themselves: render the chart with them (helm template CHART -f"
                            + " FILE | shmfit lint -)");
        }
        return "no job was found" + (told.isEmpty() ? "; " + KNOWN : ": " + String.join("; ", told));
    }

    private static String ofObjects(List<Tree> objects) {
        TreeSet<String> kinds = new TreeSet<>();
        objects.forEach(o -> kinds.add(o.text("kind").orElse("")));
        boolean one = kinds.size() == 1;
        boolean known = KubernetesKinds.known().containsAll(kinds);
        return "the kind" + (one ? "" : "s") + " found here (" + String.join(", ", kinds) + ") "
                + (known
                        ? "would have pods, and none is written in " + (one ? "it" : "them")
                        : (one ? "has" : "have") + " no pod template. If an operator makes pods of "
                                + (one ? "it" : "them")
                                + ", hand over the pods: kubectl get pods -o yaml | shmfit lint -");
    }

    /** Keys without a kind, as a chart's values have them. */
    private static boolean isValues(Tree document) {
        return document instanceof Tree.Keys k
                && k.entries().size() > 1
                && document.leaf("kind").isEmpty();
    }
}
