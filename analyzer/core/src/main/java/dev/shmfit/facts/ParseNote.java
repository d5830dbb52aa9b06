package dev.shmfit.facts;

/**
 * A remark of a parser about one place in its input. Nothing is skipped in silence.
 *
 * @param kind what sort of remark
 * @param source the place
 * @param message what was seen, what was expected, what became of it
 */
public record ParseNote(Kind kind, SourceRef source, String message) {
    /** The sorts of remark. */
    public enum Kind {
        /** The text means nothing to the parser. */
        UNRECOGNIZED,
        /** Known, and knowingly without effect (a legend, a prompt). */
        IGNORED_KNOWN,
        /** Known, but this version does nothing with it. */
        NOT_SUPPORTED_YET,
        /** Readable, but contradicts itself or what nvidia-smi prints. */
        SUSPICIOUS
    }

    @Override
    public String toString() {
        return source + ": " + message;
    }
}
