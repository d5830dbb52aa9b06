package dev.shmfit.probes.clean;

import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.probes.live.ShmScan;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Asks a machine who holds its /dev/shm, and removes single files. */
public final class ShmHolders {
    /** The number that Linux gives the first process namespace (PROC_PID_INIT_INO in include/linux/proc_ns.h). */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private static final String SHM = "/dev/shm";

    private final Machine machine;
    private final Duration limit;

    public ShmHolders(Machine machine, Duration limit) {
        this.machine = machine;
        this.limit = limit;
    }

    /** Every file, with those who map it or have it open. */
    public ShmScan scan() {
        return ShmScan.of(machine, limit);
    }

    /** Whether the processes of the whole machine are visible, and not those of a container only. */
    public boolean seesAll() {
        try {
            return Files.readSymbolicLink(machine.path("/proc/self/ns/pid"))
                    .toString()
                    .equals(FIRST_NAMESPACE);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a process exists. */
    public boolean lives(long process) {
        return Files.exists(machine.path("/proc/" + process));
    }

    /** What a process is called; empty where it is gone. */
    public String command(long process) {
        return machine.firstLine(machine.path("/proc/" + process + "/comm"));
    }

    /** When a file was written, in seconds since 1970; empty where that is not known. */
    public static OptionalLong written(ShmEntry entry) {
        String owner = entry.owner();
        if (owner == null) {
            return OptionalLong.empty();
        }
        List<String> words = List.of(owner.split(" ", -1));
        String time = words.get(words.size() - 1);
        return time.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(time, 10)) : OptionalLong.empty();
    }

    /**
     * Removes a file, if its name still is that file's. Goes down directory by directory, none of which may be a link, so that
     * a directory that somebody replaces meanwhile leads nowhere else.
     *
     * @return why it was not removed; empty where it was
     */
    public String remove(ShmEntry entry) {
        Path name = Path.of(entry.name());
        if (name.isAbsolute() || !name.equals(name.normalize()) || name.startsWith("..")) {
            return "its name leads elsewhere";
        }
        try (DirectoryStream<Path> top =
                Files.newDirectoryStream(machine.path(SHM).toRealPath())) {
            return remove(top, name, entry);
        } catch (NoSuchFileException e) {
            return "it is gone already";
        } catch (AccessDeniedException e) {
            return "permission denied";
        } catch (IOException | UnsupportedOperationException e) {
            return "it could not be removed";
        }
    }

    private static String remove(DirectoryStream<Path> in, Path name, ShmEntry entry) throws IOException {
        if (!(in instanceof SecureDirectoryStream<Path> here)) {
            return "this system does not open files by their directory";
        }
        if (name.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> below =
                    here.newDirectoryStream(name.getName(0), LinkOption.NOFOLLOW_LINKS)) {
                return remove(below, name.subpath(1, name.getNameCount()), entry);
            }
        }
        BasicFileAttributes is = here.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        boolean same = String.valueOf(is.fileKey()).contains("ino=" + entry.inode() + ")")
                && is.isRegularFile()
                && (written(entry).isEmpty()
                        || written(entry).getAsLong() == is.lastModifiedTime().to(TimeUnit.SECONDS));
        if (!same) {
            return "another file has its name now";
        }
        here.deleteFile(name);
        return "";
    }
}
