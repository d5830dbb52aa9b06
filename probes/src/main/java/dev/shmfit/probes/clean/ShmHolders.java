package dev.shmfit.probes.clean;

import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.probes.live.ShmScan;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
     * Takes the names of files away, so that nobody can open them any more, looks a last time, and removes those that no
     * process has. The others get their names back.
     *
     * @param stale the files, as a look found them
     * @param alone nobody else uses this /dev/shm: processes that may not be looked at do not count
     * @return for each file why it stays; empty where it was removed
     */
    public Map<ShmEntry, String> remove(List<ShmEntry> stale, boolean alone) {
        Map<ShmEntry, String> why = new LinkedHashMap<>();
        Map<ShmEntry, SetAside> aside = new LinkedHashMap<>();
        for (ShmEntry entry : stale) {
            SetAside file = new SetAside(machine.path(SHM), entry);
            String reason = file.take();
            why.put(entry, reason);
            if (reason.isEmpty()) {
                aside.put(entry, file);
            }
        }
        if (aside.isEmpty()) {
            return why;
        }
        Optional<ShmScan> last = Optional.empty();
        try {
            last = Optional.of(scan());
        } finally {
            for (Map.Entry<ShmEntry, SetAside> e : aside.entrySet()) {
                boolean free = last.isPresent() && isFree(last.get(), e.getKey().inode(), alone);
                why.put(e.getKey(), free ? e.getValue().delete() : e.getValue().giveBack());
            }
        }
        return why;
    }

    /** A file that the look does not find counts as held. */
    private static boolean isFree(ShmScan look, long inode, boolean alone) {
        return (alone || look.unreadable() == 0)
                && look.entries().stream()
                        .anyMatch(e -> e.inode() == inode && e.holders().isEmpty());
    }
}
