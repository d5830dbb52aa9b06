package dev.shmfit.parse.paste;

import java.util.regex.Pattern;

/**
 * Takes a unified diff's signs off its lines, so that what it adds reads as if it stood there and what it removes is
 * gone. A diff begins at a fence that names it, or at a hunk's or a file's heading, and ends with its fence or at the
 * first line that bears no sign.
 */
final class DiffLines {
    private static final Pattern FENCE = Pattern.compile("^\\s*(?:```|~~~)\\s*(?:diff|patch)\\s*$");
    private static final Pattern ANY_FENCE = Pattern.compile("^\\s*(?:```|~~~).*$");
    private static final Pattern HEADING =
            Pattern.compile("^(?:diff --git |--- \\S|\\+\\+\\+ \\S|@@ -\\d+(?:,\\d+)? \\+\\d+(?:,\\d+)? @@).*$");

    private boolean fenced;
    private boolean open;

    /** The next line without its sign; empty where the diff removes it, or where it is a heading. */
    String next(String line) {
        if (ANY_FENCE.matcher(line).matches()) {
            fenced = !fenced && FENCE.matcher(line).matches();
            open = false;
            return line;
        }
        if (HEADING.matcher(line).matches() && (fenced || open || line.startsWith("diff") || line.startsWith("@@"))) {
            open = true;
            return "";
        }
        if (!fenced && !open) {
            return line;
        }
        if (line.startsWith("+") || line.startsWith(" ")) {
            return line.substring(1);
        }
        if (line.startsWith("-")) {
            return "";
        }
        open = open && line.isEmpty();
        return line;
    }
}
