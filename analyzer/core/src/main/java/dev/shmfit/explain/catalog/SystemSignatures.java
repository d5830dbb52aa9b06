package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.POSSIBLE;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.failed;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.symptom;
import static dev.shmfit.explain.statement.Target.Kind.SHM;
import static dev.shmfit.explain.statement.Target.Kind.SHM_DIRECTORY;

import java.util.List;

/** The kernel, container runtimes, Kubernetes, Slurm, and the signals that launchers report. */
final class SystemSignatures {
    static final List<Signature> ALL = List.of(
            failed("shm-directory", "open", SHM_DIRECTORY, "cannot access '/dev/shm': {errno}", "/dev/shm: {errno}"),
            failed(
                    "shm-create",
                    "open",
                    SHM,
                    "cannot touch '/dev/shm/{file}': {errno}",
                    "cannot create regular file '/dev/shm/{file}': {errno}",
                    "cannot create directory '/dev/shm/{file}': {errno}",
                    "cannot create /dev/shm/{file}: {errno}"),
            failed(
                    "shm-write",
                    "write",
                    SHM,
                    "write error: {errno} /dev/shm",
                    "/dev/shm/{file}: {errno}",
                    "/dev/shm/{file}': {errno}"),
            cause(
                    "kernel-oom",
                    "killed-for-memory",
                    "the kernel or the runtime says so itself",
                    "Memory cgroup out of memory: Killed process {pid}",
                    "Out of memory: Killed process {pid}",
                    "Memory cgroup out of memory: Kill process {pid}",
                    "Out of memory: Kill process {pid}",
                    "invoked oom-killer: gfp_mask=",
                    "oom-kill:constraint=",
                    "Detected {count} oom-kill event",
                    "Detected {count} oom_kill event",
                    "Reason: OOMKilled",
                    "OOMKilled",
                    "OOM Killed",
                    "oom_reaper: reaped process"),
            cause(
                    "k8s-node-memory",
                    "killed-for-memory",
                    "the kubelet ends pods on a node that is low on memory, and says so",
                    "The node was low on resource: memory",
                    "The node had condition: [MemoryPressure]"),
            cause(
                    "k8s-node-disk",
                    "disk-full",
                    "the kubelet ends pods on a node whose disk is full, and says so",
                    "The node was low on resource: ephemeral-storage",
                    "The node had condition: [DiskPressure]",
                    "ephemeral local storage usage exceeds the total limit of containers"),
            cause(
                    "kernel-memory-failure",
                    "memory-hardware",
                    "the kernel says so itself",
                    "due to hardware memory corruption",
                    "si_code=BUS_MCEERR_AR",
                    "si_code=BUS_MCEERR_AO"),
            symptom(
                    "torch-save",
                    "disk-full",
                    POSSIBLE,
                    "a file could not be written to its end; a full disk or quota is the usual reason, and torch does not say",
                    "PytorchStreamWriter failed writing file",
                    "PytorchStreamWriter failed closing file",
                    "inline_container.cc:{line}] . unexpected pos {count} vs {size}"),
            likely("sqlite-full", "disk-full", "SQLite says so when a write finds no room", "database or disk is full"),
            cause(
                    "k8s-evicted",
                    "emptydir-evicted",
                    "the kubelet says so itself",
                    "Usage of EmptyDir volume \"{volume}\" exceeds the limit \"{limit}\"",
                    "Usage of EmptyDir volume"),
            likely(
                    "io-error",
                    "mapped-file-fails",
                    "the system reports that a file could not be read",
                    "[Errno 5] Input/output error",
                    "blk_update_request: I/O error",
                    "Buffer I/O error on dev",
                    ": Stale file handle",
                    "OperationalError: disk I/O error",
                    "mdb_page_get: MDB_CORRUPTED",
                    "lmdb.CorruptedError",
                    "mmap length is greater than file size"),
            cause(
                    "memlock-ucx",
                    "memlock-too-small",
                    "the message names the limit",
                    "Please set max locked memory (ulimit -l) to 'unlimited'",
                    "The OpenFabrics (openib) BTL failed to initialize while trying to allocate some locked memory",
                    "ibv_create_cq({any}) failed: Cannot allocate memory",
                    "ibv_create_qp({any}) failed: Cannot allocate memory",
                    "ibv_create_srq({any}) failed: Cannot allocate memory",
                    "ibv_reg_mr({any}) failed: Cannot allocate memory"),
            cause(
                    "docker-size",
                    "shm-size-malformed",
                    "docker says so itself",
                    "invalid argument \"{value}\" for \"--shm-size\"",
                    "for \"--shm-size\" flag",
                    "invalid shm-size",
                    "SHM size can not be less than 0"),
            cause(
                    "podman-ipc",
                    "shm-size-and-ipc-host",
                    "podman says so itself",
                    "cannot set shmsize when running in the {any} IPC Namespace",
                    "cannot set shmsize when running in the"));

    private SystemSignatures() {}
}
