package dev.shmfit.analysis.stated;

import dev.shmfit.facts.SmiHop;
import dev.shmfit.topology.AssumedNic;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code NAME:SPEED@PATH}: {@code mlx5_0:200G@PIX:0,1}; the GPUs may be left out where the matrix tells. */
final class NicText {
    private static final Pattern TEXT =
            Pattern.compile("([^:@\\s]{1,64}):(\\d{1,5})\\s*[Gg]?(?:@([A-Za-z]+)(?::([0-9,]+))?)?");

    private NicText() {}

    static AssumedNic parse(String text) {
        Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            throw new MalformedText("expected NAME:SPEED@PATH with the speed in Gb/s, such as mlx5_0:200@PIX:0,1");
        }
        Optional<SmiHop> hop = m.group(3) == null ? Optional.of(SmiHop.SYS) : hop(m.group(3));
        if (hop.isEmpty()) {
            throw new MalformedText("\"" + m.group(3) + "\" is no path; expected one of PIX, PXB, PHB, NODE, SYS");
        }
        List<Integer> gpus = new ArrayList<>();
        if (m.group(4) != null) {
            for (String index : m.group(4).split(",", -1)) {
                if (!index.matches("\\d{1,2}")) {
                    throw new MalformedText("\"" + m.group(4) + "\" is no list of GPU indices, such as 0,1");
                }
                gpus.add(Integer.valueOf(index, 10));
            }
        }
        return new AssumedNic(m.group(1), Integer.parseInt(m.group(2), 10) * 1000, hop.get(), gpus);
    }

    private static Optional<SmiHop> hop(String word) {
        return Arrays.stream(SmiHop.values())
                .filter(h -> h.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
