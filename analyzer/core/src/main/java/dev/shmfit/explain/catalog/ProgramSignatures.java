package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Confidence.POSSIBLE;
import static dev.shmfit.explain.catalog.Signature.cause;
import static dev.shmfit.explain.catalog.Signature.consequence;
import static dev.shmfit.explain.catalog.Signature.failed;
import static dev.shmfit.explain.catalog.Signature.likely;
import static dev.shmfit.explain.catalog.Signature.notice;
import static dev.shmfit.explain.catalog.Signature.symptom;
import static dev.shmfit.explain.statement.Errno.EACCES;
import static dev.shmfit.explain.statement.Errno.EEXIST;
import static dev.shmfit.explain.statement.Errno.ENOENT;
import static dev.shmfit.explain.statement.Target.Kind.SHM;
import static dev.shmfit.explain.statement.Target.Kind.SOME_SHM;

import dev.shmfit.text.Text;
import java.util.List;

/** Messaging libraries, engines, data pipelines and servers that use /dev/shm, or whose failures are taken for it. */
final class ProgramSignatures {
    static final List<Signature> ALL = List.of(
            // psm2: ptl_am/am_reqrep_shmem.c@psm2_11.2.91; psm3: libfabric
            // prov/psm3/psm3/ptl_am/am_reqrep_shmem.c@v2.6.0
            likely(
                    "psm-no-room",
                    "shm-full-or-leftovers",
                    Text.of("cause/psm-no-room"),
                    "Unable to allocate shared memory for intra-node messaging",
                    "Delete stale shared memory files in /dev/shm"),
            likely(
                    "psm-names-taken",
                    "segment-left-behind",
                    Text.of("cause/psm-names-taken"),
                    "Error creating shared memory object in shm_open: namespace exhausted",
                    "Error opening remote shared memory object in shm_open: namespace exhausted"),
            // MPICH: src/mpid/ch4/shm, src/util/mpl/src/shm
            likely(
                    "mpich-segment",
                    "shm-full-or-leftovers",
                    Text.of("cause/mpich-segment"),
                    "MPIDU_Init_shm_alloc({any}unable to allocate shared memory",
                    "MPIDI_POSIX_mpi_init_hook({any}Out of memory",
                    "unable to allocate shared memory"),
            // Intel MPI: the text of its error class
            likely(
                    "impi-segment",
                    "shm-full-or-leftovers",
                    Text.of("cause/impi-segment"),
                    "Fatal error in PMPI_Init_thread: Other MPI error{any}impi_shm_mbind",
                    "failed to create shared memory segment for the node"),
            // libfabric: prov/shm/src/smr_util.c@v1.22.0 to v2.6.0, prov/opx/include/opx_shm.h@v2.6.0
            failed(
                    "libfabric-segment",
                    "shm_open",
                    SHM,
                    "shm_open error ({file}): {errno}",
                    "Unable to create shm object '{file}'; errno = '{errno}'"),
            failed(
                    "libfabric-size",
                    "ftruncate",
                    SHM,
                    "Unable to set size of shm object '{file}' to {size}; errno = '{errno}'"),
            // libfabric: prov/shm/src/smr_ep.c, smr_progress.c@v1.14.0, which do not print the error
            likely(
                    "libfabric-without-error",
                    "shm-full-or-leftovers",
                    Text.of("cause/libfabric-without-error"),
                    "<warn> shm_open error$"),
            notice(
                    "libfabric-stale",
                    "shm-leftovers",
                    Text.of("cause/libfabric-stale"),
                    "Overwriting shm from dead process ({file})",
                    "cleaned up stale shared memory object (\"{file}\")"),
            // boost: interprocess/errors.hpp and exceptions.hpp
            likely(
                    "boost-memory",
                    "shm-full-or-leftovers",
                    Text.of("cause/boost-memory"),
                    "boost::interprocess::bad_alloc",
                    "boost::interprocess_exception::library_error",
                    "interprocess_exception: library_error"),
            failed(
                    "boost-error",
                    "",
                    SOME_SHM,
                    "boost::interprocess::interprocess_exception' what(): {errno}",
                    "boost::interprocess::interprocess_exception: {errno}",
                    "boost::interprocess::interprocess_exception what(): {errno}",
                    "interprocess_exception{any} what(): {errno}"),
            // vLLM: distributed/device_communicators/custom_all_reduce.py; SGLang has the same
            notice(
                    "engine-custom-all-reduce",
                    "custom-all-reduce-off",
                    Text.of("cause/engine-custom-all-reduce"),
                    "Custom allreduce is disabled",
                    "Custom AllReduce is disabled due to",
                    "custom_all_reduce is disabled",
                    "Setup Custom allreduce failed with"),
            // posix_ipc: posix_ipc_module.c, which says the error in words of its own
            failed(
                    "posixipc-exists",
                    "shm_open",
                    EEXIST,
                    SHM,
                    "Shared memory with the specified name already exists",
                    "A semaphore with the specified name already exists"),
            failed(
                    "posixipc-missing",
                    "shm_open",
                    ENOENT,
                    SHM,
                    "No shared memory exists with the specified name",
                    "No semaphore exists with the specified name"),
            failed("posixipc-rights", "shm_open", EACCES, SHM, "posix_ipc.PermissionsError: No permission to"),
            // iceoryx: iceoryx_hoofs/posix/ipc/source/posix_shared_memory_object.cpp
            likely(
                    "iceoryx-memset",
                    "shm-too-small",
                    Text.of("cause/iceoryx-memset"),
                    "a fatal SIGBUS signal appeared caused by memset. The shared memory object with the following properties"
                            + " [ name = {file}, sizeInBytes = {size}, access mode",
                    "a fatal SIGBUS signal appeared caused by memset. The shared memory object"),
            // Oracle Database, Error Messages
            likely(
                    "oracle-memory-target",
                    "shm-too-small",
                    Text.of("cause/oracle-memory-target"),
                    "ORA-00845: MEMORY_TARGET not supported on this system"),
            // MosaicML streaming: streaming/base/shared/prefix.py
            cause(
                    "streaming-reused",
                    "segment-left-behind",
                    Text.of("cause/streaming-reused"),
                    "Reused local directory: {any}Provide a different one",
                    "Reused local directory:"),
            // ray: src/ray/core_worker, python/ray/_private/worker.py
            consequence(
                    "ray-actor-died",
                    "worker-gone",
                    Text.of("cause/ray-actor-died"),
                    "There are some potential root causes. (1) The process is killed by SIGKILL by OOM killer due to high memory"
                            + " usage. (2) ray stop --force is called. (3) The worker is crashed unexpectedly due to SIGSEGV or"
                            + " other unexpected errors",
                    "The actor died unexpectedly before finishing this task",
                    "The worker died unexpectedly while executing this task",
                    "Worker unexpectedly exits with a connection error code 2",
                    "ActorDiedError",
                    "Owner's node has crashed"),
            cause(
                    "ray-memory",
                    "killed-for-memory",
                    Text.of("cause/ray-memory"),
                    "ray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory",
                    "was killed due to the node running low on memory",
                    "Workers (tasks / actors) killed due to memory pressure (OOM)"),
            cause(
                    "ray-store-full",
                    "ray-store-exceeds-shm",
                    Text.of("cause/ray-store-full"),
                    "ray.exceptions.ObjectStoreFullError",
                    "ObjectStoreFullError: Failed to put object"),
            // ray: src/ray/object_manager/plasma/dlmalloc.cc
            symptom(
                    "ray-store-file",
                    "shm-full-or-leftovers",
                    POSSIBLE,
                    Text.of("cause/ray-store-file"),
                    "create_buffer failed to open file /dev/shm/",
                    "failed to ftruncate file /dev/shm/"),
            // DALI: dali/core/os/shared_mem.cc with POSIX_CHECK_STATUS_EX of include/dali/core/os/shared_mem.h@03899fdf
            failed(
                    "dali-make",
                    "mkstemp",
                    SHM,
                    "shared_mem.cc:{line}] Call to mkstemp failed. {errno}",
                    "shared_mem.cc:{line}] Call to shm_open failed. {errno}"),
            failed("dali-map", "mmap", SHM, "shared_mem.cc:{line}] Call to mmap failed. {errno}"),
            failed(
                    "dali-size",
                    "ftruncate",
                    SHM,
                    "shared_mem.cc:{line}] Call to ftruncate(shm_handle_, size_) failed. {errno}"),
            cause(
                    "dali-directory",
                    "shm-missing",
                    Text.of("cause/dali-directory"),
                    "Shared memory dir not found, looked for: {/dev/shm/"),
            // DALI: nvidia/dali/_multiproc; JAX, Horovod and others end through a worker
            consequence(
                    "pool-broken",
                    "worker-gone",
                    Text.of("cause/pool-broken"),
                    "A process in the process pool was terminated abruptly",
                    "TerminatedWorkerError",
                    "BrokenProcessPool",
                    "Horovod has been shut down",
                    "Received sigquit from a child proces",
                    "WorkerLostError",
                    "rpc error: code = Unavailable",
                    "Child process unexpectedly failed with exitcode",
                    "CANCELLED AT {any} DUE TO",
                    "mpirun detected that one or more processes exited with non-zero status",
                    "process returned a non-zero exit code. Per user-direction, the job has been aborted"),
            // torch: utils/data/dataloader.py
            symptom(
                    "loader-timeout",
                    "loader-timeout",
                    POSSIBLE,
                    Text.of("cause/loader-timeout"),
                    "DataLoader timed out after {count} seconds"),
            // torch: csrc/distributed/c10d
            symptom(
                    "collective-timeout",
                    "collective-timeout",
                    POSSIBLE,
                    Text.of("cause/collective-timeout"),
                    "Watchdog caught collective operation timeout",
                    "Timeout at NCCL work:",
                    "Some NCCL operations have failed or timed out",
                    "wait timeout after {count}ms",
                    "RuntimeError: Socket Timeout",
                    "DistNetworkError: Socket Timeout",
                    "Exception: Socket Timeout",
                    "DistStoreError: Timed out after",
                    "Timed out initializing process group in store based barrier",
                    "Heartbeat monitor timed out",
                    "DEADLINE_EXCEEDED: Barrier timed out",
                    "Monitored Barrier{any}timed out"),
            // chromium: base/memory/platform_shared_memory_region_posix.cc
            symptom(
                    "chromium-shm",
                    "shm-not-permitted",
                    POSSIBLE,
                    Text.of("cause/chromium-shm"),
                    "This is frequently caused by incorrect permissions on /dev/shm"),
            // NVSHMEM: src/host/init/init.cu, src/host/mem/mem_heap.cpp@v3.4.5-0
            likely(
                    "nvshmem-segment",
                    "shm-full-or-leftovers",
                    Text.of("cause/nvshmem-segment"),
                    "Failed to create shared memory slab"),
            likely(
                    "nvshmem-open",
                    "shm-attach-failed",
                    Text.of("cause/nvshmem-open"),
                    "Failed to open shared memory slab"),
            // chromedriver: a tab that crashed, which the small /dev/shm of a container does, and others do
            symptom(
                    "chromium-tab",
                    "shm-too-small",
                    POSSIBLE,
                    Text.of("cause/chromium-tab"),
                    "session deleted because of page crash",
                    "session deleted as the browser has closed the connection from tab crashed"),
            // tar, dpkg, pip: a library that was cut short is told in other ways, too
            likely(
                    "library-cut",
                    "library-truncated",
                    Text.of("cause/library-cut"),
                    "error while loading shared libraries: {file}: file too short",
                    ": file too short",
                    "cannot read file data:",
                    "ELF load command past end of file",
                    "ELF file's phentsize not the expected size",
                    "invalid ELF header"));

    private ProgramSignatures() {}
}
