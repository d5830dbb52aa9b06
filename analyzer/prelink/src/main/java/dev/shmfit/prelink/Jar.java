package dev.shmfit.prelink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The entries of a jar, in their order: the same ones make the same jar, byte for byte, in every time zone. All have the time
 * of the first, which the build fixes; some that a plugin adds come with one of its own.
 */
final class Jar {
    private Jar() {}

    /** An entry; a folder is empty. */
    static final class Entry {
        private final String name;
        private final byte[] content;
        private final LocalDateTime time;

        Entry(String name, byte[] content, LocalDateTime time) {
            this.name = name;
            this.content = content;
            this.time = time;
        }

        String name() {
            return name;
        }

        byte[] content() {
            return content;
        }

        LocalDateTime time() {
            return time;
        }

        Entry with(byte[] other) {
            return new Entry(name, other, time);
        }
    }

    static List<Entry> read(Path jar) throws IOException {
        List<Entry> all = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                all.add(new Entry(e.getName(), in.readAllBytes(), e.getTimeLocal()));
            }
        }
        return all;
    }

    /** Whoever looks meanwhile sees the jar that was there before, whole. */
    static void write(Path jar, List<Entry> entries) throws IOException {
        LocalDateTime time = entries.get(0).time();
        Path beside = jar.resolveSibling(jar.getFileName() + ".linked");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(beside)))) {
            for (Entry e : entries) {
                ZipEntry entry = new ZipEntry(e.name());
                entry.setTimeLocal(time);
                out.putNextEntry(entry);
                out.write(e.content());
                out.closeEntry();
            }
        }
        Files.move(beside, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
