package dev.shmfit.cli;

import java.nio.file.Path;

/** What a container needs that holds nothing but busybox: the program, and what it is linked with where it is not static. */
final class BusyboxRoot {
    private BusyboxRoot() {}

    /** A shell's command that puts it into a root directory that has {@code bin}. */
    static String copiedInto(Path root) {
        return "cp \"$(command -v busybox)\" " + root + "/bin/busybox && for part in $(ldd \"$(command -v busybox)\""
                + " 2>/dev/null | grep -o '/[^ ]*'); do mkdir -p " + root + "$(dirname \"$part\") && cp -L \"$part\" "
                + root + "\"$part\" || exit 1; done";
    }
}
