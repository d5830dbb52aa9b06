package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Statement.CallFailed;
import dev.shmfit.explain.statement.Target;
import dev.shmfit.text.Text;
import java.util.Optional;
import java.util.Set;

/** Which cause a failed call shows: by its error and by the object on which it failed. */
final class CallRules {
    /** A cause, before what else the text says is weighed. */
    record Verdict(String id, Role role, Confidence confidence, Text reason) {}

    /** Calls that take an inode of a tmpfs and no page. */
    private static final Set<String> CREATES =
            Set.of("shm_open", "open", "openat", "creat", "mkdir", "mkdirat", "mkstemp", "mknod", "symlink");

    private static final Set<String> SYSTEM_V = Set.of("shm", "sem", "msg");

    private CallRules() {}

    static Optional<Verdict> of(CallFailed f) {
        if (f.target().kind() == Target.Kind.SYSTEM_V) {
            return Optional.of(certain("sysv-not-posix", Text.of("cause/call-of-system-v", "call", call(f))));
        }
        if (f.target().kind() == Target.Kind.THREAD && f.errno() == Errno.EPERM) {
            return Optional.of(certain("threads-forbidden", Text.of("cause/thread-forbidden")));
        }
        if (f.target().kind() == Target.Kind.THREAD || startsThread(f)) {
            return Optional.of(certain("threads-limit", Text.of("cause/thread-not-had")));
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

        return switch (f.errno()) {
            case ENOSPC ->
                CREATES.contains(f.call()) && f.target().kind() != Target.Kind.SEMAPHORE
                        ? likely("shm-inodes-too-few", Text.of("cause/inodes-not-bytes"))
                        : room(f);
            case EDQUOT -> room(f);
            case ENOMEM -> memory(f);
            case EEXIST -> certain("segment-left-behind", Text.of("cause/file-exists"));
            case ENOENT -> missing(f);
            case EACCES, EPERM, EROFS -> certain("shm-not-permitted", Text.of("cause/rights-refused"));
            case EMFILE, ENFILE, EBADF -> certain("nofile-too-small", Text.of("cause/limit-named"));
            case ENOSYS -> certain("semaphores-missing", Text.of("cause/no-such-call"));
            case EINVAL, EFBIG, EOVERFLOW -> likely("segment-size-wrong", Text.of("cause/arguments-refused"));
            case EINTR -> certain("allocation-interrupted", Text.of("cause/error-named"));
            case EIO, ESTALE -> likely("mapped-file-fails", Text.of("cause/file-unreadable"));
            case EAGAIN -> likely("memory-refused", Text.of("cause/other-limit"));
            case EBUSY, ETXTBSY -> other(f, Text.of("cause/in-use"));
            case EFAULT -> other(f, Text.of("cause/bad-address"));
            case ENODEV, ENXIO, EOPNOTSUPP -> other(f, Text.of("cause/no-tmpfs-file"));
            case ENOTDIR, EISDIR -> other(f, Text.of("cause/directory-in-place"));
            case ENAMETOOLONG -> other(f, Text.of("cause/name-too-long"));
            case EDEADLK, ENOLCK, ETIMEDOUT -> other(f, Text.of("cause/waited-in-vain"));
            case EOWNERDEAD, ENOTRECOVERABLE -> other(f, Text.of("cause/lock-holder-died"));
        };
    }

    private static Verdict other(CallFailed f, Text reason) {
        if (f.program().equals("triton")) {
            return symptom("triton-stub-exceeds-shm", Text.of("cause/triton-last-error"));
        }
        return likely("shm-call-failed", Text.of("cause/not-about-room", "reason", reason));
    }

    private static Verdict room(CallFailed f) {
        if (f.program().equals("triton")) {
            return certain("triton-stub-exceeds-shm", Text.of("cause/triton-names"));
        }
        return f.target().kind() == Target.Kind.SOME_SHM
                ? likely("shm-too-small", Text.of("cause/about-shared-memory"))
                : certain("shm-too-small", Text.of("cause/object-in-shm"));
    }

    private static Verdict memory(CallFailed f) {
        if (f.values().containsKey("huge")) {
            return likely("memory-refused", Text.of("cause/no-huge-pages"));
        }
        if (f.call().equals("mmap") && !f.program().equals("nccl")) {
            return certain("mappings-too-many", Text.of("cause/mapping-refused"));
        }
        return certain("memory-refused", Text.of("cause/memory-not-room"));
    }

    private static Verdict missing(CallFailed f) {
        if (f.target().kind() == Target.Kind.SHM_DIRECTORY) {
            return certain("shm-missing", Text.of("cause/directory-missing"));
        }
        if (f.call().equals("attach")) {
            return likely("shm-attach-failed", Text.of("cause/attach-missing"));
        }
        if (f.call().equals("mkstemp")
                || f.call().equals("creat")
                || f.call().equals("create")
                || f.call().equals("sem_open")
                || f.target().kind() == Target.Kind.SEMAPHORE) {
            return certain("shm-missing", Text.of("cause/cannot-make-without-directory"));
        }
        return certain("segments-deleted", Text.of("cause/segment-missing"));
    }

    /** What is missing, forbidden or there already elsewhere is not about shared memory, and often no failure at all. */
    private static Optional<Verdict> elsewhere(CallFailed f) {
        boolean named = f.target().kind() == Target.Kind.FILE;
        return switch (f.errno()) {
            case ENOSPC, EDQUOT ->
                Optional.of(
                        f.call().equals("mount")
                                ? symptom("no-space-unnamed", Text.of("cause/mount-limit"))
                                : named
                                        ? likely("disk-full", Text.of("cause/not-in-shm"))
                                        : symptom("no-space-unnamed", Text.of("cause/which-is-full")));
            case EMFILE, ENFILE -> Optional.of(certain("nofile-too-small", Text.of("cause/error-named")));
            case EIO, ESTALE -> Optional.of(likely("mapped-file-fails", Text.of("cause/file-unreadable")));
            case ENOMEM -> Optional.of(symptom("memory-refused", Text.of("cause/memory-names-nothing")));
            case EINTR ->
                f.call().equals("fallocate")
                        ? Optional.of(certain("allocation-interrupted", Text.of("cause/error-named")))
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

    private static Text call(CallFailed f) {
        boolean named = SYSTEM_V.stream().anyMatch(f.call()::startsWith);
        return named ? Text.verbatim(f.call()) : Text.of("cause/the-call");
    }

    private static Verdict certain(String id, Text reason) {
        return new Verdict(id, Role.CAUSE, Confidence.CERTAIN, reason);
    }

    private static Verdict likely(String id, Text reason) {
        return new Verdict(id, Role.CAUSE, Confidence.LIKELY, reason);
    }

    private static Verdict symptom(String id, Text reason) {
        return new Verdict(id, Role.SYMPTOM, Confidence.POSSIBLE, reason);
    }
}
