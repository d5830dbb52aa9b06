package dev.shmfit.probes.format;

import dev.shmfit.probes.format.CaptureTable.How;
import dev.shmfit.probes.format.CaptureTable.Row;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of {@code shm-files.txt}: size, owner and number of holders of each file. Its name is kept where it has a form that
 * programs give; else its beginning, if that tells the program, and a number.
 */
final class KeptNames {
    private static final Pattern LINE = Pattern.compile(
            "\\S+ (\\d+) (\\d+|-) (\\d+|-) \\S+ \\S+ \\S+ (\\d+) (.*?)((?: \\(deleted\\))?)", Pattern.DOTALL);
    private static final Pattern HEAD = Pattern.compile("# (processes=\\d+ unreadable=\\d+|inode bytes .*)");
    private static final Pattern NUMBERED = Pattern.compile("file-\\d+");

    private final Pattern whole;
    private final Pattern beginnings;
    private int others;

    KeptNames(List<Row> rows) {
        this.whole = of(rows, How.FILES);
        this.beginnings = of(rows, How.PREFIX);
    }

    private static Pattern of(List<Row> rows, How how) {
        return rows.stream()
                .filter(r -> r.how() == how)
                .findFirst()
                .orElseThrow()
                .pattern();
    }

    String line(String line) {
        if (line.startsWith("#")) {
            return HEAD.matcher(line).matches() ? line : "";
        }
        Matcher m = LINE.matcher(line);
        return m.matches()
                ? "- " + m.group(1) + " " + m.group(2) + " " + m.group(3) + " - - - " + m.group(4) + " "
                        + name(m.group(5)) + m.group(6)
                : "";
    }

    private String name(String name) {
        if (whole.matcher(name).matches()) {
            return name;
        }
        Matcher beginning = beginnings.matcher(name);
        String known = beginning.lookingAt() ? beginning.group() : "";
        String rest = name.substring(known.length());
        others++;
        return NUMBERED.matcher(rest).matches() ? name : known + "file-" + others;
    }
}
