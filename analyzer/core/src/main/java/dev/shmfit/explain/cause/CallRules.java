package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Statement.CallFailed;
import dev.shmfit.explain.statement.Target;
import java.util.Optional;
import java.util.Set;

/** Which cause a failed call shows: by its error and by the object on which it failed. */
final class CallRules {
    /** A cause, before what else the text says is weighed. */
    record Verdict(String id, Role role, Confidence confidence, String reason) {}

    /** Calls that take an inode of a tmpfs and no page. */
    private static final Set<String> CREATES =
            Set.of("shm_open", "open", "openat", "creat", "mkdir", "mkdirat", "mkstemp", "mknod", "symlink");

    private CallRules() {}

    static Optional<Verdict> of(CallFailed f) {
        if (f.target().kind() == Target.Kind.SYSTEM_V) {
            return Optional.of(certain("sysv-not-posix", call(f) + " is System V's call"));
        }
        if (f.target().kind() == Target.Kind.THREAD && f.errno() == Errno.EPERM) {
            return Optional.of(certain(
                    "threads-forbidden",
                    "the system forbids the thread: a limit would be \"temporarily unavailable\""));
        }
        if (f.target().kind() == Target.Kind.THREAD || startsThread(f)) {
            return Optional.of(certain("threads-limit", "what could not be had is a thread or a process"));
        }
        return f.target().inShm() ? Optional.of(inShm(f)) : elsewhere(f);
    }

    private static boolean startsThread(CallFailed f) {
        return f.errno() == Errno.EAGAIN
                && (f.call().equals("pthread_create")
                        || f.call().equals("fork")
                        || f.call().equals("clone")
                        || f.call().equals("execve"));
    }

    private static Verdict inShm(CallFailed f) {
        boolean named = f.target().kind() != Target.Kind.SOME_SHM;
        String where =
                named ? "the object that the message names lies in /dev/shm" : "the message is about shared memory";
        return switch (f.errno()) {
            case ENOSPC ->
                CREATES.contains(f.call()) && f.target().kind() != Target.Kind.SEMAPHORE
                        ? likely(
                                "shm-inodes-too-few",
                                "opening a segment takes no room, only an inode: with ENOSPC the files are used up, not the bytes")
                        : room(f, where);
            case EDQUOT -> room(f, where);
            case ENOMEM -> memory(f);
            case EEXIST -> certain("segment-left-behind", "the file that the program wants to make exists");
            case ENOENT -> missing(f);
            case EACCES, EPERM, EROFS -> certain("shm-not-permitted", "the system refuses the rights, and says so");
            case EMFILE, ENFILE, EBADF -> certain("nofile-too-small", "the system names the limit");
            case ENOSYS -> certain("semaphores-missing", "the system does not have the call");
            case EINVAL, EFBIG, EOVERFLOW ->
                likely("segment-size-wrong", "the system refuses the arguments of the call, before it looks for room");
            case EINTR -> certain("allocation-interrupted", "the system's error is named");
            case EIO, ESTALE -> likely("mapped-file-fails", "the system reports that a file could not be read");
            case EAGAIN -> likely("memory-refused", "a limit was reached, and it is not the size of /dev/shm");
            case EBUSY, ETXTBSY -> other(f, "something uses it now");
            case EFAULT -> other(f, "the program handed over an address that is none: a fault of its own");
            case ENODEV, ENXIO, EOPNOTSUPP ->
                other(f, "what lies there is no file of a tmpfs, or its file system does not have the call");
            case ENOTDIR, EISDIR -> other(f, "a directory stands where a file should be, or the other way round");
            case ENAMETOOLONG -> other(f, "a name has at most 255 characters");
            case EDEADLK, ENOLCK, ETIMEDOUT -> other(f, "it waited for a lock or for another process, in vain");
            case EOWNERDEAD, ENOTRECOVERABLE -> other(f, "the process that held the lock in it died");
        };
    }

    private static Verdict other(CallFailed f, String reason) {
        if (f.program().equals("triton")) {
            return symptom(
                    "triton-stub-exceeds-shm",
                    "Triton prints the last error of the system, which need not be this call's; want of room is the usual"
                            + " reason");
        }
        return likely("shm-call-failed", "the system's error is not about room: " + reason);
    }

