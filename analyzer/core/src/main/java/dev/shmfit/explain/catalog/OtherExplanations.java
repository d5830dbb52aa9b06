package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.CHMOD;
import static dev.shmfit.explain.catalog.WrongFix.FILE_SYSTEM;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;
import static dev.shmfit.explain.catalog.WrongFix.OOM_KILL_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;

import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.nccl.segment.ShmFileRules;
import dev.shmfit.text.Text;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** Causes that look like a lack of shared memory and are none: limits, rights, deletion, memory, disks. */
final class OtherExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.other("nofile-too-small", Owner.JOB)
                    .because("version", RuleRegister.latest("shm-appended"))
                    .fixedBy()
                    .not(MORE_SHM, FILE_SYSTEM)
                    .from("pytorch#973", "pytorch#11201", "nccl-tests#166"),
            Explanation.other("memlock-too-small", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM, SHM_DISABLE)
                    .from("nccl-tests#206", "nccl#1191", "ucx#5280"),
            Explanation.other("mappings-too-many", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM, NO_WORKERS)
                    .from("pytorch#92134", "pytorch#87861"),
            Explanation.other("killed-for-memory", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM, OOM_KILL_DISABLE)
                    .from("kubernetes#125852", "docker/docs#25741"),
            Explanation.other("memory-refused", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("src/misc/shmutils.cc"),
            Explanation.other("allocation-interrupted", Owner.JOB)
                    .because("version", ShmFileRules.firstRetried())
                    .fixedBy("version", ShmFileRules.firstRetried())
                    .not(MORE_SHM)
                    .from("src/include/shm.h@v2.3.5-5", "src/misc/shmutils.cc@v2.22.3-1"),
            Explanation.other("gpu-memory-full", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("pytorch: torch.cuda.OutOfMemoryError"),
            Explanation.other("segments-deleted", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("NCCL user guide, troubleshooting", "vllm#54259", "pytorch#30225"),
            Explanation.other("shm-not-permitted", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(CHMOD, MORE_SHM)
                    .from("nccl#328", "podman#1770"),
            Explanation.other("shm-attach-disagreement", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("nccl#2190", "nccl#2059", "nccl#2388", "vllm#18831"),
            Explanation.of("shm-attach-failed", Nature.NOT_SPACE, Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("nccl#1589", "NCCL user guide, troubleshooting"),
            Explanation.other("bus-error-not-shm", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM, NO_WORKERS)
                    .from("pytorch#26009", "UnpairedSR#17"),
            Explanation.other("mapped-file-fails", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("pytorch#26009"),
            Explanation.other("mpi-session-directory", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("open-mpi/ompi#12784", "open-mpi/ompi#4553"),
            Explanation.other("sysv-not-posix", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("openucx/ucx#9347", "openucx/ucx#5280"),
            Explanation.other("shm-size-malformed", Owner.JOB)
                    .because()
                    .fixedBy(Text.verbatim("--shm-size=2g, shm_size: \"2g\", sizeLimit: 2Gi."))
                    .from("docker run --shm-size"),
            Explanation.other("shm-size-and-ipc-host", Owner.JOB)
                    .because()
                    .fixedBy()
                    .from("podman run --shm-size"));

    private OtherExplanations() {}
}
