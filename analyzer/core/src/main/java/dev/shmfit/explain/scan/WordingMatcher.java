package dev.shmfit.explain.scan;

import dev.shmfit.explain.catalog.Phrases;
import dev.shmfit.explain.catalog.Phrases.Part;
import dev.shmfit.explain.catalog.Phrases.Phrase;
import dev.shmfit.explain.catalog.Signature;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Looks for one wording around its anchor. A varying part is as short as can be, so that many places come into question
 * for what follows it; a place that was tried in vain is not tried again from another beginning. The work therefore grows
 * with the length of the text, however nearly it matches.
 */
final class WordingMatcher {
    /** Of places before an anchor at which the wording may begin, so many are tried, the nearest first. */
    private static final int MOST_TRIES = 4;

    private static final boolean[] ANY = {};
    private static final char[][] NONE = {};

    /** The words of choices, made ready once: many wordings have the same. */
    private static final Map<List<String>, char[][][]> CHOICES = new ConcurrentHashMap<>();

    private final Signature signature;
    private final Phrase phrase;
    private final Part[] parts;
    private final char[] head;

    /** Of each part the name under which what it holds is wanted; empty for none. */
    private final String[] names;

    /** The parts that decide what is said, and the part that holds a size; -1 for none. */
    private final int[] deciding;

    private final int size;

    /** The letters of each part that does not vary. */
    private final char[][] literals;

    /** The words of each part that is a choice, by the letter with which they begin. */
    private final char[][][][] words;

    /** The letters with which each part may begin; none where it may begin with any. */
    private final boolean[][] firsts;

    /** Whether the first part is the anchor itself, which is known to stand where it was found. */
    private final boolean anchorFirst;

    private char[] text = {};
    private int length;

    /** Where each part began and ended in the match that is tried. */
    private final int[] begin;

    private final int[] stop;

    /** Behind each varying part: what follows does not match anywhere from here … */
    private final int[] vainFrom;

    /** … up to here. */
    private final int[] vainTo;

    /** By the number of another wording: in which part its anchor ends, as {@link Phrases#partWith}; one more, 0 for not known. */
    private int[] holds = {};

    private int resetIn = -1;
    private int freeFrom;
    private int freeTo;

    private final int[] heads = new int[MOST_TRIES];
    private int headCount;
    private int headsSoughtTo;
    private long tried;

    WordingMatcher(Wordings.Wording wording) {
        this.signature = wording.signature();
        this.phrase = wording.phrase();
        this.parts = phrase.parts().toArray(Part[]::new);
        this.head = phrase.head().toCharArray();
        this.literals = new char[parts.length][];
        this.words = new char[parts.length][][][];
        this.firsts = new boolean[parts.length][];
        this.names = new String[parts.length];
        for (int i = 0; i < parts.length; i++) {
            names[i] = name(parts[i]);
            if (parts[i] instanceof Part.Literal literal) {
                literals[i] = literal.text().toCharArray();
            } else if (parts[i] instanceof Part.Choice choice) {
                words[i] = CHOICES.computeIfAbsent(choice.words(), WordingMatcher::byFirst);
            }
            boolean follows = i > 0 && parts[i - 1] instanceof Part.Gap;
            firsts[i] = follows ? firsts(words(parts[i])) : ANY;
        }
        this.anchorFirst = phrase.before() == 0
                && parts[0] instanceof Part.Literal first
                && first.text().equals(phrase.anchor());
        List<String> decide = signature.says().deciding();
        this.deciding = IntStream.range(0, parts.length)
                .filter(i -> decide.contains(names[i]))
                .toArray();
        this.size = Arrays.asList(names).indexOf("size");
        this.begin = new int[parts.length];
        this.stop = new int[parts.length];
        this.vainFrom = new int[parts.length];
        this.vainTo = new int[parts.length];
    }

    private static List<String> words(Part part) {
        if (part instanceof Part.Literal literal) {
            return List.of(literal.text());
        }
        return part instanceof Part.Choice choice ? choice.words() : List.of();
    }

