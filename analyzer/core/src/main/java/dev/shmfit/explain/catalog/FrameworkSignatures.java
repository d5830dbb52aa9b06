package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.LIKELY;
import static dev.shmfit.explain.catalog.Confidence.POSSIBLE;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.consequence;
import static dev.shmfit.explain.catalog.Signature.failed;
import static dev.shmfit.explain.catalog.Signature.notice;
import static dev.shmfit.explain.catalog.Signature.symptom;
import static dev.shmfit.explain.statement.Errno.EACCES;
import static dev.shmfit.explain.statement.Target.Kind.SHM;
import static dev.shmfit.explain.statement.Target.Kind.SYSTEM_V;
import static dev.shmfit.explain.statement.Target.Kind.UNNAMED;

import dev.shmfit.text.Text;
import java.util.List;

/** Ray, vLLM, Triton, Open MPI, UCX, OpenMP and their kind. */
final class FrameworkSignatures {
    static final List<Signature> ALL = List.of(
            // python_backend src/shm_manager.cc@r21.06 to r26.06: its advice is the same whatever the error
            failed(
                    "triton-region",
                    "ftruncate",
                    SHM,
                    "Unable to initialize shared memory key '{file}' to requested size ({size} bytes){any}Error: {errno}",
                    "Failed to increase the shared memory pool size for key '{file}' to {size} bytes{any}Error: {errno}",
                    "Failed to increase the shared memory pool size to {size} bytes{any}Error: {errno}",
                    "Failed to create new mapped region for the grown shared memory region '{file}'. {errno}"),
            symptom(
                    "triton-stub",
                    "triton-stub-exceeds-shm",
                    POSSIBLE,
                    Text.of("cause/triton-stub"),
                    "Unable to initialize shared memory key '{key}' to requested size ({size} bytes)",
                    "Failed to increase the shared memory pool size for key '{key}' to {size} bytes",
                    "Failed to increase the shared memory pool size to {size} bytes"),
            cause(
                    "triton-used-up",
                    "triton-stub-exceeds-shm",
                    Text.of("cause/triton-used-up"),
                    "because it run out of shared memory"),
            cause(
                    "mpi-backing-file",
                    "mpi-segment-exceeds-shm",
                    Text.of("cause/mpi-backing-file"),
                    "It appears as if there is not enough space for /dev/shm/{file} (the shared-memory backing file){any}Space"
                            + " Requested: {size} B Space Available: {free} B",
                    "It appears as if there is not enough space for /dev/shm/",
                    "Not enough memory to write total of {size} bytes. Please check that /dev/shm or the directory you"
                            + " specified has more available memory"),
            cause(
                    "ucx-room",
                    "mpi-segment-exceeds-shm",
                    Text.of("cause/ucx-room"),
                    "UCX ERROR shm_open({any}No space left on device",
                    "mm_posix.c:{line} UCX ERROR {any}[No space left on device|Not enough memory]"),
            failed(
                    "sysv-segment",
                    "shmget",
                    SYSTEM_V,
                    "shmget(size={size} flags={flags}) for {what} failed: {errno}",
                    "shmget failed: {errno}",
                    "shmget() failed: {errno}",
                    "shmget: {errno}"),
            symptom(
                    "sysv-limits",
                    "sysv-not-posix",
                    LIKELY,
                    Text.of("cause/sysv-limits"),
                    "please check shared memory limits by 'ipcs -l'"),
            failed(
                    "openmp-segment",
                    "shm_open",
                    EACCES,
                    SHM,
                    "Function Can't open SHM failed",
                    "Function Can't open SHM2 failed"),
            cause(
                    "ray-slow-storage",
                    "ray-store-exceeds-shm",
                    Text.of("cause/ray-slow-storage"),
                    "The object store is using {dir} instead of /dev/shm because /dev/shm has only {free} bytes available",
                    "Reducing object store memory because /dev/shm has only {free} bytes available",
                    "The configured object store size ({store} GB) exceeds /dev/shm size ({shm} GB)",
                    "System memory request exceeds memory available in /dev/shm. The request is for {size} bytes, and the"
                            + " amount available is {free} bytes",
                    "System memory request exceeds memory available in /dev/shm",
                    "System memory request exceeds memory available in {dir}. The request is for {size} bytes, and the"
                            + " amount available is {free} bytes"),
            cause(
                    "vllm-check",
                    "vllm-ring-exceeds-shm",
                    Text.of("cause/vllm-check"),
                    "Insufficient space in /dev/shm: {need} MiB required, {have} MiB free",
                    "Insufficient space in /dev/shm"),
            consequence(
                    "vllm-engine-dead",
                    "worker-gone",
                    Text.of("cause/vllm-engine-dead"),
                    "EngineDeadError",
                    "EngineCore encountered an issue",
                    "Engine core proc {any} died unexpectedly",
                    "Worker proc {any} died unexpectedly",
                    "Engine core initialization failed"),
            notice(
                    "vllm-waits",
                    "vllm-waits",
                    Text.of("cause/vllm-waits"),
                    "No available shared memory broadcast block found in",
                    "No available block found in {count} second"),
            // opal/mca/shmem/mmap/help-opal-shmem-mmap.txt and the help texts of btl/vader, btl/sm, osc/rdma
            failed("mpi-unlink", "unlink", UNNAMED, "System call: unlink(2) {path} Error: {errno}"),
            failed("mpi-open", "open", UNNAMED, "System call: open(2) {path} Error: {errno}"),
            failed("mpi-size", "ftruncate", UNNAMED, "System call: ftruncate(2) {path} Error: {errno}"),
            failed("mpi-map", "mmap", UNNAMED, "System call: mmap(2) {path} Error: {errno}"),
            cause(
                    "mpi-session-directory",
                    "mpi-session-directory",
                    Text.of("cause/mpi-session-directory"),
                    "It appears as if there is not enough space for {file} (the shared-memory backing file)",
                    // opal/util/help-opal-util.txt, mkdir-failed
                    "A call to mkdir was unable to create the desired directory: Directory: {path} Error: {errno}",
                    "unable to create shared memory BTL coordinating structure :: size {size}",
                    "shmem: mmap: an error occurred while determining whether or not {file} could be created"));

    private FrameworkSignatures() {}
}
