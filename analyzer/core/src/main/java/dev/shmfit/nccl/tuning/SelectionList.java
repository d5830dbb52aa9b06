package dev.shmfit.nccl.tuning;

import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a user's NCCL_ALGO or NCCL_PROTO allows: {@code ring,tree}, {@code ^nvls}, and from 2.24 on also
 * {@code ring;allreduce:tree,ring;broadcast:^tree}.
 *
 * @param allowed per collective, by the word's place in the list of known words; empty map: the setting says nothing
 * @param error why NCCL refuses the setting
 */
record SelectionList(Map<Collective, List<Boolean>> allowed, Optional<Text> error) {
    private static final SelectionList SILENT = new SelectionList(Map.of(), Optional.empty());

    /** Whether a word is allowed; empty where the setting does not speak of this collective. */
    Optional<Boolean> allows(Collective collective, int word) {
        List<Boolean> list = allowed.get(collective);
        return list == null ? Optional.empty() : Optional.of(list.get(word));
    }

    /** Up to 2.23: one list for all; an unknown word is passed over (src/graph/tuning.cc parseList@v2.12.7-1). */
    static SelectionList lenient(String text, List<String> words) {
        boolean inverted = text.startsWith("^");
        List<Boolean> list = new ArrayList<>();
        List<String> named = tokens(inverted ? text.substring(1) : text, ",");
        for (String word : words) {
            boolean isNamed = named.stream().anyMatch(n -> same(n, word));
            list.add(inverted != isNamed);
        }
        Map<Collective, List<Boolean>> all = new EnumMap<>(Collective.class);
        for (Collective c : Collective.values()) {
            all.put(c, List.copyOf(list));
        }
        return new SelectionList(all, Optional.empty());
    }

    /** From 2.24: lists by collective; what is not known is an error (src/graph/tuning.cc parseList@v2.24.3-1). */
    static SelectionList strict(String text, List<String> words) {
        Map<Collective, List<Boolean>> allowed = new EnumMap<>(Collective.class);
        List<String> entries = tokens(text, ";");
        for (int i = 0; i < entries.size(); i++) {
            List<String> parts = tokens(entries.get(i), ":");
            boolean first = i == 0 && !text.startsWith(";");
            if (parts.size() < 2 && !first) {
                return refused(Text.of("nccl/list-collective", "list", text));
            }
            if (parts.isEmpty()) {
                return refused(Text.of("nccl/list-empty", "list", text));
            }
            Optional<Text> error = parts.size() < 2
                    ? apply("", parts.get(0), words, allowed)
                    : apply(parts.get(0), parts.get(1), words, allowed);
            if (error.isPresent()) {
                return refused(Text.of("nccl/list-in", "what", error.get(), "list", text));
            }
        }
        return entries.isEmpty() ? SILENT : new SelectionList(allowed, Optional.empty());
    }

    private static Optional<Text> apply(
            String prefix, String elements, List<String> words, Map<Collective, List<Boolean>> allowed) {
        boolean inverted = elements.startsWith("^");
        List<Boolean> list = new ArrayList<>(Collections.nCopies(words.size(), inverted));
        Optional<Text> unknown = Optional.empty();
        for (String element : tokens(inverted ? elements.substring(1) : elements, ",")) {
            int at = indexOf(words, element);
            if (at < 0) {
                unknown = Optional.of(Text.of("nccl/list-element", "element", element));
                break;
            }
            list.set(at, !inverted);
        }
        boolean found = false;
        for (Collective c : Collective.values()) {
            if (prefix.isEmpty() || same(prefix, c.word())) {
                found = true;
                allowed.put(c, List.copyOf(list));
            }
        }
        return found ? unknown : Optional.of(Text.of("nccl/list-unknown-collective", "collective", prefix));
    }

    private static SelectionList refused(Text why) {
        return new SelectionList(Map.of(), Optional.of(why));
    }

    private static int indexOf(List<String> words, String element) {
        for (int i = 0; i < words.size(); i++) {
            if (same(words.get(i), element)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(String a, String b) {
        return a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
    }

    /** As C's strtok: empty pieces vanish. */
    private static List<String> tokens(String text, String separator) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(separator, start);
            String piece = text.substring(start, end < 0 ? text.length() : end);
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        return pieces;
    }
}
