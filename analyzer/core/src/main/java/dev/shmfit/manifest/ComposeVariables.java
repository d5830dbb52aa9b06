package dev.shmfit.manifest;

import java.util.Map;

/**
 * Fills in the variables of a compose file as docker compose does (compose-go template): {@code $NAME}, {@code ${NAME}},
 * {@code ${NAME:-default}}, {@code ${NAME:+other}}; {@code $$} is a dollar. What is set nowhere and has no default stays as it
 * is written: the shell that starts compose may set it.
 *
 * @param known values by name, those of {@code .env}
 */
record ComposeVariables(Map<String, String> known) {
    private static final int DEEPEST = 16;

    ComposeVariables {
        // Not Map.copyOf: TeaVM's divides by the size of an empty one.
        known = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(known));
    }

    String filled(String text) {
        return text.indexOf('$') < 0 ? text : filled(text, 0);
    }

    /** A tree with all single values filled in; each stays at its place. */
    Tree filled(Tree tree) {
        if (tree instanceof Tree.Leaf l) {
            return l.text().indexOf('$') < 0 ? l : new Tree.Leaf(l.at(), filled(l.text()), l.style());
        }
        if (tree instanceof Tree.Items i) {
            return new Tree.Items(i.at(), i.items().stream().map(this::filled).toList(), i.flow());
        }
        Tree.Keys k = (Tree.Keys) tree;
        Map<String, Tree.Entry> all = new java.util.LinkedHashMap<>();
        k.entries().forEach((key, e) -> all.put(key, new Tree.Entry(e.key(), filled(e.value()), e.inherited())));
        return new Tree.Keys(k.at(), all, k.flow());
    }

    /** Whether a variable is left in a value. */
    static boolean isOpen(String value) {
        int dollar = value.indexOf('$');
        return dollar >= 0
                && dollar + 1 < value.length()
                && (value.charAt(dollar + 1) == '{' || isName(value.charAt(dollar + 1), false));
    }

    private String filled(String text, int depth) {
        StringBuilder all = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (c != '$' || depth > DEEPEST) {
                all.append(c);
                at++;
            } else if (next == '$') {
                all.append('$');
                at += 2;
            } else if (next == '{' && closing(text, at + 1) > 0) {
                int end = closing(text, at + 1);
                all.append(braced(text.substring(at + 2, end), depth));
                at = end + 1;
            } else {
                int end = name(text, at + 1);
                String value = known.get(text.substring(at + 1, end));
                all.append(value == null ? text.substring(at, end) : value);
                at = end;
            }
        }
        return all.toString();
    }

    /** Where the brace closes that opens at a place; negative where it does not. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private String braced(String inside, int depth) {
        int end = name(inside, 0);
        String value = known.get(inside.substring(0, end));
        String rule = inside.substring(end);
        boolean colon = rule.startsWith(":");
        String other = rule.length() > (colon ? 2 : 1) ? rule.substring(colon ? 2 : 1) : "";
        boolean counts = value != null && !(colon && value.isEmpty());
        char sign = rule.length() > (colon ? 1 : 0) ? rule.charAt(colon ? 1 : 0) : ' ';
        return switch (sign) {
            case '-' -> counts && value != null ? value : filled(other, depth + 1);
            case '+' -> value == null ? "${" + inside + "}" : counts ? filled(other, depth + 1) : "";
            default -> value == null ? "${" + inside + "}" : value;
        };
    }

    private static int name(String text, int from) {
        int end = from;
        while (end < text.length() && isName(text.charAt(end), end > from)) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c, boolean within) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || (within && c >= '0' && c <= '9');
    }
}
