package dev.shmfit.probes.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Puts a piece of a file system that is recorded as text where a test can look at it. */
final class Tree {
    private Tree() {}

    /** @param name of a file in fixtures/trees, without its ending */
    static Path unpack(String name, Path into) throws IOException {
        Path recorded = Path.of(System.getProperty("shmfit.root"), "fixtures/trees", name + ".txt");
        @Nullable Path file = null;
        StringBuilder content = new StringBuilder();
        for (String line : Files.readAllLines(recorded)) {
            if (!line.startsWith("# /")) {
                content.append(line).append('\n');
                continue;
            }
            write(file, content);
            content.setLength(0);
            String[] link = line.substring(3).split(" -> ", 2);
            Path next = into.resolve(link[0]);
            Files.createDirectories(next.resolve("..").normalize());
            if (link.length == 2) {
                Files.createSymbolicLink(next, Path.of(link[1]));
            }
            file = link.length == 2 ? null : next;
        }
        write(file, content);
        return into;
    }

    private static void write(@Nullable Path file, StringBuilder content) throws IOException {
        if (file != null) {
            Files.writeString(file, content);
        }
    }
}
