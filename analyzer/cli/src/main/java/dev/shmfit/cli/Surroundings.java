package dev.shmfit.cli;

import dev.shmfit.reports.text.TextStyle;
import java.io.InputStream;

/**
 * What a command finds around it, so that a test can give it another.
 *
 * @param in standard input
 * @param style how text on standard output may look
 * @param version which shmfit reports say they are from
 * @param live the running machine
 */
record Surroundings(InputStream in, TextStyle style, String version, Live live) {
    Surroundings(InputStream in, TextStyle style, String version) {
        this(in, style, version, Live.unwatched());
    }

    /** Nothing on standard input, no terminal. */
    static Surroundings none() {
        return new Surroundings(InputStream.nullInputStream(), TextStyle.PLAIN, Version.number());
    }

    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings(System.in, Terminal.ofProcess().style(), Version.number(), Live.ofProcess());
    }
}
