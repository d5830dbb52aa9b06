package dev.shmfit.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file of messages: where each begins is found at once, what it says when it is asked for. Of Fluent's syntax it reads what
 * the files use, and a test holds it against Fluent's own reader: {@code id = text}, {@code .attribute = text} below it, lines
 * that go on indented, and comments.
 */
final class MessageFile {
    private final String name;
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final Map<String, MessagePattern> patterns = new ConcurrentHashMap<>();

    private MessageFile(String name) {
        this.name = name;
    }

    static MessageFile of(String name, String text) {
        MessageFile file = new MessageFile(name);
        String message = "";
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String stripped = line.stripLeading();
            boolean indented = line.length() > stripped.length();
            int equals = line.indexOf('=');
            if (line.startsWith("#") || (line.isBlank() && lines.isEmpty())) {
                continue;
            }
            if (!indented && !line.isEmpty() && equals > 0) {
                message = line.substring(0, equals).strip();
                lines = file.begun(message, line.substring(equals + 1));
            } else if (indented && stripped.startsWith(".") && equals > 0) {
                String attribute = line.substring(line.indexOf('.'), equals).strip();
                lines = file.begun(message + attribute, line.substring(equals + 1));
            } else {
                lines.add(line);
            }
        }
        return file;
    }

    private List<String> begun(String key, String first) {
        List<String> lines = new ArrayList<>();
        lines.add(first.strip());
        if (texts.put(key, lines) != null) {
            throw new IllegalStateException(name + " has " + key + " twice");
        }
        return lines;
    }

    /** {@code message} and {@code message.attribute} of everything in it. */
    Set<String> keys() {
        return texts.keySet();
    }

    Optional<MessagePattern> pattern(String key) {
        List<String> lines = texts.get(key);
        if (lines == null || lines.stream().allMatch(String::isBlank)) {
            return Optional.empty();
        }
        return Optional.of(patterns.computeIfAbsent(key, k -> MessagePattern.parse(name + ", " + k, joined(lines))));
    }

    /** The lines without the indentation that all but the first have in common, and without what is blank around them. */
    private static String joined(List<String> lines) {
        int indent = lines.stream()
                .skip(1)
                .filter(l -> !l.isBlank())
                .mapToInt(l -> l.length() - l.stripLeading().length())
                .min()
                .orElse(0);
        StringBuilder text = new StringBuilder(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            text.append('\n').append(line.length() < indent ? "" : line.substring(indent));
        }
        return text.toString().strip();
    }
}
