package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The YAML and JSON in a script: here documents that {@code kubectl apply -f -} and the like read, and words such as that of
 * {@code kubectl run --overrides}. Each comes as the script with nothing but it, every character at its place.
 */
public final class ScriptData {
    private final String text;
    private final ShellText shell;

    private ScriptData(String text) {
        this.text = text;
        this.shell = ShellText.ofFile("", text);
    }

    /** Of the commands of a file. */
    public static ScriptData of(String commands) {
        return new ScriptData(commands);
    }

    /** The here documents that begin as YAML or JSON does. */
    public List<String> documents() {
        List<String> all = new ArrayList<>();
        for (ShellText.Stretch s : shell.documents()) {
            String body = text.substring(s.start(), s.end());
            if (MarkdownFences.DATA_BEGINS.matcher(body).lookingAt()) {
                all.add(only(s));
            }
        }
        return all;
    }

    /** The objects of JSON between single quotes, by what stands there. */
    public Map<String, String> values() {
        Map<String, String> all = new LinkedHashMap<>();
        for (ShellText.Stretch s : shell.quoted()) {
            String body = text.substring(s.start(), s.end());
            if (body.strip().startsWith("{") && body.strip().endsWith("}")) {
                all.put(body, only(s));
            }
        }
        return all;
    }

    /** Tabs that a here document may be indented by count as blanks. */
    private String only(ShellText.Stretch kept) {
        StringBuilder blank = new StringBuilder(text.length());
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inside = i >= kept.start() && i < kept.end();
            blank.append(c == '\n' || c == '\r' ? c : !inside || (begins && c == '\t') ? ' ' : c);
            begins = c == '\n' || (begins && (c == '\t' || c == ' '));
        }
        return blank.toString();
    }
}
