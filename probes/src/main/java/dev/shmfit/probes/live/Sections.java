package dev.shmfit.probes.live;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file of several sources: each behind a line {@code # /its/path}. */
final class Sections {
    private Sections() {}

    /** One section; empty where the file cannot be read. */
    static String of(Machine machine, Path file) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        return machine.read(file)
                .text()
                .map(t -> {
                    String content = withoutLastBreaks(t);
                    return "# " + machine.name(file) + "\n" + (content.isEmpty() ? "" : content + "\n");
                })
                .orElse("");
    }

    private static String withoutLastBreaks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }
}