    private static Verdict room(CallFailed f, String where) {
        if (f.program().equals("triton")) {
            return certain("triton-stub-exceeds-shm", "Triton names the region and the system's error");
        }
        return f.target().kind() == Target.Kind.SOME_SHM
                ? likely("shm-too-small", where + ", and the error is want of room")
                : certain("shm-too-small", where + ", and the error is want of room");
    }

    private static Verdict memory(CallFailed f) {
        if (f.values().containsKey("huge")) {
            return likely("memory-refused", "huge pages were asked for, and none are free");
        }
        if (f.call().equals("mmap") && !f.program().equals("nccl")) {
            return certain("mappings-too-many", "the mapping was refused, not the file");
        }
        return certain("memory-refused", "the system refuses memory, not room in /dev/shm");
    }

    private static Verdict missing(CallFailed f) {
        if (f.target().kind() == Target.Kind.SHM_DIRECTORY) {
            return certain("shm-missing", "the system does not find /dev/shm itself");
        }
        if (f.call().equals("attach")) {
            return likely("shm-attach-failed", "attaching, not creating, failed: the file is not in this /dev/shm");
        }
        if (f.call().equals("mkstemp")
                || f.call().equals("creat")
                || f.call().equals("sem_open")
                || f.target().kind() == Target.Kind.SEMAPHORE) {
            return certain("shm-missing", "a file cannot be made where the directory is missing");
        }
        return certain("segments-deleted", "the segment that is named is not there, or not in this /dev/shm");
    }

    /** What is missing, forbidden or there already elsewhere is not about shared memory, and often no failure at all. */
    private static Optional<Verdict> elsewhere(CallFailed f) {
        boolean named = f.target().kind() == Target.Kind.FILE;
        return switch (f.errno()) {
            case ENOSPC, EDQUOT ->
                Optional.of(
                        f.call().equals("mount")
                                ? symptom(
                                        "no-space-unnamed",
                                        "mount(2) says so at the limit of mounts (fs.mount-max), and where a disk is full")
                                : named
                                        ? likely("disk-full", "the file that is named is not in /dev/shm")
                                        : symptom(
                                                "no-space-unnamed",
                                                "the message does not say which file system is full"));
            case EMFILE, ENFILE -> Optional.of(certain("nofile-too-small", "the system's error is named"));
            case EIO, ESTALE ->
                Optional.of(likely("mapped-file-fails", "the system reports that a file could not be read"));
            case ENOMEM ->
                Optional.of(symptom(
                        "memory-refused", "the system refuses memory, and the message names nothing in /dev/shm"));
            case EINTR ->
                f.call().equals("fallocate")
                        ? Optional.of(certain("allocation-interrupted", "the system's error is named"))
                        : Optional.empty();
            case EPERM,
                    ENOENT,
                    ENXIO,
                    EBADF,
                    EAGAIN,
                    EACCES,
                    EFAULT,
                    EBUSY,
                    EEXIST,
                    ENODEV,
                    ENOTDIR,
                    EISDIR,
                    EINVAL,
                    ETXTBSY,
                    EFBIG,
                    EROFS,
                    EDEADLK,
                    ENAMETOOLONG,
                    ENOLCK,
                    ENOSYS,
                    EOVERFLOW,
                    EOPNOTSUPP,
                    ETIMEDOUT,
                    EOWNERDEAD,
                    ENOTRECOVERABLE -> Optional.empty();
        };
    }

    private static String call(CallFailed f) {
        return f.call().isEmpty() ? "the call" : f.call();
    }

    private static Verdict certain(String id, String reason) {
        return new Verdict(id, Role.CAUSE, Confidence.CERTAIN, reason);
    }

    private static Verdict likely(String id, String reason) {
        return new Verdict(id, Role.CAUSE, Confidence.LIKELY, reason);
    }

    private static Verdict symptom(String id, String reason) {
        return new Verdict(id, Role.SYMPTOM, Confidence.POSSIBLE, reason);
    }
}
