package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command of a container as a manifest, {@code docker inspect} or {@code kubectl describe} tells it, key by key. It counts as
 * {@code docker run} with the same image, entrypoint and words does. In Compose and Docker {@code command} is what the
 * entrypoint gets, in Kubernetes it is the entrypoint itself.
 */
final class DescribedCommands {
    private static final Pattern KEY = Pattern.compile(
            "^(\\s*(?:-\\s+)?)[\"']?(image|command|args|entrypoint|Image|Command|Args|Cmd|Entrypoint)[\"']?\\s*:(?:\\s+(.*))?$");
    private static final Pattern ITEM = Pattern.compile("^(\\s*)-(?:\\s+(.*))?$");
    private static final Pattern OTHER_KEY = Pattern.compile("^\\s*(?:-\\s+)?[\"']?[\\w./-]+[\"']?\\s*:(?:\\s.*)?$");
    private static final Pattern FOLDED = Pattern.compile(
            "^(\\s*)(?:-\\s+)?(?:[\"']?(?:command|args|entrypoint)[\"']?\\s*:\\s*)?(?<=[\\s:])>[-+0-9]*\\s*$");
    private static final Pattern BLOCK = Pattern.compile("[|>][-+0-9]*");
    private static final Pattern FLOW_ITEM =
            Pattern.compile("\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|'((?:[^']|'')*+)'|([^,\\[\\]\"']+))\\s*(?:,|$)");
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
    private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:ba|da|z)?sh");
    private static final int MOST_WORDS = 400;
    private static final int MOST_LINES = 400;

    /** What one container is told to run. */
    private static final class Container {
        private final int indent;
        private String image = "";
        private Optional<List<String>> entrypoint = Optional.empty();
        private Optional<List<String>> words = Optional.empty();
        private Optional<SourceRef> at = Optional.empty();

        Container(int indent) {
            this.indent = indent;
        }
    }

    private final String item;
    private final List<PastedLine> lines;
    private final PastedFacts facts;
    private final Deque<Container> open = new ArrayDeque<>();
    private boolean compose;

    private DescribedCommands(String item, List<PastedLine> lines, PastedFacts facts) {
        this.item = item;
        this.lines = lines;
        this.facts = facts;
    }

    /** The lines with those of a folded text ({@code command: >}) continued, as they are one line of a command. */
    static List<PastedLine> unfolded(List<PastedLine> lines) {
        List<PastedLine> all = new ArrayList<>(lines);
        for (int i = 0; i < all.size(); i++) {
            Matcher m = FOLDED.matcher(all.get(i).text());
            if (m.matches()) {
                int indent = m.group(1).length();
                while (i + 2 < all.size() && isBelow(all.get(i + 1), indent) && isBelow(all.get(i + 2), indent)) {
                    i++;
                    PastedLine line = all.get(i);
                    all.set(i, new PastedLine(line.number(), line.text() + " \\", line.command(), false));
                }
            }
        }
        return all;
    }

    private static boolean isBelow(PastedLine line, int indent) {
        return !line.boundary() && !line.isBlank() && line.indent() > indent;
    }

    static void read(String item, List<PastedLine> lines, PastedFacts facts) {
        DescribedCommands d = new DescribedCommands(item, lines, facts);
        int i = 0;
        while (i < lines.size()) {
            i = d.line(i);
        }
        d.leave(-1);
    }

    /** Reads a line, and those of its value; the line that comes next. */
    private int line(int i) {
        PastedLine line = lines.get(i);
        String text = line.text();
        if (line.boundary()) {
            leave(-1);
            compose = false;
            return i + 1;
        }
        if (text.isBlank() || line.stripped().startsWith("#")) {
            return i + 1;
        }
        int indent = line.indent();
        boolean item = ITEM.matcher(text).matches();
        leave(item ? indent + 1 : indent);
        compose = line.stripped().equals("services:")
                || (compose && !line.stripped().startsWith("apiVersion:"));
        Matcher m = KEY.matcher(text);
        if (!m.matches()) {
            return i + 1;
        }
        int begins = m.group(1).length();
        String key = m.group(2);
        String value = m.group(3) == null ? "" : m.group(3).strip();
        if (key.equalsIgnoreCase("image")) {
            String image = unquoted(value.replaceFirst(",$", ""));
            if (!image.isEmpty() && image.indexOf(' ') < 0) {
                container(begins).image = image;
            }
            return i + 1;
        }
        List<String> words = new ArrayList<>();
        int next = value(i, begins, Character.isUpperCase(key.charAt(0)), value, words);
        if (!words.isEmpty()) {
            take(container(begins), key, value, words, SourceRef.line(this.item, line.number()));
        }
        return next;
    }

    private void take(Container c, String key, String value, List<String> words, SourceRef at) {
        boolean scalar = !value.isEmpty() && !value.startsWith("[");
        boolean program = key.equalsIgnoreCase("entrypoint")
                || key.equals("Command")
                || (key.equals("command")
                        && !compose
                        && !scalar
                        && !words.get(0).startsWith("-"));
        if (program) {
            c.entrypoint = Optional.of(List.copyOf(words));
        } else {
            c.words = Optional.of(List.copyOf(words));
        }
        if (c.at.isEmpty()) {
            c.at = Optional.of(at);
        }
    }

    private Container container(int indent) {
        Container last = open.peekLast();
        if (last == null || last.indent != indent) {
            last = new Container(indent);
            open.addLast(last);
        }
        return last;
    }

    /** Containers whose keys stand further to the right are told to the end. */
    private void leave(int indent) {
        while (!open.isEmpty() && open.getLast().indent > indent) {
            tell(open.removeLast());
        }
    }

    /** The words of a value that begins on a line; the line behind it. */
    private int value(int at, int indent, boolean described, String value, List<String> words) {
        if (value.startsWith("[")) {
            return flow(at, value, words);
        }
        StringBuilder text = new StringBuilder();
        int i = at + 1;
        if (BLOCK.matcher(value).matches()) {
            i = below(i, indent, text, value.startsWith("|") ? "\n" : " ");
            split(text.toString(), words);
            return i;
        }
        if (!value.isEmpty()) {
            text.append(value);
            i = below(i, indent, text, " ");
            split(unquoted(text.toString()), words);
            return i;
        }
        return described ? listed(i, indent, words) : items(i, indent, words);
    }

    /** {@code [a, "b"]}, over as many lines as it takes. */
    private int flow(int at, String value, List<String> words) {
        StringBuilder text = new StringBuilder(value.substring(1));
        int i = at + 1;
        while (!ends(text)
                && i < lines.size()
                && i - at < MOST_LINES
                && !lines.get(i).boundary()) {
            text.append(' ').append(lines.get(i).stripped());
            i++;
        }
        Matcher m = FLOW_ITEM.matcher(text.toString()
                .strip()
                .replaceFirst(",$", "")
                .replaceFirst("\\]$", "")
                .strip());
        int from = 0;
        while (from < m.regionEnd() && m.find() && m.start() == from && words.size() < MOST_WORDS) {
            String word = m.group(1) != null
                    ? unescaped(m.group(1))
                    : m.group(2) != null
                            ? m.group(2).replace("''", "'")
                            : m.group(3).strip();
            words.add(word);
            from = m.end();
        }
        return i;
    }

    private static boolean ends(CharSequence text) {
        int end = text.length() - 1;
        while (end >= 0 && (Character.isWhitespace(text.charAt(end)) || text.charAt(end) == ',')) {
            end--;
        }
        return end >= 0 && text.charAt(end) == ']';
    }

    /** {@code - item}, of which one may be a block of lines. */
    private int items(int from, int indent, List<String> words) {
        int i = from;
        while (i < lines.size() && words.size() < MOST_WORDS) {
            String text = lines.get(i).text();
            Matcher m = ITEM.matcher(text);
            if (text.isBlank() || lines.get(i).stripped().startsWith("#")) {
                i++;
                continue;
            }
            if (lines.get(i).boundary() || !m.matches() || m.group(1).length() < indent) {
                return i;
            }
            String value = m.group(2) == null ? "" : m.group(2).strip();
            StringBuilder block = new StringBuilder();
            boolean isBlock = BLOCK.matcher(value).matches();
            block.append(isBlock ? "" : value);
            i = below(i + 1, m.group(1).length(), block, isBlock && value.startsWith("|") ? "\n" : " ");
            words.add(isBlock ? block.toString() : unquoted(block.toString().strip()));
        }
        return i;
    }

    /** Words that stand below each other, as kubectl describes them; a script is one word and has several lines. */
    private int listed(int from, int indent, List<String> words) {
        int i = from;
        List<String> all = new ArrayList<>();
        while (i < lines.size()
                && all.size() < MOST_WORDS
                && !lines.get(i).isBlank()
                && lines.get(i).indent() > indent) {
            all.add(lines.get(i).stripped());
            i++;
        }
        int script = all.indexOf("-c") + 1;
        boolean shell = script > 0 && script <= 2;
        words.addAll(shell ? all.subList(0, script) : all);
        if (shell && script < all.size()) {
            words.add(String.join("\n", all.subList(script, all.size())));
        }
        return i;
    }

    /** Adds the lines that stand further to the right. */
    private int below(int from, int indent, StringBuilder text, String between) {
        int i = from;
        while (i < lines.size()
                && i - from < MOST_LINES
                && !lines.get(i).boundary()
                && !lines.get(i).isBlank()
                && lines.get(i).indent() > indent
                && (!between.equals(" ")
                        || !OTHER_KEY.matcher(lines.get(i).text()).matches())) {
            text.append(text.length() == 0 ? "" : between).append(lines.get(i).stripped());
            i++;
        }
        return i;
    }

    private static void split(String text, List<String> words) {
        Matcher m = PastedWords.in(text);
        while (m.find() && words.size() < MOST_WORDS) {
            String word = m.group();
            if (!word.equals("\\")) {
                words.add(PastedWords.bare(word));
            }
        }
    }

    private static String unquoted(String text) {
        String plain = text.strip();
        if (plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"")) {
            return unescaped(plain.substring(1, plain.length() - 1));
        }
        if (plain.length() > 1 && plain.startsWith("'") && plain.endsWith("'")) {
            return plain.substring(1, plain.length() - 1).replace("''", "'");
        }
        return plain.replaceFirst("\\s#.*$", "");
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private void tell(Container c) {
        if (c.at.isEmpty()) {
            return;
        }
        SourceRef at = c.at.get();
        List<String> run = new ArrayList<>(c.entrypoint.orElse(List.of()));
        run.addAll(c.words.orElse(List.of()));
        if (facts.isConditional(at)) {
            return;
        }
        if (c.image.isEmpty()) {
            facts.command(shell(run), at);
        } else {
            List<String> docker = new ArrayList<>(List.of("docker", "run"));
            c.entrypoint.ifPresent(e -> docker.addAll(List.of("--entrypoint", e.get(0))));
            docker.add(c.image);
            docker.addAll(c.entrypoint.isPresent() ? run.subList(1, run.size()) : run);
            facts.command(shell(docker), at);
        }
        LaunchRanks launch = LaunchRanks.of(unwrapped(run));
        launch.ranks().ifPresent(n -> Variables.take(Variables.RANKS, String.valueOf(n), at, facts));
        launch.nodes().ifPresent(n -> Variables.take(Variables.NODES, String.valueOf(n), at, facts));
        if (launch.ranks().isEmpty()) {
            NamedCounts.command(String.join(" ", run), at, facts);
        }
    }

    private static String shell(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(text.length() == 0 ? "" : " ");
            text.append(PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return text.toString();
    }

    /** The words of the script that a shell is given. */
    private static List<String> unwrapped(List<String> run) {
        if (run.size() < 3
                || !SHELL.matcher(run.get(0)).matches()
                || !run.get(1).matches("-\\w*c")) {
            return run;
        }
        List<String> words = new ArrayList<>();
        split(run.get(2).replace("\\\n", " "), words);
        return words;
    }
}
