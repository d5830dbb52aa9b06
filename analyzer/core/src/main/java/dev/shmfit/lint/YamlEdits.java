package dev.shmfit.lint;

import dev.shmfit.manifest.Span;
import dev.shmfit.manifest.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts keys and items into a YAML or JSON text, in the style of what stands around them. */
final class YamlEdits {
    private final String text;
    private final String lineEnd;

    YamlEdits(String text) {
        this.text = text;
        this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** A mapping with one more entry, a single value. */
    Optional<Edit> entry(Tree.Keys map, String key, String value) {
        Optional<Tree.Entry> there = map.entry(key).filter(e -> !e.inherited());
        if (there.isPresent()) {
            return there.get().value() instanceof Tree.Leaf
                    ? filled(there.get(), quotedValue(map, value))
                    : Optional.empty();
        }
        if (map.flow()) {
            return Optional.of(flow(map.at(), own(map) > 0, quoted(map, key) + ": " + quotedValue(map, value)));
        }
        return indentation(map).map(i -> after(map, i + key + ": " + value));
    }

    /**
     * A mapping with one more entry, a list of one item.
     *
     * @param deeper by how many columns the list is indented against its key
     */
    Optional<Edit> list(Tree.Keys map, String key, Map<String, String> item, int deeper) {
        if (map.flow()) {
            return Optional.of(
                    flow(map.at(), own(map) > 0, quoted(map, key) + ": [" + flowItem(item, isJson(map)) + "]"));
        }
        return indentation(map).map(i -> after(map, i + key + ":" + lineEnd + blockItem(item, i + " ".repeat(deeper))));
    }

    /** A list with one more item. */
    Optional<Edit> item(Tree.Items list, Map<String, String> item, boolean json) {
        if (list.flow()) {
            return Optional.of(flow(list.at(), !list.items().isEmpty(), flowItem(item, json)));
        }
        if (list.items().isEmpty()) {
            return Optional.empty();
        }
        int dash = text.lastIndexOf('-', list.items().get(0).at().start());
        int line = text.lastIndexOf('\n', dash) + 1;
        String indent = text.substring(line, dash);
        return indent.isBlank() ? Optional.of(after(list, blockItem(item, indent))) : Optional.empty();
    }

    /** A list of one item where nothing, or null, stands behind a key. */
    Optional<Edit> filled(Tree.Entry entry, Map<String, String> item, boolean json) {
        return filled(entry, "[" + flowItem(item, json) + "]");
    }

    /** A value in place of the single one, or of none, behind a key. */
    private Optional<Edit> filled(Tree.Entry entry, String written) {
        int colon = text.indexOf(':', entry.key().end());
        if (entry.inherited() || colon < 0) {
            return Optional.empty();
        }
        Span value = entry.value().at();
        return Optional.of(
                value.end() > value.start()
                        ? new Edit(value.start(), value.end(), written)
                        : new Edit(colon + 1, colon + 1, " " + written));
    }

    /** Whether keys are quoted as JSON wants it. */
    boolean isJson(Tree.Keys map) {
        return map.entries().values().stream()
                .filter(e -> !e.inherited())
                .findFirst()
                .filter(e -> text.startsWith("\"", e.key().start()))
                .isPresent();
    }

    private static long own(Tree.Keys map) {
        return map.entries().values().stream().filter(e -> !e.inherited()).count();
    }

    private String quoted(Tree.Keys map, String key) {
        return isJson(map) ? "\"" + key + "\"" : key;
    }

    private String quotedValue(Tree.Keys map, String value) {
        return isJson(map) && !value.startsWith("\"") && !value.startsWith("{") ? "\"" + value + "\"" : value;
    }

    private static String flowItem(Map<String, String> item, boolean json) {
        return item.entrySet().stream()
                .map(e -> json ? "\"" + e.getKey() + "\": " + json(e.getValue()) : e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(String value) {
        return value.startsWith("{")
                ? value.replaceAll("([A-Za-z]\\w*): ([A-Za-z0-9]+)", "\"$1\": \"$2\"")
                : "\"" + value + "\"";
    }

    /** A nested mapping is written over several lines, as everything around it is. */
    private String blockItem(Map<String, String> item, String indent) {
        StringBuilder out = new StringBuilder();
        String lead = indent + "- ";
        for (Map.Entry<String, String> e : item.entrySet()) {
            out.append(out.length() == 0 ? "" : lineEnd)
                    .append(lead)
                    .append(e.getKey())
                    .append(':');
            lead = indent + "  ";
            if (e.getValue().startsWith("{")) {
                String inner = e.getValue().substring(1, e.getValue().length() - 1);
                for (String part : inner.split(", ", -1)) {
                    out.append(lineEnd).append(lead).append("  ").append(part);
                }
            } else {
                out.append(' ').append(e.getValue());
            }
        }
        return out.toString();
    }

    /** Before the closing bracket, and before what is blank there. */
    private Edit flow(Span at, boolean more, String added) {
        int close = at.end() - 1;
        int end = close;
        while (end > at.start() + 1 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        boolean comma = more && text.charAt(end - 1) != ',';
        return new Edit(end, end, (comma ? ", " : more ? " " : "") + added);
    }

    private Edit after(Tree tree, String lines) {
        int end = lineEndOf(lastEnd(tree));
        return new Edit(end, end, lineEnd + lines);
    }

    private int lineEndOf(int offset) {
        int end = text.indexOf('\n', offset);
        end = end < 0 ? text.length() : end;
        return end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** Where the last thing ends that really stands in it: what an alias or a merge key brings stands elsewhere. */
    private int lastEnd(Tree tree) {
        if (tree instanceof Tree.Keys map && !map.flow()) {
            return map.entries().values().stream()
                    .filter(e -> !e.inherited() && e.key().start() >= map.at().start())
                    .mapToInt(e -> e.value().at().start() >= e.key().end()
                                    && e.value().at().end() <= map.at().end()
                            ? lastEnd(e.value())
                            : e.key().end())
                    .max()
                    .orElse(map.at().start());
        }
        if (tree instanceof Tree.Items list && !list.flow()) {
            List<Tree> items = list.items().stream()
                    .filter(i -> i.at().start() >= list.at().start()
                            && i.at().end() <= list.at().end())
                    .toList();
            return items.isEmpty() ? list.at().start() : lastEnd(items.get(items.size() - 1));
        }
        int end = tree.at().end();
        while (end > tree.at().start() && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** What stands before a block mapping's own keys: blanks, and the tabs that a here document may begin with. */
    private Optional<String> indentation(Tree.Keys map) {
        return map.entries().values().stream()
                .filter(e -> !e.inherited() && e.key().start() >= map.at().start())
                .findFirst()
                .map(e -> text.substring(
                                text.lastIndexOf('\n', e.key().start() - 1) + 1,
                                e.key().start())
                        .replaceAll("[^\\t]", " "));
    }
}
