package dev.shmfit.parse.table;

import java.util.Locale;

/** Recognises what stands in place of a table: command lines and the errors of nvidia-smi, NVML and the shell. */
final class SmiMessages {
    /** What a line without cells may be. */
    enum Kind {
        COMMAND,
        FAILURE,
        NO_GPUS,
        OTHER
    }

    private static final String[] FAILURES = {
        "failed to initialize nvml",
        "nvidia-smi has failed",
        "driver/library version mismatch",
        "nvml library version",
        "unable to determine the device handle",
        "unable to determine the topology",
        "unable to retrieve",
        "is missing its value",
        "is not recognized",
        "invalid combination of input arguments",
        "insufficient permissions",
        "nvidia-smi: command not found",
        "nvidia-smi: not found",
        "nvidia-smi: no such file",
        "executable file not found",
        "couldn't communicate with the nvidia driver",
        "couldn t communicate with the nvidia driver",
        "driver is not loaded",
        "failed to get topology",
        "not supported on this",
        "no permission to communicate",
    };
    private static final String[] NO_GPUS = {
        "no devices were found", "no devices found", "no gpus were found", "no gpu found"
    };

    private SmiMessages() {}

    static Kind kind(SourceLine line) {
        String text = line.text().toLowerCase(Locale.ROOT);
        for (String s : NO_GPUS) {
            if (text.contains(s)) {
                return Kind.NO_GPUS;
            }
        }
        for (String s : FAILURES) {
            if (text.contains(s)) {
                return Kind.FAILURE;
            }
        }
        return text.contains("nvidia-smi") && text.contains("topo") ? Kind.COMMAND : Kind.OTHER;
    }
}
