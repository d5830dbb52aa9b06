package dev.shmfit.lint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in an option, in an entry of a unit or in a value the size itself stands. */
final class WrittenSize {
    /** What may stand before it: quotes, an option's or an entry's name, the other fields of a mount, a variable whose default it is. */
    static final String BEFORE = "[\"']?(?:--?[a-z-]+[= ]|(?:ShmSize|Memory|Mount|Tmpfs)\\s*=\\s*)?[\"']?"
            + "(?:[^\\s\"']*?(?<![a-z-])(?:tmpfs-)?size=)?(?:\\$\\{\\w+:?-)?";

    private static final Pattern SIZE = Pattern.compile("(?:" + BEFORE + ")([0-9].*)");

    private WrittenSize() {}

    /** The rest of a line from the size on; the line itself where no size is found. */
    static String of(String line) {
        Matcher m = SIZE.matcher(line);
        return m.lookingAt() ? m.group(1) : line;
    }
}
