package dev.shmfit.explain.listing;

import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which processes hold files in /dev/shm, as {@code lsof}, {@code fuser -v} and {@code ps} print them.
 *
 * <pre>{@code
 * COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME
 * python3 23294 root    5u   REG   0,39  3145728    3 /dev/shm/psm_0011aabb (deleted)
 * }</pre>
 */
public final class Holders {
    private static final String SHM = "/dev/shm/";
    private static final String ROW_SHM = ' ' + SHM;
    private static final int MOST_DIGITS = 18;
    private static final Pattern FUSER =
            Pattern.compile("(/dev/shm/[^\\s:]{1,300}):\\s*((?:\\s*\\d{1,10}[a-zA-Z]{0,6})*+)\\s*");
    private static final Pattern FUSER_USER =
            Pattern.compile("(?:/dev/shm/\\S{1,300}:)?\\s*\\S{1,60}\\s+(\\d{1,10})\\s+[Fcefmr.]{5}\\s+(\\S.{0,60})");
    private static final String DELETED = " (deleted)";
    private static final int MOST = 20_000;
    private static final int MOST_ROWS = 400;
    private static final int LONGEST = 600;

    /**
     * A file that processes hold.
     *
     * @param deleted whether its name is gone
     * @param pids some of those that hold it
     */
    public record Held(String name, boolean deleted, ByteCount size, List<String> pids) {
        public Held {
            pids = List.copyOf(pids);
        }
    }

    private static final class Tally {
        private final Set<String> pids = new LinkedHashSet<>();
        private boolean deleted;
        private long size;
    }

    private enum Table {
        NONE,
        LSOF,
        FUSER,
        PS
    }

    private final Map<String, Tally> files = new LinkedHashMap<>();
    private final Map<String, String> commands = new LinkedHashMap<>();
    private final Set<String> alive = new TreeSet<>();
    private Table table = Table.NONE;
    private String file = "";
    private OptionalInt pidColumn = OptionalInt.empty();
    private int rows;
    private long firstLine;
    private boolean listed;
    private boolean whole;
    private boolean cut;

    /** Whether the rows of a table may follow. */
    public boolean waits() {
        return rows > 0;
    }

    /** Looks at a line; whether it is the row of a process with a file, and so of no other table. */
    public boolean line(String text, long number) {
        rows = Math.max(0, rows - 1);
        if (rows == 0 && !text.startsWith(SHM) && text.indexOf("PID") < 0) {
            return false;
        }
        if (text.length() > LONGEST && table != Table.PS) {
            return false;
        }
        int shm = text.indexOf(SHM);
        if (table == Table.LSOF && shm > 0 && open(text)) {
            return true;
        }
        if (head(text, number)) {
            rows = MOST_ROWS;
            return false;
        }
        if (text.isBlank() && table != Table.FUSER) {
            rows = 0;
            table = Table.NONE;
            return false;
        }
        boolean plain = table == Table.NONE && text.startsWith(SHM);
        if (plain || (rows > 0 && (shm >= 0 || table == Table.FUSER))) {
            held(text, number);
        } else if (table == Table.PS && rows > 0) {
            process(text);
        }
        return false;
    }

    /** A row of lsof's: command, process, user, descriptor, type, device, size, node, name. */
    private boolean open(String text) {
        int at = text.lastIndexOf(ROW_SHM) + 1;
        if (at <= 0) {
            return false;
        }
        char[] row = text.toCharArray();
        int end = end(row);
        int command = skip(row, 0, false);
        int afterCommand = skip(row, command, true);
        int pid = skip(row, afterCommand, false);
        int behind = skip(row, pid, true);
        if (behind >= at || behind - pid > 10 || !digits(row, pid, behind)) {
            return false;
        }
        int name = skip(row, at, true);
        boolean gone = end > name;
        if (gone && !(end - name == DELETED.length() && text.startsWith(DELETED, name))) {
            return false;
        }
        rows = MOST_ROWS;
        add(
                text.substring(at, name),
                text.substring(pid, behind),
                text.substring(command, afterCommand),
                gone || deleted(row, behind, at),
                size(row, behind, at));
        return true;
    }

    private static boolean deleted(char[] row, int from, int to) {
        for (int at = from; at + 5 <= to; at++) {
            if (row[at] == 'D'
                    && row[at + 1] == 'E'
                    && row[at + 2] == 'L'
                    && row[at - 1] == ' '
                    && row[at + 3] == ' ') {
                return true;
            }
        }
        return false;
    }

    /** The column behind the device, which is written {@code 0,39}; 0 where there is none. */
    private static long size(char[] row, int from, int to) {
        for (int comma = from; comma < to; comma++) {
            if (row[comma] != ',') {
                continue;
            }
            int at = comma;
            while (at > from && row[at - 1] > ' ') {
                at--;
            }
            int behind = skip(row, comma, true);
            if (at > from && digits(row, at, comma) && digits(row, comma + 1, behind)) {
                int size = skip(row, behind, false);
                int end = skip(row, size, true);
                boolean number = end < to && end - size <= MOST_DIGITS && digits(row, size, end);
                return number ? number(row, size, end) : 0;
            }
        }
        return 0;
    }

