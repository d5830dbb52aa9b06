package dev.shmfit.web.jdk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form that {@code dev.shmfit.reports.RecordShape} has in a page: each record says itself what it is made of. */
final class PageRecordShape {
    private static final Map<Class<?>, PageRecordShape> SHAPES = new HashMap<>();

    private final List<String> names = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();

    /** Any record of the type: it makes others. */
    private final PageRecord one;

    private PageRecordShape(PageRecord one) {
        this.one = one;
        String shape = one.pageShape();
        for (String component : shape.isEmpty() ? new String[0] : shape.split(" ", -1)) {
            String[] parts = component.split(":", -1);
            names.add(parts[0]);
            components.add(new Component(parts[1], parts.length > 2));
        }
    }

    /** A component. */
    record Component(String key, boolean omitted) {}

    static PageRecordShape of(Record record) {
        return SHAPES.computeIfAbsent(record.getClass(), c -> new PageRecordShape(page(record)));
    }

    private static PageRecord page(Record record) {
        return (PageRecord) (Object) record;
    }

    List<String> names() {
        return names;
    }

    List<Component> components() {
        return components;
    }

    @Nullable
    Object part(Record record, int i) {
        return page(record).pagePart(i);
    }

    Record make(@Nullable Object[] parts) {
        return one.pageMake(parts);
    }
}
