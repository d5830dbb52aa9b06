package dev.shmfit.explain.statement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Signals that end processes, numbered as Linux does on x86_64 and ARM (signal(7)), with what strsignal(3) calls them. */
public enum Signal {
    HUP(1, "Hangup"),
    INT(2, "Interrupt"),
    QUIT(3, "Quit"),
    ILL(4, "Illegal instruction"),
    TRAP(5, "Trace/breakpoint trap"),
    ABRT(6, "Aborted", "Abort"),
    BUS(7, "Bus error"),
    FPE(8, "Floating point exception"),
    KILL(9, "Killed"),
    SEGV(11, "Segmentation fault", "Segmentation violation"),
    PIPE(13, "Broken pipe"),
    ALRM(14, "Alarm clock"),
    TERM(15, "Terminated"),
    XCPU(24, "CPU time limit exceeded"),
    XFSZ(25, "File size limit exceeded"),
    SYS(31, "Bad system call");

    private static final int OF_SHELLS = 128;
    private static final Map<String, Signal> BY_WORD = byWord();

    private final int number;

    private final String spelled;

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it, it is
    private final List<String> texts;

    Signal(int number, String... texts) {
        this.number = number;
        this.spelled = "SIG" + name();
        this.texts = List.of(texts);
    }

    public int number() {
        return number;
    }

    /** The usual spelling: {@code SIGBUS}. */
    public String spelled() {
        return spelled;
    }

    /** What the system calls it: {@code Bus error}. */
    public String text() {
        return texts.get(0);
    }

    /** All that systems call it, the usual first. */
    public List<String> texts() {
        return texts;
    }

    /** All spellings and texts, in lower case and without white space; those that contain others first. */
    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Signal s : values()) {
            words.add("sig" + s.name().toLowerCase(Locale.ROOT));
            for (String text : s.texts) {
                words.add(squeezed(text));
            }
        }
        words.sort((a, b) -> b.length() - a.length());
        return words;
    }

    private static String squeezed(String text) {
        return text.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /** Of a spelling, a text or a number, as it stands in a text; white space and case mean nothing. */
    public static Optional<Signal> of(String word) {
        Signal as = BY_WORD.get(word);
        return Optional.ofNullable(as != null ? as : BY_WORD.get(squeezed(word)));
    }

    private static Map<String, Signal> byWord() {
        Map<String, Signal> all = new HashMap<>();
        for (Signal s : values()) {
            all.put("sig" + s.name().toLowerCase(Locale.ROOT), s);
            all.put(String.valueOf(s.number), s);
            all.put(s.spelled, s);
            s.texts.forEach(t -> all.put(squeezed(t), s));
            s.texts.forEach(t -> all.put(t.replace(" ", ""), s));
        }
        return Map.copyOf(all);
    }

    /** What a status of a process says: −7 as Python counts, 135 as shells do (128 + 7). */
    public static Optional<Signal> ofStatus(long status) {
        long number = status < 0 ? -status : status > OF_SHELLS && status < 2 * OF_SHELLS ? status - OF_SHELLS : 0;
        for (Signal s : values()) {
            if (s.number == number) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }
}
