package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.CHMOD;
import static dev.shmfit.explain.catalog.WrongFix.HUGE;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;

import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** Findings about the machine and the place in which a job runs. */
final class MachineExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.other("acs-redirects-p2p", Owner.NODE, "ACS sends P2P through the root complex")
                    .because(
                            "With Access Control Services on a bridge, traffic between GPUs goes up to the IOMMU in place"
                                    + " of across the switch: slow, or hanging, although every P2P status is OK.")
                    .fix(
                            "Disable ACS on the bridges above the GPUs (setpci, or the firmware's setting); not where virtual"
                                    + " machines share the host.")
                    .not(MORE_SHM)
                    .from("nccl#2079", "NCCL user guide, troubleshooting"),
            Explanation.other("iommu-translates", Owner.NODE, "The IOMMU translates the GPUs' addresses")
                    .because("A translating IOMMU redirects P2P, which then is slow or hangs.")
                    .fix("iommu=pt on the kernel's command line.")
                    .not(MORE_SHM)
                    .from("nccl#257", "nccl#631"),
            Explanation.other("logind-removes-ipc", Owner.NODE, "systemd-logind deletes segments when a user logs out")
                    .because(
                            "With RemoveIPC=yes it deletes what a user has in /dev/shm, system accounts apart, when the"
                                    + " user's last session ends, also while a job of that user runs.")
                    .fix("RemoveIPC=no in /etc/systemd/logind.conf, or loginctl enable-linger USER.")
                    .not(MORE_SHM)
                    .from("NCCL user guide, troubleshooting", "vllm#54259"),
            Explanation.other("shm-call-failed", Owner.JOB, "A call on /dev/shm failed, and not for room")
                    .because(
                            "The system names the error, and it is one that a full /dev/shm does not give: a name that is too"
                                    + " long, a directory in the place of a file, an object that is in use, a lock whose owner"
                                    + " died, an address of the program's that is none, or a file system that is no tmpfs.")
                    .fix(
                            "Look at the object that the message names: ls -la /dev/shm, fuser -v FILE, findmnt /dev/shm. A"
                                    + " lock or a queue that a killed process left is to be removed.")
                    .not(MORE_SHM)
                    .from("errno(3)", "shm_open(3)", "tmpfs(5)"),
            Explanation.other("shm-mode", Owner.NODE, "/dev/shm has the wrong rights")
                    .because("Everybody must be able to write, and nobody to delete another's files: mode 1777.")
                    .fix("mount -o remount,mode=1777 /dev/shm")
                    .not(CHMOD)
                    .from("nccl#328"),
            Explanation.other("shm-missing", Owner.NODE, "There is no /dev/shm")
                    .because(
                            "shm_open knows no other place, so the first segment fails. Something was mounted over /dev, or an"
                                    + " image was started without the usual mounts.")
                    .fix("mount -t tmpfs -o rw,nosuid,nodev,mode=1777 tmpfs /dev/shm")
                    .not(CHMOD),
            Explanation.other("shm-read-only", Owner.JOB, "/dev/shm is mounted read-only")
                    .because(
                            "shm_open fails with \"Read-only file system\": a container with a read-only root lacks a tmpfs of"
                                    + " its own there, or the mount says ro.")
                    .fix(
                            "mount -o remount,rw /dev/shm; docker run --read-only --tmpfs /dev/shm:rw,size=SIZE,mode=1777.")
                    .not(CHMOD),
            Explanation.other("shm-not-tmpfs", Owner.NODE, "/dev/shm is not a tmpfs")
                    .because("On a disk, or missing, it is slow, and what fails is the disk's limit.")
                    .fix("mount -t tmpfs -o rw,nosuid,nodev,mode=1777 tmpfs /dev/shm")
                    .not(CHMOD)
                    .from("podman#1770"),
            Explanation.space("shm-left-behind", "Files of dead processes take room in /dev/shm")
                    .because("A process that is killed leaves its segments; they are missing for the next run.")
                    .fix("Remove them when no job runs: in the entry point, or in Slurm's epilog.")
                    .not(HUGE)
                    .from("llm-d#352", "nccl#1518"),
            Explanation.of(
                            "container-differs-from-host",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "The container sees another machine than its host")
                    .because("A container has its own /dev/shm, limits and devices. What the host shows of these says"
                            + " nothing about the job inside.")
                    .fix("Capture inside the container, where the job runs; compare with " + UserInput.HOST_CAPTURE
                            + "."),
            Explanation.of("no-gpus", Nature.UNDECIDED, Owner.NODE, "No GPU is visible")
                    .because("The forecast of transports needs GPUs; the loaders' part does not.")
                    .fix("Start the container with the GPUs that the job will have."),
            Explanation.of("gpus-not-known", Nature.UNDECIDED, Owner.NODE, "Which GPUs there are, is not known")
                    .because("Nothing that was captured tells.")
                    .fix("Capture with nvidia-smi in the path, or give what it prints elsewhere."),
            Explanation.other("nvidia-smi-hangs", Owner.NODE, "nvidia-smi does not answer")
                    .because(
                            "A GPU has fallen off the bus, or the driver is stuck; jobs on the node will hang as well.")
                    .fix("dmesg (Xid), then a reset or a reboot; take the node out of service.")
                    .not(MORE_SHM),
            Explanation.other("mig-enabled", Owner.NODE, "A GPU is cut into MIG instances")
                    .because(
                            "There is no P2P to or from a MIG instance, whatever links its GPU has; NCCL goes through shared"
                                    + " memory or the network.")
                    .fix("nvidia-smi -mig 0 for a job over several GPUs; else plan with " + UserInput.FACT
                            + " p2p=none.")
                    .from("nccl#1716"),
            Explanation.other("gpus-hidden", Owner.JOB, "The container has not been given all GPUs of the machine")
                    .because(
                            "Ranks in another container are on another node for NCCL, which goes by host name, boot id and"
                                    + " the device of /dev/shm: they talk over the network though they share the machine.")
                    .fix(
                            "One container with all GPUs of the job on the node; else the same host name or NCCL_HOSTID, the"
                                    + " same /dev/shm and all GPUs visible in each.")
                    .not(MORE_SHM)
                    .from("nccl#324", "nccl#1511", "k8s-device-plugin#347"),
            Explanation.other("numa-node-empty", Owner.NODE, "A NUMA node has no memory, or a GPU's has no CPU")
                    .because(
                            "Host memory from the driver is taken on the NUMA node of each GPU; where that node has none,"
                                    + " this rank falls back to /dev/shm and the others do not, and the two do not meet.")
                    .fix("NCCL_CUMEM_HOST_ENABLE=0 for all ranks; memory in the slots of every socket.")
                    .not(MORE_SHM)
                    .from("nccl#2190", "nccl#2059", "vllm#18831"),
            Explanation.other("cumem-host-needs-p2p", Owner.JOB, "Host memory from the driver needs P2P on this driver")
                    .because("NCCL from " + RuleRegister.change("cumem-host-needs-p2p", 1) + " to before "
                            + RuleRegister.latest("cumem-host-needs-p2p")
                            + " takes it from driver 12.6 on, and drivers before CUDA 13.0 cannot share it"
                            + " between GPUs without P2P: initialisation fails, with NCCL_P2P_DISABLE=1 too.")
                    .fix(
                            "NCCL_CUMEM_HOST_ENABLE=0 for all ranks, and a /dev/shm of the size that is then needed; or a newer"
                                    + " driver or NCCL.")
                    .from("nccl#1637", "NCCL user guide, NCCL_CUMEM_HOST_ENABLE"),
            Explanation.note("workers-worth", "What workers of a loader are worth")
                    .because(
                            "Without workers a batch is made between two steps, with enough of them while the GPU computes;"
                                    + " the shared memory is the price.")
                    .fix("As many workers as keep the GPU busy, and no more.")
                    .not(NO_WORKERS),
            Explanation.note("rules-of-thumb", "What rules of thumb would have said")
                    .because("Tables of sizes that circulate know neither the batch nor the node.")
                    .fix("Take the computed figure.")
                    .not(HUGE));

    private MachineExplanations() {}
}
