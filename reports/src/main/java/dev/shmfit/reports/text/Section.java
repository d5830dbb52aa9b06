package dev.shmfit.reports.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A part of the report that can be asked for alone ({@code --section NAME}). */
public enum Section {
    /** Who needs what at which moment, what can run out, the memories side by side. */
    NUMBERS,
    /** Each communicator's pairs with their transports. */
    PAIRS,
    /** The same job under other versions of NCCL. */
    VERSIONS,
    /** Everything seen, worst first. */
    FINDINGS,
    /** Facts that were not captured but stated, defaulted or assumed. */
    FACTS,
    /** The change to copy, for each platform. */
    FIXES,
    /** What one writes to the administrator. */
    LETTER;

    /** The spelling on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The section of a word; empty where it is none. */
    public static Optional<Section> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /** All words, in the order of the report. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Section::word).toList();
    }
}
