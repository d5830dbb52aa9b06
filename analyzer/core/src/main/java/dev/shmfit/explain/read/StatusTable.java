package dev.shmfit.explain.read;

import dev.shmfit.explain.statement.Signal;
import dev.shmfit.explain.statement.Statement;
import dev.shmfit.explain.statement.Statement.ProcessEnded;
import dev.shmfit.explain.statement.Statement.Told;
import dev.shmfit.explain.statement.Statement.Where;
import dev.shmfit.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables in which every row is the end of a process: Slurm's {@code sacct} (src/sacct/print.c: {@code ExitCode} is
 * status:signal) and systemd's {@code coredumpctl list} (src/coredump/coredumpctl.c).
 */
public final class StatusTable {
    /** Words of their heads, without white space, as the scanner wants them. */
    public static final List<String> WORDS = List.of("exitcode", "corefile");

    private static final Pattern EXIT = Pattern.compile("(?:^|[\\s|])(\\d{1,3}):(\\d{1,3})(?=$|[\\s|])");
    private static final Pattern SIGNAL = Pattern.compile("\\s(SIG[A-Z]{2,6})\\s");
    private static final int MOST_ROWS = 64;
    private static final String OUT_OF_MEMORY = "OUT_OF_ME";

    private enum Table {
        NONE,
        SACCT,
        COREDUMPS
    }

    private Table table = Table.NONE;
    private int rows;

    /** Whether the rows of a table may follow. */
    public boolean waits() {
        return rows > 0;
    }

    /** Takes a line with one of the words, or one that may be a row. */
    public Optional<Statement> line(String text, long number) {
        if (text.contains("ExitCode") && (text.contains("JobID") || text.contains("State"))) {
            return head(Table.SACCT);
        }
        if (text.contains("COREFILE") && text.contains("SIG")) {
            return head(Table.COREDUMPS);
        }
        rows = Math.max(0, rows - 1);
        if (rows == 0 || text.isBlank()) {
            rows = 0;
            return Optional.empty();
        }
        return table == Table.SACCT ? step(text, number) : dump(text, number);
    }

    private Optional<Statement> head(Table of) {
        table = of;
        rows = MOST_ROWS;
        return Optional.empty();
    }

    private static Optional<Statement> step(String text, long number) {
        if (text.contains(OUT_OF_MEMORY)) {
            return Optional.of(new Told("kernel-oom", Where.line(number), Map.of()));
        }
        Matcher m = EXIT.matcher(text);
        if (!m.find()) {
            return Optional.empty();
        }
        long status = Long.parseLong(m.group(1), 10);
        Optional<Signal> signal = Signal.of(m.group(2)).or(() -> Signal.ofStatus(status));
        if (signal.isEmpty() && status == 0) {
            return Optional.empty();
        }
        return Optional.of(new ProcessEnded(
                "ended-slurm",
                Where.line(number),
                Text.verbatim("Slurm"),
                signal,
                signal.isPresent() ? 0 : status,
                true,
                Map.of("status", m.group(1) + ':' + m.group(2))));
    }

    private static Optional<Statement> dump(String text, long number) {
        Matcher m = SIGNAL.matcher(text);
        return m.find()
                ? Signal.of(m.group(1))
                        .map(s -> new ProcessEnded(
                                "ended-systemd",
                                Where.line(number),
                                Text.verbatim("systemd"),
                                Optional.of(s),
                                0,
                                false,
                                Map.of()))
                : Optional.empty();
    }
}
