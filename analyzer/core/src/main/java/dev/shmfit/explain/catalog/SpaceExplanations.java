package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.BACKEND_CONFIG;
import static dev.shmfit.explain.catalog.WrongFix.BTL;
import static dev.shmfit.explain.catalog.WrongFix.CHMOD;
import static dev.shmfit.explain.catalog.WrongFix.FILE_SYSTEM;
import static dev.shmfit.explain.catalog.WrongFix.HUGE;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_SIZE_LIMIT;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;
import static dev.shmfit.explain.catalog.WrongFix.P2P_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.REMOVE_ALL;
import static dev.shmfit.explain.catalog.WrongFix.SHMMAX;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.SLOW_STORAGE;
import static dev.shmfit.explain.catalog.WrongFix.ULIMIT;

import dev.shmfit.verdict.Owner;
import java.util.List;

/** Causes that are about the room in /dev/shm, or that only logs show to be. */
final class SpaceExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.space("shm-too-small")
                    .because()
                    .fixedBy()
                    .not(SHM_DISABLE, P2P_DISABLE, HUGE, NO_WORKERS, ULIMIT, SHMMAX, CHMOD)
                    .from("pytorch#5040", "nccl#290", "nccl#342", "torchtitan#853"),
            Explanation.space("ray-store-exceeds-shm")
                    .because()
                    .fixedBy()
                    .not(ULIMIT, SHMMAX, SLOW_STORAGE)
                    .from("ray#3149", "ray#14629", "ray#16308"),
            Explanation.space("vllm-ring-exceeds-shm")
                    .because()
                    .fixedBy()
                    .not(SHM_DISABLE, ULIMIT)
                    .from("vllm#48879", "vllm#50606"),
            Explanation.space("triton-stub-exceeds-shm")
                    .because()
                    .fixedBy()
                    .not(ULIMIT, SHMMAX, BACKEND_CONFIG)
                    .from("triton-inference-server/server#6195", "server#4869", "server#5681"),
            Explanation.space("mpi-segment-exceeds-shm")
                    .because()
                    .fixedBy()
                    .not(ULIMIT, SHMMAX, BTL)
                    .from("TensorRT-LLM#1826", "open-mpi/ompi#4553", "openucx/ucx#8508"),
            Explanation.space("shm-filling-up")
                    .because()
                    .fixedBy()
                    .not(FILE_SYSTEM, HUGE)
                    .from("pytorch#17499", "pytorch#11201"),
            Explanation.space("shm-leftovers")
                    .because()
                    .fixedBy()
                    .not(HUGE, REMOVE_ALL)
                    .from("llm-d#352", "nccl#1518", "enroot#116"),
            Explanation.space("emptydir-evicted")
                    .because()
                    .fixedBy()
                    .not(NO_SIZE_LIMIT)
                    .from("kubernetes#28272", "kubernetes#63126"),
            Explanation.space("container-default-shm")
                    .because()
                    .fixedBy()
                    .not(HUGE, ULIMIT)
                    .from("docker run --shm-size"),
            Explanation.of("no-space-unnamed", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(ULIMIT)
                    .from("Megatron-LM#878", "python/cpython#93253"),
            Explanation.other("disk-full", Owner.NODE).because().fixedBy().not(MORE_SHM));

    private SpaceExplanations() {}
}
