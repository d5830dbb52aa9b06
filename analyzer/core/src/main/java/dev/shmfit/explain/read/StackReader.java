package dev.shmfit.explain.read;

import dev.shmfit.explain.statement.Stack;
import dev.shmfit.explain.statement.Stack.Frame;
import dev.shmfit.explain.statement.Statement.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads stacks, line by line; a stack ends where no frame follows. */
public final class StackReader {
    private static final int MOST_FRAMES = 48;
    /** Lines without a frame that a stack may have between two frames: source lines, marks, threads' headings. */
    private static final int MOST_BETWEEN = 4;

    private final Consumer<Stack> out;
    private final List<Frame> frames = new ArrayList<>();
    private String origin = "";
    private boolean outermostFirst;
    private boolean recentFirst;
    private boolean goroutine;
    private long first;
    private long last;
    private long lastIndex = -1;

    /** @param out takes each stack when it has ended */
    public StackReader(Consumer<Stack> out) {
        this.out = out;
    }

    /** Whether frames may follow. */
    public boolean waits() {
        return !frames.isEmpty() || recentFirst || goroutine;
    }

    /** Whether a line may be a frame, judged by its first characters; cheap, for every line of a log. */
    public static boolean mayHold(byte[] line, int from, int to) {
        int at = from;
        while (at < to && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        if (to - at < 6) {
            return false;
        }
        byte c = line[at];
        byte d = line[at + 1];
        return switch (c) {
            case '#' -> (d >= '0' && d <= '9') || d == ' ';
            case '[' -> line[to - 1] == ']';
            case '@' -> d == ' ';
            case 'g' -> d == 'o' && line[at + 2] == 'r' && line[to - 1] == ':';
            case 'f' -> line[at + 5] == ' ' && line[at + 4] == 'e';
            case 'F' -> d == 'i' && line[at + 4] == ' ' && line[at + 5] == '"';
            case 'C' -> (d == ' ' && line[at + 2] == ' ') || d == 'u';
            case '/' -> line[to - 1] == ']';
            case 'T' -> d == 'h' || d == 'r';
            default -> c >= '0' && c <= '9' && at - from <= 2 && isNumbered(line, at, to);
        };
    }

    /** {@code 3 /usr/lib/…}, {@code 3# name}, {@code 3 0x0000…}. */
    private static boolean isNumbered(byte[] line, int from, int to) {
        int at = from;
        while (at < to && at - from < 3 && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        if (at + 2 >= to) {
            return false;
        }
        if (line[at] == '#') {
            return true;
        }
        while (at < to && line[at] == ' ') {
            at++;
        }
        return at + 2 < to && (line[at] == '/' || (line[at] == '0' && line[at + 1] == 'x'));
    }

    /** Takes a line. */
    public void line(String raw, long number) {
        String line = raw.length() > 600 ? raw.substring(0, 600).strip() : raw.strip();
        if (line.contains("(most recent call first)")) {
            end();
            recentFirst = true;
            last = number;
            return;
        }
        if (line.contains("(most recent call last)")) {
            end();
            recentFirst = false;
            return;
        }
        if (line.startsWith("goroutine ") && line.endsWith("]:")) {
            end();
            goroutine = true;
            last = number;
            return;
        }
        Optional<Numbered> frame = goroutine ? Frames.go(line) : Frames.read(line);
        if (frame.isPresent()) {
            add(frame.get(), number);
        } else if (origin.equals("python")) {
            code(line);
        }
        if (waits() && (number - last > MOST_BETWEEN || (goroutine && line.isEmpty()))) {
            end();
            recentFirst = false;
            goroutine = false;
        }
    }

    /** The text, or what can belong to a stack, is at its end. */
    public void end() {
        if (!frames.isEmpty()) {
            if (outermostFirst) {
                Collections.reverse(frames);
            }
            String name = origin.equals("python") ? (outermostFirst ? "traceback" : "faulthandler") : origin;
            out.accept(new Stack(new Where(first, last), name, frames));
        }
        frames.clear();
        origin = "";
        lastIndex = -1;
    }

    private void add(Numbered frame, long number) {
        boolean other = !frame.origin().equals(origin)
                || (frame.index() >= 0 && frame.index() <= lastIndex)
                || number - last > MOST_BETWEEN;
        if (other && !frames.isEmpty()) {
            end();
        }
        if (frames.isEmpty()) {
            first = number;
            origin = frame.origin();
            outermostFirst = origin.equals("python") && !recentFirst;
        }
        last = number;
        lastIndex = frame.index();
        if (frames.size() == MOST_FRAMES) {
            frames.remove(outermostFirst ? 1 : MOST_FRAMES / 2);
        }
        frames.add(frame.frame());
    }

    /** The source line below a frame of Python's: a call of the library's that no frame shows. */
    private void code(String line) {
        if (frames.size() < MOST_FRAMES && line.contains("_posixshmem.")) {
            frames.add(new Frame("_posixshmem", ""));
        }
    }

    /** A frame with its place in the stack, where the text counts; −1 else. */
    record Numbered(String origin, long index, Frame frame) {}
}
