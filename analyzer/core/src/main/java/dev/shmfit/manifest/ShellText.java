package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The simple commands of a shell script, each as its words with their places. Quotes, continued lines, comments and here
 * documents are followed; variables and arrays that the script itself sets to plain text are filled in, and defaults
 * ({@code ${SIZE:-2g}}) are taken. Nothing is run: whatever else a shell would compute stays as it is written.
 */
final class ShellText {
    private static final int MOST_WORDS = 200_000;
    /** What runs the commands that it reads. */
    private static final Set<String> RUN = Set.of("sh", "bash", "zsh", "dash", "ksh", "ssh", "sbatch", "srun");

    private final String text;
    private final BiFunction<Integer, Integer, Span> place;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, List<Word>> arrays = new LinkedHashMap<>();
    private final List<List<Word>> commands = new ArrayList<>();
    private final List<String> hereDocuments = new ArrayList<>();
    private final List<Stretch> documents = new ArrayList<>();
    private final List<Stretch> quoted = new ArrayList<>();
    private List<Word> command = new ArrayList<>();
    private int at;
    private int words;

    /** @param place gives the place of a stretch of the text by its two offsets */
    private ShellText(String text, BiFunction<Integer, Integer, Span> place) {
        this.text = text;
        this.place = place;
        read(false);
    }

    /** A whole file. */
    static ShellText ofFile(String file, String text) {
        LineIndex lines = new LineIndex(file, text);
        return new ShellText(text, lines::span);
    }

    /** A script in a value of a YAML text: lines are told where the text keeps them, columns are not. */
    static ShellText ofLeaf(Tree.Leaf leaf) {
        return leaf.style() == Tree.Style.BLOCK
                ? block(leaf.text(), leaf.at())
                : new ShellText(leaf.text(), (from, to) -> leaf.at());
    }

    /** A script that is a word of a command line; one of several lines is written as a block. */
    static ShellText of(Word word) {
        return word.text().indexOf('\n') >= 0
                ? block(word.text(), word.at())
                : new ShellText(word.text(), (from, to) -> word.at());
    }

    private static ShellText block(String text, Span at) {
        return new ShellText(text, (from, to) -> {
            int line = at.line()
                    + 1
                    + (int) text.substring(0, from)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            return new Span(at.file(), line, 0, at.start(), at.start());
        });
    }

    List<List<Word>> commands() {
        return List.copyOf(commands);
    }

    /** A stretch of the text by its two offsets. */
    record Stretch(int start, int end) {}

    /** The bodies of here documents that no shell runs. */
    List<Stretch> documents() {
        return List.copyOf(documents);
    }

    /** What stands between single quotes, and so stands for itself. */
    List<Stretch> quoted() {
        return List.copyOf(quoted);
    }

    private void read(boolean array) {
        while (at < text.length() && words < MOST_WORDS) {
            char c = text.charAt(at);
            if (continued()) {
                at += text.startsWith("\\\r\n", at) ? 3 : 2;
            } else if (c == '\n') {
                at++;
                if (!array) {
                    finish();
                    skipHereDocuments();
                }
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '#') {
                skipLine();
            } else if (array && c == ')') {
                at++;
                return;
            } else if (c == ';' || c == '&' || c == '|' || c == '(' || c == ')') {
                operator(c);
            } else if (c == '<' || c == '>') {
                redirection();
            } else {
                word();
            }
        }
        finish();
    }

    private boolean continued() {
        return text.startsWith("\\\n", at) || text.startsWith("\\\r\n", at);
    }

    private void operator(char c) {
        boolean redirects = c == '&' && text.startsWith("&>", at);
        at++;
        if (!redirects) {
            finish();
        }
    }

