package dev.shmfit.log;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.ByteCount;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tells messages apart by how they start. The wording was read from the calls of INFO and WARN at each tag of NCCL from
 * 2.3.5 to 2.30.7.
 */
final class MessageReader {
    private static final int NONE = Integer.MIN_VALUE;
    private static final int MOST_NAME = 64;

    private MessageReader() {}

    /** Whether a line without {@code NCCL INFO} that starts so may be a message all the same. */
    static boolean mayStartWith(byte first) {
        return switch (first) {
            case 'C', 'N', 'P', 'R', 'T', 'c', 'n' -> true;
            default -> first >= '0' && first <= '9';
        };
    }

    /** Whether a line without {@code NCCL INFO} may be a message all the same. */
    static boolean mayStart(String line, int at) {
        if (at >= line.length()) {
            return false;
        }
        return switch (line.charAt(at)) {
            case 'C' ->
                line.startsWith("Channel ", at)
                        || line.startsWith("Connected all ", at)
                        || line.startsWith("Could not enable P2P between ", at);
            case 'N' -> line.startsWith("NCCL version ", at) || LoggedVariable.startsAt(line, at);
            case 'P' -> line.startsWith("P2P is disabled between ", at);
            case 'R' ->
                line.startsWith("RCCL version", at)
                        || (line.startsWith("Ring ", at)
                                && line.length() > at + 5
                                && Scan.isDigit(line.charAt(at + 5)));
            case 'T' -> line.startsWith("Trees [", at);
            case 'c' -> line.startsWith("comm 0x", at) || line.startsWith("cudaDriverVersion ", at);
            case 'n' -> line.startsWith("ncclCommInit", at);
            default ->
                Scan.isDigit(line.charAt(at))
                        && (ConnectionReader.startsPair(line, at)
                                || line.startsWith(" coll channels,", afterDigits(line, at)));
        };
    }

    private static int afterDigits(String line, int at) {
        int to = at;
        while (to < line.length() && Scan.isDigit(line.charAt(to))) {
            to++;
        }
        return to;
    }

    static Message read(LogLine line) {
        return switch (line.level()) {
            case WARN -> warning(line.text());
            case TRACE, CALL -> Message.PassedOver.INSTANCE;
            case INFO, BARE -> info(line);
        };
    }

    private static Message info(LogLine line) {
        String text = line.text();
        Scan s = new Scan(text);
        s.blanks();
        return switch (s.peek()) {
            case 'C' -> startsWithC(s, line);
            case 'R' -> startsWithR(s, line);
            case 'T' -> s.literal("Trees ") ? TreesReader.read(s, line) : other(line);
            case 'N' -> startsWithN(s, line);
            case 'P' -> s.literal("P2P is disabled between ") ? disabled(s, line) : other(line);
            case 'p' -> s.literal("peer query failed between ") ? refused(s, line) : other(line);
            case 'A' -> s.literal("Allocated ") ? allocated(s, line) : other(line);
            case 'M' -> s.literal("MMAP ") ? hostBuffer(s, false, line) : other(line);
            case 'c' -> startsWithSmallC(s, line);
            case 'n' -> text.indexOf(" comm 0x") >= 0 ? InitReader.read(s, line) : other(line);
            case '[' -> s.literal("[Rank ") ? InitReader.read(s, line) : other(line);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> startsWithDigit(s, line);
            default -> other(line);
        };
    }

    private static Message startsWithR(Scan s, LogLine line) {
        if (s.literal("RCCL version")) {
            String rest = s.rest();
            return new Message.Rccl(
                    rest.startsWith(" :") || rest.startsWith(":")
                            ? rest.substring(rest.indexOf(':') + 1).strip()
                            : rest.strip());
        }
        return s.literal("Ring ") ? ConnectionReader.ring(s, line, true) : other(line);
    }

    private static Message startsWithC(Scan s, LogLine line) {
        if (s.literal("Channel ")) {
            return ConnectionReader.ring(s, line, false);
        }
        if (s.literal("Connected all ")) {
            return s.literal("rings")
                    ? new Message.Connected(true)
                    : s.literal("trees") ? new Message.Connected(false) : lost(line);
        }
        if (s.literal("Could not enable P2P between ")) {
            return refused(s, line);
        }
        return s.literal("CUMEM ") ? hostBuffer(s, true, line) : other(line);
    }

    private static Message startsWithN(Scan s, LogLine line) {
        if (s.literal("NCCL version ")) {
            String word = s.word();
            int plus = word.indexOf("+cuda");
            Optional<NcclVersion> version = NcclVersion.parse(word);
            return version.isEmpty()
                    ? lost(line)
                    : new Message.Version(version.get(), plus < 0 ? "" : word.substring(plus + 5));
        }
        return LoggedVariable.startsAt(line.text(), s.position()) ? setting(s, line) : other(line);
    }

    /** A number of 2.3 to 2.6 is printed without its sign. */
    private static Message setting(Scan s, LogLine line) {
        String name = s.word();
        if (name.length() > MOST_NAME || !s.literal(" set by environment to ")) {
            return other(line);
        }
        String value = s.rest();
        if (value.endsWith(".")) {
            String number = value.substring(0, value.length() - 1);
            value = LoggedVariable.isNumber(number) ? LoggedVariable.signed(number) : value;
        }
        return value.isEmpty() || line.cut() ? lost(line) : new Message.EnvSetting(name, value);
    }

