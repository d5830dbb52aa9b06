package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a log names a host or a user: in the first group of a pattern. */
record NamedPlace(Kind kind, Pattern pattern, List<String> hints, Set<Shape> shapes) implements Sought {
    NamedPlace {
        hints = List.copyOf(hints);
        shapes = Set.copyOf(shapes);
    }

    static NamedPlace host(String pattern, String... hints) {
        return of(Kind.HOST, pattern, hints);
    }

    static NamedPlace user(String pattern, String... hints) {
        return of(Kind.USER, pattern, hints);
    }

    /** The first match, or the next: one that begins with the line is looked for there alone. */
    boolean find(Matcher matcher, boolean first) {
        if (!pattern.pattern().startsWith("^")) {
            return matcher.find();
        }
        return first && matcher.lookingAt();
    }

    private static NamedPlace of(Kind kind, String pattern, String... hints) {
        return new NamedPlace(
                kind, Pattern.compile(pattern), List.of(hints), hints.length == 0 ? Set.of(Shape.ANY) : Set.of());
    }
}
