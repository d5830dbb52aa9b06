package dev.shmfit.explain.statement;

import dev.shmfit.text.Text;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** One thing that a text says, and where. */
public sealed interface Statement {
    /** What it counts with: equal statements are told once, with a count. */
    String key();

    /** The id of the form in which it was written. */
    String id();

    /** Who says it: the first part of the id. */
    default String program() {
        return id().split("-", 2)[0];
    }

    Where where();

    /** What stood in the varying parts of the form, by name. */
    Map<String, String> values();

    /**
     * Where it stands.
     *
     * @param first line, from 1
     * @param last line; the same unless it was wrapped
     */
    record Where(long first, long last) {
        public static Where line(long number) {
            return new Where(number, number);
        }
    }

    /** A program names a cause, or all but so: what it means, the form of this id tells. */
    record Told(String id, Where where, Map<String, String> values) implements Statement {
        public Told {
            values = copy(values);
        }

        @Override
        public String key() {
            return id;
        }
    }

    /**
     * A system call failed.
     *
     * @param call its name; empty where the text does not say
     * @param target on what
     */
    record CallFailed(String id, Where where, String call, Errno errno, Target target, Map<String, String> values)
            implements Statement {
        public CallFailed {
            values = copy(values);
        }

        @Override
        public String key() {
            return id + ' ' + errno + ' ' + target.kind() + ' ' + call;
        }

        /** The same on another object. */
        public CallFailed on(Target other) {
            return new CallFailed(id, where, call, errno, other, values);
        }
    }

    /**
     * A process ended.
     *
     * @param launcher who says so
     * @param signal that ended it
     * @param status with which it ended by itself; 0 where a signal ended it
     * @param several whether the launcher runs several processes on a node
     */
    record ProcessEnded(
            String id,
            Where where,
            Text launcher,
            Optional<Signal> signal,
            long status,
            boolean several,
            Map<String, String> values)
            implements Statement {
        public ProcessEnded {
            values = copy(values);
        }

        @Override
        public String key() {
            return id + ' ' + signal.map(Signal::spelled).orElse("exit " + status);
        }
    }

    /** They are made for the statement, and so not copied. */
    private static Map<String, String> copy(Map<String, String> values) {
        return Collections.unmodifiableMap(values);
    }
}
