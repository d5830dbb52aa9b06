package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fenced blocks of a Markdown text: a README, an issue. Each reading blanks what is around its blocks and leaves
 * every character at its place, so that lines and columns are those of the file.
 */
public final class MarkdownFences {
    private static final Pattern FENCE = Pattern.compile("(?m)^( *)(`{3,}|~{3,})[ \\t]*([\\w+-]*)[^`\\r\\n]*\\r?$");
    private static final Set<String> DATA = Set.of("yaml", "yml", "json", "jsonc");
    private static final Set<String> SHELL =
            Set.of("", "bash", "sh", "shell", "console", "zsh", "text", "shell-session");
    static final Pattern DATA_BEGINS =
            Pattern.compile("\\s*(?:#.*[\\r\\n]\\s*)*+(?:---|apiVersion:|kind:|services:|version:|\\{)");
    /** A continued line with a comment behind the backslash, as people annotate what they paste. */
    private static final Pattern ANNOTATED = Pattern.compile("(?m)\\\\([ \\t]+#[^\\r\\n]*)(\\r?)$");

    private final String text;
    private final List<Block> blocks;

    private MarkdownFences(String text) {
        this.text = text;
        this.blocks = blocks(text);
    }

    private record Block(String language, int start, int end) {}

    /** The fences of a text. */
    public static MarkdownFences of(String text) {
        return new MarkdownFences(text);
    }

    /** Whether a text is Markdown: by its name, or by a fence that begins a line, which no YAML and no script has. */
    public static boolean are(String name, String text) {
        boolean named = name.toLowerCase(Locale.ROOT).matches(".*\\.(?:md|markdown)");
        return of(text).blocks.stream()
                .anyMatch(b -> named || text.charAt(text.lastIndexOf('\n', b.start - 2) + 1) != ' ');
    }

    /** The text with nothing but its blocks of commands. */
    public String commands() {
        StringBuilder only = new StringBuilder(only(b -> SHELL.contains(b.language) && !isData(b)));
        Matcher m = ANNOTATED.matcher(only.toString());
        while (m.find()) {
            for (int i = m.start(); i < m.end(1); i++) {
                only.setCharAt(i, i == m.end(1) - 1 ? '\\' : ' ');
            }
        }
        return only.toString();
    }

    /** For each block of YAML or JSON the text with nothing but it. */
    public List<String> data() {
        return blocks.stream().filter(this::isData).map(b -> only(b::equals)).toList();
    }

    private boolean isData(Block b) {
        return DATA.contains(b.language)
                || (SHELL.contains(b.language)
                        && DATA_BEGINS.matcher(text.substring(b.start, b.end)).lookingAt());
    }

    private String only(Predicate<Block> kept) {
        StringBuilder blank = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            blank.append(c == '\n' || c == '\r' ? c : ' ');
        }
        blocks.stream().filter(kept).forEach(b -> blank.replace(b.start, b.end, text.substring(b.start, b.end)));
        return blank.toString();
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher m = FENCE.matcher(text);
        String opened = "";
        String language = "";
        int start = 0;
        while (m.find()) {
            boolean closes = !opened.isEmpty()
                    && m.group(2).startsWith(opened)
                    && m.group(3).isEmpty();
            if (closes) {
                blocks.add(new Block(language, Math.min(start, m.start()), m.start()));
                opened = "";
            } else if (opened.isEmpty()) {
                opened = m.group(2);
                language = m.group(3).toLowerCase(Locale.ROOT);
                start = Math.min(text.length(), m.end() + 1);
            }
        }
        if (!opened.isEmpty()) {
            blocks.add(new Block(language, start, text.length()));
        }
        return List.copyOf(blocks);
    }
}
