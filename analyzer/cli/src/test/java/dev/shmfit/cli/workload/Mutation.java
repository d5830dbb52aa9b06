package dev.shmfit.cli.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Changes one or two places of a YAML value: a wrong type, a wrong key, something left out, something twice. */
record Mutation(Random random) {
    private static final List<Yaml.Kind> KINDS = List.of(Yaml.Kind.values());
    private static final List<String> KEYS =
            List.of("name", "workers", "bytes", "kind", "shape", "ranks", "x", "num_workers", "count", "NCCL_X");
    private static final List<String> TEXTS = List.of(
            "", "yes", "no", "64m", "2gb", "12ms", "3x4:float32", "fork", "default", "allreduce", "2.21.5", "Ä", "a b");
    private static final List<String> NUMBERS =
            List.of("0", "1", "-1", "2.5", "1.0", "1000001", "99999999999999999999", "3e2");

    Yaml of(Yaml value) {
        Yaml once = change(value);
        return random.nextInt(4) == 0 ? change(once) : once;
    }

    private Yaml change(Yaml value) {
        if (value instanceof Yaml.Mapping m && !m.entries().isEmpty() && random.nextInt(6) > 0) {
            return within(m);
        }
        if (value instanceof Yaml.Sequence s && !s.items().isEmpty() && random.nextInt(6) > 0) {
            List<Yaml> items = new ArrayList<>(s.items());
            int i = random.nextInt(items.size());
            switch (random.nextInt(6)) {
                case 0 -> items.remove(i);
                case 1 -> items.add(items.get(i));
                default -> items.set(i, change(items.get(i)));
            }
            return new Yaml.Sequence(s.at(), items);
        }
        return random.nextInt(8) == 0
                ? (random.nextBoolean()
                        ? new Yaml.Sequence(value.at(), List.of(value))
                        : new Yaml.Mapping(value.at(), Map.of("x", new Yaml.Entry(value.at(), value))))
                : scalar(value);
    }

    private Yaml within(Yaml.Mapping m) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>(m.entries());
        List<String> keys = List.copyOf(entries.keySet());
        String key = keys.get(random.nextInt(keys.size()));
        Yaml.Entry entry = Objects.requireNonNull(m.entries().get(key));
        switch (random.nextInt(8)) {
            case 0 -> entries.remove(key);
            case 1 -> {
                entries.remove(key);
                entries.put(KEYS.get(random.nextInt(KEYS.size())), entry);
            }
            case 2 -> entries.put(KEYS.get(random.nextInt(KEYS.size())), new Yaml.Entry(m.at(), scalar(m)));
            default -> entries.put(key, new Yaml.Entry(entry.at(), change(entry.value())));
        }
        return new Yaml.Mapping(m.at(), entries);
    }

    private Yaml scalar(Yaml at) {
        Yaml.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        return new Yaml.Scalar(
                at.at(),
                kind,
                switch (kind) {
                    case TEXT -> TEXTS.get(random.nextInt(TEXTS.size()));
                    case NUMBER -> NUMBERS.get(random.nextInt(NUMBERS.size()));
                    case TRUTH -> random.nextBoolean() ? "true" : "false";
                    case NOTHING -> "null";
                });
    }
}
