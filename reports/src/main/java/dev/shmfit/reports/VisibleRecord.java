package dev.shmfit.reports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records, lists and maps with every text in them made visible; what needs no change stays the same object. It goes by the records' own components: a JSON tree in
 * between would cost a short run more than its whole analysis.
 */
final class VisibleRecord {
    private final String verbatim;

    private VisibleRecord(String verbatim) {
        this.verbatim = verbatim;
    }

    /**
     * The same record with every text shown.
     *
     * @param verbatim the component of the outermost record that stays as it is
     */
    @SuppressWarnings("unchecked")
    static <T extends Record> T of(T value, String verbatim) {
        return (T) new VisibleRecord(verbatim).record(value, true, false);
    }

    private @Nullable Object shown(String key, @Nullable Object value, boolean machine) {
        if (value instanceof String text) {
            return VisibleText.shown(key, text, machine);
        }
        if (value instanceof Record record) {
            return record(record, false, machine);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            boolean changed = false;
            for (Object item : list) {
                Object shown = shown(key, item, machine);
                changed |= shown != item;
                copy.add(shown);
            }
            return changed ? Collections.unmodifiableList(copy) : list;
        }
        if (value instanceof Map<?, ?> map) {
            return entries(map, machine);
        }
        if (value instanceof Optional<?> optional) {
            Object item = optional.orElse(null);
            Object shown = shown(key, item, machine);
            return shown == item ? optional : Optional.ofNullable(shown);
        }
        return value;
    }

    private Map<?, ?> entries(Map<?, ?> map, boolean machine) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            Object value = entry.getValue();
            Object shown;
            if (key instanceof String text) {
                String name = VisibleText.clip(VisibleText.visible(text, false), VisibleText.NAME_LENGTH);
                while (copy.containsKey(name)) {
                    name += "′";
                }
                shown = shown(text, value, machine || name.equals("node"));
                changed |= !name.equals(text);
                copy.put(name, shown);
            } else {
                shown = shown("", value, machine);
                copy.put(key, shown);
            }
            changed |= shown != value;
        }
        return changed ? Collections.unmodifiableMap(copy) : map;
    }

    private Record record(Record record, boolean outermost, boolean machine) {
        RecordShape shape = RecordShape.of(record);
        @Nullable Object[] parts = new Object[shape.names().size()];
        boolean changed = false;
        for (int i = 0; i < parts.length; i++) {
            String name = shape.names().get(i);
            Object part = shape.part(record, i);
            parts[i] = outermost && name.equals(verbatim) ? part : shown(name, part, machine || name.equals("node"));
            changed |= parts[i] != part;
        }
        return changed ? shape.make(parts) : record;
    }
}
