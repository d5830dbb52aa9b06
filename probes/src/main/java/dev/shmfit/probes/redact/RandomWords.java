package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes out words that look drawn by lot: long, and changing between digits, capitals and small letters more often than
 * names do, or letters that nobody can pronounce. Symbols of C++ begin with {@code _Z}, segments of NCCL's with its name.
 */
final class RandomWords implements Step {
    private static final int SHORTEST = 16;
    private static final int LONG = 20;
    private static final int LONG_PLAIN = 24;
    /** A GPU's and a MIG instance's, which has a pseudonym of its own kind: it has to lead to the same GPU. */
    private static final Pattern UUID = Pattern.compile("(?:[A-Za-z]{1,8}-){0,3}" + IdentityForms.UUID);

    @Override
    public List<String> hints() {
        return List.of();
    }

    @Override
    public Set<Shape> shapes() {
        return Set.of(Shape.LONG_WORD);
    }

    @Override
    public String without(String line, Pseudonyms names) {
        StringBuilder out = null;
        int copied = 0;
        int at = 0;
        while (at < line.length()) {
            if (!isToken(line.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            while (end < line.length() && isToken(line.charAt(end))) {
                end++;
            }
            // A path or an assignment may hold one.
            int from = at;
            while (from < end) {
                int to = from;
                while (to < end && line.charAt(to) != '/' && line.charAt(to) != '=') {
                    to++;
                }
                int whole = from == at && line.charAt(at) != '/' && isRandom(line, at, end) ? end : to;
                boolean behindDot = from > 0 && (line.charAt(from - 1) == '.' || line.charAt(from - 1) == '$');
                if (whole > from && !behindDot && isRandom(line, from, whole)) {
                    out = out == null ? new StringBuilder(line.length()) : out;
                    out.append(line, copied, from).append(names.of(Kind.KEY, line.substring(from, whole)));
                    copied = whole;
                }
                from = whole + 1;
            }
            at = end;
        }
        return out == null ? line : out.append(line, copied, line.length()).toString();
    }

    private static boolean isToken(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '/'
                || c == '+'
                || c == '=';
    }

    static boolean isRandom(String line, int from, int to) {
        int length = to - from;
        if (length < SHORTEST
                || line.startsWith("_Z", from)
                || line.startsWith("nccl", from)
                || line.startsWith("0x", from)
                || Pseudonyms.isOne(line.substring(from, to))
                || UUID.matcher(line).region(from, to).matches()) {
            return false;
        }
        int digits = 0;
        int capitals = 0;
        int small = 0;
        int vowels = 0;
        int changes = 0;
        int separators = 0;
        char before = 0;
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            char kind = 0;
            if (c >= '0' && c <= '9') {
                kind = 'd';
                digits++;
            } else if (c >= 'A' && c <= 'Z') {
                kind = 'c';
                capitals++;
            } else if (c >= 'a' && c <= 'z') {
                kind = 's';
                small++;
            } else if (c != '=' || i + 2 < to) {
                separators++;
            }
            vowels += "aeiouyAEIOUY".indexOf(c) >= 0 ? 1 : 0;
            changes += before != 0 && kind != 0 && before != kind ? 1 : 0;
            before = kind;
        }
        boolean often = changes * 3 > length;
        boolean mixed = length >= LONG && digits > 1 && capitals > 2 && small > 2 && often;
        boolean plain = separators == 0 && length >= LONG_PLAIN && digits > 4 && capitals + small > 4 && often;
        boolean capitalsAlone = separators == 0
                && small == 0
                && digits > 1
                && changes > 3
                && (length > LONG_PLAIN || vowels * 4 < length);
        boolean unspeakable = separators == 0
                && length >= LONG_PLAIN
                && digits * 5 < length
                && vowels * 4 < length
                && (capitals == 0 || small == 0 || changes * 4 > length);
        return mixed || plain || capitalsAlone || unspeakable;
    }
}
