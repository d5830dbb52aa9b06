package dev.shmfit.units;

/** What launchers and container runtimes put before a line; works on the bytes where they lie. Not for several threads. */
public final class LauncherPrefixes {
    private static final int MOST_DIGITS = 6;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_PLACE = 80;
    private static final int LONGEST_REST = 80;
    private static final int MOST_MARKS = 20;
    private static final boolean[] WORD = word();

    private byte[] bytes = {};
    private int at;
    private int to;

    /** Where the line goes on behind one prefix; {@code from} where there is none. */
    public int after(byte[] line, int from, int end) {
        bytes = line;
        to = end;
        int first = from;
        while (first < end && isBlank(line[first])) {
            first++;
        }
        if (first == end) {
            return from;
        }
        return startsAt(first) ? at : from;
    }

    private boolean startsAt(int first) {
        byte c = bytes[first];
        boolean found = switch (c) {
            case '>' -> quote(first);
            case '[' -> rank(first) || process(first) || pod(first) || timeInBrackets(first);
            case '(' -> actor(first);
            case 's' -> stream(first);
            case 'I', 'W', 'E' -> level(first);
            default -> isDigit(c) && (task(first) || time(first));
        };
        return found || ((isWord(c) || c == '.' || c == '-') && service(first));
    }

    /** A quotation in a letter. */
    private boolean quote(int first) {
        at = first;
        for (int i = 0; i < MOST_MARKS && literal(">"); i++) {
            blank();
        }
        return true;
    }

    /** torchrun: {@code [rank0]: }. */
    private boolean rank(int first) {
        at = first;
        if (!literal("[rank") && !literal("[default")) {
            return false;
        }
        blank();
        return digits(1, MOST_DIGITS) && literal("]:") && perhapsBlank();
    }

    /** mpirun --tag-output: {@code [1,0]<stdout>:}; from Open MPI 5 on {@code [prterun-host-12@1,0]<stdout>: }. */
    private boolean process(int first) {
        at = first;
        if (!literal("[")) {
            return false;
        }
        int job = at;
        if (!(literal("prterun-") && name(LONGEST_PLACE, ".-") && literal("@"))) {
            at = job;
        }
        return digits(1, MOST_DIGITS)
                && literal(",")
                && digits(1, MOST_DIGITS)
                && literal("]<std")
                && (literal("out") || literal("err") || literal("diag"))
                && literal(">:")
                && perhapsBlank();
    }

    /** kubectl logs --prefix: {@code [pod/trainer-0/main] }. */
    private boolean pod(int first) {
        at = first;
        return literal("[pod/")
                && name(LONGEST_REST, ".-")
                && literal("/")
                && name(LONGEST_REST, ".-")
                && literal("]")
                && blank();
    }

    private boolean timeInBrackets(int first) {
        at = first;
        return literal("[") && dateAndTime() && literal("]") && blank();
    }

    /** Ray and vLLM: {@code (EngineCore_0 pid=12) }. */
    private boolean actor(int first) {
        at = first;
        if (!literal("(") || !name(LONGEST_NAME, ".:-") || !literal(" pid=") || !digits(1, 10)) {
            return false;
        }
        int rest = at;
        while (at < to && at - rest < LONGEST_REST && bytes[at] != '(' && bytes[at] != ')') {
            at++;
        }
        return literal(")") && perhapsBlank();
    }

    /** The stream, in Kubernetes' files: {@code stdout F }. */
    private boolean stream(int first) {
        at = first;
        return (literal("stdout ") || literal("stderr ")) && (literal("F ") || literal("P "));
    }

    /** vLLM: {@code INFO 11-20 10:11:12 [core.py:58] }. */
    private boolean level(int first) {
        at = first;
        if (!literal("INFO ") && !literal("WARNING ") && !literal("ERROR ") && !literal("WARN ")) {
            return false;
        }
        if (!shape("dd-dd dd:dd:dd ")) {
            return false;
        }
        literal("[");
        return name(LONGEST_PLACE, "./:") && literal("]") && perhapsBlank();
    }

    /** srun -l: {@code 3: }. */
    private boolean task(int first) {
        at = first;
        return digits(1, MOST_DIGITS) && literal(":") && blank();
    }

    /** A time, as containers' logs have it. */
    private boolean time(int first) {
        at = first;
        if (!dateAndTime()) {
            return false;
        }
        if (!literal("Z") && (literal("+") || literal("-"))) {
            if (!digits(2, 2)) {
                return false;
            }
            literal(":");
            if (!digits(2, 2)) {
                return false;
            }
        }
        return blank() && perhapsStreamOfJob();
    }

    /** GitLab's logs of jobs with times: {@code 00O }, {@code 01E+} for the rest of a line. */
    private boolean perhapsStreamOfJob() {
        int before = at;
        if (!shape("dd") || !(literal("O") || literal("E")) || !(literal(" ") || literal("+"))) {
            at = before;
        }
        return true;
    }

    private boolean dateAndTime() {
        if (!shape("dddd-dd-dd") || !(literal("T") || literal(" ")) || !shape("dd:dd:dd")) {
            return false;
        }
        return !(literal(".") || literal(",")) || digits(1, 9);
    }

    /** Compose: {@code worker-1  | }; of Swarm's services {@code worker.1.id@node    | }. */
    private boolean service(int first) {
        at = first;
        if (!name(LONGEST_PLACE, ".-@")) {
            return false;
        }
        return blanks(MOST_MARKS) > 0 && literal("|") && blank();
    }

    private int blanks(int most) {
        int count = 0;
        while (count < most && blank()) {
            count++;
        }
        return count;
    }

    private boolean perhapsBlank() {
        blank();
        return true;
    }

    private boolean literal(String expected) {
        int count = expected.length();
        if (at + count > to) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (bytes[at + i] != expected.charAt(i)) {
                return false;
            }
        }
        at += count;
        return true;
    }

    /** Letters as they are, d for a digit. */
    private boolean shape(String expected) {
        int count = expected.length();
        if (at + count > to) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            char c = expected.charAt(i);
            if (c == 'd' ? !isDigit(bytes[at + i]) : bytes[at + i] != c) {
                return false;
            }
        }
        at += count;
        return true;
    }

    private boolean digits(int least, int most) {
        int from = at;
        while (at < to && at - from < most && isDigit(bytes[at])) {
            at++;
        }
        return at - from >= least;
    }

    private boolean name(int most, String others) {
        int from = at;
        while (at < to && at - from < most && (isWord(bytes[at]) || others.indexOf(bytes[at]) >= 0)) {
            at++;
        }
        return at > from;
    }

    private boolean blank() {
        if (at < to && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean isBlank(byte c) {
        return c >= 0 && c <= ' ';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(byte c) {
        return c >= 0 && WORD[c];
    }

    private static boolean[] word() {
        boolean[] word = new boolean[128];
        for (int c = 0; c < word.length; c++) {
            word[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }
        return word;
    }
}
