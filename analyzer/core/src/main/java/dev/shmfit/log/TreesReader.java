package dev.shmfit.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code Trees [0] 1/-1/-1->0->-1 …} (src/init.cc): since 2.8 children, rank, parent; from 2.5 to 2.7 two trees in
 * a channel, the second the other way round behind {@code |}; in 2.4 parent, rank, children.
 */
final class TreesReader {
    private static final int NONE = Integer.MIN_VALUE;

    private TreesReader() {}

    static Message read(Scan s, LogLine line) {
        List<Message.Trees.Place> places = new ArrayList<>();
        boolean whole = !line.cut();
        while (!s.atEnd()) {
            s.blanks();
            int channel = s.literal("[") ? s.integer(NONE) : NONE;
            if (channel < 0 || !s.literal("] ") || !place(s, channel, places)) {
                whole = false;
                break;
            }
        }
        if (places.isEmpty()) {
            return MessageReader.lost(line);
        }
        // A number at the end of a line that is cut may have lost digits.
        if (line.cut() && s.atEnd()) {
            places.remove(places.size() - 1);
        }
        return new Message.Trees(places, whole);
    }

    private static boolean place(Scan s, int channel, List<Message.Trees.Place> places) {
        List<Integer> left = list(s);
        int rank = s.literal("->") ? s.integer(NONE) : NONE;
        List<Integer> right = s.literal("->") ? list(s) : List.of();
        if (left.isEmpty() || rank < 0 || right.isEmpty()) {
            return false;
        }
        places.add(of(channel, rank, left, right, false));
        if (!s.literal("|")) {
            return true;
        }
        List<Integer> up = list(s);
        int again = s.literal("->") ? s.integer(NONE) : NONE;
        List<Integer> down = s.literal("->") ? list(s) : List.of();
        if (up.size() != 1 || again != rank || down.isEmpty()) {
            return false;
        }
        places.add(of(channel, rank, up, down, true));
        return true;
    }

    /** The side with several numbers has the children; of two single ones the older wording had the parent first. */
    private static Message.Trees.Place of(
            int channel, int rank, List<Integer> left, List<Integer> right, boolean second) {
        boolean parentFirst = right.size() > 1;
        int up = parentFirst ? left.get(0) : right.get(0);
        List<Integer> down =
                (parentFirst ? right : left).stream().filter(r -> r >= 0).toList();
        return new Message.Trees.Place(channel, rank, up, down, second);
    }

    private static List<Integer> list(Scan s) {
        List<Integer> ranks = new ArrayList<>();
        do {
            int rank = s.integer(NONE);
            if (rank == NONE) {
                return List.of();
            }
            ranks.add(rank);
        } while (s.literal("/"));
        return ranks;
    }
}
