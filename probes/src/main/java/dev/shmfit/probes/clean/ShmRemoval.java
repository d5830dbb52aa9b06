package dev.shmfit.probes.clean;

import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.probes.live.ShmScan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the names of files away, so that nobody can open them any more, looks a last time, and removes those that no process
 * has. The others get their names back, and so do all where it is stopped before its end.
 */
public final class ShmRemoval {
    private static final String HELD = "a process has opened it meanwhile, or may have";
    private static final String STOPPED = "the clean was stopped";

    private final ShmHolders holders;
    private final Path shm;
    private final List<ShmEntry> stale;
    private final boolean alone;
    private final Map<ShmEntry, String> why = new LinkedHashMap<>();
    private final Map<ShmEntry, SetAside> aside = new LinkedHashMap<>();
    private boolean stopped;

    ShmRemoval(ShmHolders holders, Path shm, List<ShmEntry> stale, boolean alone) {
        this.holders = holders;
        this.shm = shm;
        this.stale = List.copyOf(stale);
        this.alone = alone;
    }

    /**
     * Removes them.
     *
     * @return for each file why it stays; empty where it was removed
     */
    public Map<ShmEntry, String> run() {
        stale.forEach(this::take);
        Optional<ShmScan> last = Optional.empty();
        try {
            last = anyAside() ? Optional.of(holders.scan()) : last;
        } finally {
            for (ShmEntry entry : stale) {
                decide(entry, last.map(l -> held(l, entry)).orElse(HELD));
            }
        }
        return reasons();
    }

    /** Gives back every name that is taken away at this moment; nothing is removed any more. Another thread may call it. */
    public synchronized void stop() {
        stopped = true;
        aside.forEach((entry, file) -> why.put(entry, file.giveBack(STOPPED)));
        aside.clear();
    }

    private synchronized void take(ShmEntry entry) {
        SetAside file = new SetAside(shm, entry);
        String reason = stopped ? STOPPED : file.take();
        why.put(entry, reason);
        if (reason.isEmpty()) {
            aside.put(entry, file);
        }
    }

    private synchronized boolean anyAside() {
        return !aside.isEmpty();
    }

    private synchronized void decide(ShmEntry entry, String held) {
        SetAside file = aside.remove(entry);
        if (file != null) {
            why.put(entry, held.isEmpty() ? file.delete() : file.giveBack(held));
        }
    }

    private synchronized Map<ShmEntry, String> reasons() {
        return new LinkedHashMap<>(why);
    }

    /** Why a file may be held; empty where it is sure that nobody has it. One that the look does not find counts as held. */
    private String held(ShmScan look, ShmEntry entry) {
        if (!look.gap().isEmpty()) {
            return "whether a process has it is not known: " + look.gap();
        }
        boolean free = (alone || look.unreadable() == 0)
                && look.entries().stream()
                        .anyMatch(e -> e.inode() == entry.inode() && e.holders().isEmpty());
        return free ? "" : HELD;
    }
}
