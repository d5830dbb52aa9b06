package dev.shmfit.log;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the lines about a communicator, which are names with values: {@code ncclCommInitRank comm 0x… rank 0 nranks 4
 * cudaDev 0 nvmlDev 0 busId 3b000 commId 0x… - Init START} (src/init.cc ncclCommInitRankFunc).
 */
final class InitReader {
    private static final int NONE = Integer.MIN_VALUE;

    private String pointer = "";
    private String commId = "";
    private String parent = "";
    private Optional<BusId> busId = Optional.empty();
    private int rank = NONE;
    private int ranks = NONE;
    private int cudaDev = NONE;
    private int nvmlDev = NONE;
    private int nodes = NONE;
    private int localRanks = NONE;
    private int count;
    private int color = NONE;

    private InitReader() {}

    static Message read(Scan s, LogLine line) {
        int comm = line.text().indexOf("comm 0x");
        Scan from = new Scan(comm < 0 ? "" : line.text().substring(comm));
        return new InitReader().read(from, line, line.text());
    }

    private Message read(Scan s, LogLine line, String text) {
        while (!s.atEnd()) {
            s.blanks();
            if (s.literal("- ")) {
                return end(s, line);
            }
            if (!value(s)) {
                return text.contains("comm 0x") && KnownMessages.knows(text)
                        ? Message.PassedOver.INSTANCE
                        : MessageReader.lost(line);
            }
        }
        return pointer.isEmpty() || rank < 0 || nodes < 0 || ranks < 1 || line.cut()
                ? MessageReader.lost(line)
                : new Message.Shape(pointer, rank, ranks, nodes, localRanks);
    }

    private Message end(Scan s, LogLine line) {
        boolean complete = s.literal("Init COMPLETE");
        if (complete || s.literal("Init START")) {
            Optional<Message.Split> split =
                    parent.isEmpty() ? Optional.empty() : Optional.of(new Message.Split(parent, count, color));
            return pointer.isEmpty() || rank < 0 || ranks <= rank
                    ? MessageReader.lost(line)
                    : new Message.Init(complete, pointer, rank, ranks, cudaDev, number(nvmlDev), busId, commId, split);
        }
        if (s.literal("Destroy COMPLETE") || s.literal("Abort COMPLETE")) {
            return new Message.Ended(pointer);
        }
        return Message.PassedOver.INSTANCE;
    }

    private static OptionalInt number(int n) {
        return n < 0 ? OptionalInt.empty() : OptionalInt.of(n);
    }

    private boolean value(Scan s) {
        String name = s.word();
        s.blanks();
        switch (name) {
            case "comm" -> pointer = s.word();
            case "rank" -> rank = s.integer(NONE);
            case "nranks", "nRanks" -> ranks = s.integer(NONE);
            case "cudaDev" -> cudaDev = s.integer(NONE);
            case "nvmlDev" -> nvmlDev = s.integer(NONE);
            case "busId" -> busId = BusId.parse(s.word());
            case "commId" -> commId = s.word();
            case "parent" -> parent = s.word();
            case "splitCount", "childCount" -> count = s.integer(0);
            case "color" -> color = s.integer(NONE);
            case "nNodes" -> nodes = s.integer(NONE);
            case "localRanks" -> localRanks = s.integer(NONE);
            case "key", "localRank", "MNNVL" -> s.integer(NONE);
            default -> {
                return false;
            }
        }
        return true;
    }
}
