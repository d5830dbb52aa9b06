package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.consequence;
import static dev.shmfit.explain.catalog.Signature.failed;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.notice;
import static dev.shmfit.explain.statement.Target.Kind.SHM;
import static dev.shmfit.explain.statement.Target.Kind.UNNAMED;

import dev.shmfit.nccl.segment.ShmFileRules;
import dev.shmfit.text.Text;
import java.util.List;

/** What NCCL prints (src/misc/shmutils.cc, src/include/shm.h, src/os/linux.cc and the callers, v2.3.5-5 to v2.30.7-1). */
final class NcclSignatures {
    static final List<Signature> ALL = List.of(
            failed(
                    "nccl-extend",
                    "fallocate",
                    SHM,
                    "failed to extend {file} to {size} bytes, error: {errno}",
                    "fallocate: failed to extend {file} to {size} bytes, error: {errno}",
                    "error while creating shared memory segment {file} (size {size}), error: {errno}",
                    "Call to [posix_fallocate|fallocate|ftruncate] failed[ : |: ]{errno}",
                    "Unable to allocate shared memory ({size} bytes) : {errno}"),
            failed(
                    "nccl-make",
                    "mkstemp",
                    SHM,
                    "failed to create shared memory file {file}, error {errno}",
                    "Call to [shm_open|mkstemp] failed[ : |: ]{errno}",
                    "shm_open failed to open {file} : {errno}"),
            failed(
                    "nccl-attach-error",
                    "attach",
                    SHM,
                    "error while attaching to shared memory segment {file} (size {size}), error: {errno}",
                    "failed to open shared memory file {file}, error {errno}"),
            failed("nccl-map", "mmap", SHM, "Could not map {file} size {size}, error: {errno}"),
            failed("nccl-unlink", "unlink", SHM, "unlink shared memory {file} failed, error: {errno}"),
            failed(
                    "nccl-call",
                    "open",
                    UNNAMED,
                    "Call to [open|socket|accept|pipe|epoll_create|connect|bind] failed[ : |: ]{errno}",
                    "[Service thread] Accept failed {errno}",
                    "Service thread Accept failed {errno}",
                    "Accept failed {errno}"),
            likely(
                    "nccl-file-not-made",
                    "nofile-too-small",
                    Text.of(
                            "cause/nccl-file-not-made",
                            "from",
                            ShmFileRules.firstWithoutAskingForRoom(),
                            "before",
                            ShmFileRules.firstAskingForRoomAgain()),
                    "misc/shmutils.cc:[38|70|71] NCCL WARN Error: failed to extend {file} to {size} bytes"),
            likely(
                    "nccl-extend-without-error",
                    "shm-too-small",
                    Text.of("cause/nccl-extend-without-error", "version", ShmFileRules.firstRetried()),
                    "failed to extend {file} to {size} bytes"),
            likely(
                            "nccl-create",
                            "shm-too-small",
                            Text.of("cause/nccl-create"),
                            "error while creating shared memory segment {file} (size {size})",
                            "Unable to allocate shared memory ({size} bytes)")
                    .joining(),
            likely(
                    "nccl-attach-nonsense",
                    "shm-attach-disagreement",
                    Text.of("cause/nccl-attach-nonsense"),
                    "error while attaching to shared memory segment {file} (size 0)"),
            likely(
                    "nccl-attach",
                    "shm-attach-failed",
                    Text.of("cause/nccl-attach"),
                    "error while attaching to shared memory segment {file} (size {size})"),
            cause(
                    "nccl-nvlink-p2p-disabled",
                    "nvlink-p2p-disabled",
                    Text.of("cause/nccl-says"),
                    "P2P is disabled between NVLINK connected GPUs {first} and {second}. This should not be the case"),
            notice(
                    "nccl-p2p-disabled",
                    "nvml-p2p-disabled",
                    Text.of("cause/nccl-says-and-goes-on"),
                    "P2P is disabled between connected GPUs"),
            notice(
                    "nccl-could-not-enable-p2p",
                    "cuda-peer-access-no",
                    Text.of("cause/nccl-says-and-goes-on"),
                    "Could not enable P2P between dev {from} and dev"),
            notice(
                    "nccl-cumem-host-fallback",
                    "cumem-host-fallback",
                    Text.of("cause/nccl-says-and-goes-on"),
                    "cuMem host allocations do not appear to be working; falling back to a /dev/shm"),
            cause(
                    "nccl-cumem-host-refused",
                    "cumem-host-refused",
                    Text.of("cause/nccl-cumem-host-refused"),
                    "transport/shm.cc:{line} NCCL WARN Cuda failure {code} 'peer access is not supported",
                    "transport/shm.cc:{line} NCCL WARN Cuda failure '[peer access|operation not permitted|operation not"
                            + " supported]",
                    "misc/cudawrap.cc:{line} NCCL WARN Cuda failure {code} '[operation not permitted|operation not"
                            + " supported|invalid argument]"),
            cause(
                    "nccl-memlock",
                    "memlock-too-small",
                    Text.of("cause/nccl-memlock"),
                    "Call to [ibv_reg_mr|ibv_reg_mr_iova2|ibv_reg_dmabuf_mr|ibv_create_cq|ibv_create_qp] failed with error"
                            + " Cannot allocate memory"),
            cause(
                    "nccl-duplicate-gpu",
                    "gpu-given-twice",
                    Text.of("cause/nccl-says"),
                    "Duplicate GPU detected : rank {first} and rank {second} both on CUDA device"),
            cause(
                    "nccl-no-transport",
                    "no-transport-found",
                    Text.of("cause/nccl-says"),
                    "No transport found for rank {first} -> rank {second}"),
            cause(
                    "cuda-fabric",
                    "fabric-not-ready",
                    Text.of("cause/cuda-fabric"),
                    "Error 802: system not yet initialized",
                    "(802) : system not yet initialized",
                    "error=802 : system not yet initialized",
                    "CUDA error: system not yet initialized",
                    "Cuda failure {code} 'system not yet initialized'",
                    "Cuda failure 'system not yet initialized'"),
            consequence(
                    "nccl-system-error",
                    "nccl-system-error",
                    Text.of("cause/nccl-system-error"),
                    "unhandled system error (run with NCCL_DEBUG=",
                    "unhandled system error, NCCL version",
                    "NCCL error: unhandled system error",
                    "unhandled system error",
                    "ncclSystemError: System call ("),
            consequence(
                    "nccl-peer-gone",
                    "peer-gone",
                    Text.of("cause/nccl-peer-gone"),
                    "Connection closed by remote peer",
                    "Socket recv failed",
                    "remote process exited or there was a network error",
                    "ncclRemoteError: A call failed possibly due to a network error"));

    private NcclSignatures() {}
}
