package dev.shmfit.parse.paste;

import dev.shmfit.facts.AdapterRates;
import dev.shmfit.facts.SourceRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RDMA adapters and their rates: {@code ibstat}, {@code ibstatus}, {@code ibv_devinfo -v}, and files of
 * {@code /sys/class/infiniband} printed with their names. NCCL takes a device's first active port.
 */
final class AdapterLines {
    /** Each tool's first line of a device, or of a port. */
    private static final Pattern DEVICE = Pattern.compile(
            "^(?:CA '([\\w.-]{1,64})'|hca_id:\\s*([\\w.-]{1,64})|Infiniband device '([\\w.-]{1,64})' port \\d+ status:)$");

    private static final Pattern PORT = Pattern.compile("^(?:Port \\d+:|port:\\s+\\d+)$");
    private static final Pattern STATE = Pattern.compile("^[Ss]tate:\\s+(?:\\d+: )?(?:PORT_)?(\\w+).*$");
    private static final Pattern RATE = Pattern.compile("^[Rr]ate:\\s+(\\d{1,5}(?:\\.\\d+)?)(?:\\s+Gb/sec.*)?$");
    private static final Pattern WIDTH = Pattern.compile("^active_width:\\s+(\\d{1,2})X.*$");
    private static final Pattern SPEED = Pattern.compile("^active_speed:\\s+(\\d{1,4}(?:\\.\\d+)?) Gbps.*$");
    private static final Pattern FILE = Pattern.compile(
            "^/sys/class/infiniband/([\\w.-]{1,64})/ports/\\d+/rate:\\s*(\\d{1,5}(?:\\.\\d+)?) Gb/sec.*$");

    private final Map<String, Integer> rates = new LinkedHashMap<>();
    private Optional<SourceRef> first = Optional.empty();
    private String device = "";
    private boolean active;
    private double lanes;

    private AdapterLines() {}

    static void read(PastedSection section, PastedFacts facts) {
        AdapterLines lines = new AdapterLines();
        for (PastedLine line : section.lines()) {
            lines.line(line.stripped(), section.at(line));
        }
        lines.first.ifPresent(at -> facts.add(Topic.ADAPTERS, new AdapterRates(lines.rates), at));
    }

    private void line(String text, SourceRef at) {
        Matcher named = DEVICE.matcher(text);
        Matcher file = FILE.matcher(text);
        Matcher state = STATE.matcher(text);
        Matcher rate = RATE.matcher(text);
        Matcher width = WIDTH.matcher(text);
        Matcher speed = SPEED.matcher(text);
        if (named.matches()) {
            device = named.group(1) != null ? named.group(1) : named.group(2) != null ? named.group(2) : named.group(3);
            port();
        } else if (PORT.matcher(text).matches()) {
            port();
        } else if (file.matches()) {
            found(file.group(1), Double.parseDouble(file.group(2)), at);
        } else if (!device.isEmpty() && state.matches()) {
            active = state.group(1).equalsIgnoreCase("active");
            if (!active) {
                first = first.or(() -> Optional.of(at));
                rates.putIfAbsent(device, 0);
            }
        } else if (!device.isEmpty() && rate.matches()) {
            rate(Double.parseDouble(rate.group(1)), at);
        } else if (width.matches()) {
            lanes = Double.parseDouble(width.group(1));
        } else if (!device.isEmpty() && speed.matches()) {
            rate(lanes * Double.parseDouble(speed.group(1)), at);
        }
    }

    private void port() {
        active = false;
        lanes = 0;
    }

    private void rate(double gigabits, SourceRef at) {
        if (active) {
            found(device, gigabits, at);
        }
    }

    /** Of several active ports the first counts. */
    private void found(String name, double gigabits, SourceRef at) {
        int megabits = (int) Math.round(gigabits * 1000);
        if (megabits > 0 && rates.getOrDefault(name, 0) == 0) {
            first = first.or(() -> Optional.of(at));
            rates.put(name, megabits);
        }
    }
}
