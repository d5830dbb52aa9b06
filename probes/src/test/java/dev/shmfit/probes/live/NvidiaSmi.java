package dev.shmfit.probes.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts a program nvidia-smi on a PATH that does what a driver in some state does. */
final class NvidiaSmi {
    private NvidiaSmi() {}

    /** One that never answers; it notes what it was asked in the file {@code calls}. */
    static String hanging(Path directory) throws IOException {
        return put(directory, "echo \"$*\" >>'" + directory + "/calls'\nexec sleep 60\n");
    }

    /** One that prints the tables of a captured machine; it fails once with and once without a word. */
    static String printing(Path directory) throws IOException {
        Path machine = Path.of(System.getProperty("shmfit.root"), "fixtures/cases/two-socket-x8-pix-node-sys/capture");
        return put(
                directory,
                "case \"$*\" in\n"
                        + "'topo -m') cat '" + machine + "/nvidia-smi-topo-m.txt' ;;\n"
                        + "'topo -p2p r') cat '" + machine + "/nvidia-smi-topo-p2p-r.txt' ;;\n"
                        + "'topo -p2p w') cat '" + machine + "/nvidia-smi-topo-p2p-w.txt' ;;\n"
                        + "'topo -p2p n') echo half a table; echo Invalid combination of input arguments. >&2; exit 255 ;;\n"
                        + "'-q -x') echo '<nvidia_smi_log></nvidia_smi_log>' ;;\n"
                        + "*) exit 3 ;;\nesac\n");
    }

    /** One whose driver does not fit its library. */
    static String mismatched(Path directory) throws IOException {
        return put(directory, """
                echo 'Failed to initialize NVML: Driver/library version mismatch'
                echo 'NVML library version: 550.54'
                exit 18
                """);
    }

    private static String put(Path directory, String script) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path program = bin.resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin + ":/usr/bin:/bin";
    }
}
