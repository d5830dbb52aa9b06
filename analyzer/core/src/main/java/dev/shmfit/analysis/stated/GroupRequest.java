package dev.shmfit.analysis.stated;

import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A process group as the user states it: {@code NAME[=SIZE][:OP+OP…]}, or in a workload file.
 *
 * @param name of the group
 * @param layout which ranks form its communicators
 * @param operations what its communicators run
 * @param share whether they are made by ncclCommSplit with the parent's resources
 * @param copies how often each communicator is made, over the same ranks
 * @param inText whether a command in a text makes it, which may be of another node: it counts where the ranks suit it
 */
public record GroupRequest(
        String name, GroupLayout layout, List<Op> operations, boolean share, int copies, boolean inText) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final String SHARE = "share";
    /** What is taken where a group states no operation, and the world where no group is stated. */
    private static final List<Op> USUAL = List.of(Op.ALLREDUCE, Op.ALLGATHER, Op.REDUCESCATTER);

    /** What a communicator is asked to do. */
    public enum Op {
        ALLREDUCE,
        ALLGATHER,
        REDUCESCATTER,
        BROADCAST,
        REDUCE,
        /** Send and receive between neighbours, as pipelines do. */
        SENDRECV,
        ALLTOALL;

        /** The spelling on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The operation of that spelling. */
        public static Optional<Op> of(String word) {
            return Arrays.stream(values()).filter(o -> o.word().equals(word)).findFirst();
        }
    }

    /** The group of all ranks, as training with data parallelism or sharding uses it. */
    public static final GroupRequest WORLD = consecutive("world", OptionalInt.empty(), USUAL, false);

    public GroupRequest {
        operations = operations.isEmpty() ? USUAL : List.copyOf(operations);
        if (copies < 1) {
            throw new IllegalArgumentException(name + " cannot be made " + copies + " times");
        }
    }

    /** A group that is stated. */
    public GroupRequest(String name, GroupLayout layout, List<Op> operations, boolean share, int copies) {
        this(name, layout, operations, share, copies, false);
    }

    /** The same, made by a command in a text. */
    public GroupRequest ofText() {
        return new GroupRequest(name, layout, operations, share, copies, true);
    }

    /** A group of consecutive ranks; {@code size} empty: of all ranks. */
    public static GroupRequest consecutive(String name, OptionalInt size, List<Op> operations, boolean share) {
        return new GroupRequest(name, new GroupLayout.Consecutive(size), operations, share, 1);
    }

    /** Whether {@code name} can name a group. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Reads {@code tp=2:allreduce+share}.
     *
     * @throws MalformedText where the text is no group
     */
    public static GroupRequest parse(String text) {
        int colon = text.indexOf(':');
        String head = colon < 0 ? text : text.substring(0, colon);
        int equals = head.indexOf('=');
        String name = equals < 0 ? head : head.substring(0, equals);
        if (!NAME.matcher(name).matches()) {
            throw new MalformedText("\"" + name + "\" cannot name a group; a name is up to 64 letters, digits, '-', '_'"
                    + " and '.', as in tp=2:allreduce");
        }
        OptionalInt size = equals < 0 ? OptionalInt.empty() : OptionalInt.of(size(head.substring(equals + 1)));
        return colon < 0 ? consecutive(name, size, USUAL, false) : named(name, size, text.substring(colon + 1));
    }

    private static GroupRequest named(String name, OptionalInt size, String operations) {
        List<Op> ops = new ArrayList<>();
        boolean share = false;
        for (String word : operations.split("\\+", -1)) {
            Optional<Op> op = Op.of(word.strip());
            if (word.strip().equals(SHARE)) {
                share = true;
            } else if (op.isPresent()) {
                ops.add(op.get());
            } else {
                List<String> known = new ArrayList<>(List.of(SHARE));
                Arrays.stream(Op.values()).map(Op::word).forEach(known::add);
                throw new MalformedText("unknown operation \"" + word.strip() + "\"" + DidYouMean.hint(known, word)
                        + "; known are " + String.join(", ", known));
            }
        }
        return consecutive(name, size, ops, share);
    }

    private static int size(String text) {
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw new MalformedText("=" + text + ": the size of a group is a whole number of ranks from 1 on");
        }
        return Integer.parseInt(text, 10);
    }

    /** As on the command line; a layout that only a workload file can say stands in its words. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>(operations.stream().map(Op::word).toList());
        if (share) {
            words.add(SHARE);
        }
        return name + layout.text() + (copies == 1 ? "" : " (made " + copies + " times)") + ":"
                + String.join("+", words);
    }
}
