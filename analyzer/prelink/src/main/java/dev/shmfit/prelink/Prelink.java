package dev.shmfit.prelink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites a jar so that a short run starts sooner. Java makes the class behind a lambda, and the equals and hashCode of a
 * record, when each is first used: a run of shmfit uses 1,200 of them and is over in half a second, a fifth of which goes
 * there. Here they become plain classes and plain code, which an archive of classes (CDS) holds like any other.
 *
 * <p>What a program does stays the same: values are converted as java.lang.invoke.LambdaMetafactory converts them, a hash is
 * that of java.lang.runtime.ObjectMethods. Serializable lambdas, and the toString of records, are left to Java.
 */
public final class Prelink {
    private static final String CLASS = ".class";

    private Prelink() {}

    /**
     * Rewrites a jar in place.
     *
     * @param arguments the jar, and how the names of the classes begin that are rewritten, such as {@code org/example/}
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected a jar and the beginning of class names, not " + List.of(arguments));
        }
        Path jar = Path.of(arguments[0]);
        Jar.write(jar, linked(Jar.read(jar), arguments[1]));
    }

    /** The entries with the classes behind lambdas right after the class that they are of. */
    static List<Jar.Entry> linked(List<Jar.Entry> entries, String begin) {
        Map<String, List<String>> joining = new LinkedHashMap<>();
        List<Jar.Entry> all = new ArrayList<>();
        for (Jar.Entry e : entries) {
            if (!e.name().startsWith(begin) || !e.name().endsWith(CLASS)) {
                all.add(e);
                continue;
            }
            ClassLinker linker = ClassLinker.of(e.content());
            all.add(e.with(linker.bytes()));
            for (LambdaClass made : linker.made()) {
                all.add(new Jar.Entry(made.name() + CLASS, made.bytes(), e.time()));
            }
            linker.made()
                    .forEach(m -> joining.computeIfAbsent(linker.nestHost(), h -> new ArrayList<>())
                            .add(m.name()));
        }
        return all.stream()
                .map(e -> {
                    List<String> more = e.name().endsWith(CLASS)
                            ? joining.get(e.name().substring(0, e.name().length() - CLASS.length()))
                            : null;
                    return more == null ? e : e.with(NestMembers.added(e.content(), more));
                })
                .toList();
    }
}
