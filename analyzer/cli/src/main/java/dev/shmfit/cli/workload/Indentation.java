package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.TextLines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Which columns are open to a line of block YAML, and by how much does a line miss them? */
final class Indentation {
    /** A column in which keys or items of a list begin, and the line that opened it. */
    private record Column(int spaces, boolean ofItems, int line) {}

    private final String file;
    private final List<String> lines;

    Indentation(String file, String text) {
        this.file = file;
        this.lines = TextLines.of(text, Integer.MAX_VALUE);
    }

    /**
     * What is wrong with the way in which a line begins.
     *
     * @param number of the line, from 1
     * @return empty where it begins as the lines above allow
     */
    Optional<Problem> fault(int number) {
        if (number > lines.size() || isEmpty(line(number))) {
            return Optional.empty();
        }
        Deque<Column> open = new ArrayDeque<>();
        int previous = 0;
        for (int i = 1; i < number; i++) {
            if (!isEmpty(line(i))) {
                enter(open, i);
                previous = i;
            }
        }
        if (previous == 0) {
            return Optional.empty();
        }
        if (!opens(line(previous)) && !isItem(line(previous)) && !hasKey(line(previous))) {
            return Optional.of(new Problem(
                    new SourceRef(file, previous, spaces(line(previous)) + 1),
                    "this is no YAML: this line has no colon; expected KEY: VALUE"));
        }
        return opens(line(previous)) && spaces(line(number)) > spaces(line(previous))
                ? Optional.empty()
                : misplaced(number, open);
    }

    private Optional<Problem> misplaced(int number, Deque<Column> open) {
        int spaces = spaces(line(number));
        boolean item = isItem(line(number));
        List<Column> fitting =
                new ArrayList<>(open.stream().filter(c -> c.ofItems == item).toList());
        if (fitting.isEmpty() || fitting.stream().anyMatch(c -> c.spaces == spaces)) {
            return Optional.empty();
        }
        Column nearest = fitting.stream()
                .min(Comparator.comparingInt((Column c) -> Math.abs(c.spaces - spaces))
                        .thenComparing(c -> -c.spaces))
                .orElseThrow();
        int missing = nearest.spaces - spaces;
        return Optional.of(new Problem(
                new SourceRef(file, number, spaces + 1),
                "this is no YAML: this line is indented by " + count(spaces) + ", "
                        + (item ? "the list item" : "the key") + " in line " + nearest.line + " by "
                        + nearest.spaces + "; "
                        + (missing > 0 ? "add " + count(missing) : "remove " + count(-missing))));
    }

    private void enter(Deque<Column> open, int number) {
        String line = line(number);
        int spaces = spaces(line);
        while (!open.isEmpty() && open.peek().spaces > spaces) {
            open.pop();
        }
        String rest = line.substring(spaces);
        while (isItem(rest)) {
            push(open, new Column(spaces, true, number));
            String after = rest.substring(1).stripLeading();
            spaces += rest.length() - after.length();
            rest = after;
        }
        if (hasKey(rest) || opens(rest)) {
            push(open, new Column(spaces, false, number));
        }
    }

    private static void push(Deque<Column> open, Column column) {
        open.removeIf(c -> c.spaces == column.spaces && c.ofItems == column.ofItems);
        open.push(column);
    }

    private String line(int number) {
        return lines.get(number - 1);
    }

    private static boolean isEmpty(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    private static int spaces(String line) {
        int i = 0;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private static boolean isItem(String line) {
        String bare = line.strip();
        return bare.equals("-") || bare.startsWith("- ");
    }

    private static boolean hasKey(String line) {
        return line.contains(": ") || opens(line);
    }

    /** Whether what follows may stand deeper. */
    private static boolean opens(String line) {
        String bare = line.replaceFirst("\\s+#.*$", "").strip();
        return bare.endsWith(":") || bare.equals("-");
    }

    private static String count(int spaces) {
        return spaces == 0 ? "nothing" : spaces + (spaces == 1 ? " space" : " spaces");
    }
}
