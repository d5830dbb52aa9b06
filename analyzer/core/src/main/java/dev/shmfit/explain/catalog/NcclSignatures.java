package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.LIKELY;
import static dev.shmfit.explain.catalog.Confidence.POSSIBLE;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.consequence;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.notice;
import static dev.shmfit.explain.catalog.Signature.symptom;

import java.util.List;

/** What NCCL prints (src/misc/shmutils.cc, src/include/shm.h, src/os/linux.cc and the callers, v2.3.5-5 to v2.30.7-1). */
final class NcclSignatures {
    private static final String NAMED = "NCCL names the file in /dev/shm and the system's error";

    static final List<Signature> ALL = List.of(
            cause(
                    "nccl-extend-no-space",
                    "shm-too-small",
                    NAMED,
                    "failed to extend {file} to {size} bytes, error: [No space left on device|Disk quota exceeded]",
                    "fallocate: failed to extend {file} to {size} bytes, error: No space left on device",
                    "error while creating shared memory segment {file} (size {size}), error: [No space left on"
                            + " device|Disk quota exceeded]",
                    "Call to [posix_fallocate|fallocate|ftruncate] failed[ : |: ]No space left on device",
                    "Unable to allocate shared memory ({size} bytes) : No space left on device",
                    "failed to create shared memory file {file}, error No space left on device"),
            cause(
                    "nccl-extend-no-descriptors",
                    "nofile-too-small",
                    NAMED,
                    "failed to extend {file} to {size} bytes, error: [Too many open files|Bad file descriptor]",
                    "failed to create shared memory file {file}, error Too many open files",
                    "error while [creating|attaching to] shared memory segment {file} (size {size}), error: Too many open"
                            + " files",
                    "Call to [shm_open|mkstemp|open|socket|accept|pipe|epoll_create] failed[ : |: ]Too many open files",
                    "Accept failed Too many open files"),
            cause(
                    "nccl-shm-not-permitted",
                    "shm-not-permitted",
                    NAMED,
                    "Call to [shm_open|mkstemp|open|posix_fallocate] failed[ : |: ][Permission denied|Operation not"
                            + " permitted|Read-only file system]",
                    "shm_open failed to open {file} : [Permission denied|Operation not permitted|Read-only file system]",
                    "failed to create shared memory file {file}, error [Permission denied|Operation not"
                            + " permitted|Read-only file system|No such file or directory]",
                    "error while creating shared memory segment {file} (size {size}), error: [Permission denied|Operation"
                            + " not permitted|Read-only file system]"),
            cause(
                    "nccl-map-no-memory",
                    "memory-refused",
                    "mapping the segment failed for want of memory, not of room in /dev/shm",
                    "Could not map {file} size {size}, error: Cannot allocate memory",
                    "failed to extend {file} to {size} bytes, error: Cannot allocate memory"),
            likely(
                    "nccl-file-not-made",
                    "nofile-too-small",
                    "these versions (2.12 to 2.18) extend the file with ftruncate, which does not fail for want of room:"
                            + " the file could not be made, mostly for want of descriptors; else of inodes or rights",
                    "misc/shmutils.cc:[38|70|71] NCCL WARN Error: failed to extend {file} to {size} bytes"),
            likely(
                    "nccl-extend-without-error",
                    "shm-too-small",
                    "NCCL 2.19 to 2.21 do not print the system's error; want of room is the usual one, want of descriptors"
                            + " (ulimit -n) the other",
                    "failed to extend {file} to {size} bytes"),
            likely(
                            "nccl-create",
                            "shm-too-small",
                            "NCCL says that making the segment failed and not why; want of room is the usual reason",
                            "error while creating shared memory segment {file} (size {size})",
                            "Unable to allocate shared memory ({size} bytes)")
                    .joining(),
            cause(
                    "nccl-interrupted",
                    "allocation-interrupted",
                    "NCCL names the system's error",
                    "Unable to allocate shared memory ({size} bytes) : Interrupted system call",
                    "Call to posix_fallocate failed[ : |: ]Interrupted system call",
                    "failed to extend {file} to {size} bytes, error: Interrupted system call"),
            likely(
                    "nccl-attach-nonsense",
                    "shm-attach-disagreement",
                    "the size is 0, which no segment has",
                    "error while attaching to shared memory segment {file} (size 0)"),
            likely(
                    "nccl-attach",
                    "shm-attach-failed",
                    "attaching, not creating, failed: the room sufficed for the rank that made the segment",
                    "error while attaching to shared memory segment {file} (size {size})"),
            cause(
                    "nccl-unlink",
                    "segments-deleted",
                    "the file that NCCL wants to remove is gone already",
                    "unlink shared memory {file} failed, error: No such file or directory"),
            cause(
                    "nccl-nvlink-p2p-disabled",
                    "nvlink-p2p-disabled",
                    "NCCL says so itself",
                    "P2P is disabled between NVLINK connected GPUs {first} and {second}. This should not be the case"),
            notice(
                    "nccl-p2p-disabled",
                    "nvml-p2p-disabled",
                    "NCCL says so itself and goes on",
                    "P2P is disabled between connected GPUs"),
            notice(
                    "nccl-could-not-enable-p2p",
                    "cuda-peer-access-no",
                    "NCCL says so itself and goes on",
                    "Could not enable P2P between dev {from} and dev"),
            notice(
                    "nccl-cumem-host-fallback",
                    "cumem-host-fallback",
                    "NCCL says so itself and goes on",
                    "cuMem host allocations do not appear to be working; falling back to a /dev/shm"),
            cause(
                    "nccl-cumem-host-refused",
                    "cumem-host-refused",
                    "the failing line is where NCCL allocates host memory through the driver",
                    "transport/shm.cc:{line} NCCL WARN Cuda failure {code} 'peer access is not supported",
                    "transport/shm.cc:{line} NCCL WARN Cuda failure '[peer access|operation not permitted|operation not"
                            + " supported]",
                    "misc/cudawrap.cc:{line} NCCL WARN Cuda failure {code} '[operation not permitted|operation not"
                            + " supported|invalid argument]"),
            cause(
                    "nccl-memlock",
                    "memlock-too-small",
                    "registering memory with the network card fails first where the limit is low",
                    "Call to [ibv_reg_mr|ibv_reg_mr_iova2|ibv_reg_dmabuf_mr|ibv_create_cq|ibv_create_qp] failed with error"
                            + " Cannot allocate memory"),
            cause(
                    "nccl-duplicate-gpu",
                    "gpu-given-twice",
                    "NCCL says so itself",
                    "Duplicate GPU detected : rank {first} and rank {second} both on CUDA device"),
            cause(
                    "nccl-no-transport",
                    "no-transport-found",
                    "NCCL says so itself",
                    "No transport found for rank {first} -> rank {second}"),
            cause(
                    "cuda-fabric",
                    "fabric-not-ready",
                    "CUDA's error 802 has this one meaning",
                    "Error 802: system not yet initialized",
                    "CUDA error: system not yet initialized",
                    "Cuda failure {code} 'system not yet initialized'",
                    "Cuda failure 'system not yet initialized'"),
            symptom(
                    "nccl-service-no-space",
                    "shm-too-small",
                    LIKELY,
                    "the service thread that makes segments reports want of room",
                    "[Service thread] Accept failed No space left on device",
                    "Service thread Accept failed No space left on device"),
            symptom(
                    "nccl-bus-error-stack",
                    "shm-too-small",
                    LIKELY,
                    "a bus error inside NCCL: up to 2.18 a full /dev/shm shows in no other way",
                    "Bus error: nonexistent physical address) ==== backtrace {any} [ncclShmOpen|ncclGroupEnd|ncclComm|"
                            + "ncclProxy|libnccl]",
                    "Signal: Bus error (7) {any} [ncclShmOpen|ncclProxy|libnccl]"),
            symptom(
                    "collective-timeout",
                    "collective-timeout",
                    POSSIBLE,
                    "many causes end so",
                    "Watchdog caught collective operation timeout",
                    "Timeout at NCCL work:",
                    "Some NCCL operations have failed or timed out"),
            consequence(
                    "nccl-system-error",
                    "nccl-system-error",
                    "PyTorch's message only passes on that NCCL failed",
                    "unhandled system error (run with NCCL_DEBUG=",
                    "unhandled system error, NCCL version",
                    "NCCL error: unhandled system error",
                    "unhandled system error",
                    "ncclSystemError: System call ("),
            consequence(
                    "nccl-peer-gone",
                    "peer-gone",
                    "the other end of a connection was closed",
                    "Connection closed by remote peer",
                    "Socket recv failed",
                    "remote process exited or there was a network error",
                    "ncclRemoteError: A call failed possibly due to a network error"));

    private NcclSignatures() {}
}
