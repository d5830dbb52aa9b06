package dev.shmfit.probes.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The most that was seen, of the whole and of each owner. */
public final class ShmPeaks {
    private final Map<Long, ShmSample.Owner> byProcess = new LinkedHashMap<>();
    private long used;
    private long first = -1;
    private long samples;

    /** Takes a sample into account. */
    public void add(ShmSample sample) {
        used = Math.max(used, sample.usedBytes());
        first = first < 0 ? sample.usedBytes() : first;
        samples++;
        for (ShmSample.Owner owner : sample.owners()) {
            byProcess.merge(owner.process(), owner, (a, b) -> b.bytes() > a.bytes() ? b : a);
        }
    }

    /** The most that the file system had in use, in bytes. */
    public long usedBytes() {
        return used;
    }

    /** By how much, in bytes, that is more than at the beginning. */
    public long grownBytes() {
        return used - Math.max(0, first);
    }

    public long samples() {
        return samples;
    }

    /** Each owner at its own peak, most first. */
    public List<ShmSample.Owner> owners() {
        List<ShmSample.Owner> all = new ArrayList<>(byProcess.values());
        all.sort(Comparator.comparingLong(ShmSample.Owner::bytes).reversed());
        return all;
    }
}