    private static Message startsWithSmallC(Scan s, LogLine line) {
        if (line.text().startsWith("comm 0x", s.position())) {
            return InitReader.read(s, line);
        }
        if (s.literal("cudaDriverVersion ")) {
            int version = s.integer(NONE);
            return version == NONE ? lost(line) : new Message.CudaDriver(version);
        }
        return s.literal("cuMem host allocations do not appear to be working")
                ? new Message.CuMemHostRefused()
                : other(line);
    }

    private static Message startsWithDigit(Scan s, LogLine line) {
        if (line.level() == Level.BARE && ConnectionReader.startsPair(line.text(), s.position())) {
            return ConnectionReader.pair(s, line, OptionalInt.empty(), OptionalInt.empty());
        }
        int collective = s.integer(NONE);
        if (!s.literal(" coll channels, ")) {
            return other(line);
        }
        OptionalInt nvls = OptionalInt.empty();
        for (int n = s.integer(NONE); n != NONE; n = s.integer(NONE)) {
            if (s.literal(" nvls channels, ")) {
                nvls = OptionalInt.of(n);
            } else if (s.literal(" p2p channels, ")) {
                int perPeer = s.integer(NONE);
                return perPeer != NONE && s.literal(" p2p channels per peer")
                        ? new Message.Counts(collective, nvls, n, perPeer)
                        : lost(line);
            } else if (!s.literal(" collnet channels, ")) {
                return lost(line);
            }
        }
        return lost(line);
    }

    private static Message disabled(Scan s, LogLine line) {
        boolean fatal = s.literal("NVLINK ");
        if (!s.literal("connected GPUs ")) {
            return lost(line);
        }
        int first = s.integer(NONE);
        int second = s.literal(" and ") ? s.integer(NONE) : NONE;
        return first < 0 || second < 0 ? lost(line) : new Message.P2pDisabled(first, second, fatal);
    }

    private static Message refused(Scan s, LogLine line) {
        Optional<BusId> first = device(s);
        Optional<BusId> second = s.literal(" and ") ? device(s) : Optional.empty();
        return first.isEmpty() || second.isEmpty() ? lost(line) : new Message.P2pRefused(first, second);
    }

    private static Optional<BusId> device(Scan s) {
        if (!s.literal("dev ") || s.integer(NONE) == NONE || !s.literal("(=")) {
            return Optional.empty();
        }
        String hex = s.until(')');
        return hex == null ? Optional.empty() : BusId.parse(hex);
    }

    private static Message allocated(Scan s, LogLine line) {
        if (s.literal("shareable buffer ")) {
            return Message.PassedOver.INSTANCE;
        }
        long bytes = s.bytes();
        return bytes >= 0 && s.literal(" bytes of shared memory in ")
                ? new Message.Segment(ByteCount.of(bytes), s.word())
                : bytes < 0 ? other(line) : lost(line);
    }

    private static Message hostBuffer(Scan s, boolean cuMem, LogLine line) {
        boolean imported = s.literal("imported ");
        if (!imported && !s.literal("allocated ")) {
            return other(line);
        }
        int size = line.text().indexOf(" size ", s.position());
        Scan at = new Scan(size < 0 ? "" : line.text().substring(size + 6));
        long bytes = at.bytes();
        return bytes < 0 ? lost(line) : new Message.HostBuffer(cuMem, imported, ByteCount.of(bytes));
    }

    private static Message warning(String text) {
        Scan s = new Scan(text);
        if (s.literal("P2P is disabled between ")) {
            boolean fatal = s.literal("NVLINK ");
            int first = s.literal("connected GPUs ") ? s.integer(NONE) : NONE;
            int second = s.literal(" and ") ? s.integer(NONE) : NONE;
            if (first >= 0 && second >= 0) {
                return new Message.P2pDisabled(first, second, fatal);
            }
        }
        return new Message.Warning(new Scan(text).rest());
    }

    private static Message other(LogLine line) {
        String text = line.text();
        int arrow = text.indexOf(" -> ");
        if (arrow > 0 && arrow < 80) {
            Scan code = new Scan(text.substring(arrow + 4));
            int n = code.integer(NONE);
            int colon = text.indexOf(':');
            if (n != NONE && colon > 0 && colon < arrow && text.lastIndexOf(' ', arrow - 1) < 0) {
                return new Message.Returned(text.substring(0, arrow), n);
            }
        }
        // Since 2.30.7 the place in the source stands before an allocation.
        int allocated = text.indexOf(") Allocated ");
        if (allocated > 0 && allocated < 200) {
            Scan size = new Scan(text.substring(allocated + ") Allocated ".length()));
            return allocated(size, line);
        }
        return KnownMessages.knows(text) ? Message.PassedOver.INSTANCE : lost(line);
    }

    static Message lost(LogLine line) {
        return new Message.Unrecognised(line.text(), line.cut());
    }
}
