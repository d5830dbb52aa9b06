package dev.shmfit.units;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that a file has while {@code shmfit shm --clean} or {@code probes/shm.sh} looks at it for the last time:
 * {@code .shmfit-PID-TAG-NAME}, in the directory of its own name. One that stays is of a clean that was killed.
 *
 * @param process which took the name away
 * @param own the name that was taken away; empty where both together would be too long
 */
public record HiddenName(long process, Optional<String> own) {
    private static final String BEGIN = ".shmfit-";
    private static final Pattern FORM =
            Pattern.compile("\\.shmfit-(\\d{1,10})-[A-Za-z0-9]{6,64}(?:-(.+))?", Pattern.DOTALL);

    /** NAME_MAX of Linux, in bytes. */
    private static final int LONGEST = 255;

    /** What a path's last name says; empty where it has no such form. */
    public static Optional<HiddenName> of(String path) {
        Matcher m = FORM.matcher(path.substring(path.lastIndexOf('/') + 1));
        return m.matches()
                ? Optional.of(new HiddenName(Long.parseLong(m.group(1), 10), Optional.ofNullable(m.group(2))))
                : Optional.empty();
    }

    /**
     * Gives a file such a name.
     *
     * @param process which takes its own away
     * @param tag letters and digits that nobody can guess
     * @param own its own name, without a directory
     */
    public static String name(long process, String tag, String own) {
        String begin = BEGIN + process + "-" + tag;
        String whole = begin + "-" + own;
        return whole.getBytes(StandardCharsets.UTF_8).length > LONGEST ? begin : whole;
    }
}