    private static long number(char[] row, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + row[i] - '0';
        }
        return number;
    }

    private static int end(char[] row) {
        int end = row.length;
        while (end > 0 && row[end - 1] <= ' ') {
            end--;
        }
        return end;
    }

    /** Past a word, or past what stands between words. */
    private static int skip(char[] row, int from, boolean word) {
        int at = from;
        while (at < row.length && row[at] > ' ' == word) {
            at++;
        }
        return at;
    }

    private static boolean digits(char[] row, int from, int to) {
        for (int i = from; i < to; i++) {
            if (row[i] < '0' || row[i] > '9') {
                return false;
            }
        }
        return to > from;
    }

    private boolean head(String text, long number) {
        if (text.indexOf("PID") < 0) {
            return false;
        }
        boolean lsof = text.contains("COMMAND") && text.contains("PID") && text.contains("NAME") && text.contains("FD");
        boolean fuser = text.contains("PID ACCESS COMMAND");
        boolean ps = !lsof && !fuser && text.contains("PID") && (text.contains("COMMAND") || text.contains("CMD"));
        if (!lsof && !fuser && !ps) {
            return false;
        }
        table = lsof ? Table.LSOF : fuser ? Table.FUSER : Table.PS;
        listed |= lsof || fuser;
        firstLine = firstLine == 0 && !ps ? number : firstLine;
        pidColumn = OptionalInt.of(List.of(text.strip().split("\\s+", -1)).indexOf("PID"));
        return true;
    }

    private void held(String text, long number) {
        Matcher user = FUSER_USER.matcher(text.strip());
        Matcher plain = FUSER.matcher(text.strip());
        if (plain.matches()) {
            file = plain.group(1);
            listed = true;
            firstLine = firstLine == 0 ? number : firstLine;
            for (String pid : plain.group(2).strip().split("\\s+", -1)) {
                if (!pid.isEmpty()) {
                    add(file, pid.replaceAll("[^0-9]", ""), "", false, 0);
                }
            }
        } else if (table == Table.FUSER && user.matches()) {
            int colon = text.indexOf(':');
            file = text.strip().startsWith(SHM) && colon > 0
                    ? text.strip().substring(0, text.strip().indexOf(':'))
                    : file;
            rows = MOST_ROWS;
            if (file.startsWith(SHM)) {
                add(file, user.group(1), user.group(2), false, 0);
            }
        }
    }

    private void add(String path, String pid, String command, boolean deleted, long size) {
        String name = path.substring(SHM.length());
        Tally tally = files.get(name);
        if (tally == null && files.size() >= MOST) {
            cut = true;
            return;
        }
        if (tally == null) {
            tally = new Tally();
            files.put(name, tally);
        }
        tally.deleted |= deleted;
        tally.size = Math.max(tally.size, size);
        if (tally.pids.size() < 8) {
            tally.pids.add(pid);
        }
        if (commands.size() < MOST) {
            commands.putIfAbsent(pid, command);
        }
        if (alive.size() < MOST) {
            alive.add(pid);
        }
    }

    private void process(String text) {
        String[] words = text.strip().split("\\s+", pidColumn.orElse(0) + 2);
        if (pidColumn.isEmpty() || pidColumn.getAsInt() < 0 || words.length <= pidColumn.getAsInt()) {
            return;
        }
        String pid = words[pidColumn.getAsInt()];
        if (alive.size() < MOST
                && !pid.isEmpty()
                && pid.length() <= 10
                && pid.chars().allMatch(Character::isDigit)) {
            alive.add(pid);
            whole |= pid.equals("1");
            rows = MOST_ROWS;
        }
    }

    /** Whether anybody asked who holds files of /dev/shm. */
    public boolean asked() {
        return listed;
    }

    /** Where the answer begins, from 1; 0 for none. */
    public long firstLine() {
        return firstLine;
    }

    /** What processes hold, by name. */
    public Map<String, Held> held() {
        Map<String, Held> held = new LinkedHashMap<>();
        files.forEach(
                (name, t) -> held.put(name, new Held(name, t.deleted, ByteCount.of(t.size), new ArrayList<>(t.pids))));
        return Collections.unmodifiableMap(held);
    }

    /** Whether a process holds a file of this name. */
    public boolean holds(String name) {
        return files.containsKey(name);
    }

    /** Whether a file that is not held according to the list is held by nobody: the list was kept to its end. */
    public boolean tellsAll() {
        return listed && !cut;
    }

    /** What is held without a name: room that no listing of names shows. */
    public ByteCount deleted() {
        return held().values().stream().filter(Held::deleted).map(Held::size).reduce(ByteCount.ZERO, ByteCount::plus);
    }

    /** Who holds files: {@code python3 (23294)}; at most three. */
    public Text who() {
        List<Text> names = new ArrayList<>();
        for (Map.Entry<String, String> e : commands.entrySet()) {
            if (names.size() < 3) {
                names.add(
                        e.getValue().isEmpty()
                                ? Text.of("observation/process", "pid", e.getKey())
                                : Text.verbatim(e.getValue() + " (" + e.getKey() + ')'));
            }
        }
        return commands.size() > 3
                ? Text.of("observation/and-more", "list", Text.commas(names), "count", commands.size() - 3)
                : Text.commas(names);
    }

    /** Whether a process is known to live. */
    public boolean lives(String pid) {
        return alive.contains(pid);
    }

    /** Whether a process is known to be gone: a list of all processes, which has the first, does not have it. */
    public boolean gone(String pid) {
        return whole && !alive.contains(pid);
    }
}
