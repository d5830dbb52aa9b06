package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.LIKELY;
import static dev.shmfit.explain.catalog.Confidence.POSSIBLE;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.symptom;

import java.util.List;

/** The kernel, container runtimes, Kubernetes, Slurm, and the signals that launchers report. */
final class SystemSignatures {
    static final List<Signature> ALL = List.of(
            cause(
                    "kernel-oom",
                    "killed-for-memory",
                    "the kernel or the runtime says so itself",
                    "Memory cgroup out of memory: Killed process {pid}",
                    "Out of memory: Killed process {pid}",
                    "oom-kill:constraint=",
                    "Detected {count} oom-kill event",
                    "Detected {count} oom_kill event",
                    "Reason: OOMKilled",
                    "OOMKilled",
                    "OOM Killed",
                    "oom_reaper: reaped process"),
            symptom(
                    "signal-killed",
                    "killed-for-memory",
                    POSSIBLE,
                    "somebody or something sent SIGKILL; where a memory limit is set, the kernel's killer is likely",
                    "Signal 9 (SIGKILL) received by PID",
                    "terminated with signal SIGKILL",
                    "(exitcode: -9)",
                    "exitcode : -9 (pid",
                    "failed (exitcode: -9) local_rank",
                    "Exit Code: 137",
                    "exited with code 137"),
            symptom(
                    "signal-bus",
                    "shm-too-small",
                    LIKELY,
                    "a process died of a bus error: a mapped page could not be had, and in jobs of several processes a full"
                            + " /dev/shm is the usual reason",
                    "Signal 7 (SIGBUS) received by PID",
                    "terminated with signal SIGBUS",
                    "failed (exitcode: -7) local_rank",
                    "exitcode : -7 (pid",
                    "Exit Code: 135",
                    "exited with code 135",
                    "exited on signal 7 (Bus error)",
                    "Fatal Python error: Bus error",
                    "SIGBUS (0x7)",
                    "Signal: Bus error (7)",
                    "*** SIGBUS",
                    "Bus error (core dumped)"),
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
                    "Stale file handle",
                    "mdb_page_get: MDB_CORRUPTED",
                    "lmdb.CorruptedError",
                    "mmap length is greater than file size"),
            cause(
                    "memlock-ucx",
                    "memlock-too-small",
                    "the message names the limit",
                    "Please set max locked memory (ulimit -l) to 'unlimited'",
                    "The OpenFabrics (openib) BTL failed to initialize while trying to allocate some locked memory",
                    "ibv_create_cq() failed: Cannot allocate memory",
                    "ibv_reg_mr() failed: Cannot allocate memory"),
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
                    "cannot set shmsize when running in the"),
            cause(
                    "shm-missing",
                    "shm-not-permitted",
                    "the system's error names /dev/shm itself",
                    "/dev/shm: Permission denied",
                    "/dev/shm: Read-only file system",
                    "cannot create directory '/dev/shm",
                    "/dev/shm: No such file or directory"),
            cause(
                    "shm-write-no-space",
                    "shm-too-small",
                    "the system's error names a file in /dev/shm",
                    "write error: No space left on device /dev/shm",
                    "/dev/shm/{file}: No space left on device",
                    "/dev/shm/{file}': No space left on device"),
            symptom(
                            "no-space",
                            "no-space-unnamed",
                            POSSIBLE,
                            "the message does not say which file system is full",
                            "No space left on device")
                    .onlyAlone(),
            cause("too-many-files", "nofile-too-small", "the system's error is named", "Too many open files")
                    .onlyAlone());

    private SystemSignatures() {}
}
