package dev.shmfit.lint;

import dev.shmfit.manifest.ContainerResources;
import dev.shmfit.manifest.Engine;
import dev.shmfit.manifest.JobCommands;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestContainer.Role;
import dev.shmfit.manifest.Observer;
import dev.shmfit.manifest.PodRanks;
import dev.shmfit.manifest.SeenGpus;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a container needs more of /dev/shm than it gets by default, and why, as far as its manifest tells.
 *
 * @param reason in words; empty where nothing tells
 * @param least what it needs at the least; zero where only a node could tell
 * @param source how that was computed; empty where it was not
 */
public record ShmNeed(String reason, ByteCount least, String source) {
    private static final ShmNeed NONE = new ShmNeed("", ByteCount.ZERO, "");

    /** Whether there is a need. */
    public boolean exists() {
        return !reason.isEmpty();
    }

    /** Of a container of a job. */
    public static ShmNeed of(JobManifest job, ManifestContainer c) {
        if (c.role() == Role.INIT || Observer.is(c)) {
            return NONE;
        }
        JobCommands commands = JobCommands.of(c);
        boolean withGpus = c.resources().asksForGpus();
        for (Launch l : commands.launches()) {
            if (!withGpus && l.isOnHosts()) {
                return NONE;
            }
            if (l.engine().serves() && l.workers() > 1) {
                List<OtherUse> demands = EngineDemand.of(l, c);
                return new ShmNeed(
                        l.engine().shown() + " runs " + l.workers() + " workers",
                        EngineDemand.sum(demands),
                        demands.stream().map(OtherUse::formula).collect(Collectors.joining(" + ")));
            }
            ByteCount store = l.engine() == Engine.RAY ? EngineDemand.insisted(EngineDemand.of(l, c)) : ByteCount.ZERO;
            if (store.bytes() > 0) {
                return new ShmNeed("Ray is told to make an object store there", store, "object-store-memory");
            }
            long ranks = PodRanks.of(job, c, l);
            if (!l.engine().serves() && ranks > 1) {
                return new ShmNeed(l.program() + " starts " + ranks + " ranks", ByteCount.ZERO, "");
            }
        }
        long gpus = SeenGpus.count(c);
        if (gpus > 1) {
            String count = gpus == ContainerResources.ALL ? "all GPUs of the node" : gpus + " GPUs";
            return new ShmNeed("it gets " + count, ByteCount.ZERO, "");
        }
        return commands.loader()
                .map(w -> new ShmNeed("its DataLoader has " + w.text() + " workers", ByteCount.ZERO, ""))
                .orElseGet(() -> commands.launches().stream().anyMatch(l -> l.engine() == Engine.RAY)
                        ? new ShmNeed("Ray keeps its object store there", ByteCount.ZERO, "")
                        : NONE);
    }
}
