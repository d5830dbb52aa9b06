package dev.shmfit.probes.live;

import dev.shmfit.probes.format.CaptureTable.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The GPUs, NVSwitches and network cards with all bridges above them, as the kernel shows them in /sys. */
final class PciProbe {
    private static final Pattern BUS_ID = Pattern.compile("[0-9a-f]+:[0-9a-f]+:[0-9a-f]+\\.[0-9a-f]+");

    /** Network cards, displays and 3D accelerators, NVSwitches. */
    private static final Pattern WANTED = Pattern.compile("0x(?:02|03|0680).*");

    private static final int EXTENDED = 256;
    private static final int ACCESS_CONTROL = 0x000D;

    private PciProbe() {}

    static String text(Machine machine, Row row) {
        StringBuilder text = new StringBuilder();
        for (String device : devices(machine)) {
            text.append("# ").append(machine.name(Path.of(device))).append('\n');
            describe(machine, Path.of(device), row, text);
        }
        for (String kind : List.of("infiniband", "net")) {
            for (Path device : Machine.list(machine.path("/sys/class/" + kind), "*")) {
                network(machine, device, text);
            }
        }
        return text.toString();
    }

    private static Set<String> devices(Machine machine) {
        Set<String> found = new TreeSet<>();
        for (Path link : Machine.list(machine.path("/sys/bus/pci/devices"), "*")) {
            if (WANTED.matcher(machine.firstLine(link.resolve("class"))).matches()) {
                Path path = real(link);
                while (path != null
                        && path.getFileName() != null
                        && BUS_ID.matcher(path.getFileName().toString()).matches()) {
                    found.add(path.toString());
                    path = path.getParent();
                }
            }
        }
        return found;
    }

    private static void describe(Machine machine, Path device, Row row, StringBuilder text) {
        attributes(machine, device, row.words(), "", text);
        Path driver = device.resolve("driver");
        if (Files.exists(driver)) {
            try {
                text.append("driver=")
                        .append(Files.readSymbolicLink(driver).getFileName())
                        .append('\n');
            } catch (IOException e) {
                // It went away, or is no link: then there is no name to tell.
            }
        }
        if (machine.firstLine(device.resolve("class")).startsWith("0x0604")) {
            accessControl(device.resolve("config"), text);
        }
    }

    private static void network(Machine machine, Path device, StringBuilder text) {
        Path pci = device.resolve("device");
        if (!Files.exists(pci)) {
            return;
        }
        text.append("# ").append(machine.name(device)).append('\n');
        text.append("pci=").append(machine.name(real(pci))).append('\n');
        attributes(machine, device, List.of("speed", "operstate"), "", text);
        for (Path port : Machine.list(device.resolve("ports"), "*")) {
            attributes(machine, port, List.of("rate", "state"), "port" + port.getFileName() + "_", text);
        }
    }

    private static void attributes(
            Machine machine, Path directory, List<String> names, String prefix, StringBuilder text) {
        for (String name : names) {
            machine.attribute(directory.resolve(name))
                    .ifPresent(v -> text.append(prefix)
                            .append(name)
                            .append('=')
                            .append(v)
                            .append('\n'));
        }
    }

    /** A walk through the extended capabilities, of which only root sees any (PCI Express Base Specification, 7.6). */
    private static void accessControl(Path config, StringBuilder text) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(config)) {
            bytes = in.readNBytes(4096);
        } catch (IOException e) {
            return;
        }
        int at = EXTENDED;
        for (int i = 0; i < 64 && at >= EXTENDED && at + 8 <= bytes.length; i++) {
            if (word(bytes, at) == ACCESS_CONTROL) {
                text.append(String.format(Locale.ROOT, "acs_control=0x%04x\n", word(bytes, at + 6)));
            }
            at = word(bytes, at + 2) >> 4;
        }
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            return link;
        }
    }
}
