package dev.shmfit.ingest;

import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.facts.Absence;

/**
 * Reads why a file is missing from a capture. Who captures writes one of a few sentences, which are part of the format:
 * {@code there is no nvidia-smi}, {@code there is no /dev/shm}, {@code nvidia-smi -q -x did not answer within 10 s},
 * {@code not asked, for nvidia-smi topo -m did not answer within 10 s}. Any other sentence is for people alone.
 */
final class AbsenceParser {
    private static final String NONE = "there is no ";
    private static final String NOT_ASKED = "not asked";

    private AbsenceParser() {}

    static Absence reason(String why) {
        if (why.startsWith(NOT_ASKED)) {
            return Absence.NOT_CAPTURED;
        }
        if (why.contains(NotCaptured.NO_ANSWER)) {
            return Absence.NO_ANSWER;
        }
        if (!why.startsWith(NONE)) {
            return Absence.NOT_CAPTURED;
        }
        return why.startsWith("/", NONE.length()) ? Absence.NOT_THERE : Absence.NO_PROGRAM;
    }
}
