package dev.shmfit.parse.paste;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A diff states what stands after the change: its added and its unchanged lines, without their sign; what it removes is gone.
 * A hunk is as long as its head says; without a head the fence tells, or an assignment right behind the sign.
 */
final class DiffLines {
    private static final Pattern HUNK =
            Pattern.compile("^@@ -\\d{1,9}(?:,(\\d{1,6}))? \\+\\d{1,9}(?:,(\\d{1,6}))? @@.*$");
    private static final Pattern FENCE = Pattern.compile("^\\s*(?:```|~~~)\\s*(?:diff|patch)\\s*$");
    private static final Pattern END = Pattern.compile("^\\s*(?:```|~~~)\\s*$");
    /** No option of a program and no item of a list: these have a blank, a second hyphen or a small letter behind the sign. */
    private static final Pattern SET = Pattern.compile("^[+-](?:export |ENV )?(?:NCCL_|CUDA_|NVIDIA_)[A-Z0-9_]+=.*$");

    private int before;
    private int after;
    private boolean fenced;

    private DiffLines() {}

    /** The lines without what makes them a diff's, as many as there were. */
    static List<String> undressed(List<String> lines) {
        DiffLines diff = new DiffLines();
        List<String> plain = new ArrayList<>(lines.size());
        lines.forEach(l -> plain.add(diff.line(l)));
        return plain;
    }

    private String line(String line) {
        Matcher hunk = HUNK.matcher(line);
        if (hunk.matches()) {
            before = count(hunk.group(1));
            after = count(hunk.group(2));
            return "";
        }
        if (FENCE.matcher(line).matches() || END.matcher(line).matches()) {
            fenced = !END.matcher(line).matches();
            before = 0;
            after = 0;
            return line;
        }
        boolean inside = before > 0 || after > 0 || fenced;
        if (inside && line.matches("^(?:---|\\+\\+\\+) \\S.*$")) {
            return "";
        }
        if (!inside && !SET.matcher(line).matches()) {
            return line;
        }
        if (line.startsWith("-")) {
            before--;
            return "";
        }
        if (line.startsWith("+")) {
            after--;
            return line.substring(1);
        }
        before--;
        after--;
        return line.startsWith(" ") ? line.substring(1) : line;
    }

    private static int count(String said) {
        return said == null ? 1 : Integer.parseInt(said, 10);
    }
}
