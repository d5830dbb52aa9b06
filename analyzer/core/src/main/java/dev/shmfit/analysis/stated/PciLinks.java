package dev.shmfit.analysis.stated;

import dev.shmfit.topology.PciLink;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PCIe links by generation and width: {@code gen4x16}. */
public final class PciLinks {
    private static final Pattern TEXT = Pattern.compile("gen([1-6])x(1|2|4|8|16)");
    /** The speed of each PCIe generation, in the kernel's spelling, which NCCL matches by its letters. */
    private static final List<String> SPEEDS = List.of(
            "2.5 GT/s PCIe", "5.0 GT/s PCIe", "8.0 GT/s PCIe", "16.0 GT/s PCIe", "32.0 GT/s PCIe", "64.0 GT/s PCIe");

    private PciLinks() {}

    /** Reads a link. */
    public static PciLink parse(String value) {
        Matcher m = TEXT.matcher(value.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new MalformedText("expected genGxW, such as gen4x16 (G from 1 to 6; W 1, 2, 4, 8 or 16)");
        }
        return new PciLink(SPEEDS.get(Integer.parseInt(m.group(1), 10) - 1), Integer.parseInt(m.group(2), 10));
    }
}
