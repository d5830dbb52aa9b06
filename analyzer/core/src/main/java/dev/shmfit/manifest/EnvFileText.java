package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a file of variables, later lines over earlier ones. */
final class EnvFileText {
    private static final String EXPORT = "export ";

    private final String text;
    private final LineIndex lines;
    private final Map<String, Reading<String>> all = new LinkedHashMap<>();
    private int at;

    private EnvFileText(ManifestText file) {
        this.text = file.text();
        this.lines = new LineIndex(file.name(), text);
    }

    /**
     * As Docker and Podman do (docker/cli pkg/kvfile, podman pkg/env): a line is a name, {@code =}, and the value as it
     * stands.
     */
    static Map<String, Reading<String>> raw(ManifestText file) {
        EnvFileText reader = new EnvFileText(file);
        while (reader.at < reader.text.length()) {
            reader.skipBlanks();
            int start = reader.at;
            String line = reader.line();
            int equals = line.indexOf('=');
            if (!line.isEmpty() && !line.startsWith("#")) {
                reader.put(
                        equals < 0 ? line : line.substring(0, equals),
                        start,
                        equals < 0 ? null : line.substring(equals + 1));
            }
        }
        return reader.all;
    }

    /** As compose does (compose-go dotenv): quotes, comments, {@code export}, and variables of the lines before. */
    static Map<String, Reading<String>> compose(ManifestText file) {
        EnvFileText reader = new EnvFileText(file);
        while (reader.at < reader.text.length()) {
            reader.skipBlanks();
            if (reader.at < reader.text.length() && reader.text.charAt(reader.at) == '#') {
                reader.line();
            } else {
                reader.variable();
            }
        }
        return reader.all;
    }

    private void variable() {
        at += text.startsWith(EXPORT, at) ? EXPORT.length() : 0;
        skipBlanks();
        int start = at;
        while (at < text.length() && "=:\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(start, at).strip();
        if (at >= text.length() || text.charAt(at) == '\n') {
            at++;
            put(name, start, null);
            return;
        }
        at++;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        char quote = at < text.length() ? text.charAt(at) : '\n';
        if (quote == '\'' || quote == '"') {
            String value = quoted(quote);
            put(name, start, quote == '\'' ? value : filled(value));
        } else {
            String line = line();
            int comment = line.startsWith("#") ? 0 : line.indexOf(" #");
            put(name, start, filled((comment < 0 ? line : line.substring(0, comment)).strip()));
        }
    }

    /** Up to the same quote, be it lines below; what stands behind it on its line is passed over. */
    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            boolean escape = text.charAt(at) == '\\' && at + 1 < text.length() && quote == '"';
            at += escape ? 1 : 0;
            char c = text.charAt(at++);
            value.append(escape && c == 'n' ? '\n' : escape && c == 't' ? '\t' : c);
        }
        line();
        return value.toString();
    }

    private String filled(String value) {
        if (value.indexOf('$') < 0) {
            return value;
        }
        Map<String, String> known = new LinkedHashMap<>();
        all.forEach((name, v) -> v.asOptional().ifPresent(k -> known.put(name, k)));
        return new ComposeVariables(known).filled(value);
    }

    private void put(String name, int start, @org.jspecify.annotations.Nullable String value) {
        if (name.isEmpty()) {
            return;
        }
        all.put(
                name,
                value == null
                        ? Reading.absent("it is taken from whoever starts the container")
                        : ComposeVariables.isOpen(value)
                                ? Reading.absent("it is a variable that no file here sets")
                                : Reading.known(value, lines.span(start, at).source()));
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** The rest of the line, without its end. */
    private String line() {
        int end = text.indexOf('\n', at);
        String line = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
