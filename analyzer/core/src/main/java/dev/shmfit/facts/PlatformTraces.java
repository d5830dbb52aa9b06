package dev.shmfit.facts;

import java.util.Optional;

/**
 * Which traces did container runtimes, schedulers, hypervisors and clouds leave? By the keys of {@code platform.txt}.
 */
public interface PlatformTraces {
    /** A trace's text; absent where the capture has none or an empty one. */
    Reading<String> text(String key);

    /** Whether a trace is there. */
    default Reading<Boolean> is(String key) {
        return text(key)
                .match(
                        k -> Reading.known(k.value().equals("yes"), k.source()),
                        a -> Reading.absent(a.why()),
                        u -> new Reading.Unreadable<>(u.text(), u.source(), u.why()));
    }

    /** Whether a trace is known to be there. */
    default boolean has(String key) {
        return Optional.of(is(key)).flatMap(Reading::asOptional).orElse(false);
    }
}
