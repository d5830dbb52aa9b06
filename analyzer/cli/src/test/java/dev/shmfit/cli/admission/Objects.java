package dev.shmfit.cli.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Kubernetes objects of the corpus, as an API server would have them: JSON. */
final class Objects {
    static final Path CORPUS = Path.of(System.getProperty("shmfit.root"), "fixtures", "manifests", "corpus");

    private Objects() {}

    /** The objects of a file that have a kind, those of a List one by one, as an API server sends them. */
    static List<ObjectNode> of(Path file) throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        LoadSettings settings =
                LoadSettings.builder().setAllowDuplicateKeys(true).build();
        // Values of JSON may stand one behind the other, which is no YAML.
        Iterable<?> documents = file.toString().endsWith(".json")
                ? Gate.MAPPER
                        .readerFor(JsonNode.class)
                        .readValues(file.toFile())
                        .readAll()
                : new Load(settings).loadAllFromString(Files.readString(file));
        for (Object document : documents) {
            if (Gate.MAPPER.valueToTree(document) instanceof ObjectNode o && o.has("kind")) {
                if (o.path("items") instanceof ArrayNode items) {
                    items.forEach(i -> objects.add((ObjectNode) i));
                } else {
                    objects.add(o);
                }
            }
        }
        return objects;
    }

    static ObjectNode first(String file) throws IOException {
        return of(CORPUS.resolve(file)).get(0);
    }

    /** All files of the corpus that hold objects of Kubernetes. */
    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(CORPUS)) {
            List<Path> found = new ArrayList<>();
            for (Path p : all.sorted().toList()) {
                if (p.toString().matches(".*\\.(ya?ml|json)")
                        && Files.readString(p).contains("apiVersion")
                        && !of(p).isEmpty()) {
                    found.add(p);
                }
            }
            return found;
        }
    }
}
