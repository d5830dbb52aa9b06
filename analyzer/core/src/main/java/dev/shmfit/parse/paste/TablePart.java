package dev.shmfit.parse.paste;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of a pasted text in which tables of links may stand: without the lines of other programs' output and without
 * prose, each left empty, so that lines keep their numbers and a reader of tables does not take them for damaged rows.
 */
final class TablePart {
    private static final Pattern CELL = Pattern.compile(
            "GPU\\d|NIC|mlx|\\bNV\\d|\\b(?:SYS|NODE|PHB|PXB|PIX|SOC|PSB|X|OK|CNS|GNS|TNS|NS|DR|Affinity|Legend|nvidia-smi)\\b");
    private static final Pattern WORDS = Pattern.compile("[a-z]{3,}");

    private TablePart() {}

    /** Empty where nothing but the table stands there. */
    static String of(String text, List<PastedLine> lines, List<PastedSection> sections) {
        Set<Integer> left = new HashSet<>();
        Set<Integer> inside = new HashSet<>();
        for (PastedSection s : sections) {
            for (PastedLine l : s.lines()) {
                inside.add(l.number());
                if (s.kind() != SectionKind.TOPO) {
                    left.add(l.number());
                }
            }
        }
        boolean apart = true;
        boolean afterProse = false;
        for (PastedLine line : lines) {
            boolean prose = !inside.contains(line.number())
                    && !line.isBlank()
                    && apart
                    && !CELL.matcher(line.text()).find()
                    && (afterProse
                            || WORDS.matcher(line.text()).find()
                            || line.stripped().matches("[=*_-]{4,}"));
            if (prose) {
                left.add(line.number());
            }
            afterProse = left.contains(line.number());
            apart = line.isBlank() || line.boundary() || afterProse;
        }
        return left.isEmpty() ? text : without(text, left);
    }

    private static String without(String text, Set<Integer> numbers) {
        StringBuilder kept = new StringBuilder(text.length());
        int number = 1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length();
            if (!end && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                continue;
            }
            if (!numbers.contains(number)) {
                kept.append(text, start, i);
            }
            if (!end) {
                kept.append('\n');
                boolean both = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                i += both ? 1 : 0;
            }
            start = i + 1;
            number++;
        }
        return kept.toString();
    }
}
