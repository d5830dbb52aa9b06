package dev.shmfit.analysis.open;

import dev.shmfit.analysis.stated.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way to settle every fact that is open.
 *
 * @param settled the value of each open fact; facts that are known do not occur
 */
public record Choice(Map<Fact<?>, Settled<?>> settled) {
    /** Nothing is open. */
    public static final Choice NONE = new Choice(Map.of());

    public Choice {
        settled = Collections.unmodifiableMap(new LinkedHashMap<>(settled));
    }

    /** Every combination of the options, the first options first. */
    static List<Choice> all(List<List<? extends Settled<?>>> options) {
        List<Choice> all = List.of(NONE);
        for (List<? extends Settled<?>> fact : options) {
            List<Choice> more = new ArrayList<>();
            for (Choice c : all) {
                fact.forEach(o -> more.add(c.with(o)));
            }
            all = more;
        }
        return all;
    }

    public Choice with(Settled<?> option) {
        Map<Fact<?>, Settled<?>> more = new LinkedHashMap<>(settled);
        more.put(option.fact(), option);
        return new Choice(more);
    }

    /** With these facts no longer open. */
    public Choice without(Fact<?>... facts) {
        Map<Fact<?>, Settled<?>> fewer = new LinkedHashMap<>(settled);
        for (Fact<?> fact : facts) {
            fewer.remove(fact);
        }
        return fewer.size() == settled.size() ? this : new Choice(fewer);
    }

    /** The value taken for a fact; empty where it is known. */
    public <T> Optional<T> of(Fact<T> fact) {
        return Optional.ofNullable(settled.get(fact)).map(s -> fact.cast(s.value()));
    }

    /** The open facts. */
    public Set<Fact<?>> facts() {
        return settled.keySet();
    }

    /** Each value for people, by the name of its fact. */
    public Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        settled.forEach((fact, s) -> words.put(fact.key(), s.word()));
        return words;
    }

    /** Whether this settles every fact that {@code other} settles, in the same way. */
    public boolean includes(Choice other) {
        return settled.entrySet().containsAll(other.settled.entrySet());
    }
}
