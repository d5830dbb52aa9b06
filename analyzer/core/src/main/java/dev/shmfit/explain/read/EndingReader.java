package dev.shmfit.explain.read;

import dev.shmfit.explain.statement.Signal;
import dev.shmfit.explain.statement.Statement.ProcessEnded;
import dev.shmfit.explain.statement.Statement.Where;
import dev.shmfit.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The end of a process by a signal in a line that no known launcher's form fits: a verb that tells of an end with a signal
 * behind it, or a status that only a signal gives ({@code -N}, {@code 128 + N}).
 *
 * <pre>{@code
 * Shard process was signaled to shutdown with signal 7
 * [1]    30634 bus error  python test.py
 * }</pre>
 */
public final class EndingReader {
    /** The id of what it reads. */
    public static final String ID = "ended-other";

    /** Words of the lines that may hold one, in lower case and without white space, as the scanner wants them. */
    public static final List<String> WORDS = List.of(
            "signal",
            "exitcode",
            "exit_code",
            "exitstatus",
            "returncode",
            "rc=",
            "exited",
            "died(",
            "returned",
            "sigbus",
            "sigsegv",
            "sigabrt",
            "sigkill",
            "sigill",
            "sigfpe",
            "sigsys");

    private static final int LONGEST = 600;

    private static final String NAMES = Stream.of(Signal.values())
            .flatMap(s -> Stream.concat(Stream.of(s.spelled()), s.texts().stream()))
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?:", ")"));

    private static final String ENDED =
            "(?:killed|terminated|died|dies|crashed|exited|aborted|caught|received|got|shut ?down|failed|ended|stopped"
                    + "|signaled|signalled|finished)";

    /** What stands between the verb and the signal. */
    private static final String LINK =
            "(?: (?:by|with|on|from|due|to|the|a|an|of|unexpectedly|fatal|deadly|after|receiving|via|shut ?down|process|child"
                    + "|worker|unix|uncaught|unhandled|\\(?pid[ =:]{1,3}\\d{1,10}\\)?)){0,6}";

    private static final Pattern BY_SIGNAL = Pattern.compile("(?i)\\b" + ENDED + LINK
            + "[ :,(]{1,3}sig(?:nal|no)?(?:[ =#:(]{0,3}(\\d{1,2}|SIG[A-Z]{2,5})|[:=(] ?\\(?(" + NAMES + "))(?![\\w.])");

    /** {@code Caught SIGBUS, dumping stack}: of the signals that nobody sends to ask for something; a sentence goes on. */
    private static final Pattern BY_NAME = Pattern.compile("(?i)\\b" + ENDED + LINK
            + "[ :,(]{1,3}(SIG(?:BUS|SEGV|ABRT|ILL|FPE|KILL|SYS))(?=\\s*(?:$|[,.;:!()\\[\\]]))");

    /**
     * {@code SIGBUS (0x7) at pc=0x7f}, {@code si_signo: 7 (SIGBUS)}: the Java virtual machine (vmError.cpp, os_posix.cpp);
     * {@code forrtl: severe (174): SIGSEGV, segmentation fault occurred}: Intel's Fortran.
     */
    private static final Pattern BY_MACHINE =
            Pattern.compile("\\b(SIG[A-Z]{2,5})(?: \\(0x[0-9a-f]{1,2}\\) at pc=0x|\\), si_code: )"
                    + "|\\bforrtl: (?:severe|error) \\(\\d{1,3}\\): (SIG[A-Z]{2,5}),");

    /** Go's os/exec and Rust's ExitStatus: {@code signal: bus error}, {@code signal: 7 (SIGBUS)}. */
    private static final Pattern SIGNAL_STATUS =
            Pattern.compile("(?i)(?:^|[:\\s(\"'])signal: (\\d{1,2}(?= \\()|" + NAMES + ")(?![\\w.])");

    private static final Pattern BY_STATUS = Pattern.compile(
            "(?i)\\b(?:exit(?:ed)?|return(?:ed)?|rc|terminated|died|crashed|failed|finished)\\b(?:[ _-]?(?:code|status|value)s?)?"
                    + "(?: (?:with|of|is|was|status|code|exit|return|the|a|non-?zero)){0,4}[ :=(\\[]{1,3}(-?\\d{1,3})(?![\\w.%/:])");

    /** What shells print of a job that ended: {@code [1]    30634 bus error  python x} (zsh Src/jobs.c, bash jobs.c, tcsh). */
    private static final Pattern JOB = Pattern.compile(
            "(?i)\\s*\\[\\d{1,4}][ +-]{1,4}\\s{0,8}(?:\\d{1,8}\\s{1,4})?(?:[+-] )?(" + NAMES + ")(?:\\s.*|$)");

    private EndingReader() {}

    /** The statement of a line; empty where it tells of no end by a signal. */
    public static Optional<ProcessEnded> read(String line, long number) {
        if (line.length() > LONGEST) {
            return Optional.empty();
        }
        return signal(line)
                .map(s -> new ProcessEnded(
                        ID, Where.line(number), Text.of("cause/launcher-text"), Optional.of(s), 0, false, Map.of()));
    }

    private static Optional<Signal> signal(String line) {
        for (Pattern form : List.of(JOB, BY_SIGNAL, BY_NAME, BY_MACHINE, SIGNAL_STATUS)) {
            Matcher m = form.matcher(line);
            if (m.find() && (form != JOB || m.start() == 0)) {
                String named = m.group(1) == null ? m.group(2) : m.group(1);
                return Signal.of(named);
            }
        }
        Matcher status = BY_STATUS.matcher(line);
        return status.find() ? Signal.ofStatus(Long.parseLong(status.group(1), 10)) : Optional.empty();
    }
}
