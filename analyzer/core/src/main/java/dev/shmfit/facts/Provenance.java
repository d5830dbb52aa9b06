package dev.shmfit.facts;

import java.util.Locale;

/** How far a number can be trusted: where it came from. */
public enum Provenance {
    /** Read from the kernel or the file system itself. */
    MEASURED,
    /** A tool's or a library's own word ({@code nvidia-smi}, an NCCL dump). */
    REPORTED,
    /** The user said so. */
    STATED,
    /** The documented default of the software concerned. */
    DEFAULT,
    /** Assumed where a fact is missing; the effect is named. */
    ASSUMED;

    /** The spelling in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
