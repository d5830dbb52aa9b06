package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record type's components in their order, and the constructor that takes them. A page of the web has another form of it. */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final List<String> names = new ArrayList<>();
    private final List<Method> accessors = new ArrayList<>();
    private final Constructor<?> constructor;
    /** What annotations say, read when JSON is written: reading them takes longer than most reports. */
    private @Nullable List<Component> components;

    private RecordShape(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        try {
            for (RecordComponent component : type.getRecordComponents()) {
                names.add(component.getName());
                accessors.add(component.getAccessor());
                types.add(component.getType());
            }
            constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            accessors.forEach(a -> a.setAccessible(true));
            constructor.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every record has this constructor: " + type, e);
        }
    }

    /**
     * A component.
     *
     * @param key in JSON
     * @param omitted whether it is absent from JSON where it is null
     */
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

    /** The shape of a record's type. */
    static RecordShape of(Record record) {
        return SHAPES.get(record.getClass());
    }

    /** The components' names in Java. */
    List<String> names() {
        return names;
    }

    /** The components as JSON has them. */
    List<Component> components() {
        if (components == null) {
            Class<?> type = constructor.getDeclaringClass();
            List<Component> read = new ArrayList<>();
            try {
                for (String name : names) {
                    read.add(Component.of(type, type.getDeclaredField(name)));
                }
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException("every record has a field for each component: " + type, e);
            }
            components = read;
        }
        return components;
    }

    @Nullable
    Object part(Record record, int i) {
        try {
            return accessors.get(i).invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
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
