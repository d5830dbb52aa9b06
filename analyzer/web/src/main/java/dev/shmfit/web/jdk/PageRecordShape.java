package dev.shmfit.web.jdk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form that {@code dev.shmfit.reports.RecordShape} has in a page: by fields, since TeaVM knows no record components. */
final class PageRecordShape {
    private static final Map<Class<?>, PageRecordShape> SHAPES = new HashMap<>();

    private final List<String> names = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final Constructor<?> constructor;

    private PageRecordShape(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                fields.add(field);
                types.add(field.getType());
                names.add(field.getName());
                components.add(Component.of(type, field));
            }
        }
        try {
            constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has this constructor: " + type, e);
        }
    }

    /** A component. */
    record Component(String key, boolean omitted) {
        static Component of(Class<?> type, Field field) {
            JsonProperty renamed = field.getAnnotation(JsonProperty.class);
            JsonInclude included = field.getAnnotation(JsonInclude.class);
            JsonInclude all = included == null ? type.getAnnotation(JsonInclude.class) : included;
            return new Component(
                    renamed == null ? field.getName() : renamed.value(),
                    all != null && all.value() == JsonInclude.Include.NON_NULL);
        }
    }

    static PageRecordShape of(Record record) {
        return SHAPES.computeIfAbsent(record.getClass(), PageRecordShape::new);
    }

    List<String> names() {
        return names;
    }

    List<Component> components() {
        return components;
    }

    @Nullable
    Object part(Record record, int i) {
        try {
            return fields.get(i).get(record);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a component cannot be read: " + names.get(i), e);
        }
    }

    Record make(@Nullable Object[] parts) {
        try {
            return (Record) constructor.newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record does not take its own parts: " + constructor, e);
        }
    }
}
