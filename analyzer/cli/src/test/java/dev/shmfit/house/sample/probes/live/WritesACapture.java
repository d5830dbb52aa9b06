package dev.shmfit.house.sample.probes.live;

import dev.shmfit.house.sample.probes.format.ProbesAMachine;
import java.util.List;

/** A probe may know the format; together with the other direction that is a cycle. */
public record WritesACapture(List<ProbesAMachine> probes) {
    public WritesACapture {
        probes = List.copyOf(probes);
    }

    ProbesAMachine first() {
        return probes.get(0);
    }
}
