package dev.shmfit.prelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;

/** A program whose lambdas and records are linked in its jar does what it did before. */
class PrelinkTest {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 1, 12, 30);

    @Test
    void lambdas_come_to_the_same(@TempDir Path folder) throws Exception {
        assertThat(results(linked(folder))).isEqualTo(new Samples().get());
    }

    @Test
    @SuppressWarnings("unchecked")
    void records_are_equal_to_the_same_and_have_the_same_hash(@TempDir Path folder) throws Exception {
        Class<?> samples = new Loaded(linked(folder)).loadClass(Samples.class.getName());
        List<Object> there = (List<Object>) samples.getMethod("records").invoke(null);
        List<Object> again = (List<Object>) samples.getMethod("records").invoke(null);
        List<Object> here = Samples.records();
        List<Object> hereAgain = Samples.records();
        for (int i = 0; i < here.size(); i++) {
            for (int j = 0; j < here.size(); j++) {
                assertThat(there.get(i).equals(there.get(j)))
                        .as("%s and %s", here.get(i), here.get(j))
                        .isEqualTo(here.get(i).equals(here.get(j)));
                assertThat(there.get(i).equals(again.get(j)))
                        .as("%s and another %s", here.get(i), here.get(j))
                        .isEqualTo(here.get(i).equals(hereAgain.get(j)));
            }
            assertThat(there.get(i).equals(null)).isFalse();
            assertThat(there.get(i).equals("text")).isFalse();
            if (!(here.get(i) instanceof Samples.All)) {
                // The array that All holds has a hash of its own in each.
                assertThat(there.get(i).hashCode())
                        .as("%s", here.get(i))
                        .isEqualTo(here.get(i).hashCode());
            }
            assertThat(there.get(i).hashCode()).isEqualTo(there.get(i).hashCode());
        }
    }

    @Test
    void java_is_left_to_link_only_what_is_serializable_and_what_records_say_of_themselves(@TempDir Path folder)
            throws Exception {
        Set<String> before = new TreeSet<>();
        Set<String> after = new TreeSet<>();
        for (Jar.Entry e : samples()) {
            before.addAll(linkedByJava(e.content()));
        }
        for (byte[] c : linked(folder).values()) {
            after.addAll(linkedByJava(c));
        }
        assertThat(before).contains("metafactory get", "altMetafactory test", "bootstrap equals", "bootstrap hashCode");
        assertThat(after).containsExactlyInAnyOrder("altMetafactory test", "bootstrap toString");
    }

    @Test
    void the_same_jar_comes_out_each_time_and_the_rest_is_left_as_it_is(@TempDir Path folder) throws Exception {
        List<Jar.Entry> entries = new ArrayList<>();
        entries.add(new Jar.Entry("META-INF/", new byte[0], TIME));
        entries.add(new Jar.Entry(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8), TIME));
        entries.addAll(samples());
        byte[] packed = packed(entries);
        Path one = folder.resolve("one.jar");
        Path other = folder.resolve("other.jar");
        TimeZone here = TimeZone.getDefault();
        try {
            for (Path jar : List.of(one, other)) {
                TimeZone.setDefault(TimeZone.getTimeZone(jar.equals(one) ? "Asia/Seoul" : "America/New_York"));
                Files.write(jar, packed);
                Prelink.main(new String[] {jar.toString(), "dev/"});
            }
        } finally {
            TimeZone.setDefault(here);
        }
        assertThat(one).hasSameBinaryContentAs(other);
        List<Jar.Entry> all = Jar.read(one);
        assertThat(all.get(1).name()).isEqualTo("META-INF/MANIFEST.MF");
        assertThat(all.get(1).content()).isEqualTo(entries.get(1).content());
        assertThat(all).allSatisfy(e -> assertThat(e.time()).isEqualTo(TIME));
        Prelink.main(new String[] {other.toString(), "dev/"});
        assertThat(other).as("linked twice").hasSameBinaryContentAs(one);
        Jar.write(other, entries);
        Prelink.main(new String[] {other.toString(), "org/"});
        assertThat(Jar.read(other)).hasSameSizeAs(entries);
    }

    @Test
    void what_is_to_be_handed_over_is_said() {
        assertThatThrownBy(() -> Prelink.main(new String[] {"a.jar"})).hasMessageContaining("expected a jar");
    }

    /** With an entry whose time is one of all the world's, as a plugin of Maven's writes some. */
    private static byte[] packed(List<Jar.Entry> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Jar.Entry e : entries) {
                ZipEntry entry = new ZipEntry(e.name());
                entry.setTimeLocal(TIME);
                if (e.name().endsWith(".MF")) {
                    entry.setLastModifiedTime(FileTime.fromMillis(1_500_000_000_000L));
                }
                out.putNextEntry(entry);
                out.write(e.content());
            }
        }
        return bytes.toByteArray();
    }

    private static List<Jar.Entry> samples() throws IOException {
        List<Jar.Entry> all = new ArrayList<>();
        Path root = Path.of(Samples.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path p : files.filter(f -> f.getFileName().toString().startsWith("Samples"))
                    .sorted()
                    .toList()) {
                all.add(new Jar.Entry(root.relativize(p).toString().replace('\\', '/'), Files.readAllBytes(p), TIME));
            }
        }
        assertThat(all).hasSizeGreaterThan(8);
        return all;
    }

    /** By name of the class. */
    private static Map<String, byte[]> linked(Path folder) throws IOException {
        Path jar = folder.resolve("samples.jar");
        Jar.write(jar, samples());
        Prelink.main(new String[] {jar.toString(), "dev/shmfit/"});
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (Jar.Entry e : Jar.read(jar)) {
            classes.put(e.name().replace('/', '.').replaceAll("\\.class$", ""), e.content());
        }
        return classes;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> results(Map<String, byte[]> classes) throws Exception {
        Class<?> samples = new Loaded(classes).loadClass(Samples.class.getName());
        return ((Supplier<Map<String, Object>>) samples.getDeclaredConstructor().newInstance()).get();
    }

    private static Set<String> linkedByJava(byte[] content) {
        Set<String> all = new TreeSet<>();
        new ClassReader(content)
                .accept(
                        new ClassVisitor(ClassLinker.API) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(ClassLinker.API) {
                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String called, String type, Handle bootstrap, Object... arguments) {
                                        all.add(bootstrap.getName() + " " + called);
                                    }
                                };
                            }
                        },
                        0);
        return all;
    }

    /** Defines these classes itself, and leaves others to Java. */
    private static final class Loaded extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loaded(Map<String, byte[]> classes) {
            super(PrelinkTest.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] own = classes.get(name);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null || own == null) {
                    return known != null ? known : super.loadClass(name, resolve);
                }
                return defineClass(name, own, 0, own.length);
            }
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return InputStream.nullInputStream();
        }
    }
}
