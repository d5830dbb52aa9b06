package dev.shmfit.probes.watch;

import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.probes.live.ShmScan;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Watches /dev/shm. Each sample asks the file system, which costs next to nothing; processes are looked through only
 * where its use has changed, and so seldom that it takes at most a twenty-fifth of a core: once a second, or less often
 * where there are very many.
 */
public final class ShmWatcher {
    private static final long RESCAN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int SHARE = 25;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Machine machine;
    private final OptionalLong process;
    private final FileStore store;
    private final long begin = System.nanoTime();
    private long scannedAt;
    private long pause = RESCAN_NANOS;
    private long scannedUse = -1;
    private boolean scanned;
    private List<ShmSample.Owner> owners = List.of();

    /**
     * Begins to watch.
     *
     * @param process whose tree of processes is meant, and in whose mount namespace; empty: all that can be seen from here
     * @throws IOException where there is no /dev/shm
     */
    public ShmWatcher(Machine machine, OptionalLong process) throws IOException {
        this.machine = machine;
        this.process = process;
        String root = process.isPresent() ? "/proc/" + process.getAsLong() + "/root" : "";
        this.store = Files.getFileStore(machine.path(root + "/dev/shm"));
    }

    /** Looks once. */
    public ShmSample sample() throws IOException {
        long size = store.getTotalSpace();
        long used = used(size);
        long now = System.nanoTime();
        boolean due = !scanned || (used != scannedUse && now - scannedAt >= pause);
        if (due) {
            owners = owners();
            scanned = true;
            scannedUse = used;
            scannedAt = now;
            pause = Math.max(RESCAN_NANOS, SHARE * (System.nanoTime() - now));
            // Looking takes its time: what the owners hold is to be found in the use beside them.
            used = Math.max(used, used(size));
        }
        return new ShmSample(Duration.ofNanos(now - begin).toMillis(), used, size, owners, due);
    }

    private long used(long size) throws IOException {
        return size - store.getUnallocatedSpace();
    }

    /** Whether the process that was named is still there. */
    public boolean runs() {
        return process.isEmpty()
                || ProcessHandle.of(process.getAsLong())
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    private List<ShmSample.Owner> owners() {
        ShmScan scan =
                process.isPresent() ? ShmScan.of(machine, process.getAsLong(), LIMIT) : ShmScan.of(machine, LIMIT);
        Set<Long> tree = new HashSet<>();
        process.ifPresent(p -> {
            tree.add(p);
            ProcessHandle.of(p).ifPresent(h -> h.descendants().forEach(d -> tree.add(d.pid())));
        });
        Map<Long, ShmSample.Owner> byProcess = new LinkedHashMap<>();
        for (ShmEntry entry : scan.entries()) {
            boolean meant = process.isEmpty() || entry.holders().stream().anyMatch(tree::contains);
            if (meant) {
                long owner = entry.holders().stream()
                        .filter(h -> process.isEmpty() || tree.contains(h))
                        .findFirst()
                        .orElse(0L);
                byProcess.merge(owner, of(owner, entry), ShmWatcher::sum);
            }
        }
        List<ShmSample.Owner> sorted = new ArrayList<>(byProcess.values());
        sorted.sort(Comparator.comparingLong(ShmSample.Owner::bytes).reversed());
        return sorted;
    }

    private ShmSample.Owner of(long owner, ShmEntry entry) {
        String name = owner == 0 ? "" : machine.firstLine(machine.path("/proc/" + owner + "/comm"));
        return new ShmSample.Owner(owner, name, entry.taken(), 1, entry.name().endsWith(" (deleted)") ? 1 : 0);
    }

    private static ShmSample.Owner sum(ShmSample.Owner a, ShmSample.Owner b) {
        return new ShmSample.Owner(
                a.process(),
                a.name(),
                Math.addExact(a.bytes(), b.bytes()),
                a.files() + b.files(),
                a.unlinked() + b.unlinked());
    }
}
