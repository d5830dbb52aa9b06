package dev.shmfit.parse.paste;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Collects what pasted texts say, each fact with its place, in the order read. */
public final class PastedFacts {
    private static final int MOST = 4096;
    private static final LineSet NONE = new LineSet();
    /** Each is read as a script is. */
    private static final int MOST_COMMANDS = 100;

    private final Map<Topic<?>, List<Object>> all = new LinkedHashMap<>();
    /** On which lines of a text a fact stands; the same for each variable that is set. */
    private final Map<String, LineSet> lines = new HashMap<>();

    private final List<PassedOver> passedOver = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    private final List<Reading.Known<String>> commands = new ArrayList<>();
    private final List<Named> unset = new ArrayList<>();
    private LineSet conditional = new LineSet();
    private int count;

    /**
     * A part of something that is used, which is not.
     *
     * @param what in words
     */
    public record PassedOver(String what, SourceRef source) {}

    /**
     * A setting that a text names, and of which it does not say for certain that it is in force, or with which value.
     *
     * @param name of the variable; empty for those of a file or an object that is not in the text
     * @param value as it stands there; empty where there is none
     * @param set whether something sets it: then the value does not stand in the text, or a condition decides
     */
    public record Named(String name, String value, boolean set, SourceRef source) {
        private boolean isAt(String other, SourceRef at) {
            return name.equals(other) && source.equals(at);
        }
    }

    /** Says a setting, once for each line. */
    void name(String name, String value, boolean set, SourceRef at) {
        boolean gone = unset.stream()
                .anyMatch(
                        u -> u.name.equals(name) && u.source.item().equals(at.item()) && u.source.line() >= at.line());
        if (named.size() < MOST && !gone && named.stream().noneMatch(n -> n.isAt(name, at))) {
            named.add(new Named(name, value, set, at));
        }
    }

    /** Keeps a command that starts something, with all that its options may say; one that a log repeats once. */
    void command(String text, SourceRef at) {
        if (commands.size() < MOST_COMMANDS
                && commands.stream().noneMatch(c -> c.value().equals(text))) {
            commands.add(new Reading.Known<>(text, at));
        }
    }

    /** Commands that start something, in the order read. */
    public List<Reading.Known<String>> commands() {
        return List.copyOf(commands);
    }

    /** The settings that are named and not taken. */
    public List<Named> named() {
        return List.copyOf(named);
    }

    /** From here on nothing above a line of its text sets a variable. */
    void unset(String name, SourceRef at) {
        unset.add(new Named(name, "", false, at));
        named.removeIf(n -> n.name.equals(name) && n.source.item().equals(at.item()) && n.source.line() <= at.line());
    }

    /** Lines of the text that is read next on which what is set may not be in force. */
    void conditional(LineSet lines) {
        conditional = lines;
    }

    boolean isConditional(SourceRef at) {
        return conditional.contains(at.line());
    }

    /** Whether a variable is set on a line, or on one near it. */
    boolean isSet(String name, SourceRef at, int near) {
        return lines(variable(name, at)).containsAny(at.line() - near, at.line() + near);
    }

    void passOver(String what, SourceRef source) {
        passedOver.add(new PassedOver(what, source));
    }

    /** What was read over, within parts that are used. */
    public List<PassedOver> passedOver() {
        return List.copyOf(passedOver);
    }

    <T> void add(Topic<T> topic, T value, SourceRef source) {
        if (count < MOST) {
            count++;
            all.computeIfAbsent(topic, t -> new ArrayList<>()).add(Reading.known(value, source));
            index(topic, value, source);
        }
    }

    private void index(Topic<?> topic, Object value, SourceRef source) {
        lines.computeIfAbsent(source.item(), k -> new LineSet()).add(source.line());
        if (topic == Topic.SETTING && value instanceof Setting s) {
            lines.computeIfAbsent(variable(s.name(), source), k -> new LineSet())
                    .add(source.line());
        }
    }

    private LineSet lines(String key) {
        return lines.getOrDefault(key, NONE);
    }

    private static String variable(String name, SourceRef at) {
        return name + '\n' + at.item();
    }

    /** Takes back what a later line of the same text takes back. */
    <T> void forget(Topic<T> topic, Predicate<Reading.Known<T>> which) {
        List<Reading.Known<T>> left = new ArrayList<>(of(topic));
        if (left.removeIf(which)) {
            count++;
            all.put(topic, new ArrayList<>(left));
            lines.clear();
            all.forEach((t, readings) -> readings.forEach(r -> {
                Reading.Known<?> known = (Reading.Known<?>) r;
                index(t, known.value(), known.source());
            }));
        }
    }

    /** Puts one of several readings where the first of them stands, the others behind it. */
    <T> void first(Topic<T> topic, Reading.Known<T> one, List<Reading.Known<T>> several) {
        List<Reading.Known<T>> ordered = new ArrayList<>(of(topic));
        int at = ordered.indexOf(several.get(0));
        for (Reading.Known<T> k : several) {
            at = Math.min(at, ordered.indexOf(k));
        }
        ordered.remove(one);
        ordered.add(at, one);
        all.put(topic, new ArrayList<>(ordered));
    }

    /** Whether any fact stands on one of these lines of a text. */
    boolean isFrom(String item, int first, int last) {
        return lines(item).containsAny(first, last);
    }

    /** Whether another reader took a fact from this very line. */
    boolean isSaid(SourceRef at) {
        return isFrom(at.item(), at.line(), at.line());
    }

    /** How many facts there are so far; whoever read something may ask before and after. */
    int count() {
        return count;
    }

    /** Everything that was said about a topic. */
    @SuppressWarnings("unchecked")
    public <T> List<Reading.Known<T>> of(Topic<T> topic) {
        // Only add() puts anything in, and it takes the topic's own type.
        return all.getOrDefault(topic, List.of()).stream()
                .map(r -> (Reading.Known<T>) r)
                .toList();
    }
}
