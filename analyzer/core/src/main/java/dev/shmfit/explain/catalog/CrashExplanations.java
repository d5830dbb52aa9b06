package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.HUGE;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;
import static dev.shmfit.explain.catalog.WrongFix.REMOVE_ALL;
import static dev.shmfit.explain.catalog.WrongFix.REMOVE_FILES;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;

import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** What ends processes, stands in the way of a segment, or passes for a lack of shared memory. */
final class CrashExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.of("bus-error", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(HUGE)
                    .from("signal(7), mmap(2)"),
            Explanation.other("library-truncated", Owner.IMAGE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM, NO_WORKERS)
                    .from("glibc elf/dl-load.c, dl-map-segments.h"),
            Explanation.other("memory-hardware", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("linux mm/memory-failure.c"),
            Explanation.other("mapped-file-disk-full", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("mmap(2)"),
            Explanation.of("process-crashed", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("signal(7)"),
            Explanation.other("segment-left-behind", Owner.JOB)
                    .because()
                    .fixedBy("stale-files", UserInput.STALE_FILES, "remove-stale-files", UserInput.REMOVE_STALE_FILES)
                    .not(MORE_SHM, REMOVE_ALL)
                    .from("shm_open(3)", "mosaicml/streaming#717"),
            Explanation.space("shm-full-or-leftovers")
                    .because()
                    .fixedBy("stale-files", UserInput.STALE_FILES, "remove-stale-files", UserInput.REMOVE_STALE_FILES)
                    .not(HUGE, SHM_DISABLE, REMOVE_ALL)
                    .from("psm2 ptl_am/am_reqrep_shmem.c"),
            Explanation.space("shm-tenant")
                    .because()
                    .fixedBy("other-tenant", UserInput.OTHER_TENANT)
                    .not(HUGE, REMOVE_FILES)
                    .from("NVIDIA/TensorRT-LLM, ray-project/ray, mosaicml/streaming"),
            Explanation.other("semaphores-missing", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("sem_open(3)", "python/cpython: Modules/_multiprocessing/semaphore.c"),
            Explanation.other("segment-size-wrong", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("ftruncate(2), mmap(2), fcntl(2) F_ADD_SEALS"),
            Explanation.other("threads-limit", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("pthread_create(3), pids.max of cgroups(7)"),
            Explanation.other("threads-forbidden", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("moby#42680", "pthread_create(3)"),
            Explanation.other("cuda-failed-first", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("src/misc/shmutils.cc, src/transport/shm.cc"),
            Explanation.other("nvls-slots-used-up", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("src/transport/nvls.cc"),
            Explanation.note("custom-all-reduce-off")
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("vllm/distributed/device_communicators/custom_all_reduce.py"),
            Explanation.other("cuda-error", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("CUDA Runtime API, cudaError_t"),
            Explanation.of("loader-timeout", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(HUGE)
                    .from("torch/utils/data/dataloader.py"),
            Explanation.other("confidential-guest", Owner.HYPERVISOR)
                    .because()
                    .fixedBy("fact", UserInput.FACT)
                    .not(MORE_SHM)
                    .from("nvidia-smi conf-compute -f"));

    private CrashExplanations() {}
}
