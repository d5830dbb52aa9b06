package dev.shmfit.probes.clean;

import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.probes.live.ShmScan;
import dev.shmfit.units.HiddenName;
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
     * The removal of files.
     *
     * @param stale the files, as a look found them
     * @param alone nobody else uses this /dev/shm: processes that may not be looked at do not count
     */
    public ShmRemoval removal(List<ShmEntry> stale, boolean alone) {
        return new ShmRemoval(this, machine.path(SHM), stale, alone);
    }

    /**
     * Gives files their names back that a clean, which was killed, took away, and that a process has open or mapped.
     *
     * @return for each file that was such a one what became of it; empty where it has its name again
     */
    public Map<ShmEntry, String> restore(List<ShmEntry> held) {
        Map<ShmEntry, String> why = new LinkedHashMap<>();
        for (ShmEntry entry : held) {
            boolean left =
                    HiddenName.of(entry.name()).filter(h -> !lives(h.process())).isPresent();
            Optional<SetAside> file = left ? SetAside.left(machine.path(SHM), entry) : Optional.empty();
            file.ifPresent(f -> why.put(entry, f.giveBack("")));
        }
        return why;
    }
}
