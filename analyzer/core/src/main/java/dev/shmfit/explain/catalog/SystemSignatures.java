package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.POSSIBLE;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.failed;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.symptom;
import static dev.shmfit.explain.statement.Target.Kind.SHM;
import static dev.shmfit.explain.statement.Target.Kind.SHM_DIRECTORY;

import dev.shmfit.text.Text;
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
                    Text.of("cause/kernel-oom"),
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
                    Text.of("cause/k8s-memory-pressure"),
                    "The node was low on resource: memory",
                    "The node had condition: [MemoryPressure]"),
            cause(
                    "k8s-node-disk",
                    "disk-full",
                    Text.of("cause/k8s-disk-pressure"),
                    "The node was low on resource: ephemeral-storage",
                    "The node had condition: [DiskPressure]",
                    "ephemeral local storage usage exceeds the total limit of containers"),
            cause(
                    "kernel-memory-failure",
                    "memory-hardware",
                    Text.of("cause/kernel-memory-failure"),
                    "due to hardware memory corruption",
                    "Hardware memory error consumed", // rasdaemon: ras-signal-handler.c
                    "si_code=BUS_MCEERR_AR",
                    "si_code=BUS_MCEERR_AO"),
            symptom(
                    "torch-save",
                    "disk-full",
                    POSSIBLE,
                    Text.of("cause/torch-save"),
                    "PytorchStreamWriter failed writing file",
                    "PytorchStreamWriter failed closing file",
                    "inline_container.cc:{line}] . unexpected pos {count} vs {size}"),
            likely("sqlite-full", "disk-full", Text.of("cause/sqlite-full"), "database or disk is full"),
            cause(
                    "k8s-evicted",
                    "emptydir-evicted",
                    Text.of("cause/k8s-evicted"),
                    "Usage of EmptyDir volume \"{volume}\" exceeds the limit \"{limit}\"",
                    "Usage of EmptyDir volume"),
            likely(
                    "io-error",
                    "mapped-file-fails",
                    Text.of("cause/file-unreadable"),
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
                    Text.of("cause/memlock-ucx"),
                    "Please set max locked memory (ulimit -l) to 'unlimited'",
                    "The OpenFabrics (openib) BTL failed to initialize while trying to allocate some locked memory",
                    "ibv_create_cq({any}) failed: Cannot allocate memory",
                    "ibv_create_qp({any}) failed: Cannot allocate memory",
                    "ibv_create_srq({any}) failed: Cannot allocate memory",
                    "ibv_reg_mr({any}) failed: Cannot allocate memory"),
            cause(
                    "docker-size",
                    "shm-size-malformed",
                    Text.of("cause/docker-size"),
                    "invalid argument \"{value}\" for \"--shm-size\"",
                    "for \"--shm-size\" flag",
                    "invalid shm-size",
                    "SHM size can not be less than 0"),
            cause(
                    "podman-ipc",
                    "shm-size-and-ipc-host",
                    Text.of("cause/podman-ipc"),
                    "cannot set shmsize when running in the {any} IPC Namespace",
                    "cannot set shmsize when running in the"));

    private SystemSignatures() {}
}