    /** In the order in which they are tried. */
    private static char[][][] byFirst(List<String> words) {
        char[][][] by = new char[PhraseIndex.LETTERS][][];
        Arrays.fill(by, NONE);
        for (String word : words) {
            char small = word.charAt(0);
            char[][] longer = Arrays.copyOf(by[small], by[small].length + 1);
            longer[longer.length - 1] = word.toCharArray();
            by[small] = longer;
            by[Character.toUpperCase(small)] = longer;
        }
        return by;
    }

    private static boolean[] firsts(List<String> words) {
        boolean[] firsts = new boolean[PhraseIndex.LETTERS];
        for (String word : words) {
            firsts[word.charAt(0)] = true;
            firsts[Character.toUpperCase(word.charAt(0))] = true;
        }
        return words.isEmpty() ? ANY : firsts;
    }

    Signature signature() {
        return signature;
    }

    Phrase phrase() {
        return phrase;
    }

    String anchor() {
        return phrase.anchor();
    }

    /** Begins with another text, or another round over it. */
    void reset(char[] characters, int count, int round) {
        if (round == resetIn) {
            return;
        }
        resetIn = round;
        text = characters;
        length = count;
        Arrays.fill(vainFrom, 0);
        Arrays.fill(vainTo, 0);
        freeFrom = 0;
        freeTo = 0;
        headCount = 0;
        headsSoughtTo = 0;
    }

    /** In which of its parts the anchor of another wording ends that is a piece of this one; -1 where it is none. */
    int partWith(Wordings.Wording other, int number) {
        if (number >= holds.length) {
            holds = Arrays.copyOf(holds, number + 64);
        }
        if (holds[number] == 0) {
            int part = signature.generic() ? -1 : Phrases.partWith(phrase, other.phrase());
            holds[number] = part < 0 ? -1 : part + 1;
        }
        return holds[number] < 0 ? -1 : holds[number] - 1;
    }