    private void redirection() {
        boolean here = text.startsWith("<<", at) && !text.startsWith("<<<", at);
        while (at < text.length() && "<>&-|".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        if (at < text.length() && "\n;)".indexOf(text.charAt(at)) < 0) {
            int before = command.size();
            word();
            if (command.size() > before) {
                Word target = command.remove(command.size() - 1);
                if (here) {
                    hereDocuments.add(target.text());
                }
            }
        }
    }

    private void skipHereDocuments() {
        for (String end : hereDocuments) {
            int begin = at;
            int behind = at;
            while (at < text.length()) {
                int from = at;
                skipLine();
                String line = text.substring(from, at).strip();
                at = Math.min(text.length(), at + 1);
                behind = from;
                if (line.equals(end)) {
                    break;
                }
                behind = at;
            }
            hereDocument(begin, Math.max(begin, behind));
        }
        hereDocuments.clear();
    }

    /** A shell that reads one runs it; to anything else it is a text. */
    private void hereDocument(int begin, int end) {
        boolean run = !commands.isEmpty()
                && commands.get(commands.size() - 1).stream().anyMatch(w -> RUN.contains(CommandWords.base(w.text())));
        if (run) {
            ShellText inner =
                    new ShellText(text.substring(begin, end), (from, to) -> place.apply(begin + from, begin + to));
            commands.addAll(inner.commands);
        } else {
            documents.add(new Stretch(begin, end));
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void word() {
        int start = at;
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (continued()) {
                at += text.startsWith("\\\r\n", at) ? 3 : 2;
            } else if (Character.isWhitespace(c) || ";&|<>)".indexOf(c) >= 0) {
                break;
            } else if (c == '(') {
                if (!array(value.toString())) {
                    break;
                }
                return;
            } else if (c == '\'') {
                quoted = true;
                int end = text.indexOf('\'', at + 1);
                end = end < 0 ? text.length() : end;
                this.quoted.add(new Stretch(at + 1, end));
                value.append(text, at + 1, end);
                at = Math.min(text.length(), end + 1);
            } else if (c == '"') {
                quoted = true;
                doubleQuoted(value);
            } else if (c == '\\' && at + 1 < text.length()) {
                value.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '$' || c == '`') {
                value.append(expansion());
            } else {
                value.append(c);
                at++;
            }
        }
        add(value.toString(), start, quoted);
    }

    private void doubleQuoted(StringBuilder value) {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (continued()) {
                at += 2;
            } else if (c == '\\' && at + 1 < text.length() && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0) {
                value.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '$' || c == '`') {
                value.append(expansion());
            } else {
                value.append(c);
                at++;
            }
        }
        at = Math.min(text.length(), at + 1);
    }

    /** {@code NAME=(...)} and {@code NAME+=(...)}; whether it is one. */
    private boolean array(String before) {
        if (!before.matches("[A-Za-z_]\\w*\\+?=")) {
            return false;
        }
        at++;
        List<Word> outer = command;
        command = new ArrayList<>();
        read(true);
        List<Word> items = command;
        command = outer;
        String name = before.replaceFirst("\\+?=$", "");
        List<Word> all = new ArrayList<>(before.endsWith("+=") ? arrays.getOrDefault(name, List.of()) : List.of());
        all.addAll(items);
        arrays.put(name, all);
        return true;
    }

    /** What a dollar or a backtick stands for, where that is known; else as written. */
    private String expansion() {
        int start = at;
        if (text.startsWith("$(", at) || text.charAt(at) == '`') {
            at = text.charAt(at) == '`' ? behind('`') : behindBracket('(', ')');
            return text.substring(start, at);
        }
        if (text.startsWith("${", at)) {
            at = behindBracket('{', '}');
            String inside = text.substring(start + 2, Math.max(start + 2, at - 1));
            return valueOf(inside, text.substring(start, at));
        }
        at++;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return valueOf(text.substring(start + 1, at), text.substring(start, at));
    }

    private String valueOf(String inside, String written) {
        int operator = inside.indexOf(":-") >= 0 ? inside.indexOf(":-") : inside.indexOf('-');
        String name = operator < 0 ? inside : inside.substring(0, operator);
        String known = variables.get(name);
        if (known != null) {
            return known;
        }
        if (operator < 0) {
            return written;
        }
        String rest = inside.substring(operator + (inside.startsWith(":-", operator) ? 2 : 1));
        return rest.replaceAll("^[\"']|[\"']$", "");
    }

    private int behind(char quote) {
        int end = text.indexOf(quote, at + 1);
        return end < 0 ? text.length() : end + 1;
    }

    private int behindBracket(char open, char close) {
        int depth = 0;
        for (int i = at + 1; i < text.length(); i++) {
            depth += text.charAt(i) == open ? 1 : text.charAt(i) == close ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private void add(String value, int start, boolean quoted) {
        words++;
        List<Word> spread = spread(value);
        if (spread != null) {
            command.addAll(spread);
        } else if (!value.isEmpty() || quoted) {
            command.add(new Word(value, place.apply(start, at)));
        }
    }

    private @Nullable List<Word> spread(String value) {
        boolean whole = value.startsWith("${") && (value.endsWith("[@]}") || value.endsWith("[*]}"));
        return whole ? arrays.get(value.substring(2, value.length() - 4)) : null;
    }

    /** Ends a command; one that only sets variables is remembered. */
    private void finish() {
        for (Word w : command) {
            int from = w.text().equals("export") ? -1 : w.text().indexOf('=');
            if (from == 0 || (from > 0 && !w.text().substring(0, from).matches("[A-Za-z_]\\w*"))) {
                break;
            }
            if (from > 0 && w.text().indexOf('$') < 0) {
                variables.put(w.text().substring(0, from), w.text().substring(from + 1));
            } else if (from < 0 && !w.text().matches("export|readonly|declare|local|-x")) {
                break;
            }
        }
        if (!command.isEmpty()) {
            commands.add(command);
        }
        command = new ArrayList<>();
    }
}
