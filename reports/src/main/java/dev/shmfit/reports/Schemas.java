package dev.shmfit.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The published schemas of what commands write as JSON, and their names in it. */
public final class Schemas {
    /** Every schema whose text is here, by name. */
    public static final List<String> NAMES =
            List.of("report", "plan", "explain", "verify", "number", "findings", "rules", "nodes", "watch", "lint");

    private static final String VERSION = "-1";

    private Schemas() {}

    /** What a document calls its schema: the schema's {@code $id}. */
    public static String urn(String name) {
        return "urn:shmfit:schema:" + name + VERSION;
    }

    /** The text of a schema of {@link #NAMES}. */
    public static String text(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream("/schema/" + name + VERSION + ".schema.json")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no schema " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document that names its schema first. */
    public static String named(String name, String json) {
        if (!json.startsWith("{")) {
            throw new IllegalArgumentException("a document that names its schema is an object");
        }
        boolean lines = json.startsWith("{\n");
        String rest = json.substring(lines ? 2 : 1);
        return "{" + (lines ? "\n  " : "") + "\"$schema\": \"" + urn(name) + "\"," + (lines ? "\n" : " ") + rest;
    }
}
