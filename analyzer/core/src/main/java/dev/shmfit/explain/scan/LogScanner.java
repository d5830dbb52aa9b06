package dev.shmfit.explain.scan;

import dev.shmfit.explain.catalog.Phrases;
import dev.shmfit.explain.catalog.Phrases.Phrase;
import dev.shmfit.explain.catalog.Signature;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int MOST_TRIES = 4;

    private record Wording(Signature signature, Phrase phrase) {}

    private record Found(Match match, int from, int to) {}

    private final List<Wording> wordings = new ArrayList<>();
    private final PhraseIndex index;
    private final Consumer<Match> out;

    private char[] text = new char[2 * FULL];
    private int length;
    private final List<int[]> anchors = new ArrayList<>();
    private long[] lineNumbers = new long[1024];
    private int[] lineStarts = new int[1024];
    private int lines;
    private int state;
    private long lastCovered;

    public LogScanner(List<Signature> signatures, Consumer<Match> out) {
        for (Signature s : signatures) {
            for (String wording : s.wordings()) {
                wordings.add(new Wording(s, Phrases.phrase(wording)));
            }
        }
        this.index =
                new PhraseIndex(wordings.stream().map(w -> w.phrase().anchor()).toList());
        this.out = out;
    }

    /** Takes a line, without its prefix. */
    public void line(String line, long number) {
        begin(number);
        if (length + line.length() > text.length) {
            text = Arrays.copyOf(text, 2 * (length + line.length()));
        }
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!Phrases.isSpace(c)) {
                char plain = c == '\u2019' || c == '\u2018' ? '\'' : c;
                text[length++] = plain;
                state = index.step(state, plain);
                if (index.ends(state)) {
                    for (int wording : index.found(state)) {
                        anchors.add(new int[] {wording, length});
                    }
                }
            }
        }
        if (length >= FULL) {
            examine(lineBefore(length - REACH));
        }
    }

    /** Nothing more comes. */
    public void end() {
        examine(length);
    }

    private void begin(long number) {
        if (lines == lineStarts.length) {
            lineStarts = Arrays.copyOf(lineStarts, 2 * lines);
            lineNumbers = Arrays.copyOf(lineNumbers, 2 * lines);
        }
        lineStarts[lines] = length;
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
        CharBuffer all = CharBuffer.wrap(text, 0, length);
        List<Found> found = new ArrayList<>();
        List<int[]> later = new ArrayList<>();
        for (int[] anchor : anchors) {
            if (anchor[1] > limit) {
                later.add(anchor);
            } else {
                find(wordings.get(anchor[0]), anchor[1], all, found);
            }
        }
        anchors.clear();
        anchors.addAll(later);
        report(found);
        forget(limit);
    }

    /** Looks from each place near the anchor at which the wording may begin, the nearest first. */
    private void find(Wording w, int end, CharBuffer all, List<Found> found) {
        String head = w.phrase().head();
        int anchor = end - w.phrase().anchor().length();
        Matcher m = w.phrase().pattern().matcher(all);
        int tries = 0;
        for (int at = anchor; at >= Math.max(0, anchor - w.phrase().before()) && tries < MOST_TRIES; at--) {
            if (startsWith(head, at)) {
                tries++;
                m.region(at, Math.min(length, at + REACH));
                if (m.lookingAt() && m.end() >= end) {
                    found.add(new Found(match(w, m), m.start(), m.end()));
                    return;
                }
            }
        }
    }

    private boolean startsWith(String head, int at) {
        if (at + head.length() > length) {
            return false;
        }
        for (int i = 0; i < head.length(); i++) {
            char c = text[at + i];
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
            if (lower != head.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private Match match(Wording w, Matcher m) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : w.phrase().names()) {
            values.put(name, m.group(name));
        }
        return new Match(
                w.signature(),
                lineNumbers[lineAt(m.start())],
                lineNumbers[lineAt(Math.max(m.start(), m.end() - 1))],
                values);
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
        int cut = Math.max(0, Math.min(limit - REACH, length));
        int first = lineAt(cut);
        System.arraycopy(text, cut, text, 0, length - cut);
        length -= cut;
        anchors.forEach(a -> a[1] -= cut);
        int kept = lines - first;
        for (int i = 0; i < kept; i++) {
            lineStarts[i] = Math.max(0, lineStarts[first + i] - cut);
            lineNumbers[i] = lineNumbers[first + i];
        }
        lines = kept;
    }
}
