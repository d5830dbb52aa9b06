package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.LIKELY;
import static dev.shmfit.explain.catalog.Confidence.POSSIBLE;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.consequence;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.notice;
import static dev.shmfit.explain.catalog.Signature.symptom;

import java.util.List;

/** PyTorch's loader and allocator (torch/utils/data, aten/src/ATen/MapAllocator.cpp), Paddle's, Python's processes. */
final class TorchSignatures {
    private static final String NAMED = "the message names the file in /dev/shm and the system's error";

    static final List<Signature> ALL = List.of(
            cause(
                    "torch-no-space",
                    "shm-too-small",
                    NAMED,
                    "unable to allocate shared memory(shm) for file <{file}>: No space left on device",
                    "unable to write to file </torch_{file}>: No space left on device",
                    "unable to resize file </torch_{file}> to the right size: No space left on device",
                    "unable to open shared memory object <{file}> in read-write mode: No space left on device"),
            likely(
                    "torch-write-without-error",
                    "shm-too-small",
                    "torch before 1.12 does not print the system's error; a write fails for want of room",
                    "unable to write to file </torch_"),
            cause(
                    "torch-open-no-descriptors",
                    "nofile-too-small",
                    NAMED,
                    "unable to open shared memory object <{file}> in read-write mode: Too many open files"),
            cause(
                    "torch-open-not-permitted",
                    "shm-not-permitted",
                    NAMED,
                    "unable to open shared memory object <{file}> in read-write mode: [Permission denied|Read-only file"
                            + " system|Operation not permitted]"),
            cause(
                    "torch-open-missing",
                    "segments-deleted",
                    NAMED,
                    "unable to open shared memory object <{file}> in read-write mode: No such file or directory"),
            likely(
                    "torch-open-without-error",
                    "nofile-too-small",
                    "older versions of torch do not print the system's error; opening takes no room and fails at the limit"
                            + " of open files first",
                    "unable to open shared memory object </torch_{file}> in read-write mode"),
            cause(
                    "torch-mmap-no-memory",
                    "mappings-too-many",
                    "the mapping was refused, not the file",
                    "unable to mmap {size} bytes from file </torch_{file}>: Cannot allocate memory",
                    "unable to mmap {size} bytes from file <filename not specified>: Cannot allocate memory"),
            cause(
                    "torch-unlink",
                    "segments-deleted",
                    "the file was gone when torch wanted to remove it",
                    "could not unlink the shared memory file /torch_"),
            cause(
                    "ancdata",
                    "nofile-too-small",
                    "a descriptor was dropped on its way between processes, as the kernel does at the limit",
                    "received 0 items of ancdata",
                    "Too many open files. Communication with the workers is no longer possible"),
            symptom(
                    "loader-bus-error",
                    "shm-too-small",
                    LIKELY,
                    "a worker wrote to a page that could not be had; a full /dev/shm is by far the most frequent reason, a"
                            + " mapped dataset on a failing disk the other",
                    "DataLoader worker (pid {pid}) is killed by signal: Bus error. It is possible that dataloader's workers"
                            + " are out of shared memory",
                    "Unexpected bus error encountered in worker. This might be caused by insufficient shared memory (shm)",
                    "Unexpected bus error encountered in DataLoader worker. This might be caused by insufficient shared"
                            + " memory (shm)",
                    "DataLoader worker (pid {pid}) is killed by signal: Bus error",
                    "DataLoader worker (pid(s) {pid}) is killed by signal: Bus error",
                    "Unexpected bus error encountered in worker",
                    "Unexpected bus error encountered in DataLoader worker",
                    "It is possible that dataloader's workers are out of shared memory",
                    "This might be caused by insufficient shared memory (shm)"),
            symptom(
                    "loader-killed",
                    "killed-for-memory",
                    LIKELY,
                    "only the kernel's killer and people send this signal",
                    "DataLoader worker (pid {pid}) is killed by signal: Killed",
                    "DataLoader worker (pid(s) {pid}) is killed by signal: Killed"),
            cause(
                    "torch-gpu-memory",
                    "gpu-memory-full",
                    "the message is about the GPU's memory",
                    "CUDA out of memory. Tried to allocate",
                    "torch.OutOfMemoryError: CUDA out of memory",
                    "torch.cuda.OutOfMemoryError",
                    "CUDA error: out of memory"),
            cause(
                    "python-semaphore-no-space",
                    "shm-too-small",
                    "Python's locks between processes are files in /dev/shm",
                    "_multiprocessing.SemLock({any} [Errno 28] No space left on device",
                    "SemLock: No space left on device"),
            cause(
                    "python-shared-memory-no-space",
                    "shm-too-small",
                    "the file that is named lies in /dev/shm",
                    "[Errno 28] No space left on device: '/dev/shm",
                    "[Errno 28] No space left on device: '/psm_",
                    "[Errno 28] No space left on device: '/torch_",
                    "/multiprocessing/shared_memory.py\", line {line}, in __init__{any}[Errno 28] No space left on device"),
            cause(
                    "python-shared-memory-missing",
                    "segments-deleted",
                    "the segment that is named was there and is gone",
                    "[Errno 2] No such file or directory: '/psm_",
                    "[Errno 2] No such file or directory: '/dev/shm/"),
            cause(
                    "python-shared-memory-rights",
                    "shm-not-permitted",
                    "the file that is named lies in /dev/shm",
                    "[Errno 13] Permission denied: '/dev/shm",
                    "[Errno 13] Permission denied: '/psm_",
                    "[Errno 30] Read-only file system: '/dev/shm",
                    "_multiprocessing.SemLock({any} [Errno 13] Permission denied"),
            likely(
                    "python-disk-full",
                    "disk-full",
                    "the file that is named is not in /dev/shm",
                    "[Errno 28] No space left on device: '{file}'"),
            symptom(
                    "python-no-space",
                    "no-space-unnamed",
                    POSSIBLE,
                    "the message does not say which file system is full",
                    "[Errno 28] No space left on device",
                    "joblib will operate in serial mode"),
            cause(
                    "python-no-descriptors",
                    "nofile-too-small",
                    "the system's error is named",
                    "[Errno 24] Too many open files",
                    "OSError: Too many open files",
                    "error: Too many open files",
                    "Too many open files (24)"),
            consequence(
                    "loader-exited",
                    "worker-gone",
                    "the loader only reports that the worker ended",
                    "exited unexpectedly with exit code",
                    "DataLoader worker (pid(s) {pid}) exited unexpectedly",
                    "DataLoader worker (pid {pid}) exited unexpectedly",
                    "Pin memory thread exited unexpectedly",
                    "DataLoader reader thread raised an exception"),
            consequence(
                    "elastic-child",
                    "worker-gone",
                    "the launcher only reports that a process ended",
                    "torch.distributed.elastic.multiprocessing.errors.ChildFailedError",
                    "torch.multiprocessing.spawn.ProcessExitedException",
                    "torch.multiprocessing.spawn.ProcessRaisedException"),
            notice(
                    "python-leaked",
                    "leaked-at-exit",
                    "Python says so itself",
                    "leaked shared_memory objects to clean up at shutdown",
                    "leaked semaphore objects to clean up at shutdown",
                    "leaked semaphores to clean up at shutdown"));

    private TorchSignatures() {}
}
