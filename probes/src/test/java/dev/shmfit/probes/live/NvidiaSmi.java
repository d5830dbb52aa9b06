package dev.shmfit.probes.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts a program nvidia-smi on a PATH that does what a driver in some state does. */
final class NvidiaSmi {
    /** As nvidia-smi writes it, one element a line, with what it says about processes and the board. */
    static final String QUERY = """
            <?xml version="1.0" ?>
            <!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd">
            <nvidia_smi_log>
            \t<driver_version>550.54.15</driver_version>
            \t<cuda_version>12.4</cuda_version>
            \t<gpu id="00000000:41:00.0">
            \t\t<product_name>NVIDIA A100-SXM4-80GB</product_name>
            \t\t<serial>1563221012345</serial>
            \t\t<uuid>GPU-5895e020-7d50-0c08-6ec8-e543a425c76c</uuid>
            \t\t<mig_mode>
            \t\t\t<current_mig>Disabled</current_mig>
            \t\t</mig_mode>
            \t\t<fb_memory_usage>
            \t\t\t<total>81920 MiB</total>
            \t\t</fb_memory_usage>
            \t\t<processes>
            \t\t\t<process_info>
            \t\t\t\t<process_name>python train.py --token=Pl4nted-argument</process_name>
            \t\t\t</process_info>
            \t\t</processes>
            \t</gpu>
            </nvidia_smi_log>
            """;

    private NvidiaSmi() {}

    /** One that never answers; it notes what it was asked in the file {@code calls}. */
    static String hanging(Path directory) throws IOException {
        return put(directory, "echo \"$*\" >>'" + directory + "/calls'\nexec sleep 60\n");
    }

    /** One that never stops printing. */
    static String endless(Path directory) throws IOException {
        return put(directory, "exec yes 'GPU0 X NV1 and so on, without an end'\n");
    }

    /** One that prints the tables of a captured machine; it fails once with and once without a word. */
    static String printing(Path directory) throws IOException {
        Path machine = Path.of(System.getProperty("shmfit.root"), "fixtures/cases/two-socket-x8-pix-node-sys/capture");
        return put(
                directory,
                "case \"$*\" in\n"
                        + "'topo -m') cat '" + machine + "/nvidia-smi-topo-m.txt' ;;\n"
                        + "'topo -p2p w') echo half a table; echo Invalid combination of input arguments. >&2; exit 255 ;;\n"
                        + "'-q -x') cat <<'END'\n" + QUERY + "END\n;;\n"
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
