package dev.shmfit.nccl.setting;

import dev.shmfit.text.Text;

/**
 * A setting that does not do what it seems to.
 *
 * @param name the variable
 * @param sentence what NCCL makes of it
 * @param remedy what to write instead; empty where there is nothing to do
 * @param source where in NCCL that was read; empty where no version knows the variable
 */
public record SettingRemark(Kind kind, String name, Text sentence, Text remedy, String source) {
    /** What is the matter? */
    public enum Kind {
        /** No version of NCCL reads it, and it resembles one that some version reads. */
        MISSPELT,
        /** No version of NCCL reads it. */
        UNKNOWN,
        /** Others read it, NCCL does not. */
        READ_BY_OTHERS,
        /** Other versions read it. */
        OF_OTHER_VERSIONS,
        /** NCCL reads another value than was written, or none. */
        VALUE_IGNORED,
        /** NCCL refuses the value and fails. */
        VALUE_REFUSED
    }
}
