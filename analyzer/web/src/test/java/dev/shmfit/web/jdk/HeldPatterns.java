package dev.shmfit.web.jdk;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The patterns that classes hold once they are loaded, also those that are put together of several texts. */
final class HeldPatterns {
    private final Map<String, Pattern> found = new LinkedHashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Those of the class path's directory or archive that holds a class, in packages that begin with a name. */
    void of(Class<?> one, String packages) throws IOException, ReflectiveOperationException {
        Path place =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isDirectory(place)) {
            below(place, packages);
            return;
        }
        try (FileSystem archive = FileSystems.newFileSystem(place)) {
            below(archive.getPath("/"), packages);
        }
    }

    private void below(Path root, String packages) throws IOException, ReflectiveOperationException {
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(f -> root.relativize(f).toString().replace('\\', '/'))
                    .filter(f -> f.endsWith(".class") && f.startsWith(packages.replace('.', '/')))
                    .map(f -> f.substring(0, f.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
        for (String name : names) {
            for (Field field : Class.forName(name).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    take(name, field.get(null));
                }
            }
        }
    }

    private void take(String holder, Object value) throws ReflectiveOperationException {
        if (value == null || !seen.add(value)) {
            return;
        }
        if (value instanceof Pattern pattern) {
            found.putIfAbsent(pattern.flags() + " " + pattern.pattern(), pattern);
        } else if (value instanceof Iterable<?> items
                && value.getClass().getName().startsWith("java.util.")) {
            for (Object item : items) {
                take(holder, item);
            }
        } else if (value instanceof Map<?, ?> map) {
            take(holder, map.keySet());
            for (Object item : map.values()) {
                take(holder, item);
            }
        } else if (value instanceof Object[] items) {
            for (Object item : items) {
                take(holder, item);
            }
        } else if (value.getClass().getName().startsWith("dev.shmfit.")
                && !(value instanceof Supplier<?>)
                && !value.getClass().isHidden()) {
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    take(holder, field.get(value));
                }
            }
        }
    }

    /** Each once, by its flags and text. */
    Map<String, Pattern> all() {
        return Map.copyOf(found);
    }
}
