package dev.shmfit.parse.paste;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of nvidia-smi's boxes that a terminal or a mail program has broken: each begins and ends with a bar. */
final class SmiBoxes {
    private static final Pattern BROKEN =
            Pattern.compile("^\\s*(?:\\|[ =-]|\\+[-=]{3}).{30,}(?<![|+\\s])\\s*$|^\\s*\\| .{60,}(?<![|+])$");
    private static final Pattern REST = Pattern.compile("^(?!\\s*[|+]\\s*\\S).{0,60}[|+]\\s*$");

    private SmiBoxes() {}

    /** The lines, each broken one whole and its rest left empty, so that lines keep their numbers. */
    static List<String> joined(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        for (int i = 0; i + 1 < all.size(); i++) {
            if (BROKEN.matcher(all.get(i)).matches()
                    && REST.matcher(all.get(i + 1)).matches()) {
                all.set(i, all.get(i) + all.get(i + 1));
                all.set(i + 1, "");
                i++;
            }
        }
        return all;
    }
}
