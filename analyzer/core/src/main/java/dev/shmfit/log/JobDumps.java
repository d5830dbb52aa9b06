package dev.shmfit.log;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.DumpedGroup.By;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What NCCL's RAS client tells of communicators, as text (src/ras/client_support.cc from 2.24 on) and as JSON (from 2.28 on), and
 * PyTorch's flight recorder, as JSON and pickled (torch/csrc/distributed/c10d/FlightRecorderDetail.hpp): how many ranks each has,
 * and where RAS says so, on which GPUs. Status, counts of operations, errors and entries are not used.
 */
public final class JobDumps {
    /** Words of their lines, without white space, as a scanner wants them. */
    public static final List<String> WORDS = List.of(
            "jobsummary",
            "communicators.",
            "\"pg_config\"",
            "\"desc\":",
            "\"ranks\":",
            "\"hash\":\"0x",
            "\"size\":",
            "\"nvml_dev\":",
            "\"cuda_dev\":",
            "\"rank\":",
            "pg_config",
            "\"communicators_count\"");

    private static final Pattern ROW = Pattern.compile(
            "\\s*(\\d{1,9})\\s+(\\d{1,9})\\s+(\\d{1,9})(?:\\s+(\\d{1,9}(?:-\\d{1,9})?)\\s+(\\d{1,9})(?:\\s+(\\d{1,9})\\s+([A-Z_]{2,20})\\s+([A-Z_,]{2,60}))?)?\\s*");
    private static final Pattern FIELD = Pattern.compile(
            "\"(nccl_version|hash|size|rank|host|pid|cuda_dev|nvml_dev|missing_ranks|pg_config|desc|ranks)\"\\s{0,4}:\\s{0,4}(?:\"([^\"]{0,20000})\"|(-?\\d{1,10}))?");
    private static final Pattern TOTALS = Pattern.compile("\\s*(?:\\(total\\)\\s*){3}");
    private static final int MOST = 512;
    private static final int MOST_LINES = 12;
    private static final int LONGEST = 1 << 20;
    private static final String UNKNOWN = "unknown";

    /** A whole job, as RAS sums it up. */
    public record Job(int nodes, int processes, int gpus, SourceRef source) {
        /** What it says. */
        public Text sentence() {
            return Text.of(
                    "observation/dump-job",
                    "by",
                    Text.of("observation/dump-by-ras"),
                    "processes",
                    processes,
                    "gpus",
                    gpus,
                    "nodes",
                    nodes);
        }
    }

    private enum Table {
        NONE,
        JOB,
        COMMUNICATORS
    }

    private final List<DumpedGroup> groups = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> hosts = new HashSet<>();
    private int located;
    private int notKept;
    private boolean totals;
    private Optional<Job> job = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Table table = Table.NONE;
    private int waiting;
    private boolean json;
    private final StringBuilder pickle = new StringBuilder();

    private String name = "";
    private String hash = "";
    private int size;
    private SourceRef begun = SourceRef.of("");
    private SortedMap<Integer, LoggedRank> placed = new TreeMap<>();
    private int rank = -1;
    private String host = "";
    private int pid;
    private int device = -1;
    private boolean missing;

    /** Whether rows of a table, or further lines of an object, may follow. */
    public boolean waits() {
        return waiting > 0 || json || !pickle.isEmpty();
    }

    /** Whether a last line that nothing ends is whole all the same: an object that is closed. */
    static boolean whole(byte[] line, int from, int to) {
        return to > from && (line[to - 1] == '}' || line[to - 1] == '.');
    }

    /** Whether a line may be one of a dump's, judged by its first byte. */
    boolean mayHold(byte[] line, int from, int to) {
        int at = from;
        while (at < to && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        if (to - at < 4) {
            return false;
        }
        byte c = line[at];
        boolean digit = c >= '0' && c <= '9';
        return !pickle.isEmpty()
                || c == '{'
                || c == '"'
                || c == 'J'
                || c == 'C'
                || c == (byte) 0x80
                || (waiting > 0 && (digit || c == '('));
    }

    /**
     * Takes a line.
     *
     * @return whether it says something that is used
     */
    public boolean line(String text, SourceRef source) {
        waiting = Math.max(0, waiting - 1);
        if (text.contains("Job summary")) {
            table = Table.JOB;
            waiting = MOST_LINES;
            return false;
        }
        if (text.strip().startsWith("Communicators.")) {
            table = Table.COMMUNICATORS;
            waiting = MOST_LINES;
            return false;
        }
        Matcher row = waiting > 0 ? ROW.matcher(text) : null;
        if (row != null && row.matches()) {
            return row(row, source);
        }
        if (waiting > 0 && TOTALS.matcher(text).matches()) {
            totals = true;
            waiting = MOST_LINES;
            return false;
        }
        if (!pickle.isEmpty() || (text.contains("pg_config") && text.indexOf('"') < 0)) {
            begun = pickle.isEmpty() ? source : begun;
            pickle.append(text, 0, Math.min(text.length(), Math.max(0, LONGEST - pickle.length())))
                    .append('\n');
            return true;
        }
        String piece = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return piece.indexOf('"') >= 0 && fields(piece, source);
    }

    private boolean row(Matcher m, SourceRef source) {
        waiting = MOST_LINES;
        boolean sums = totals;
        totals = false;
        if (table == Table.JOB && sums && m.group(4) == null) {
            // Where nodes or processes differ, only the sums are of the whole job.
            job = Optional.of(new Job(number(m.group(1)), number(m.group(2)), number(m.group(3)), source));
            return true;
        }
        if (table == Table.JOB
                && m.group(5) != null
                && m.group(6) == null
                && m.group(4).indexOf('-') < 0) {
            job = Optional.of(new Job(number(m.group(1)), number(m.group(4)), number(m.group(5)), source));
            return true;
        }
        if (table == Table.COMMUNICATORS && m.group(7) != null) {
            String counts = String.join(" ", m.group(1), m.group(2), m.group(3), m.group(4), m.group(5), m.group(6));
            add(
                    counts,
                    new DumpedGroup(
                            By.RAS,
                            "",
                            number(m.group(5)),
                            OptionalInt.of(number(m.group(3))),
                            new TreeMap<>(),
                            source,
                            Math.max(1, number(m.group(2)))));
            return true;
        }
        return false;
    }

    /** Dumps of several ranks, or of one job asked again, tell of the same communicators: each counts once. */
    private void add(String key, DumpedGroup d) {
        if (d.ranks() <= 0 || seen.contains(d.by() + key)) {
            return;
        }
        if (groups.size() >= MOST) {
            notKept++;
            return;
        }
        seen.add(d.by() + key);
        groups.add(d);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits, 10);
    }

