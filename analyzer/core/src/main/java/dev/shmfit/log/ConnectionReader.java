package dev.shmfit.log;

import dev.shmfit.nccl.plan.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads what starts with {@code Channel} (2.7 on) or {@code Ring} (before): a connection (src/transport/p2p.cc, shm.cc,
 * net.cc), a whole ring (src/graph/rings.cc dumpLine) or a rank's neighbours in one (src/init.cc).
 */
final class ConnectionReader {
    private static final int NONE = Integer.MIN_VALUE;
    private static final int MOST_CHANNELS = 128;

    /** The ring of old versions is a line of 115 characters with 20 ranks at most. */
    private static final int OLD_WIDTH = 20;

    private ConnectionReader() {}

    /** Whether {@code 0[0] -> 1[1] via} stands here. */
    static boolean startsPair(String line, int at) {
        int to = at;
        while (to < line.length() && to < at + 4 && Scan.isDigit(line.charAt(to))) {
            to++;
        }
        int close = to < line.length() && line.charAt(to) == '[' ? line.indexOf(']', to) : -1;
        return close > 0 && line.startsWith(" -> ", close + 1) && line.indexOf(" via ", close) > 0;
    }

    static Message ring(Scan s, LogLine line, boolean graph) {
        int channel = s.integer(NONE);
        if (channel < 0 || channel >= MOST_CHANNELS) {
            return line.level() == Level.BARE
                    ? MessageReader.lost(line)
                    : graph ? MessageReader.lost(line) : passedOr(line);
        }
        OptionalInt second = OptionalInt.empty();
        if (s.literal("/")) {
            int n = s.integer(NONE);
            if (n == NONE) {
                return MessageReader.lost(line);
            }
            second = OptionalInt.of(n);
        }
        s.blanks();
        if (!s.literal(":")) {
            return MessageReader.lost(line);
        }
        s.blanks();
        int first = s.integer(NONE);
        if (first == NONE) {
            return MessageReader.lost(line);
        }
        if (s.peek() == '[' || s.literal(" -> ")) {
            return afterFirst(s, line, OptionalInt.of(channel), second, first);
        }
        return ranks(s, line, channel, second, first);
    }

    private static Message passedOr(LogLine line) {
        return KnownMessages.knows(line.text()) ? Message.PassedOver.INSTANCE : MessageReader.lost(line);
    }

    private static Message ranks(Scan s, LogLine line, int channel, OptionalInt channels, int first) {
        List<Integer> ranks = new ArrayList<>();
        ranks.add(first);
        boolean whole = !line.cut();
        while (!s.atEnd()) {
            s.blanks();
            int rank = s.integer(NONE);
            if (rank < 0) {
                whole = false;
                break;
            }
            ranks.add(rank);
        }
        boolean full = ranks.size() >= OLD_WIDTH;
        return new Message.Ring(channel, channels, ranks, whole && !full);
    }

    static Message pair(Scan s, LogLine line, OptionalInt channel, OptionalInt connection) {
        return afterFirst(s, line, channel, connection, s.integer(NONE));
    }

    private static Message afterFirst(Scan s, LogLine line, OptionalInt channel, OptionalInt connection, int from) {
        String fromDevice = bracket(s);
        s.literal(" -> ");
        int to = s.integer(NONE);
        if ((from < 0 && from != -1) || to == NONE || fromDevice == null) {
            return MessageReader.lost(line);
        }
        if (s.literal(" -> ")) {
            int next = s.integer(NONE);
            return next == NONE || channel.isEmpty()
                    ? MessageReader.lost(line)
                    : new Message.RingEdge(channel.getAsInt(), from, to, next);
        }
        String toDevice = bracket(s);
        Message.Direction direction = s.literal(" [send]")
                ? Message.Direction.SEND
                : s.literal(" [receive]") ? Message.Direction.RECEIVE : Message.Direction.UNSAID;
        if (toDevice == null || from < 0 || to < 0 || !s.literal(" via ")) {
            return MessageReader.lost(line);
        }
        Via via = via(s, line);
        return via == null
                ? MessageReader.lost(line)
                : new Message.Connection(
                        channel,
                        connection,
                        from,
                        fromDevice,
                        to,
                        toDevice,
                        direction,
                        via,
                        line.text().startsWith("Ring "));
    }

    /** What stands in brackets; empty where there are none, null where they do not close. */
    private static @org.jspecify.annotations.Nullable String bracket(Scan s) {
        return s.literal("[") ? s.until(']') : "";
    }

    private static @org.jspecify.annotations.Nullable Via via(Scan s, LogLine line) {
        s.literal("**");
        int from = s.position();
        if (s.literal("direct shared memory")) {
            return new Via(Transport.SHM, "direct shared memory", true);
        }
        if (s.literal("SHM")) {
            boolean whole = side(s);
            side(s);
            return new Via(Transport.SHM, line.text().substring(from, s.position()), whole && delimited(s, line));
        }
        if (s.literal("P2P")) {
            boolean whole = p2p(s);
            return new Via(Transport.P2P, line.text().substring(from, s.position()), whole && delimited(s, line));
        }
        if (s.literal("NET/")) {
            String rest = s.word();
            return new Via(Transport.NET, "NET/" + rest, rest.indexOf('/') > 0 && !line.cut());
        }
        return brokenOff(s.rest());
    }

    /** A line that ends within the first word still tells which it was. */
    private static @org.jspecify.annotations.Nullable Via brokenOff(String rest) {
        if (rest.length() < 2) {
            return null;
        }
        if ("direct shared memory".startsWith(rest) || "SHM".startsWith(rest)) {
            return new Via(Transport.SHM, rest, false);
        }
        return "P2P".startsWith(rest)
                ? new Via(Transport.P2P, rest, false)
                : "NET".startsWith(rest) ? new Via(Transport.NET, rest, false) : null;
    }

    private static boolean side(Scan s) {
        return s.literal("/direct") || s.literal("/CE");
    }

    private static boolean p2p(Scan s) {
        boolean whole = s.literal("/direct pointer")
                || s.literal("/IPC")
                || s.literal("/CUMEM")
                || s.literal("/MNNVL")
                || s.literal("/common device")
                || indirect(s);
        s.literal("/read");
        s.literal("/CE");
        return whole;
    }

    private static boolean indirect(Scan s) {
        if (!s.literal("/indirect/")) {
            return false;
        }
        return s.integer(NONE) != NONE && s.literal("[") && s.until(']') != null;
    }

    /** A word that runs on in letters is another writer's, or cut. */
    private static boolean delimited(Scan s, LogLine line) {
        char next = s.peek();
        return s.atEnd() ? !line.cut() || next == '\0' : next == ' ' || next == '*' || next == '`' || next == ',';
    }
}
