package dev.shmfit.house.sample.parse;

import dev.shmfit.house.sample.units.SeesAStageAfterIt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what should have been handed to it. */
public final class OpensAFile {
    public SeesAStageAfterIt before() throws IOException {
        Files.readString(Path.of("/proc/meminfo"));
        return new SeesAStageAfterIt();
    }
}
