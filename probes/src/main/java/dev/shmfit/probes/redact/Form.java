package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value looks like, and where it stands.
 *
 * @param group of the pattern that is the value
 * @param told what else has to be true of a value
 */
record Form(Kind kind, Pattern pattern, int group, Predicate<String> told, List<String> hints, Set<Shape> shapes)
        implements Step {
    private static final Set<String> TELL_NOTHING =
            Set.of("127.0.0.1", "0.0.0.0", "255.255.255.255", "255.255.255.0", "255.255.0.0", "N/A", "0x0", "");

    Form {
        hints = List.copyOf(hints);
        shapes = Set.copyOf(shapes);
    }

    /** A form of which every line has one of some hints, in small letters. */
    static Form of(Kind kind, String pattern, int group, String... hints) {
        return new Form(kind, Pattern.compile(pattern), group, value -> true, List.of(hints), Set.of());
    }

    static Form of(Kind kind, String pattern, int group, Shape shape) {
        return new Form(kind, Pattern.compile(pattern), group, value -> true, List.of(), Set.of(shape));
    }

    Form where(Predicate<String> condition) {
        return new Form(kind, pattern, group, told.and(condition), hints, shapes);
    }

    @Override
    public String without(String line, Pseudonyms names) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.replaceAll(m -> Matcher.quoteReplacement(replaced(m, names))) : line;
    }

    private String replaced(MatchResult match, Pseudonyms names) {
        String value = match.group(group);
        if (TELL_NOTHING.contains(value)
                || Pseudonyms.isOne(value)
                || value.startsWith(kind.prefix())
                || !told.test(value)) {
            return match.group();
        }
        String whole = match.group();
        int from = match.start(group) - match.start();
        return whole.substring(0, from)
                + names.of(kind, kind == Kind.UUID ? value.replace('_', '-') : value)
                + whole.substring(from + value.length());
    }
}
