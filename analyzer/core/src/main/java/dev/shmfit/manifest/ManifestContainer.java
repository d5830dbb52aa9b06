package dev.shmfit.manifest;

import java.util.List;
import java.util.Optional;

/**
 * A container, or what runs on the host in its place.
 *
 * @param name of the container or service
 * @param role in its pod
 * @param at where it begins
 * @param tree as written; for formats other than YAML the value alone
 * @param resources what it gets
 * @param process what runs in it
 * @param mounts in the order of the text
 * @param ipc how it shares memory
 */
public record ManifestContainer(
        String name,
        Role role,
        Span at,
        Tree tree,
        ContainerResources resources,
        ProcessFacts process,
        List<Mount> mounts,
        IpcFacts ipc) {
    public ManifestContainer {
        mounts = List.copyOf(mounts);
    }

    /** A container's part in its pod. */
    public enum Role {
        MAIN,
        /** Ends before the main containers start. */
        INIT,
        /** Runs beside them to serve them. */
        SIDECAR
    }

    /** The same, running other command lines. */
    ManifestContainer running(List<List<Word>> commands) {
        return new ManifestContainer(
                name,
                role,
                at,
                tree,
                resources,
                new ProcessFacts(process.image(), commands, process.env(), process.envFiles()),
                mounts,
                ipc);
    }

    /** What it has at /dev/shm; the last of several shadows the others. */
    public Optional<Mount> shmMount() {
        return mounted(Mount.SHM);
    }

    /** What it has at a path. */
    public Optional<Mount> mounted(String path) {
        return mounts.stream().filter(m -> m.path().equals(path)).reduce((a, b) -> b);
    }
}
