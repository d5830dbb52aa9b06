package dev.shmfit.house.sample.analysis;

import dev.shmfit.house.sample.parse.OpensAFile;

/** Reads text although everything in it was read before. */
public final class ReadsTheCaptureAgain {
    public OpensAFile again() {
        return new OpensAFile();
    }
}