    private boolean fields(String text, SourceRef source) {
        boolean used = false;
        Matcher m = FIELD.matcher(text);
        while (m.find()) {
            String value = m.group(2) != null ? m.group(2) : m.group(3) == null ? "" : m.group(3);
            used |= field(m.group(1), value, source);
        }
        return used;
    }

    private boolean field(String key, String value, SourceRef source) {
        switch (key) {
            case "nccl_version" -> {
                version = value.isEmpty() ? version : Optional.of(value);
                return !value.isEmpty();
            }
            case "hash" -> {
                close();
                hosts.clear();
                json = true;
                hash = value;
                begun = source;
                missing = false;
                return true;
            }
            case "size" -> size = json ? small(value) : 0;
            case "missing_ranks" -> missing = true;
            case "rank" -> rank = json && !missing ? small(value) : -1;
            case "host" -> {
                host = value;
                hosts.add(value);
                located++;
            }
            case "pid" -> pid = small(value);
            case "cuda_dev" -> device = small(value);
            case "nvml_dev" -> place(value, source);
            case "desc" -> name = value;
            case "ranks" -> {
                return recorded(value, source);
            }
            default -> {
                return false;
            }
        }
        return json;
    }

    private static int small(String value) {
        return value.isEmpty() || value.length() > 9 ? 0 : Integer.parseInt(value, 10);
    }

    private void place(String nvml, SourceRef source) {
        if (rank >= 0 && !host.equals(UNKNOWN) && placed.size() < 1 << 16) {
            placed.put(
                    rank,
                    new LoggedRank(
                            rank,
                            new Origin(host, pid, pid, device),
                            device,
                            nvml.isEmpty() ? OptionalInt.empty() : OptionalInt.of(small(nvml)),
                            Optional.empty(),
                            true,
                            source));
        }
        rank = -1;
    }

    /** Of how many nodes a communicator is, is known where RAS knows where each rank is, those that did not answer included. */
    private void close() {
        if (!hash.isEmpty() && size > 0) {
            boolean all = !hosts.contains(UNKNOWN) && located >= size;
            add(
                    hash + " " + size,
                    new DumpedGroup(
                            By.RAS,
                            hash,
                            size,
                            all ? OptionalInt.of(hosts.size()) : OptionalInt.empty(),
                            placed,
                            begun,
                            1));
        }
        located = 0;
        hash = "";
        size = 0;
        placed = new TreeMap<>();
    }

    private boolean recorded(String value, SourceRef source) {
        if (!value.startsWith("[") || !value.endsWith("]")) {
            return false;
        }
        String ranks = value.substring(1, value.length() - 1).strip();
        if (!ranks.matches("[0-9, ]*")) {
            return false;
        }
        recorded(name, ranks, source);
        return true;
    }

    private void recorded(String group, String ranks, SourceRef source) {
        int count = ranks.isEmpty() ? 0 : ranks.split(",", -1).length;
        add(
                group + " " + ranks,
                new DumpedGroup(By.RECORDER, group, count, OptionalInt.empty(), new TreeMap<>(), source, 1));
    }

    private void unpickle() {
        PickledGroups.read(pickle, (group, ranks) -> recorded(group, ranks, begun));
        pickle.setLength(0);
    }

    /** How many communicators and groups more there were than are kept. */
    public int notKept() {
        return notKept;
    }

    /** In the order of the text. */
    public List<DumpedGroup> groups() {
        close();
        unpickle();
        return List.copyOf(groups);
    }

    /** The whole job, where RAS sums it up. */
    public Optional<Job> job() {
        return job;
    }

    /** NCCL's version, where a dump names it. */
    public Optional<String> version() {
        return version;
    }
}
