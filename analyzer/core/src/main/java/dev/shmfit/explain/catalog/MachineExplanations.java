package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.CHMOD;
import static dev.shmfit.explain.catalog.WrongFix.HUGE;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;

import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** Findings about the machine and the place in which a job runs. */
final class MachineExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.other("acs-redirects-p2p", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("nccl#2079", "NCCL user guide, troubleshooting"),
            Explanation.other("iommu-translates", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("nccl#257", "nccl#631"),
            Explanation.other("logind-removes-ipc", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("NCCL user guide, troubleshooting", "vllm#54259"),
            Explanation.other("shm-call-failed", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("errno(3)", "shm_open(3)", "tmpfs(5)"),
            Explanation.other("shm-mode", Owner.NODE)
                    .because()
                    .fixedBy(Text.verbatim("mount -o remount,mode=1777 /dev/shm"))
                    .not(CHMOD)
                    .from("nccl#328"),
            Explanation.other("shm-missing", Owner.NODE)
                    .because()
                    .fixedBy(Text.verbatim("mount -t tmpfs -o rw,nosuid,nodev,mode=1777 tmpfs /dev/shm"))
                    .not(CHMOD),
            Explanation.other("shm-read-only", Owner.JOB)
                    .because()
                    .fixedBy(
                            Text.verbatim(
                                    "mount -o remount,rw /dev/shm; docker run --read-only --tmpfs /dev/shm:rw,size=SIZE,mode=1777."))
                    .not(CHMOD),
            Explanation.other("shm-not-tmpfs", Owner.NODE)
                    .because()
                    .fixedBy(Text.verbatim("mount -t tmpfs -o rw,nosuid,nodev,mode=1777 tmpfs /dev/shm"))
                    .not(CHMOD)
                    .from("podman#1770"),
            Explanation.space("shm-left-behind").because().fixedBy().not(HUGE).from("llm-d#352", "nccl#1518"),
            Explanation.of("container-differs-from-host", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy("host-capture", UserInput.HOST_CAPTURE),
            Explanation.of("no-gpus", Nature.UNDECIDED, Owner.NODE).because().fixedBy(),
            Explanation.of("gpus-not-known", Nature.UNDECIDED, Owner.NODE)
                    .because()
                    .fixedBy(),
            Explanation.other("nvidia-smi-hangs", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM),
            Explanation.other("mig-enabled", Owner.NODE)
                    .because()
                    .fixedBy("fact", UserInput.FACT)
                    .from("nccl#1716"),
            Explanation.other("gpus-hidden", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("nccl#324", "nccl#1511", "k8s-device-plugin#347"),
            Explanation.other("numa-node-empty", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("nccl#2190", "nccl#2059", "vllm#18831"),
            Explanation.other("cumem-host-needs-p2p", Owner.JOB)
                    .because(
                            "from",
                            RuleRegister.change("cumem-host-needs-p2p", 1),
                            "before",
                            RuleRegister.latest("cumem-host-needs-p2p"))
                    .fixedBy()
                    .from("nccl#1637", "NCCL user guide, NCCL_CUMEM_HOST_ENABLE"),
            Explanation.note("workers-worth").because().fixedBy().not(NO_WORKERS),
            Explanation.note("rules-of-thumb").because().fixedBy().not(HUGE));

    private MachineExplanations() {}
}
