package dev.shmfit.probes.format;

import dev.shmfit.capture.Capture;

/** What a path or a stream turned out to hold. Exactly one of: a capture; a single text. */
public sealed interface CaptureSource {
    /**
     * A capture, from a directory or an archive.
     *
     * @param capture its files; under the name of each missing one, why it is missing
     * @param manifest what {@code capture.json} says of the whole
     */
    record Whole(Capture capture, CaptureManifest manifest) implements CaptureSource {}

    /**
     * One text whose meaning is for a parser to tell.
     *
     * @param name as the user gave it
     */
    record Single(String name, String text) implements CaptureSource {}
}
