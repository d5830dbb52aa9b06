package dev.shmfit.explain.scan;

import dev.shmfit.explain.catalog.Phrases;
import dev.shmfit.explain.catalog.Phrases.Phrase;
import dev.shmfit.explain.catalog.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scanner looks for, made ready once: the wordings of all signatures, and words that others wait for. Of wordings that
 * are the same without their blanks the first counts.
 */
public final class Wordings {
    record Wording(Signature signature, Phrase phrase) {}

    private final List<Wording> all = new ArrayList<>();
    private final int[] groups;
    private final PhraseIndex index;

    /** @param words to be told of in groups, at most 32, in lower case and without white space */
    public Wordings(List<Signature> signatures, List<List<String>> words) {
        Map<String, Signature> first = new HashMap<>();
        for (Signature s : signatures) {
            for (String wording : s.wordings()) {
                Signature same = first.putIfAbsent(Phrases.lower(wording), s);
                if (same == null || (same.generic() && !s.generic())) {
                    all.add(new Wording(s, Phrases.phrase(wording)));
                }
            }
        }
        List<String> strings = new ArrayList<>();
        all.forEach(w -> strings.add(w.phrase().anchor()));
        List<Integer> bits = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            for (String word : words.get(i)) {
                strings.add(word);
                bits.add(1 << i);
            }
        }
        this.groups = bits.stream().mapToInt(Integer::intValue).toArray();
        this.index = new PhraseIndex(strings);
    }

    List<Wording> all() {
        return all;
    }

    /** The bit of each word's group. */
    int[] groups() {
        return groups;
    }

    /** Finds the anchors, numbered as the wordings are, and behind them the words. */
    PhraseIndex index() {
        return index;
    }
}
