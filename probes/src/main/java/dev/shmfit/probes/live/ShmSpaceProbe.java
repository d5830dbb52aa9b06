package dev.shmfit.probes.live;

import dev.shmfit.probes.format.KeptText;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the file system of /dev/shm says of its size, and who may write there. */
final class ShmSpaceProbe {
    private static final String FILE = "shm-statvfs.txt";
    private static final String SPACE =
            "type=%T\nblock_size=%S\nblocks=%b\nblocks_available=%a\nfiles=%c\nfiles_free=%d";
    private static final String DIRECTORY = "mode=%a\nuid=%u\ndevice=%d";

    private ShmSpaceProbe() {}

    static void take(Machine machine, Deadline deadline, ProbedTexts taken) {
        Path shm = machine.path("/dev/shm");
        if (!Files.isDirectory(shm)) {
            taken.missing(FILE, "there is no /dev/shm");
            return;
        }
        Optional<String> space = stat(machine, deadline, List.of("stat", "-f", "-c", SPACE, shm.toString()));
        Optional<String> directory = stat(machine, deadline, List.of("stat", "-c", DIRECTORY, shm.toString()));
        String text = space.orElseGet(() -> space(shm)) + directory.orElseGet(() -> directory(shm));
        taken.kept(FILE, KeptText.of(FILE, text, false), "stat says nothing about /dev/shm");
    }

    private static Optional<String> stat(Machine machine, Deadline deadline, List<String> command) {
        return machine.commands()
                .run(command, deadline.left())
                .filter(r -> r.exitCode().orElse(1) == 0)
                .map(CommandResult::output);
    }

    /** Without the program stat: what Java itself knows, which is all but the number of files. */
    private static String space(Path shm) {
        try {
            FileStore store = Files.getFileStore(shm);
            long block = store.getBlockSize();
            return "type=" + store.type() + "\nblock_size=" + block + "\nblocks=" + store.getTotalSpace() / block
                    + "\nblocks_available=" + store.getUsableSpace() / block + "\n";
        } catch (IOException e) {
            return "";
        }
    }

    private static String directory(Path shm) {
        try {
            Map<String, Object> facts = Files.readAttributes(shm, "unix:mode,uid,dev");
            int mode = (Integer) facts.getOrDefault("mode", 0) & 07777;
            return "mode=" + Integer.toOctalString(mode) + "\nuid=" + facts.get("uid") + "\ndevice=" + facts.get("dev")
                    + "\n";
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
