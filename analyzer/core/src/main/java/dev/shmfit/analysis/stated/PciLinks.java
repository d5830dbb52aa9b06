package dev.shmfit.analysis.stated;

import dev.shmfit.topology.PciLink;
import dev.shmfit.units.MalformedText;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PCIe links by generation and width: {@code gen4x16}; {@code gen4} alone stands for a width of 16. */
public final class PciLinks {
    private static final Pattern TEXT = Pattern.compile("gen([1-6])(?:x(1|2|4|8|16))?");
    private static final int USUAL_WIDTH = 16;

    private PciLinks() {}

    /** Reads a link. */
    public static PciLink parse(String value) {
        Matcher m = TEXT.matcher(value.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new MalformedText(
                    "expected genGxW, such as gen4x16 (G from 1 to 6; W 1, 2, 4, 8 or 16), or genG alone"
                            + " for a width of 16");
        }
        int width = m.group(2) == null ? USUAL_WIDTH : Integer.parseInt(m.group(2), 10);
        return PciLink.of(Integer.parseInt(m.group(1), 10), width);
    }

    /** The value, with what was taken for a width that it does not state. */
    static String said(String value) {
        return value.toLowerCase(Locale.ROOT).contains("x") ? value : value + " (a width of x16 assumed)";
    }
}
