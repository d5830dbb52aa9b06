package dev.shmfit.probes.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What processes map and have open on the file system of /dev/shm. A process that has ended holds nothing; of one that is there
 * and cannot be looked at, that is said: it may hold anything.
 */
final class ProcessLook {
    private static final String SHM = "/dev/shm/";

    /** What stat gives for files of a server or of a user's program that is gone. A file in memory never does (mm/shmem.c). */
    private static final List<String> OF_OTHER_FILE_SYSTEMS =
            List.of("Stale file handle", "Transport endpoint is not connected", "Input/output error");

    /** One mapping of a file of /dev/shm. */
    record Mapping(long process, String range, long inode, long end, String name) {}

    private final String device;
    private final Optional<Object> ownDevice;
    private final List<Mapping> mappings = new ArrayList<>();
    private final Map<String, String> opened = new LinkedHashMap<>();
    private final Set<Long> unreadable = new TreeSet<>();
    private String gap = "";

    /**
     * @param device of /dev/shm as /proc/PID/maps writes it; empty where it is no mount
     * @param ownDevice the same as stat gives it
     */
    ProcessLook(String device, Optional<Object> ownDevice) {
        this.device = device;
        this.ownDevice = ownDevice;
    }

    /** Looks at one process. Where its first thread has ended, the others keep what it had. */
    void at(Path process) {
        long number = Long.parseLong(String.valueOf(process.getFileName()), 10);
        boolean hasMemory = mapped(process, number);
        opened(process, number);
        if (!hasMemory && !unreadable.contains(number)) {
            for (Path thread : list(process.resolve("task"), number)) {
                mapped(thread, number);
                opened(thread, number);
            }
        }
    }

    /** Every mapping that was seen. */
    List<Mapping> mappings() {
        return mappings;
    }

    /** The links in /proc/PID/fd that lead to /dev/shm or may, and the names there. */
    Map<String, String> opened() {
        return opened;
    }

    /** How many may not be looked at. */
    int unreadable() {
        return unreadable.size();
    }

    /** Why not everything was seen, processes that may not be looked at apart; empty where it was. */
    String gap() {
        return gap;
    }

    /** Says why not everything was seen; the first reason stays. */
    void gap(String why) {
        gap = gap.isEmpty() ? why : gap;
    }

    /** Whether it has memory of its own. */
    private boolean mapped(Path task, long process) {
        boolean any = false;
        try (BufferedReader maps = Files.newBufferedReader(task.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                any = true;
                if (line.contains(device.isEmpty() ? SHM : " " + device + " ")) {
                    mapping(process, line);
                }
            }
        } catch (IOException e) {
            failed(task, process, e);
        }
        return any;
    }

    private void mapping(long process, String line) {
        String[] words = line.split(" +", 6);
        if (words.length < 6) {
            return;
        }
        String[] range = words[0].split("-", 2);
        long length = Long.parseUnsignedLong(range[1], 16) - Long.parseUnsignedLong(range[0], 16);
        long inode = Long.parseLong(words[4], 10);
        String name = words[5].startsWith(SHM) ? words[5].substring(SHM.length()) : words[5];
        mappings.add(new Mapping(process, words[0], inode, Long.parseLong(words[2], 16) + length, name));
    }

    private void opened(Path task, long process) {
        for (Path link : list(task.resolve("fd"), process)) {
            try {
                String target = Files.readSymbolicLink(link).toString();
                if (target.startsWith(SHM)) {
                    opened.put(link.toString(), target.substring(SHM.length()));
                } else if (target.startsWith("/") && !target.startsWith("/dev/") && isHere(link)) {
                    opened.put(link.toString(), target.substring(target.lastIndexOf('/') + 1));
                }
            } catch (NoSuchFileException e) {
                // It was closed meanwhile.
            } catch (IOException e) {
                failed(task, process, e);
            }
        }
    }

    private List<Path> list(Path directory, long process) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            failed(directory, process, Objects.requireNonNullElseGet(e.getCause(), IOException::new));
        } catch (IOException e) {
            failed(directory, process, e);
        }
        return found;
    }

    /** Whether what is open lies on the file system of /dev/shm: another mount namespace may call the place something else. */
    private boolean isHere(Path link) throws IOException {
        if (ownDevice.isEmpty()) {
            return false;
        }
        try {
            return Files.getAttribute(link, "unix:dev").equals(ownDevice.get());
        } catch (IOException e) {
            if (OF_OTHER_FILE_SYSTEMS.stream().anyMatch(String.valueOf(e.getMessage())::endsWith)) {
                return false;
            }
            throw e;
        }
    }

    /** A kernel thread, and a process that only waits for its parent, has no memory: ESRCH from Linux 6.16 on, else nothing. */
    private void failed(Path what, long process, IOException e) {
        String why = String.valueOf(e.getMessage());
        if (!Files.exists(what) || why.endsWith("No such process")) {
            return;
        }
        if (e instanceof AccessDeniedException
                || why.endsWith("Permission denied")
                || why.endsWith("Operation not permitted")) {
            unreadable.add(process);
        } else {
            gap("process " + process + " could not be looked at");
        }
    }
}
