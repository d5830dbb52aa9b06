package dev.shmfit.explain.read;

import dev.shmfit.explain.read.StackReader.Numbered;
import dev.shmfit.explain.statement.Stack.Frame;
import java.util.Optional;

/** Reads single frames, in the forms of those who print stacks. */
final class Frames {
    private static final int MOST_INDEX = 5;
    private static final String UNKNOWN = "(unknown)";

    private Frames() {}

    static Optional<Numbered> read(String line) {
        if (line.length() < 6) {
            return Optional.empty();
        }
        char c = line.charAt(0);
        if (c == '#') {
            return line.startsWith("# C ") || line.startsWith("# V ") ? java(line.substring(2)) : gdb(line);
        }
        if (c == '[') {
            return bracketed(line);
        }
        if (c == '@') {
            return glog(line.substring(1).strip());
        }
        if (line.startsWith("frame #")) {
            return torch(line);
        }
        if (line.startsWith("File \"")) {
            return python(line);
        }
        if (line.startsWith("C  [")) {
            return java(line);
        }
        if (c == '/') {
            return symbol("glibc", -1, line);
        }
        return Character.isDigit(c) ? numbered(line) : Optional.empty();
    }

    /** {@code #0  0x00007f in ncclShmOpen (path=…) at src/misc/shmutils.cc:72}. */
    private static Optional<Numbered> gdb(String line) {
        int end = digits(line, 1);
        if (end == 1) {
            return Optional.empty();
        }
        long index = Long.parseLong(line.substring(1, end), 10);
        String rest = line.substring(end).strip();
        if (rest.startsWith("0x")) {
            int in = rest.indexOf(" in ");
            if (in < 0) {
                Optional<Numbered> dumped = coredump(index, rest);
                return dumped.isPresent() ? dumped : addressed(index, rest);
            }
            rest = rest.substring(in + 4);
        }
        int bracket = rest.indexOf('(', 1);
        String function = (bracket > 0 ? rest.substring(0, bracket) : rest).strip();
        String module = after(rest, " from ");
        if (module.isEmpty()) {
            module = after(rest, " at ");
        }
        boolean handler = function.equals("<signal handler called>");
        if (function.isEmpty() || (function.indexOf(' ') > 0 && !handler && bracket < 0 && module.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Numbered("gdb", index, new Frame(function.equals("??") ? "" : function, module)));
    }

    /** {@code #1  0x00007f2b ncclShmOpen (libnccl.so.2 + 0x4b2b)}: systemd's coredumpctl. */
    private static Optional<Numbered> coredump(long index, String rest) {
        int space = rest.indexOf(' ');
        int bracket = rest.lastIndexOf(" (");
        int plus = rest.lastIndexOf(" + 0x");
        if (space < 0 || bracket < space || plus < bracket) {
            return Optional.empty();
        }
        String function = rest.substring(space, bracket).strip();
        String module = rest.substring(bracket + 2, plus);
        return Optional.of(
                new Numbered("coredumpctl", index, new Frame(function.equals("n/a") ? "" : function, module)));
    }

    /** {@code #5 0x0000030784e0 printing::Copy()} and {@code #0 0x737c (/usr/lib/libc.so.6+0x157d4a)}: Chromium, sanitizers. */
    private static Optional<Numbered> addressed(long index, String text) {
        int space = text.indexOf(' ');
        String rest = space < 0 ? "" : text.substring(space).strip();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        int bracket = rest.indexOf('(');
        int plus = rest.indexOf("+0x");
        String module = bracket == 0 && plus > 0 ? rest.substring(1, plus) : "";
        String function = bracket > 0 ? rest.substring(0, bracket) : bracket == 0 ? "" : rest;
        return Optional.of(new Numbered("gdb", index, new Frame(function.startsWith("<") ? "" : function, module)));
    }

    /** {@code github.com/PowerDNS/lmdb-go/lmdb._Cfunc_mdb_put(0x7f1a, 0x1)}: Go, below the heading of a goroutine. */
    static Optional<Numbered> go(String line) {
        int bracket = line.lastIndexOf('(');
        boolean call = bracket > 0 && line.endsWith(")") && (line.indexOf(' ') > bracket || line.indexOf(' ') < 0);
        return call ? Optional.of(new Numbered("Go", -1, new Frame(line.substring(0, bracket), ""))) : Optional.empty();
    }

    /** {@code [ 3] /usr/lib/libmpi.so.40(MPI_Isend+0x125)[0x7fdf]}, perhaps behind {@code [host:123]}. */
    private static Optional<Numbered> bracketed(String line) {
        String rest = line;
        for (int i = 0; i < 2; i++) {
            int close = rest.indexOf(']');
            if (!rest.startsWith("[") || close < 0) {
                return Optional.empty();
            }
            String inside = rest.substring(1, close).strip();
            rest = rest.substring(close + 1).strip();
            int end = digits(inside, 0);
            if (end > 0 && end == inside.length() && end <= MOST_INDEX) {
                return symbol("glibc", Long.parseLong(inside, 10), rest);
            }
        }
        return Optional.empty();
    }

    /** {@code /path/lib.so(function+0x1)[0x7f]}: glibc's backtrace_symbols. */
    private static Optional<Numbered> symbol(String origin, long index, String text) {
        int bracket = text.indexOf('(');
        int address = text.lastIndexOf("[0x");
        if (address < 0 || (!text.startsWith("/") && bracket < 0)) {
            return Optional.empty();
        }
        String module = text.substring(0, bracket > 0 ? bracket : address).strip();
        String function = "";
        int close = bracket > 0 ? text.indexOf(')', bracket) : -1;
        if (close > 0) {
            String inside = text.substring(bracket + 1, close);
            int plus = inside.lastIndexOf("+0x");
            function = plus >= 0 ? inside.substring(0, plus) : inside;
        }
        return Optional.of(new Numbered(origin, index, new Frame(function, module)));
    }

    /** {@code @ 0x7f 3792 ncclProxyService()}: glog and absl. */
    private static Optional<Numbered> glog(String text) {
        if (!text.startsWith("0x")) {
            return Optional.empty();
        }
        int space = text.indexOf(' ');
        String rest = space < 0 ? "" : text.substring(space).strip();
        int end = digits(rest, 0);
        if (end > 0 && end < rest.length() && rest.charAt(end) == ' ') {
            rest = rest.substring(end).strip();
        }
        if (rest.startsWith(UNKNOWN)) { // the size of the frame, in the name's place or before it
            rest = rest.substring(UNKNOWN.length()).strip();
        }
        boolean unknown = rest.isEmpty() || rest.startsWith(UNKNOWN);
        int bracket = rest.indexOf('(', 1);
        String function = unknown ? "" : bracket > 0 ? rest.substring(0, bracket) : rest;
        return Optional.of(new Numbered("glog", -1, new Frame(function, "")));
    }

    /** {@code frame #1: ncclShmOpen(char*) + 0x57 (0x7f in /usr/lib/libnccl.so.2)}. */
    private static Optional<Numbered> torch(String line) {
        int end = digits(line, 7);
        if (end == 7 || end >= line.length() || line.charAt(end) != ':') {
            return Optional.empty();
        }
        String rest = line.substring(end + 1).strip();
        int bracket = rest.indexOf('(');
        int plus = rest.indexOf(" + 0x");
        int stop = bracket > 0 && (plus < 0 || bracket < plus) ? bracket : plus;
        String function = (stop > 0 ? rest.substring(0, stop) : rest).strip();
        String module = after(rest, " in ");
        return Optional.of(new Numbered(
                "torch",
                Long.parseLong(line.substring(7, end), 10),
                new Frame(
                        function.equals("<unknown function>") ? "" : function,
                        module.endsWith(")") ? module.substring(0, module.length() - 1) : module)));
    }

    /** {@code File "/x/shared_memory.py", line 104, in __init__}. */
    private static Optional<Numbered> python(String line) {
        int close = line.indexOf('"', 6);
        int in = line.lastIndexOf(" in ");
        if (close < 0 || line.indexOf("line ", close) < 0) {
            return Optional.empty();
        }
        String function = in > close ? line.substring(in + 4).strip() : "";
        return Optional.of(new Numbered("python", -1, new Frame(function, line.substring(6, close))));
    }

    /** {@code C  [libnccl.so.2+0x6b4c7]  ncclShmOpen+0x1a}: the Java virtual machine. */
    private static Optional<Numbered> java(String line) {
        int open = line.indexOf('[');
        int close = line.indexOf(']', open + 1);
        if (open < 0 || close < 0) {
            return Optional.empty();
        }
        String module = line.substring(open + 1, close);
        int plus = module.indexOf("+0x");
        String function = line.substring(close + 1).strip();
        int offset = function.indexOf("+0x");
        return Optional.of(new Numbered(
                "java",
                -1,
                new Frame(
                        offset > 0 ? function.substring(0, offset) : function,
                        plus > 0 ? module.substring(0, plus) : module)));
    }

    /** UCX's {@code 2 /usr/lib/libuct.so.0(name+0x1) [0x7f]} and {@code 2 0x0042 name() file:0}; boost's {@code 2# name in file}. */
    private static Optional<Numbered> numbered(String line) {
        int end = digits(line, 0);
        if (end > 3 || end >= line.length()) {
            return Optional.empty();
        }
        long index = Long.parseLong(line.substring(0, end), 10);
        if (line.charAt(end) == '#') {
            String rest = line.substring(end + 1).strip();
            String module = after(rest, " in ");
            if (module.isEmpty()) {
                module = after(rest, " at ");
            }
            int stop = rest.indexOf(" in ") > 0 ? rest.indexOf(" in ") : rest.indexOf(" at ");
            String function = stop > 0 ? rest.substring(0, stop) : rest;
            return Optional.of(
                    new Numbered("boost", index, new Frame(function.startsWith("0x") ? "" : function, module)));
        }
        String rest = line.substring(end).strip();
        if (rest.startsWith("/")) {
            return symbol("UCX", index, rest);
        }
        if (!rest.startsWith("0x") || rest.indexOf(' ') < 0) {
            return Optional.empty();
        }
        String after = rest.substring(rest.indexOf(' ')).strip();
        int bracket = after.indexOf("()");
        if (bracket < 0) {
            return Optional.empty();
        }
        String module = after.substring(bracket + 2).strip();
        return Optional.of(new Numbered(
                "UCX", index, new Frame(after.substring(0, bracket), module.startsWith("???") ? "" : module)));
    }

    private static String after(String text, String word) {
        int at = text.lastIndexOf(word);
        if (at < 0) {
            return "";
        }
        String rest = text.substring(at + word.length()).strip();
        int space = rest.indexOf(' ');
        return space < 0 ? rest : rest.substring(0, space);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < MOST_INDEX && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
