package dev.shmfit.explain.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What NCCL's RAS client (src/ras/client_support.cc) and PyTorch's flight recorder
 * (torch/csrc/distributed/c10d/FlightRecorder.hpp) say about ranks and communicators. The rest of their dumps is not used.
 */
public final class DumpReader {
    /** Words of their lines, without white space, as the scanner wants them. */
    public static final List<String> WORDS =
            List.of("jobsummary", "communicators", "\"pg_config\"", "\"desc\":", "\"ranks\":");

    private static final Pattern NUMBERS =
            Pattern.compile("\\s*(\\d{1,9}(?:\\s+\\d{1,9}){4,5})(?:\\s+([A-Z_]{2,20})\\s+([A-Z_]{2,20}))?\\s*");
    private static final Pattern GROUP =
            Pattern.compile("\"desc\": ?\"([^\"]{0,80})\"|\"ranks\": ?\"\\[([0-9, ]{0,20000})\\]");
    private static final int MOST = 16;
    private static final int MOST_LINES = 12;

    /** One fact of a dump, as a sentence. */
    public record Fact(String kind, long line, String sentence) {}

    private final List<Fact> facts = new ArrayList<>();
    private String name = "";
    private boolean job;
    private int waiting;

    /** Whether rows of a table may follow. */
    public boolean waits() {
        return waiting > 0;
    }

    /** Takes a line that has one of the words, or may be a row. */
    public void line(String text, long number) {
        waiting = Math.max(0, waiting - 1);
        if (text.contains("Job summary")) {
            job = true;
            waiting = MOST_LINES;
        } else if (text.startsWith("Communicators")) {
            job = false;
            waiting = MOST_LINES;
        } else if (waiting > 0) {
            Matcher m = NUMBERS.matcher(text);
            if (m.matches()) {
                row(m, number);
            }
        }
        Matcher group = GROUP.matcher(text);
        while (group.find() && facts.size() < MOST) {
            if (group.group(2) == null) {
                name = group.group(1);
                continue;
            }
            String ranks = group.group(2).strip();
            long count = ranks.isEmpty() ? 0 : ranks.split(",", -1).length;
            facts.add(new Fact(
                    "flight-recorder",
                    number,
                    "PyTorch's flight recorder: group " + name + " has " + count
                            + " ranks. Its entries are not used."));
        }
    }

    private void row(Matcher m, long number) {
        String[] n = m.group(1).strip().split("\\s+", -1);
        if (facts.size() >= MOST) {
            return;
        }
        if (job && n.length == 5) {
            facts.add(new Fact(
                    "ras", number, "NCCL's RAS: " + n[3] + " processes with " + n[4] + " GPUs on " + n[0] + " nodes."));
        } else if (!job && n.length == 6 && m.group(2) != null) {
            facts.add(new Fact(
                    "ras",
                    number,
                    "NCCL's RAS: " + n[1] + " communicators of " + n[4] + " ranks each, " + m.group(2) + ", "
                            + m.group(3) + ". Its details of ranks are not used."));
            waiting = MOST_LINES;
        }
    }

    /** In the order of the text. */
    public List<Fact> facts() {
        return List.copyOf(facts);
    }
}
