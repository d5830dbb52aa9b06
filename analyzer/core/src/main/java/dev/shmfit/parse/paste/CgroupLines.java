package dev.shmfit.parse.paste;

import dev.shmfit.parse.Lines;
import dev.shmfit.units.ByteCount;

/** The memory limit as the kernel's control groups tell it: a number alone below the command that prints the file. */
final class CgroupLines {
    /** The kernel rounds the largest number that it takes down to pages: no limit. */
    private static final long NONE = Long.MAX_VALUE / 65536 * 65536 - 65536;

    private CgroupLines() {}

    static void read(PastedSection section, PastedFacts facts) {
        if (!section.command().matches(".*\\bmemory\\.(?:max|limit_in_bytes)\\b.*")) {
            return;
        }
        for (PastedLine line : section.lines()) {
            long bytes = Lines.number(line.stripped());
            if (line.command().isEmpty() && bytes > 0 && bytes < NONE) {
                facts.add(
                        Topic.MEMORY_LIMIT,
                        DockerInspect.limit(ByteCount.of(bytes), section.at(line)),
                        section.at(line));
            }
        }
    }
}
