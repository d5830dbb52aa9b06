package dev.shmfit.reports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records, lists and maps with every text in them made visible. It goes by the records' own components: a JSON tree in
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
            list.forEach(item -> copy.add(shown(key, item, machine)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            return entries(map, machine);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(item -> shown(key, item, machine));
        }
        return value;
    }

    private Map<Object, @Nullable Object> entries(Map<?, ?> map, boolean machine) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (key instanceof String text) {
                String name = VisibleText.clip(VisibleText.visible(text, false), VisibleText.NAME_LENGTH);
                while (copy.containsKey(name)) {
                    name += "′";
                }
                copy.put(name, shown(text, value, machine || name.equals("node")));
            } else {
                copy.put(key, shown("", value, machine));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private Record record(Record record, boolean outermost, boolean machine) {
        RecordShape shape = RecordShape.of(record);
        @Nullable Object[] parts = new Object[shape.components().size()];
        boolean changed = false;
        for (int i = 0; i < parts.length; i++) {
            String name = shape.components().get(i).name();
            Object part = shape.part(record, i);
            parts[i] = outermost && name.equals(verbatim) ? part : shown(name, part, machine || name.equals("node"));
            changed |= parts[i] != part;
        }
        return changed ? shape.make(parts) : record;
    }
}
