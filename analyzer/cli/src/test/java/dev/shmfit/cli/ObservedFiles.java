package dev.shmfit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;

/** The nodes of {@code fixtures/observed/topologies.jsonl.gz}, each text of them as a file that a command can be given. */
final class ObservedFiles {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Path FOLDER = ROOT.resolve("analyzer/cli/target/observed");
    private static final Map<String, String> FIELDS =
            Map.of(".xml", "xml", ".topo-m.txt", "topoM", ".p2p.txt", "p2p", ".peer.txt", "peer");

    private ObservedFiles() {}

    /** Writes the text that {@code file} names, such as {@code B4_intel_2s_nop2p.topo-m.txt}, and gives its path. */
    static Path path(String file) {
        String name = file.substring(0, file.indexOf('.'));
        JsonNode text = node(name).get(FIELDS.get(file.substring(name.length())));
        if (text == null) {
            throw new NoSuchElementException("no observed topology has a text " + file);
        }
        try {
            Files.createDirectories(FOLDER);
            return Files.writeString(FOLDER.resolve(file), text.asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode node(String name) {
        Path all = ROOT.resolve("fixtures/observed/topologies.jsonl.gz");
        ObjectMapper mapper = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(all)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = mapper.readTree(line);
                if (node.get("name").asText().equals(name)) {
                    return node;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new NoSuchElementException("no observed topology is called " + name);
    }
}
