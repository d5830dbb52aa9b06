package dev.shmfit.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a message says: text, arguments, and choices by an argument. Fluent's syntax, as far as the message files use it. */
final class MessagePattern {
    private sealed interface Part {}

    private record Words(String text) implements Part {}

    private record Argument(String name) implements Part {}

    /** By the argument's value, of a number by its plural category; else {@code fallback}. */
    private record Choice(String name, Map<String, MessagePattern> variants, String fallback) implements Part {}

    private final List<Part> parts;

    private MessagePattern(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a pattern.
     *
     * @param place named where it cannot be read
     */
    static MessagePattern parse(String place, String text) {
        return new Reader(place, text).pattern(false);
    }

    String render(Language language, Map<String, Object> arguments) {
        StringBuilder out = new StringBuilder();
        render(language, arguments, out);
        return out.toString();
    }

    private void render(Language language, Map<String, Object> arguments, StringBuilder out) {
        for (Part part : parts) {
            if (part instanceof Words words) {
                out.append(words.text);
            } else if (part instanceof Argument argument) {
                Object value = value(arguments, argument.name);
                out.append(value instanceof Text text ? text.in(language) : value.toString());
            } else if (part instanceof Choice choice) {
                choose(choice, language, arguments).render(language, arguments, out);
            }
        }
    }

    private static MessagePattern choose(Choice choice, Language language, Map<String, Object> arguments) {
        Object value = value(arguments, choice.name);
        String key = value instanceof Long n
                ? language.plural(n)
                : value instanceof Text text ? text.english() : value.toString();
        MessagePattern variant = choice.variants.get(key);
        return variant != null ? variant : fallback(choice);
    }

    private static MessagePattern fallback(Choice choice) {
        MessagePattern fallback = choice.variants.get(choice.fallback);
        if (fallback == null) {
            throw new IllegalStateException("no variant " + choice.fallback);
        }
        return fallback;
    }

    private static Object value(Map<String, Object> arguments, String name) {
        Object value = arguments.get(name);
        if (value == null) {
            throw new IllegalStateException("no argument " + name + " among " + arguments.keySet());
        }
        return value;
    }

    /** The names of the arguments that it uses. */
    Set<String> arguments() {
        Set<String> names = new TreeSet<>();
        for (Part part : parts) {
            if (part instanceof Argument argument) {
                names.add(argument.name);
            } else if (part instanceof Choice choice) {
                names.add(choice.name);
                choice.variants.values().forEach(v -> names.addAll(v.arguments()));
            }
        }
        return names;
    }

    /** The text of it without arguments: what a translator writes. */
    String words() {
        StringBuilder words = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Words w) {
                words.append(w.text);
            } else if (part instanceof Choice choice) {
                choice.variants.values().forEach(v -> words.append(v.words()));
            }
        }
        return words.toString();
    }

    /** From left to right, one character at a time. */
    private static final class Reader {
        private final String place;
        private final String text;
        private int at;

        Reader(String place, String text) {
            this.place = place;
            this.text = text;
        }

        /** Up to the end, or, in a choice, up to the next variant or the end of the choice. */
        MessagePattern pattern(boolean inChoice) {
            List<Part> parts = new ArrayList<>();
            StringBuilder words = new StringBuilder();
            while (at < text.length() && !(inChoice && (text.charAt(at) == '}' || variantFollows()))) {
                char c = text.charAt(at++);
                if (c != '{') {
                    words.append(c);
                    continue;
                }
                blank();
                if (peek() == '"') {
                    words.append(literal());
                } else {
                    if (words.length() > 0) {
                        parts.add(new Words(words.toString()));
                        words.setLength(0);
                    }
                    parts.add(placeable());
                }
                blank();
                expect('}');
            }
            String rest = inChoice ? words.toString().stripTrailing() : words.toString();
            if (!rest.isEmpty()) {
                parts.add(new Words(rest));
            }
            return new MessagePattern(parts);
        }

        private boolean variantFollows() {
            if (text.charAt(at) != '\n') {
                return false;
            }
            String rest = text.substring(at).stripLeading();
            return rest.startsWith("[") || rest.startsWith("*[") || rest.startsWith("}");
        }

        private String literal() {
            int end = text.indexOf('"', at + 1);
            if (end < 0) {
                throw broken("a quote that ends");
            }
            String inside = text.substring(at + 1, end);
            at = end + 1;
            return inside;
        }

        private Part placeable() {
            expect('$');
            String name = name();
            blank();
            if (peek() == '}') {
                return new Argument(name);
            }
            expect('-');
            expect('>');
            Map<String, MessagePattern> variants = new LinkedHashMap<>();
            String fallback = "";
            for (blank(); peek() != '}'; blank()) {
                boolean star = peek() == '*';
                at += star ? 1 : 0;
                expect('[');
                blank();
                String key = name();
                blank();
                expect(']');
                while (peek() == ' ') {
                    at++;
                }
                variants.put(key, pattern(true));
                fallback = star ? key : fallback;
            }
            if (fallback.isEmpty()) {
                throw broken("a variant with *");
            }
            return new Choice(name, variants, fallback);
        }

        private String name() {
            int from = at;
            while (Character.isLetterOrDigit(peek()) || peek() == '-' || peek() == '_') {
                at++;
            }
            return text.substring(from, at);
        }

        private void blank() {
            while (peek() == ' ' || peek() == '\n') {
                at++;
            }
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void expect(char c) {
            if (peek() != c) {
                throw broken("'" + c + "'");
            }
            at++;
        }

        private IllegalStateException broken(String expected) {
            return new IllegalStateException(place + ": " + expected + " expected at \"" + text.substring(at) + "\"");
        }
    }
}
