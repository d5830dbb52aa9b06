package dev.shmfit.lint;

import dev.shmfit.manifest.Tree;
import java.util.Map;
import java.util.stream.Collectors;

/** Trees as text: JSON on one line, YAML in blocks. */
final class YamlOut {
    private YamlOut() {}

    static String json(Tree tree) {
        if (tree instanceof Tree.Keys keys) {
            return keys.entries().entrySet().stream()
                    .map(e -> quoted(e.getKey()) + ": " + json(e.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (tree instanceof Tree.Items items) {
            return items.items().stream().map(YamlOut::json).collect(Collectors.joining(", ", "[", "]"));
        }
        Tree.Leaf leaf = (Tree.Leaf) tree;
        boolean bare = leaf.style() == Tree.Style.PLAIN && leaf.text().matches("-?(0|[1-9]\\d{0,17})|true|false");
        return bare ? leaf.text() : quoted(leaf.text());
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** A mapping over several lines, each of which begins with {@code indent}. */
    static String block(Tree tree, String indent) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, Tree.Entry> e : tree.entries().entrySet()) {
            Tree value = e.getValue().value();
            out.append(indent).append(word(e.getKey(), Tree.Style.PLAIN)).append(':');
            if (value instanceof Tree.Keys k && !k.entries().isEmpty()) {
                out.append('\n').append(block(value, indent + "  "));
            } else if (value instanceof Tree.Items i && !i.items().isEmpty()) {
                out.append('\n');
                i.items().forEach(item -> out.append(item(item, indent + "  ")));
            } else {
                out.append(' ')
                        .append(value instanceof Tree.Leaf l ? word(l.text(), l.style()) : json(value))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static String item(Tree item, String indent) {
        if (item instanceof Tree.Keys k && !k.entries().isEmpty()) {
            return indent + "- " + block(item, indent + "  ").substring(indent.length() + 2);
        }
        return indent + "- " + (item instanceof Tree.Leaf l ? word(l.text(), l.style()) : json(item)) + "\n";
    }

    /** A word that YAML reads as the text that it is; anything else in quotes. */
    private static String word(String text, Tree.Style style) {
        boolean plain = style == Tree.Style.PLAIN && text.matches("[A-Za-z0-9/][A-Za-z0-9_./-]*");
        return plain ? text : quoted(text);
    }
}
