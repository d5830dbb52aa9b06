package dev.shmfit.lint;

import java.util.ArrayList;
import java.util.List;

/** Two texts as a unified diff that {@code patch} and {@code git apply} take. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;

    private UnifiedDiff() {}

    private record Line(char sign, String text) {}

    /** The diff; empty where the texts are the same. */
    public static String of(String name, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<Line> script = script(lines(before), lines(after));
        String path = name.startsWith("/") ? name.substring(1) : name;
        StringBuilder out = new StringBuilder("--- a/" + path + "\n+++ b/" + path + "\n");
        int i = 0;
        int oldLine = 1;
        int newLine = 1;
        while (i < script.size()) {
            int next = i;
            while (next < script.size() && script.get(next).sign == ' ') {
                next++;
            }
            if (next == script.size()) {
                break;
            }
            int from = Math.max(i, next - CONTEXT);
            oldLine += from - i;
            newLine += from - i;
            int to = hunkEnd(script, next);
            hunk(script.subList(from, to), oldLine, newLine, out);
            oldLine += (int)
                    script.subList(from, to).stream().filter(l -> l.sign != '+').count();
            newLine += (int)
                    script.subList(from, to).stream().filter(l -> l.sign != '-').count();
            i = to;
        }
        return out.toString();
    }

    /** Changes with little between them are one hunk. */
    private static int hunkEnd(List<Line> script, int from) {
        int last = from;
        for (int i = from; i < script.size() && i <= last + 2 * CONTEXT; i++) {
            last = script.get(i).sign == ' ' ? last : i;
        }
        return Math.min(script.size(), last + 1 + CONTEXT);
    }

    private static void hunk(List<Line> lines, int oldLine, int newLine, StringBuilder out) {
        long olds = lines.stream().filter(l -> l.sign != '+').count();
        long news = lines.stream().filter(l -> l.sign != '-').count();
        out.append("@@ -").append(olds == 0 ? oldLine - 1 : oldLine).append(',').append(olds);
        out.append(" +")
                .append(news == 0 ? newLine - 1 : newLine)
                .append(',')
                .append(news)
                .append(" @@\n");
        for (Line l : lines) {
            out.append(l.sign).append(l.text);
            if (!l.text.endsWith("\n")) {
                out.append("\n\\ No newline at end of file\n");
            }
        }
    }

    /** Lines with their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(at, end));
            at = end;
        }
        return lines;
    }

    /** Edits are few and in order: what begins and ends alike is cut off, the rest compared line by line. */
    private static List<Line> script(List<String> a, List<String> b) {
        int head = 0;
        while (head < Math.min(a.size(), b.size()) && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(a.size(), b.size()) - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<Line> script = new ArrayList<>();
        a.subList(0, head).forEach(l -> script.add(new Line(' ', l)));
        between(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail), script);
        a.subList(a.size() - tail, a.size()).forEach(l -> script.add(new Line(' ', l)));
        return script;
    }

    /** Greedy: the nearest line that both have; what lies before it was taken away or came. */
    private static void between(List<String> a, List<String> b, List<Line> script) {
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                script.add(new Line(' ', a.get(i)));
                i++;
                j++;
                continue;
            }
            int[] next = nearest(a, b, i, j);
            while (i < next[0]) {
                script.add(new Line('-', a.get(i++)));
            }
            while (j < next[1]) {
                script.add(new Line('+', b.get(j++)));
            }
        }
    }

    private static int[] nearest(List<String> a, List<String> b, int i, int j) {
        int most = a.size() - i + b.size() - j;
        for (int distance = 1; distance < Math.min(most, 400); distance++) {
            for (int d = 0; d <= distance; d++) {
                int x = i + d;
                int y = j + distance - d;
                if (x < a.size() && y < b.size() && a.get(x).equals(b.get(y))) {
                    return new int[] {x, y};
                }
            }
        }
        return new int[] {a.size(), b.size()};
    }
}
