package dev.shmfit.explain.scan;

import dev.shmfit.explain.catalog.Phrases;
import dev.shmfit.explain.catalog.Phrases.Phrase;
import dev.shmfit.explain.catalog.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * Finds wordings in a text that comes line by line. What it keeps does not grow with the text, and what it does grows
 * with its length alone.
 *
 * <p>White space is left out of the text, so that a line that was wrapped or indented reads as it was printed.
 */
public final class LogScanner {
    /** No wording is longer than this, or is found no more. */
    private static final int REACH = 1200;

    private static final int FULL = 1 << 16;

    private record Wording(Signature signature, Phrase phrase) {}

    private record Found(Match match, int from, int to) {}

    private final List<Wording> wordings = new ArrayList<>();
    private final PhraseIndex index;
    private final Consumer<Match> out;

    private final StringBuilder text = new StringBuilder(FULL + 4096);
    private final List<int[]> anchors = new ArrayList<>();
    private long[] lineNumbers = new long[1024];
    private int[] lineStarts = new int[1024];
    private int lines;
    private int scanned;
    private int state;
    private long lastCovered;

    public LogScanner(List<Signature> signatures, Consumer<Match> out) {
        for (Signature s : signatures) {
            for (String wording : s.wordings()) {
                wordings.add(new Wording(s, Phrases.phrase(wording)));
            }
        }
        this.index = new PhraseIndex(wordings.stream().map(w -> w.phrase().anchor()).toList());
        this.out = out;
    }

    /** Takes a line, without its prefix. */
    public void line(String line, long number) {
        begin(number);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!Phrases.isSpace(c)) {
                text.append(c == '\u2019' || c == '\u2018' ? '\'' : c);
            }
        }
        if (text.length() >= FULL) {
            examine(lineBefore(text.length() - REACH));
        }
    }

    /** Nothing more comes. */
    public void end() {
        examine(text.length());
    }

    private void begin(long number) {
        if (lines == lineStarts.length) {
            lineStarts = java.util.Arrays.copyOf(lineStarts, 2 * lines);
            lineNumbers = java.util.Arrays.copyOf(lineNumbers, 2 * lines);
        }
        lineStarts[lines] = text.length();
        lineNumbers[lines] = number;
        lines++;
    }

    /** The last beginning of a line up to {@code position}; the position itself inside a line that is longer than all. */
    private int lineBefore(int position) {
        int start = lineStarts[lineAt(position)];
        return start > REACH ? start : position;
    }

    private int lineAt(int position) {
        int low = 0;
        int high = lines - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lineStarts[middle] <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Reports what begins before {@code limit}; what follows it may still be incomplete. */
    private void examine(int limit) {
        for (; scanned < text.length(); scanned++) {
            state = index.step(state, text.charAt(scanned));
            for (int wording : index.found(state)) {
                anchors.add(new int[] {wording, scanned + 1});
            }
        }
        List<Found> found = new ArrayList<>();
        List<int[]> later = new ArrayList<>();
        for (int[] anchor : anchors) {
            find(anchor[0], anchor[1], limit, found, later);
        }
        anchors.clear();
        anchors.addAll(later);
        report(found);
        forget(limit);
    }

    private void find(int wording, int end, int limit, List<Found> found, List<int[]> later) {
        Wording w = wordings.get(wording);
        int begin = end - w.phrase().anchor().length();
        Matcher m = w.phrase().pattern().matcher(text);
        m.region(
                w.phrase().fromAnchor() ? begin : Math.max(0, begin - REACH / 3),
                Math.min(text.length(), begin + REACH));
        boolean matches = w.phrase().fromAnchor() ? m.lookingAt() : m.find();
        while (matches && m.end() < end) {
            matches = m.find();
        }
        if (begin >= limit) {
            later.add(new int[] {wording, end});
        } else if (matches && m.start() <= begin) {
            found.add(new Found(match(w, m), m.start(), m.end()));
        }
    }

    private Match match(Wording w, Matcher m) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : w.phrase().names()) {
            values.put(name, m.group(name));
        }
        return new Match(
                w.signature(), lineNumbers[lineAt(m.start())], lineNumbers[lineAt(Math.max(m.start(), m.end() - 1))], values);
    }

    /** Of wordings over the same text the longest counts; a generic one gives way to any other in its lines. */
    private void report(List<Found> found) {
        found.sort(Comparator.comparingInt(Found::from).thenComparing(f -> -f.to()));
        int covered = -1;
        List<Found> kept = new ArrayList<>();
        for (Found f : found) {
            if (f.to() > covered) {
                kept.add(f);
                covered = f.to();
            }
        }
        for (Found f : kept) {
            if (!f.match().signature().generic() || !besideOther(f, kept)) {
                out.accept(f.match());
            }
        }
        for (Found f : kept) {
            if (!f.match().signature().generic()) {
                lastCovered = Math.max(lastCovered, f.match().lastLine());
            }
        }
    }

    private boolean besideOther(Found f, List<Found> all) {
        return f.match().line() <= lastCovered
                || all.stream()
                        .filter(o -> !o.match().signature().generic())
                        .anyMatch(o -> o.match().line() <= f.match().lastLine()
                                && o.match().lastLine() >= f.match().line());
    }

    private void forget(int limit) {
        int cut = Math.max(0, Math.min(limit - REACH, text.length()));
        int first = lineAt(cut);
        text.delete(0, cut);
        scanned -= cut;
        anchors.forEach(a -> a[1] -= cut);
        int kept = lines - first;
        for (int i = 0; i < kept; i++) {
            lineStarts[i] = Math.max(0, lineStarts[first + i] - cut);
            lineNumbers[i] = lineNumbers[first + i];
        }
        lines = kept;
    }
}
