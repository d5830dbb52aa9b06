package dev.shmfit.cli.admission;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.manifest.LineIndex;
import dev.shmfit.manifest.ManifestText;
import dev.shmfit.manifest.Span;
import dev.shmfit.manifest.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON text as a tree with places: any text that is JSON, where a reader of YAML refuses some characters. */
final class JsonTree {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonParser parser;
    private final LineIndex lines;

    private JsonTree(JsonParser parser, LineIndex lines) {
        this.parser = parser;
        this.lines = lines;
    }

    /** @throws IOException where it is no JSON, or nested deeper than the parser takes */
    static ManifestText parsed(String name, String text) throws IOException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            return new ManifestText(name, text, List.of(new JsonTree(parser, new LineIndex(name, text)).value()));
        }
    }

    private Tree value() throws IOException {
        int start = start();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Tree.Entry> entries = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int key = start();
                String name = parser.currentName();
                Span at = lines.span(key, key + name.length() + 2);
                parser.nextToken();
                entries.put(name, new Tree.Entry(at, value(), false));
            }
            return new Tree.Keys(lines.span(start, end()), entries, true);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Tree> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value());
            }
            return new Tree.Items(lines.span(start, end()), items, true);
        }
        boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING;
        String text = parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
        return new Tree.Leaf(lines.span(start, end()), text, quoted ? Tree.Style.DOUBLE_QUOTED : Tree.Style.PLAIN);
    }

    private int start() {
        return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    }

    private int end() {
        return Math.toIntExact(parser.currentLocation().getCharOffset());
    }
}
