package dev.shmfit.probes.format;

import dev.shmfit.probes.format.CaptureTable.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    /** Those that name devices. */
    private static final Set<String> OF_DEVICES = Set.of("NCCL_IB_HCA", "NCCL_SOCKET_IFNAME");

    private static final Pattern SELECTION = Pattern.compile("([=^]*)(.*)");

    private final Map<String, Form> byName = new HashMap<>();
    private final Set<String> devices;

    /** @param devices of the machine, whose names are taken from sysfs, too */
    KeptSettings(List<Row> rows, Set<String> devices) {
        this.devices = devices;
        for (Row row : rows) {
            Form form = new Form(row, row.pattern());
            row.words().forEach(name -> byName.put(name, form));
        }
    }

    String line(String line) {
        Matcher m = LINE.matcher(line);
        Form form = m.matches() ? byName.get(m.group(2)) : null;
        if (form != null) {
            return m.group(1) + m.group(2) + m.group(3) + "=" + value(m.group(2), form, m.group(4));
        }
        // Misspelt, it has no effect: that is worth telling, and its value is not.
        return m.matches() && MEANT.matcher(m.group(2)).matches() ? m.group(2) + "=" + NOT_KEPT : "";
    }

    private String value(String name, Form form, String stated) {
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
            case WORD -> isOfForm(form, value) ? value : OF_DEVICES.contains(name) ? selection(form, value) : NOT_KEPT;
            default -> NOT_KEPT;
        };
    }

    private static boolean isOfForm(Form form, String value) {
        return form.pattern().matcher(value.toUpperCase(Locale.ROOT)).matches();
    }

    /**
     * Names of devices, or beginnings of names. One that no device here has selects or leaves out none, whatever it is
     * called; the others have to stay as they are.
     */
    private String selection(Form form, String value) {
        Matcher marked = SELECTION.matcher(value);
        if (!marked.matches()) {
            return NOT_KEPT;
        }
        return Arrays.stream(marked.group(2).split(",", -1))
                .map(one -> isOfForm(form, one) || isHere(one) ? one : NOT_KEPT)
                .collect(Collectors.joining(",", marked.group(1), ""));
    }

    private boolean isHere(String one) {
        int port = one.indexOf(':');
        String name = port > 0 && one.substring(port + 1).matches("\\d{1,3}") ? one.substring(0, port) : one;
        return name.length() > 1 && devices.stream().anyMatch(device -> device.startsWith(name));
    }
}
