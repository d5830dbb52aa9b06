package dev.shmfit.cli.nodes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shmfit.capture.Capture;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.fixtures.Fixtures;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.probes.format.CaptureSource;
import dev.shmfit.units.DidYouMean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which machines does the jar know? Commands take an entry where they take a capture: {@code node:ID} always means the
 * catalogue, and {@code ID} alone means it where no file has that name.
 */
public final class NodeCatalogue {
    /** Before an id, so that no file of that name is meant. */
    public static final String PREFIX = "node:";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private NodeCatalogue() {}

    /** All ids, sorted. */
    public static List<String> ids() {
        try (Fixtures fixtures = Fixtures.packaged()) {
            return fixtures.nodes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All entries, by id. */
    public static List<CatalogueNode> all() {
        try (Fixtures fixtures = Fixtures.packaged()) {
            return fixtures.nodes().stream().map(id -> read(fixtures, id)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One entry with its capture.
     *
     * @param name an id, with or without {@link #PREFIX}
     * @throws UsageError where there is no such entry
     */
    public static Entry entry(String name) {
        String id = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        try (Fixtures fixtures = Fixtures.packaged()) {
            List<String> ids = fixtures.nodes();
            if (!ids.contains(id)) {
                throw new UsageError("the catalogue has no node \"" + id + "\"" + DidYouMean.hint(ids, id)
                        + "; \"shmfit nodes\" lists them");
            }
            Path directory = fixtures.node(id);
            CaptureSource source = CaptureReader.open(directory.resolve("capture"));
            if (source instanceof CaptureSource.Whole whole) {
                Capture read = whole.capture();
                return new Entry(read(fixtures, id), new Capture(id, read.items()));
            }
            throw new IllegalStateException("the catalogue's " + id + " is no capture");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An entry and what commands analyse of it. */
    public record Entry(CatalogueNode node, Capture capture) {}

    private static CatalogueNode read(Fixtures fixtures, String id) {
        try {
            JsonNode tree = JSON.readTree(Files.readString(fixtures.node(id).resolve("node.json")));
            return JSON.treeToValue(((ObjectNode) tree).put("id", id), CatalogueNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue's " + id + " cannot be read", e);
        }
    }
}
