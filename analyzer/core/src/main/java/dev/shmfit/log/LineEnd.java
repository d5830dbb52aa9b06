package dev.shmfit.log;

/** Where does a line end? */
public final class LineEnd {
    private LineEnd() {}

    /** The next line feed from {@code from} on; {@code count} where there is none. Eight at a time: all of a log passes here. */
    public static int next(byte[] bytes, int from, int count) {
        int i = from;
        for (int last = count - 8; i <= last; i += 8) {
            if (bytes[i] == '\n'
                    || bytes[i + 1] == '\n'
                    || bytes[i + 2] == '\n'
                    || bytes[i + 3] == '\n'
                    || bytes[i + 4] == '\n'
                    || bytes[i + 5] == '\n'
                    || bytes[i + 6] == '\n'
                    || bytes[i + 7] == '\n') {
                break;
            }
        }
        while (i < count && bytes[i] != '\n') {
            i++;
        }
        return i;
    }
}
