package dev.shmfit.reports.rules;

import java.util.List;

/** Rules to read: as text of 80 columns, as the page of the documentation, as JSON. */
public final class RulesReport {
    private static final int WIDTH = 80;

    private RulesReport() {}

    /** All rules by part, each with its versions and what it decides. */
    public static String list(List<RuleV1> rules) {
        StringBuilder text = new StringBuilder();
        String part = "";
        for (RuleV1 rule : rules) {
            if (!rule.part().equals(part)) {
                part = rule.part();
                text.append(text.isEmpty() ? "" : "\n").append(part).append("\n\n");
            }
            wrapped(text, "  " + rule.id() + "  ", 6, String.join(", ", rule.changes()));
            wrapped(text, "      ", 6, rule.decides());
        }
        long versions =
                rules.stream().flatMap(r -> r.changes().stream()).distinct().count();
        return text.append('\n')
                .append(rules.size())
                .append(" rules, which change in ")
                .append(versions)
                .append(" versions.\n\"shmfit rules ID\" shows a rule's values and sources.\n")
                .toString();
    }

    /** One rule with every value and where it was read. */
    public static String detail(RuleV1 rule) {
        StringBuilder text = new StringBuilder(rule.id()).append('\n');
        wrapped(text, "", 0, rule.decides());
        for (int i = 0; i < rule.values().size(); i++) {
            text.append('\n');
            wrapped(text, padded(rule.when(i)), 17, rule.values().get(i).value());
            wrapped(text, padded(""), 17, rule.values().get(i).source());
        }
        if (!rule.notShown().isEmpty()) {
            text.append('\n');
            wrapped(text, "", 0, "No forecast shows the change: " + rule.notShown() + ".");
        }
        return text.toString();
    }

    private static String padded(String when) {
        return "  " + when + " ".repeat(Math.max(1, 15 - when.length()));
    }

    static void wrapped(StringBuilder text, String first, int indent, String words) {
        String line = first;
        boolean empty = true;
        for (String word : words.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line.stripTrailing()).append('\n');
                line = " ".repeat(indent);
                empty = true;
            }
            line += (empty ? "" : " ") + word;
            empty = false;
        }
        text.append(line.stripTrailing()).append('\n');
    }

    /** The page of the documentation: a table for each part. */
    public static String markdown(List<RuleV1> rules) {
        StringBuilder text = new StringBuilder("""
                # What NCCL decides by version

                Every rule of the forecast that depends on NCCL's version, as `shmfit rules` prints it: what it decides, what it says from
                which version on, and where that was read in NCCL's source. The first value holds for all older versions. A version that
                changes no rule acts like the one before it. A test holds this page against the register.
                """);
        String part = "";
        for (RuleV1 rule : rules) {
            if (!rule.part().equals(part)) {
                part = rule.part();
                text.append("\n## ").append(part).append('\n');
            }
            text.append("\n### `").append(rule.id()).append("`\n\n").append(rule.decides());
            text.append(rule.notShown().isEmpty() ? "" : " No forecast shows the change: " + rule.notShown() + ".");
            text.append("\n\n| | value | source |\n|---|---|---|\n");
            for (int i = 0; i < rule.values().size(); i++) {
                RuleV1.Value v = rule.values().get(i);
                text.append(String.join(" | ", List.of("| " + rule.when(i), v.value(), "`" + v.source() + "` |\n")));
            }
        }
        return text.toString();
    }

    private record Document(int schemaVersion, List<RuleV1> rules) {}

    /** As JSON, naming its schema. */
    public static String json(List<RuleV1> rules) {
        return FindingsReport.document("rules", new Document(1, List.copyOf(rules)));
    }
}
