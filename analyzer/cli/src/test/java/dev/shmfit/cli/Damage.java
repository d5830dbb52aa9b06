package dev.shmfit.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to the text of a tool between the terminal and a bug report: lines are cut, joined, wrapped, doubled and
 * swapped; cells and attributes are lost, doubled, swapped and renumbered. Seeded, so that a finding can be had again.
 */
final class Damage {
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "7",
            "01",
            "-1",
            "63",
            "64",
            "99",
            "255",
            "30000",
            "2147483647",
            "2147483648",
            "9999999999",
            "9223372036854775808",
            "0x10",
            "1e9",
            "");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern CELL = Pattern.compile("[^\\s]+");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s[a-z_]+=\"[^\"]*\"");

    private final Random random;

    Damage(long seed) {
        this.random = new Random(seed);
    }

    /** {@code text} with one to four faults. */
    String of(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int faults = 1 + random.nextInt(4);
        for (int i = 0; i < faults && !lines.isEmpty(); i++) {
            if (random.nextInt(3) == 0) {
                damageLines(lines);
            } else {
                int at = at(lines.size());
                lines.set(at, damagedLine(lines.get(at), lines.get(at(lines.size()))));
            }
        }
        String damaged = String.join("\n", lines);
        return random.nextInt(20) == 0 ? damaged.substring(0, at(damaged.length() + 1)) : damaged;
    }

    private int at(int size) {
        return random.nextInt(Math.max(1, size));
    }

    private void damageLines(List<String> lines) {
        int a = at(lines.size());
        int b = at(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(a);
            case 1 -> lines.add(b, lines.get(a));
            case 2 -> {
                if (a + 1 < lines.size()) {
                    lines.set(a, lines.get(a) + lines.remove(a + 1));
                }
            }
            case 3 -> {
                String line = lines.get(a);
                int cut = at(line.length() + 1);
                lines.set(a, line.substring(0, cut));
                lines.add(a + 1, line.substring(cut));
            }
            case 4 -> java.util.Collections.swap(lines, a, b);
            default ->
                lines.subList(Math.min(a, b), Math.min(lines.size(), Math.min(a, b) + 1 + at(8)))
                        .clear();
        }
    }

    private String damagedLine(String line, String other) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> replaced(line, NUMBER, NUMBERS.get(at(NUMBERS.size())));
            case 2 -> replaced(line, NUMBER, one(other, NUMBER));
            case 3 -> replaced(line, CELL, one(other, CELL));
            case 4 -> replaced(line, ATTRIBUTE, random.nextBoolean() ? "" : one(other, ATTRIBUTE));
            case 5 -> {
                String cell = one(line, CELL);
                yield replaced(line, CELL, cell + (random.nextBoolean() ? "\t" : "") + cell);
            }
            case 6 -> replaced(line, CELL, "");
            default -> line.substring(0, at(line.length() + 1));
        };
    }

    /** One of the places where {@code kind} stands; empty where there is none. */
    private String one(String line, Pattern kind) {
        List<String> all = kind.matcher(line).results().map(r -> r.group()).toList();
        return all.isEmpty() ? "" : all.get(at(all.size()));
    }

    private String replaced(String line, Pattern kind, String by) {
        Matcher m = kind.matcher(line);
        List<int[]> places = new ArrayList<>();
        while (m.find()) {
            places.add(new int[] {m.start(), m.end()});
        }
        if (places.isEmpty()) {
            return line;
        }
        int[] place = places.get(at(places.size()));
        return line.substring(0, place[0]) + by + line.substring(place[1]);
    }
}
