package dev.shmfit.parse.paste;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a pasted text in which tables of links may stand: without the lines of other programs' output and without
 * prose, each left empty, so that lines keep their numbers and a reader of tables does not take them for damaged rows.
 */
final class TablePart {
    private static final Pattern CELL = Pattern.compile(
            "GPU\\d|NIC|mlx|\\bNV\\d|\\b(?:SYS|NODE|PHB|PXB|PIX|SOC|PSB|X|OK|CNS|GNS|TNS|NS|DR|Affinity|Legend|nvidia-smi)\\b");
    private static final Pattern WORDS = Pattern.compile("[a-z]{3,}");
    /** A word of prose: names of adapters have digits. */
    private static final Pattern WORD =
            Pattern.compile("(?<![\\w-])[a-z]{3,}(?![\\w-])|(?<![\\w-])(?!NUMA\\b|NODE\\b)[A-Za-z]{4,}(?![\\w-])");

    /** What a row, a header, a legend or the command begins with. */
    private static final Pattern OF_TABLE = Pattern.compile(
            "^\\W*(?:(?:GPU|NIC)\\d+|mlx\\S+)\\W+(?:NV\\d+|SYS|NODE|PHB|PXB|PIX|SOC|PSB|X|OK|CNS|GNS|TNS|NS|DR|CPU\\s+Aff\\S*|NIC\\d+|GPU\\d+(?:\\s|$)|mlx)"
                    + "|^\\W*(?:X|SYS|NODE|PHB|PXB|PIX|NV#|NV\\d+|OK|CNS|GNS|TNS|NS|DR|U|N/A|SOC|PSB)\\s+=|^\\W*NIC ?\\w*:|Legend|nvidia-smi|Affinity");

    private static final int MANY_WORDS = 5;

    private TablePart() {}

    /**
     * What is left, and the lines of text that stand among the rows of a table or right below them.
     *
     * @param text empty lines where nothing but the table stands there
     * @param prose first and last line of each piece
     */
    record Found(String text, List<int[]> prose) {}

    /** The part with tables of {@code text}, whose lines and sections these are. */
    static Found of(String text, List<PastedLine> lines, List<PastedSection> sections) {
        LineSet left = new LineSet();
        LineSet inside = new LineSet();
        LineSet ofTables = new LineSet();
        for (PastedSection s : sections) {
            for (PastedLine l : s.lines()) {
                inside.add(l.number());
                (s.kind() == SectionKind.TOPO ? ofTables : left).add(l.number());
            }
        }
        // Of a line that would be several without its dress some may be a table's.
        left.removeAll(ofTables);
        // Of a fence or a removed line of a diff nothing is left.
        LineSet shown = new LineSet();
        lines.stream().filter(l -> !l.isBlank()).forEach(l -> shown.add(l.number()));
        lines.stream()
                .mapToInt(PastedLine::number)
                .filter(n -> !shown.contains(n))
                .forEach(left::add);
        LineSet rows = new LineSet();
        lines.stream().filter(l -> OF_TABLE.matcher(l.text()).find()).forEach(l -> rows.add(l.number()));
        List<int[]> prose = new ArrayList<>();
        boolean apart = true;
        boolean afterProse = false;
        boolean belowRow = false;
        for (PastedLine line : lines) {
            boolean free = !inside.contains(line.number()) && !line.isBlank();
            boolean away = free
                    && apart
                    && (!CELL.matcher(line.text()).find() || isProse(line))
                    && (afterProse
                            || WORDS.matcher(line.text()).find()
                            || WORD.matcher(line.text()).find()
                            || line.stripped().matches("[=*_-]{4,}|[\\[\\](){},;]+"));
            belowRow |= rows.contains(line.number());
            boolean among = !away
                    && belowRow
                    && (ofTables.contains(line.number()) || (free && !apart))
                    && isText(line)
                    && !rows.contains(line.number());
            if (among) {
                add(prose, line.number());
            }
            if (away || among) {
                left.add(line.number());
            }
            afterProse = left.contains(line.number());
            apart = line.isBlank() || line.boundary() || afterProse;
        }
        return new Found(left.isEmpty() ? text : without(text, left), prose);
    }

    /** Words of a sentence are too many for a row, whatever it names. */
    private static boolean isProse(PastedLine line) {
        return !OF_TABLE.matcher(line.text()).find() && words(line.text()) >= MANY_WORDS;
    }

    private static int words(String text) {
        Matcher m = WORD.matcher(text);
        int count = 0;
        while (m.find()) {
            count++;
        }
        return count;
    }

    private static boolean isText(PastedLine line) {
        return line.command().isEmpty()
                && !OF_TABLE.matcher(line.text()).find()
                && WORD.matcher(line.text()).find();
    }

    private static void add(List<int[]> pieces, int number) {
        int last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last)[1] >= number - 1) {
            pieces.get(last)[1] = number;
        } else {
            pieces.add(new int[] {number, number});
        }
    }

    private static String without(String text, LineSet numbers) {
        StringBuilder kept = new StringBuilder(text.length());
        int number = 1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length();
            if (!end && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                continue;
            }
            if (!numbers.contains(number) || i - start > PastedLines.LONGEST) {
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
