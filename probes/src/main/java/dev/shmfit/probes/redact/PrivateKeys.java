package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.regex.Pattern;

/**
 * Takes the lines out of keys and certificates that stand between {@code -----BEGIN} and {@code -----END}. A log may be cut
 * before the end: then it goes as far as lines look like those of a key.
 */
final class PrivateKeys {
    private static final String BEGINS = "-----BEGIN ";
    private static final Pattern BEGIN = Pattern.compile(".*-----BEGIN [A-Z0-9 ]{1,40}-----[\"'\\s]*");
    private static final Pattern INSIDE = Pattern.compile(
            "\\s*(?:[A-Za-z0-9+/=]{1,100}[\"',\\\\]{0,3}|.{1,200}[\\s|>][A-Za-z0-9+/=]{32,100}|(?:Proc-Type|DEK-Info|Comment|Version|Hash): .{0,200})?\\s*");

    private boolean inside;

    /** The next line, without what is part of a key. */
    String without(String line, Pseudonyms names) {
        boolean key =
                inside && !line.contains("-----END ") && INSIDE.matcher(line).matches();
        boolean mayBegin = line.contains(BEGINS);
        inside = key || (mayBegin && BEGIN.matcher(line).matches());
        if (!key || line.isBlank()) {
            return line;
        }
        String bare = line.strip();
        return Pseudonyms.isOne(bare) ? line : names.of(Kind.KEY, bare);
    }
}
