package dev.shmfit.probes.redact;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Takes the lines out of keys and certificates that stand between {@code -----BEGIN} and {@code -----END}. A log may be cut
 * before the end: then it goes as far as lines look like those of a key.
 */
final class PrivateKeys {
    private static final Pattern BEGIN = Pattern.compile(".*-----BEGIN [A-Z0-9 ]{1,40}-----\\s*");
    private static final Pattern END = Pattern.compile(".*-----END [A-Z0-9 ]{1,40}-----.*");
    private static final Pattern INSIDE = Pattern.compile(
            "\\s*(?:[A-Za-z0-9+/=]{1,100}|.{1,200}[\\s|>][A-Za-z0-9+/=]{32,100}|(?:Proc-Type|DEK-Info|Comment|Version): .{0,200})?\\s*");

    private PrivateKeys() {}

    /** @param name the pseudonym of a line */
    static String without(String text, UnaryOperator<String> name) {
        if (!text.contains("-----BEGIN ")) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        boolean inside = false;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            String line = text.substring(at, end < 0 ? next : end);
            boolean key = inside
                    && !END.matcher(line).matches()
                    && INSIDE.matcher(line).matches();
            if (key && !line.isBlank()) {
                String bare = line.strip();
                out.append(Pseudonyms.isOne(bare) ? bare : name.apply(bare));
            } else {
                out.append(line);
            }
            out.append(text, end < 0 ? next : end, next);
            inside = key || BEGIN.matcher(line).matches();
            at = next;
        }
        return out.toString();
    }
}
