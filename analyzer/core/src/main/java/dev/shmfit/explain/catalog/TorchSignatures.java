package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.LIKELY;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.consequence;
import static dev.shmfit.explain.catalog.Signature.failed;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.notice;
import static dev.shmfit.explain.catalog.Signature.symptom;
import static dev.shmfit.explain.statement.Errno.EAGAIN;
import static dev.shmfit.explain.statement.Errno.EINVAL;
import static dev.shmfit.explain.statement.Errno.ENOENT;
import static dev.shmfit.explain.statement.Target.Kind.SEMAPHORE;
import static dev.shmfit.explain.statement.Target.Kind.SHM;
import static dev.shmfit.explain.statement.Target.Kind.SOME_SHM;
import static dev.shmfit.explain.statement.Target.Kind.THREAD;
import static dev.shmfit.explain.statement.Target.Kind.UNNAMED;

import dev.shmfit.text.Text;
import java.util.List;

/** PyTorch's loader and allocator (torch/utils/data, aten/src/ATen/MapAllocator.cpp), Paddle's, Python's processes. */
final class TorchSignatures {
    static final List<Signature> ALL = List.of(
            failed(
                    "torch-allocate",
                    "fallocate",
                    SHM,
                    "unable to allocate shared memory(shm) for file <{file}>: {errno}",
                    "unable to write to file <{file}>: {errno}",
                    "unable to resize file <{file}> to the right size: {errno}"),
            failed(
                    "torch-open",
                    "shm_open",
                    SHM,
                    "unable to open shared memory object <{file}> in read-write mode: {errno}",
                    "unable to open shared memory object <{file}> in read-only mode: {errno}"),
            failed(
                    "torch-map",
                    "mmap",
                    SHM,
                    "unable to mmap {size} bytes from file </torch_{file}>: {errno}",
                    "unable to mmap {size} bytes from file <filename not specified>: {errno}"),
            failed("torch-map-file", "mmap", UNNAMED, "unable to mmap {size} bytes from file <{path}>: {errno}"),
            failed("torch-unlink", "unlink", ENOENT, SHM, "could not unlink the shared memory file /torch_"),
            failed(
                    "python-semaphore",
                    "sem_open",
                    SEMAPHORE,
                    "_multiprocessing.SemLock({any} [Errno {code}] {errno}",
                    "SemLock: {errno}"),
            cause(
                    "python-no-semaphore",
                    "semaphores-missing",
                    Text.of("cause/python-without-sem-open"),
                    "This platform lacks a functioning sem_open implementation",
                    "cannot import name 'SemLock' from '_multiprocessing'"),
            failed(
                    "python-shared-memory",
                    "shm_open",
                    SHM,
                    "_posixshmem.shm_open({any}[Errno {code}] {errno}: '{file}'",
                    "_posixshmem.shm_open({any}[Errno {code}] {errno}",
                    "[Errno {code}] {errno}: '/psm_{file}'",
                    "[Errno {code}] {errno}: '/torch_{file}'"),
            failed(
                    "python-shared-memory-size",
                    "ftruncate",
                    SHM,
                    "os.ftruncate(self._fd, size){any}[Errno {code}] {errno}",
                    "posix_fallocate(self._fd{any}[Errno {code}] {errno}"),
            // cpython: Lib/multiprocessing/shared_memory.py; who made the segment has given it no size yet, or could
            // not
            failed(
                    "python-empty-segment",
                    "mmap",
                    EINVAL,
                    SOME_SHM,
                    "self._mmap = mmap.mmap(self._fd, size) ValueError: cannot mmap an empty file"),
            failed(
                    "python-thread",
                    "pthread_create",
                    EAGAIN,
                    THREAD,
                    "RuntimeError: can't start new thread",
                    "unable to create native thread",
                    "unable to create new native thread",
                    "can't start new thread"),
            failed("python-error", "", UNNAMED, "[Errno {code}] {errno}: '{path}'", "[Errno {code}] {errno}"),
            failed(
                    "joblib-serial",
                    "sem_open",
                    SEMAPHORE,
                    "[Errno {code}] {errno}.  joblib will operate in serial mode"),
            symptom(
                    "loader-hint",
                    "shm-too-small",
                    LIKELY,
                    Text.of("cause/loader-hint"),
                    "Unexpected bus error encountered in worker. This might be caused by insufficient shared memory (shm)",
                    "Unexpected bus error encountered in DataLoader worker. This might be caused by insufficient shared"
                            + " memory (shm)",
                    "Unexpected bus error encountered in worker",
                    "Unexpected bus error encountered in DataLoader worker",
                    "It is possible that dataloader's workers are out of shared memory",
                    "This might be caused by insufficient shared memory (shm)",
                    "It may be caused by insufficient shared storage space"),
            // torch: lib/libshm/socket.h, core.cpp: the process that removes segments of the file_system strategy
            likely(
                    "torch-manager",
                    "shm-call-failed",
                    Text.of("cause/torch-manager"),
                    "Shared memory manager connection has timed out",
                    "torch_shm_manager at {any}: error",
                    "no response from torch_shm_manager"),
            likely(
                    "torch-write-without-error",
                    "shm-too-small",
                    Text.of("cause/torch-write-without-error"),
                    "unable to write to file </torch_"),
            likely(
                    "torch-open-without-error",
                    "nofile-too-small",
                    Text.of("cause/torch-open-without-error"),
                    "unable to open shared memory object </torch_{file}> in read-write mode"),
            cause(
                    "ancdata",
                    "nofile-too-small",
                    Text.of("cause/ancdata"),
                    "received 0 items of ancdata",
                    "Too many open files. Communication with the workers is no longer possible"),
            cause(
                    "torch-gpu-memory",
                    "gpu-memory-full",
                    Text.of("cause/gpu-memory"),
                    "CUDA out of memory. Tried to allocate",
                    "torch.OutOfMemoryError: CUDA out of memory",
                    "torch.cuda.OutOfMemoryError",
                    "CUDA error: out of memory"),
            consequence(
                    "loader-exited",
                    "worker-gone",
                    Text.of("cause/loader-exited"),
                    "exited unexpectedly with exit code",
                    "DataLoader worker (pid(s) {pid}) exited unexpectedly",
                    "DataLoader worker (pid {pid}) exited unexpectedly",
                    "Pin memory thread exited unexpectedly",
                    "DataLoader reader thread raised an exception"),
            consequence(
                    "elastic-child",
                    "worker-gone",
                    Text.of("cause/elastic-child"),
                    "torch.distributed.elastic.multiprocessing.errors.ChildFailedError",
                    "torch.multiprocessing.spawn.ProcessExitedException",
                    "torch.multiprocessing.spawn.ProcessRaisedException"),
            notice(
                    "python-leaked-memory",
                    "leaked-at-exit",
                    Text.of("cause/python-leaked"),
                    "leaked shared_memory objects to clean up at shutdown"),
            notice(
                    "python-leaked",
                    "leaked-at-exit",
                    Text.of("cause/python-leaked"),
                    "UserWarning: resource_tracker: '{any}': [Errno {code}] {errno}: '{any}'",
                    "resource_tracker: '{any}': [Errno {code}] {errno}",
                    "leaked semaphore objects to clean up at shutdown",
                    "leaked semaphores to clean up at shutdown"));

    private TorchSignatures() {}
}
