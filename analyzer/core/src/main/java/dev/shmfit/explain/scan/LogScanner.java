package dev.shmfit.explain.scan;

import dev.shmfit.explain.catalog.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    private static final int NEARBY = 4;

    /** 0 for what means nothing between letters, by character. */
    private static final int[] SPACES = spaces();

    /** A wording that was found; what its parts hold is read once it is known that no longer one covers it. */
    private static final class Found {
        private final int number;
        private final WordingMatcher wording;
        private final int from;
        private final int to;
        private final int[] parts;

        Found(int number, WordingMatcher wording, int from) {
            this.number = number;
            this.wording = wording;
            this.from = from;
            this.to = wording.end();
            this.parts = wording.places();
        }

        int from() {
            return from;
        }

        int to() {
            return to;
        }

        /** Whether the place that ends here is the other's anchor in this one, around which all of it stands. */
        boolean covers(Wordings.Wording other, int number, int end) {
            int part = wording.partWith(other, number);
            return part >= 0 && parts[2 * part + 1] == end;
        }

        static int compare(Found a, Found b) {
            if (a.from != b.from) {
                return Integer.compare(a.from, b.from);
            }
            return a.to != b.to ? Integer.compare(b.to, a.to) : Integer.compare(a.parts.length, b.parts.length);
        }
    }

    private final List<Wordings.Wording> wordings;

    /** Made when its anchor is met for the first time: of a thousand wordings a log has a few. */
    private final @Nullable WordingMatcher[] matchers;

    private final int[] letters = SPACES;
    private final int firstWord;
    private final int[] groups;
    private final PhraseIndex index;
    private final Consumer<Match> out;
    private final Repeats repeats;

    private char[] text = new char[2 * FULL];
    private int length;
    private Anchors anchors = new Anchors();
    private Anchors later = new Anchors();
    private long[] lineNumbers = new long[1024];
    private int[] lineStarts = new int[1024];
    private int lines;
    private int lastAsked;
    private int state = PhraseIndex.start();
    private long lastCovered;
    private int round;

    /** @param out takes what is found, in the order of the text */
    public LogScanner(Wordings catalogue, Consumer<Match> out) {
        this(catalogue, out, Repeats.NONE);
    }

    /**
     * @param out takes what is found, in the order of the text
     * @param repeats counts what is found in its place, where it knows what it says
     */
    public LogScanner(Wordings catalogue, Consumer<Match> out, Repeats repeats) {
        this.wordings = catalogue.all();
        this.matchers = new WordingMatcher[wordings.size()];
        this.firstWord = wordings.size();
        this.groups = catalogue.groups();
        this.index = catalogue.index();
        this.out = out;
        this.repeats = repeats;
    }

    private static int[] spaces() {
        int[] spaces = new int[PhraseIndex.LETTERS];
        for (int c = 0; c < spaces.length; c++) {
            spaces[c] = Phrases.isSpace((char) c) ? 0 : 1;
        }
        return spaces;
    }

    /**
     * Takes a line in UTF-8, without its prefix.
     *
     * @return a bit for each of the catalogue's groups of further words of which one ends in the line, that of the first
     *     the lowest
     */
    public int line(byte[] line, int from, int to, long number) {
        begin(number);
        if (length + to - from > text.length) {
            text = Arrays.copyOf(text, 2 * (length + to - from));
        }
        int words = 0;
        int at = from;
        while (at < to) {
            at = plain(line, at, to);
            if (at < 0) {
                at = -at;
                words |= note();
            } else if (at < to) {
                at += wide(Utf8.at(line, at, to));
            }
        }
        if (length >= FULL) {
            examine(lineBefore(length - REACH));
        }
        return words;
    }

    /**
     * Takes characters of ASCII up to one that is not, or at which something ends.
     *
     * @return where the next stands; negative where something ended
     */
    private int plain(byte[] line, int from, int to) {
        char[] all = text;
        int[] kept = letters;
        int[] columns = index.columns();
        int[] table = index.table();
        int firstFound = index.firstFound();
        int count = length;
        int now = state;
        int at = from;
        while (at < to) {
            int c = line[at];
            if (c < 0) {
                break;
            }
            at++;
            if (kept[c] != 0) {
                all[count++] = (char) c;
                now = table[now + columns[c]];
                if (now >= firstFound) {
                    length = count;
                    state = now;
                    return -at;
                }
            }
        }
        length = count;
        state = now;
        return at;
    }

    /** Takes what ends here. */
    private int note() {
        int words = 0;
        for (int string : index.found(state)) {
            if (string < firstWord) {
                anchors.add(string, length);
            } else {
                words |= groups[string - firstWord];
            }
        }
        return words;
    }

    /** Takes a character that is not of ASCII; how many bytes it has. */
    private int wide(int point) {
        int c = Utf8.codePoint(point);
        if (c == '\u2019' || c == '\u2018') {
            text[length++] = '\'';
            state = index.step(state, '\'');
            note();
        } else if (Character.isSupplementaryCodePoint(c)) {
            text[length++] = Character.highSurrogate(c);
            text[length++] = Character.lowSurrogate(c);
            state = PhraseIndex.start();
        } else if (!Phrases.isSpace((char) c)) {
            text[length++] = (char) c;
            state = PhraseIndex.start();
        }
        return Utf8.length(point);
    }

    /** Nothing more comes. */
    public void end() {
        examine(length);
    }

    /** The work done to match wordings; it grows with the text and no faster. */
    long tried() {
        long sum = 0;
        for (WordingMatcher m : matchers) {
            sum += m == null ? 0 : m.tried();
        }
        return sum;
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

    /** Near the line that was asked for last, mostly: places are asked for in their order. */
    private int lineAt(int position) {
        int near = Math.min(lastAsked, lines - 1);
        for (int i = 0; i < NEARBY && near >= 0 && lineStarts[near] <= position; i++) {
            if (near + 1 == lines || lineStarts[near + 1] > position) {
                lastAsked = near;
                return near;
            }
            near++;
        }
        int found = search(position);
        lastAsked = found;
        return found;
    }

    private int search(int position) {
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

    private boolean isLineStart(int position) {
        return lineStarts[lineAt(position)] == position;
    }

    /** Reports what begins before {@code limit}; what follows it may still be incomplete. */
    private void examine(int limit) {
        if (anchors.count() > 0) {
            round++;
            List<Found> found = new ArrayList<>();
            later.clear();
            for (int i = 0; i < anchors.count(); i++) {
                int end = anchors.end(i);
                if (end > limit) {
                    later.add(anchors.string(i), end);
                } else {
                    find(anchors.string(i), end, found);
                }
            }
            Anchors done = anchors;
            anchors = later;
            later = done;
            report(found);
        }
        forget(limit);
    }

    private WordingMatcher matcher(int number) {
        WordingMatcher m = matchers[number];
        if (m == null) {
            m = new WordingMatcher(wordings.get(number));
            matchers[number] = m;
        }
        m.reset(text, length, round);
        return m;
    }

    /** Whether a wording that was found is a longer one of the same words: it counts in place of this one. */
    private boolean isCovered(int number, int end, List<Found> found) {
        int last = Math.max(0, found.size() - NEARBY);
        for (int i = found.size() - 1; i >= last; i--) {
            Found f = found.get(i);
            if (f.to() < end) {
                return false;
            }
            if (f.from() < end && f.covers(wordings.get(number), number, end)) {
                return true;
            }
        }
        return false;
    }

    private void find(int number, int end, List<Found> found) {
        if (isCovered(number, end, found)) {
            return;
        }
        Phrases.Phrase phrase = wordings.get(number).phrase();
        if (phrase.atStart()
                && phrase.before() == 0
                && !isLineStart(end - phrase.anchor().length())) {
            return;
        }
        WordingMatcher wording = matcher(number);
        int from = wording.find(end, REACH);
        boolean placed = from >= 0
                && (!wording.phrase().atStart() || isLineStart(from))
                && (!wording.phrase().atEnd() || wording.end() == length || isLineStart(wording.end()));
        if (placed) {
            found.add(new Found(number, wording, from));
        }
    }

    private long lastLine(Found f) {
        return lineNumbers[lineAt(Math.max(f.from(), f.to() - 1))];
    }

    private void hand(Found f, long first, long last) {
        String deciding = f.wording.deciding(f.parts);
        if (!repeats.again(f.number, deciding, f.wording.size(f.parts), first)) {
            out.accept(new Match(f.wording.signature(), first, last, f.wording.values(f.parts)));
            repeats.learn(f.number, deciding);
        }
    }

    /** Of wordings over the same text the longest counts, of such the one that varies less; a generic one gives way to any other in its lines. */
    private void report(List<Found> found) {
        found.sort(Found::compare);
        int covered = -1;
        List<Found> kept = new ArrayList<>();
        for (Found f : found) {
            if (f.to() > covered) {
                kept.add(f);
                covered = f.to();
            }
        }
        // They are in order, by their first line and by their last: only the nearest on either side can share a line.
        int count = kept.size();
        long[] firsts = new long[count];
        for (int i = 0; i < count; i++) {
            firsts[i] = lineNumbers[lineAt(kept.get(i).from())];
        }
        long[] following = new long[count];
        long next = Long.MAX_VALUE;
        for (int i = count - 1; i >= 0; i--) {
            following[i] = next;
            next = kept.get(i).wording.signature().generic() ? next : firsts[i];
        }
        for (int i = 0; i < count; i++) {
            Found f = kept.get(i);
            long first = firsts[i];
            long last = lastLine(f);
            if (!f.wording.signature().generic()) {
                lastCovered = Math.max(lastCovered, last);
                hand(f, first, last);
            } else if (first > lastCovered && following[i] > last) {
                hand(f, first, last);
            }
        }
    }

    private void forget(int limit) {
        int cut = Math.max(0, Math.min(limit - REACH, length));
        int first = lineAt(cut);
        System.arraycopy(text, cut, text, 0, length - cut);
        length -= cut;
        anchors.shift(cut);
        int kept = lines - first;
        for (int i = 0; i < kept; i++) {
            lineStarts[i] = Math.max(0, lineStarts[first + i] - cut);
            lineNumbers[i] = lineNumbers[first + i];
        }
        lines = kept;
    }
}
