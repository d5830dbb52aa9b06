package dev.shmfit.house.sample.shm;

import dev.shmfit.house.sample.parse.OpensAFile;

/** Computes from text, although facts were made of it. */
public final class SeesText {
    public OpensAFile text() {
        return new OpensAFile();
    }
}
