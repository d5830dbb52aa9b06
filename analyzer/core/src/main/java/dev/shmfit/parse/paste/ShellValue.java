package dev.shmfit.parse.paste;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shell, or Compose, puts in place of a value: the default of {@code ${NAME:-default}}, which holds wherever nobody
 * sets the name (POSIX, Shell Command Language, 2.6.2; Compose interpolates the same forms). Of {@code $NAME} alone, a
 * command's output, a template or a placeholder ({@code <0 or 1>}, {@code <set to the key …>}) the value does not stand in the text.
 */
final class ShellValue {
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Za-z_]\\w*:?[-=]([^${}]*)\\}");
    private static final Pattern OPEN =
            Pattern.compile("\\$[A-Za-z_{(0-9@*#?]|\\{\\{|`|^%\\w+%$|^<.*>|^\\{.*\\}$|^(?:\\.{3}|…)$");
    private static final int DEEPEST = 8;

    private ShellValue() {}

    /** The value; empty where the text does not hold it. */
    static Optional<String> of(String written) {
        String value = written;
        for (int i = 0; i < DEEPEST && value.indexOf('$') >= 0; i++) {
            Matcher m = DEFAULT.matcher(value);
            if (!m.find()) {
                break;
            }
            value = value.substring(0, m.start()) + m.group(1).replaceAll("[\"']", "") + value.substring(m.end());
        }
        boolean emptied = value.isEmpty() && !written.isEmpty();
        return emptied || OPEN.matcher(value).find() ? Optional.empty() : Optional.of(value);
    }
}