    /**
     * Looks for the wording with an anchor that ends at {@code end}; anchors are given in their order.
     *
     * @return where it begins, with {@link #end} and {@link #values} set; -1 where it is not there
     */
    int find(int end, int reach) {
        int anchor = end - phrase.anchor().length();
        if (anchorFirst) {
            int to = next(0, anchor, end);
            return to >= end && to - anchor <= reach ? anchor : -1;
        }
        if (phrase.before() == 0) {
            return fits(anchor, end, reach) ? anchor : -1;
        }
        int first = Math.max(0, anchor - phrase.before());
        char[] all = text;
        char small = head[0];
        char capital = small >= 'a' && small <= 'z' ? (char) (small - 32) : small;
        for (int at = Math.max(headsSoughtTo, first); at <= anchor; at++) {
            if ((all[at] == small || all[at] == capital) && stands(head, at)) {
                heads[headCount++ % MOST_TRIES] = at;
            }
        }
        headsSoughtTo = Math.max(headsSoughtTo, anchor + 1);
        for (int i = 1; i <= Math.min(headCount, MOST_TRIES); i++) {
            int at = heads[(headCount - i) % MOST_TRIES];
            if (at < first) {
                return -1;
            }
            if (fits(at, end, reach)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the wording begins here and goes as far as its anchor, and not beyond what is looked at. */
    private boolean fits(int at, int end, int reach) {
        int to = rest(0, at);
        return to >= end && to - at <= reach;
    }

    /** How often a part was tried at a place: the work that was done. */
    long tried() {
        return tried;
    }

    /** Where the match that was found ends. */
    int end() {
        return stop[parts.length - 1];
    }

    /** Where the parts of the match that was found begin and end, in turn. */
    int[] places() {
        int[] places = new int[2 * parts.length];
        for (int i = 0; i < parts.length; i++) {
            places[2 * i] = begin[i];
            places[2 * i + 1] = stop[i];
        }
        return places;
    }

    /** What stands in the varying parts of a match in the same text. */
    Map<String, String> values(int[] places) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (!names[i].isEmpty()) {
                values.put(names[i], held(i, places));
            }
        }
        return values;
    }

    /** What stands in the parts of a match that decide what it says. */
    String deciding(int[] places) {
        if (deciding.length == 0) {
            return "";
        }
        String first = held(deciding[0], places);
        if (deciding.length == 1) {
            return first;
        }
        StringBuilder all = new StringBuilder(first);
        for (int i = 1; i < deciding.length; i++) {
            all.append(' ').append(held(deciding[i], places));
        }
        return all.toString();
    }

    /** What stands in its part for a size; empty where it has none. */
    String size(int[] places) {
        return size < 0 ? "" : held(size, places);
    }

    private String held(int part, int[] places) {
        return new String(text, places[2 * part], places[2 * part + 1] - places[2 * part]);
    }

    private static String name(Part part) {
        if (part instanceof Part.Digits d) {
            return d.name();
        }
        if (part instanceof Part.Choice c) {
            return c.name();
        }
        return part instanceof Part.Gap g ? g.name() : "";
    }

    /** Where the parts from {@code part} on end, if they begin at {@code at}; else -1. */
    private int rest(int part, int at) {
        if (part == parts.length) {
            return at;
        }
        tried++;
        char[] literal = literals[part];
        if (literal != null) {
            return stands(literal, at) ? next(part, at, at + literal.length) : -1;
        }
        Part p = parts[part];
        if (p instanceof Part.Gap gap) {
            return gap(part, gap, at);
        }
        if (p instanceof Part.Digits digits) {
            int first = digits.signed() && at < length && text[at] == '-' ? at + 1 : at;
            int to = first;
            while (to < length && to - first < Phrases.LONGEST_NUMBER && text[to] >= '0' && text[to] <= '9') {
                to++;
            }
            return to == first ? -1 : next(part, at, to);
        }
        if (at >= length || text[at] >= PhraseIndex.LETTERS) {
            return -1;
        }
        for (char[] word : words[part][text[at]]) {
            int end = stands(word, at) && !goesOn(word, at) ? next(part, at, at + word.length) : -1;
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    /** Whether a number has more digits than the word. */
    private boolean goesOn(char[] word, int at) {
        int end = at + word.length;
        return isDigit(word[word.length - 1]) && end < length && isDigit(text[end]);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int next(int part, int from, int to) {
        int end = rest(part + 1, to);
        if (end >= 0) {
            begin[part] = from;
            stop[part] = to;
        }
        return end;
    }

    private int gap(int part, Part.Gap gap, int from) {
        int last = Math.min(length, from + Phrases.LONGEST_PIECE);
        if (gap.file()) {
            last = Math.min(last, free(from, last));
        }
        int first = from + gap.least();
        int at = first;
        int end = -1;
        boolean[] begins = part + 1 < parts.length ? firsts[part + 1] : ANY;
        char[] all = text;
        while (at <= last) {
            if (begins.length > 0 && (at >= length || all[at] >= PhraseIndex.LETTERS || !begins[all[at]])) {
                at++;
                continue;
            }
            if (at >= vainFrom[part] && at < vainTo[part]) {
                at = vainTo[part];
                continue;
            }
            end = next(part, from, at);
            if (end >= 0) {
                break;
            }
            at++;
        }
        if (at > first) {
            boolean apart = first > vainTo[part] || at < vainFrom[part];
            vainFrom[part] = apart ? first : Math.min(first, vainFrom[part]);
            vainTo[part] = apart ? at : Math.max(at, vainTo[part]);
        }
        return end;
    }

    /** Up to where a file's name may go that begins here, if it goes so far. */
    private int free(int from, int last) {
        int at = from;
        if (from >= freeFrom && from <= freeTo) {
            at = freeTo;
        } else {
            freeFrom = from;
        }
        while (at < last && Phrases.isInFile(text[at])) {
            at++;
        }
        freeTo = Math.max(at, from);
        return at;
    }

    private boolean stands(char[] word, int at) {
        if (at + word.length > length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (small(text[at + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static char small(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
