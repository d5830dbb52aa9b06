package dev.shmfit.explain.read;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which file each descriptor of a trace was opened on. The same number is another file in another process; threads share
 * theirs, so that a descriptor which its own task did not open counts as the one that any task opened last.
 */
final class TracedDescriptors {
    private static final int MOST = 4000;

    /**
     * A file that was opened.
     *
     * @param line where
     */
    record Opened(String name, long line) {}

    private record Key(String task, int number) {}

    private final Map<Key, Opened> own = new LinkedHashMap<>();
    private final Map<Integer, Opened> any = new HashMap<>();

    void open(String task, int number, Opened file) {
        if (own.size() < MOST) {
            own.put(new Key(task, number), file);
            any.put(number, file);
        }
    }

    void close(String task, int number) {
        Opened closed = own.remove(new Key(task, number));
        if (closed != null) {
            any.remove(number, closed);
        }
    }

    Optional<Opened> of(String task, int number) {
        Opened file = own.get(new Key(task, number));
        return Optional.ofNullable(file != null ? file : any.get(number));
    }
}
