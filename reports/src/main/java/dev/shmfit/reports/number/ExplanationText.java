package dev.shmfit.reports.number;

import java.util.List;

/** An explanation for people, one statement a line. */
public final class ExplanationText {
    private static final int WIDTH = 100;
    private static final int INDENT = 15;

    private ExplanationText() {}

    /** The lines of one explanation. */
    public static String of(NumberExplanation e) {
        StringBuilder text = new StringBuilder();
        text.append(e.name()).append(" = ").append(e.value()).append('\n');
        line(text, "formula", e.formula());
        line(text, "worked out", e.worked());
        for (NumberExplanation.Input i : e.inputs()) {
            line(text, "from", i.name() + " = " + i.value() + " (" + i.provenance() + ")");
        }
        line(text, "provenance", e.provenance());
        line(text, "source", e.source());
        return text.toString();
    }

    /** All names, one a line. */
    public static String names(List<String> names) {
        return String.join("\n", names) + "\n";
    }

    private static void line(StringBuilder text, String label, String value) {
        if (value.isEmpty()) {
            return;
        }
        String lead = "  " + label + ":" + " ".repeat(INDENT - label.length() - 3);
        StringBuilder line = new StringBuilder(lead);
        boolean first = true;
        for (String word : value.split(" ", -1)) {
            if (!first && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line.setLength(0);
                line.append(" ".repeat(INDENT));
                first = true;
            }
            line.append(first ? "" : " ").append(word);
            first = false;
        }
        text.append(line).append('\n');
    }
}
