package dev.shmfit.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Something to say, in no language yet: a message and what stands in it. Two that say the same are equal.
 *
 * @param id {@code area/message} or {@code area/message.attribute}, as the message files have it; or one of the marks below
 * @param arguments by name: a {@link String} (the same in every language), a {@link Long}, or a {@link Text}
 * @param parts of a text that is put together
 */
public record Text(String id, SortedMap<String, Object> arguments, List<Text> parts) {
    /** One string, the same in every language. */
    private static final String VERBATIM = "=";
    /** One sentence after another. */
    private static final String SENTENCES = ".";
    /** {@code a, b and c}. */
    private static final String LIST = ",";
    /** {@code a; b; c}. */
    private static final String SEMICOLONS = ";";
    /** {@code a, b, c}. */
    private static final String COMMAS = ",,";
    /** One part after another, with nothing between. */
    private static final String JOINED = "+";

    /** A sentence without its full stop, to stand in another. */
    private static final String CLAUSE = "-";

    /** Without the blanks and the ends of lines behind it, to stand in another. */
    private static final String WITHOUT_END = "-+";

    private static final String STRING = "text";
    /** Nothing to say. */
    public static final Text EMPTY = verbatim("");

    public Text {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
        parts = List.copyOf(parts);
    }

    /**
     * A message.
     *
     * @param id {@code area/message}: a literal, so that the build finds its texts
     * @param namesAndValues the name of an argument, its value, and so on
     */
    public static Text of(String id, Object... namesAndValues) {
        TreeMap<String, Object> arguments = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            arguments.put(
                    (String) namesAndValues[i],
                    value instanceof Text
                            ? value
                            : value instanceof Number n ? (Object) n.longValue() : value.toString());
        }
        return new Text(id, arguments, List.of());
    }

    /** What is no language's: a name, a command, a figure; or a text that has no message yet. */
    public static Text verbatim(String text) {
        TreeMap<String, Object> arguments = new TreeMap<>();
        arguments.put(STRING, text);
        return new Text(VERBATIM, arguments, List.of());
    }

    /** One sentence after another; empty ones are left out. */
    public static Text sentences(Text... sentences) {
        return sentences(List.of(sentences));
    }

    /** One sentence after another; empty ones are left out. */
    public static Text sentences(List<Text> sentences) {
        return composed(SENTENCES, sentences);
    }

    /** One part after another, with nothing between: texts, and strings that are the same in every language. */
    public static Text joined(Object... parts) {
        return composed(
                JOINED,
                Stream.of(parts)
                        .map(p -> p instanceof Text text ? text : verbatim(p.toString()))
                        .toList());
    }

    /** A sentence without its full stop, to stand in another. */
    public static Text clause(Text sentence) {
        return new Text(CLAUSE, new TreeMap<>(), List.of(sentence));
    }

    /** A text of several lines without the end of the last, to stand in another. */
    public static Text withoutEnd(Text lines) {
        return new Text(WITHOUT_END, new TreeMap<>(), List.of(lines));
    }

    /** {@code a, b, c}. */
    public static Text commas(List<Text> parts) {
        return composed(COMMAS, parts);
    }

    /** {@code a, b and c}. */
    public static Text list(List<Text> parts) {
        return composed(LIST, parts);
    }

    /** {@code a; b; c}. */
    public static Text semicolons(List<Text> parts) {
        return composed(SEMICOLONS, parts);
    }

    /** {@code a, b and c}, of names. */
    public static Text listOf(List<String> names) {
        return list(names.stream().map(Text::verbatim).toList());
    }

    private static Text composed(String how, List<Text> parts) {
        List<Text> said = parts.stream().filter(t -> !t.isEmpty()).toList();
        return said.size() == 1 ? said.get(0) : said.isEmpty() ? EMPTY : new Text(how, new TreeMap<>(), said);
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return id.equals(VERBATIM) && "".equals(arguments.get(STRING));
    }

    /** In a language. */
    public String in(Language language) {
        return switch (id) {
            case VERBATIM -> String.valueOf(arguments.get(STRING));
            case SENTENCES -> String.join(language.afterSentence(), said(language));
            case JOINED -> String.join("", said(language));
            case SEMICOLONS -> String.join(language.semicolon(), said(language));
            case COMMAS -> String.join(language.comma(), said(language));
            case LIST -> listed(said(language), language);
            case WITHOUT_END -> said(language).get(0).stripTrailing();
            case CLAUSE -> withoutStop(said(language).get(0));
            default -> Messages.pattern(id, language).render(language, arguments);
        };
    }

    private List<String> said(Language language) {
        List<String> said = new ArrayList<>();
        parts.forEach(p -> said.add(p.in(language)));
        return said;
    }

    private static String withoutStop(String sentence) {
        boolean stop = sentence.endsWith(".") || sentence.endsWith("。");
        return stop ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String listed(List<String> said, Language language) {
        int last = said.size() - 1;
        return String.join(language.comma(), said.subList(0, last)) + language.and() + said.get(last);
    }

    /** The ids of the messages in it, this one first. */
    public Stream<String> messages() {
        Stream<Text> inside = Stream.concat(
                arguments.values().stream().filter(Text.class::isInstance).map(Text.class::cast), parts.stream());
        return Stream.concat(id.contains("/") ? Stream.of(id) : Stream.of(), inside.flatMap(Text::messages));
    }

    /** In English, in which JSON, logs and errors are. */
    public String english() {
        return in(Language.ENGLISH);
    }

    /** As {@link #english}, so that a text can stand in a sentence that has no message yet. */
    @Override
    public String toString() {
        return english();
    }
}
