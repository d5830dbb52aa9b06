package dev.shmfit.capture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One machine or container at one moment, verbatim.
 *
 * @param id what it is called: the directory's or file's name
 * @param items by file name, in the order read
 */
public record Capture(String id, Map<String, CapturedItem> items) {
    public Capture {
        items = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }

    public static Capture of(String id, List<CapturedItem> items) {
        Map<String, CapturedItem> byName = new LinkedHashMap<>();
        items.forEach(i -> byName.put(i.name(), i));
        return new Capture(id, byName);
    }

    /** The verbatim text of one file, where the capture has it. */
    public Optional<String> text(String name) {
        return items.get(name) instanceof CapturedItem.Text t ? Optional.of(t.text()) : Optional.empty();
    }

    /** This capture with {@code item} added or replaced: loose files complete a capture. */
    public Capture with(CapturedItem item) {
        Map<String, CapturedItem> more = new LinkedHashMap<>(items);
        more.put(item.name(), item);
        return new Capture(id, more);
    }
}
