package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.List;

/**
 * Reads {@code status.txt}, lines of /proc/self/status.
 *
 * <pre>{@code
 * CapEff:	00000000a80425fb
 * CapBnd:	00000000a80425fb
 * Seccomp:	2
 * }</pre>
 */
public final class StatusParser {
    /** CAP_SYS_NICE (linux/capability.h). */
    private static final int SYS_NICE = 23;

    private StatusParser() {}

    /**
     * Whether memory can be placed on a NUMA node, which is what NCCL wants CAP_SYS_NICE for. The system calls for it
     * need no capability; Docker's seccomp profile passes them only where the container was given it. So without a filter
     * the answer is yes, and with one the container's capabilities (CapBnd) tell, whoever the process runs as.
     */
    public static Parsed<Reading<Boolean>> sysNice(String text, String item) {
        NoteList notes = new NoteList(item);
        Reading<Boolean> answer = Reading.absent("status.txt says nothing about capabilities");
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            SourceRef source = notes.line(i + 1);
            List<String> words = Lines.words(lines.get(i));
            if (words.size() != 2) {
                continue;
            }
            String value = words.get(1);
            if (words.get(0).equals("Seccomp:") && value.equals("0")) {
                return new Parsed<>(Reading.known(true, source), List.of());
            }
            boolean bound = words.get(0).equals("CapBnd:");
            if (bound || (words.get(0).equals("CapEff:") && !answer.isKnown())) {
                answer = value.matches("[0-9a-fA-F]{1,16}")
                        ? Reading.known((Long.parseUnsignedLong(value, 16) >> SYS_NICE & 1) == 1, source)
                        : new Reading.Unreadable<>(value, source, "it is no set of capabilities");
            }
        }
        return new Parsed<>(answer, List.of());
    }
}
