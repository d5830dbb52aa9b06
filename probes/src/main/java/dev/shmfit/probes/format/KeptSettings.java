package dev.shmfit.probes.format;

import dev.shmfit.probes.format.CaptureTable.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of {@code NAME=VALUE}: variables by exact names, values of the form that is read; of other names of NCCL's only
 * the name. Of a number that is what C's
 * strtoll reads. In place of any other value stands {@code ?}, which NCCL would read as 0, as it does what it cannot read.
 */
final class KeptSettings {
    private static final String NOT_KEPT = "?";
    private static final int LONGEST = 400;
    private static final Pattern LINE = Pattern.compile("(\\s*)(?:export\\s+)?([A-Z0-9_]+)(\\s*)=(.*)");

    /** A name that NCCL does not know. */
    private static final Pattern MEANT = Pattern.compile("NCCL_[A-Z0-9_]{1,50}");

    private record Form(Row row, Pattern pattern) {}

    private final Map<String, Form> byName = new HashMap<>();

    KeptSettings(List<Row> rows) {
        for (Row row : rows) {
            Form form = new Form(row, row.pattern());
            row.words().forEach(name -> byName.put(name, form));
        }
    }

    String line(String line) {
        Matcher m = LINE.matcher(line);
        Form form = m.matches() ? byName.get(m.group(2)) : null;
        if (form != null) {
            return m.group(1) + m.group(2) + m.group(3) + "=" + value(form, m.group(4));
        }
        // Misspelt, it has no effect: that is worth telling, and its value is not.
        return m.matches() && MEANT.matcher(m.group(2)).matches() ? m.group(2) + "=" + NOT_KEPT : "";
    }

    private static String value(Form form, String stated) {
        boolean quoted = stated.length() > 1
                && (stated.startsWith("\"") || stated.startsWith("'"))
                && stated.charAt(stated.length() - 1) == stated.charAt(0);
        String value = quoted ? stated.substring(1, stated.length() - 1) : stated;
        if (value.isEmpty() || value.length() > LONGEST) {
            return value.isEmpty() ? "" : NOT_KEPT;
        }
        return switch (form.row().how()) {
            case NUMBER -> {
                Matcher m = form.pattern().matcher(value.stripLeading());
                yield m.lookingAt() ? m.group() : NOT_KEPT;
            }
            case WORD -> form.pattern().matcher(value.toUpperCase(Locale.ROOT)).matches() ? value : NOT_KEPT;
            default -> NOT_KEPT;
        };
    }
}
