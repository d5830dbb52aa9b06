package dev.shmfit.explain.catalog;

/**
 * Advice that circulates for a failure and does not help, or harms.
 *
 * @param advice as it is passed around
 * @param why it is no remedy
 */
public record WrongFix(String advice, String why) {
    static final WrongFix SHM_DISABLE = new WrongFix(
            "NCCL_SHM_DISABLE=1",
            "the connections then go through the network stack and are slower; the pool of proxy operations and NVLS"
                    + " segments stay in /dev/shm");

    static final WrongFix P2P_DISABLE = new WrongFix(
            "NCCL_P2P_DISABLE=1", "puts every pair of GPUs on shared memory, so more of /dev/shm is needed, not less");

    static final WrongFix HUGE = new WrongFix(
            "--shm-size=1000g and the like",
            "the size is a limit; one above the memory limit only moves the failure to the OOM killer");

    static final WrongFix CHMOD =
            new WrongFix("chmod 777 /dev/shm", "loses the sticky bit, so that any user may delete any segment");

    static final WrongFix ULIMIT =
            new WrongFix("ulimit (-v, -m, -s …)", "limits processes; the size of /dev/shm is that of its mount");

    static final WrongFix SHMMAX = new WrongFix(
            "kernel.shmmax, kernel.shmall, ipcs -lm",
            "govern System V segments; /dev/shm is a tmpfs and has its own size");

    static final WrongFix NO_WORKERS = new WrongFix(
            "num_workers=0 for good",
            "hides the shortage and makes the GPU wait for data; right only while nobody can change the size");

    static final WrongFix FILE_SYSTEM = new WrongFix(
            "torch.multiprocessing.set_sharing_strategy('file_system')",
            "leaves segments behind in /dev/shm when processes die, so that it fills from run to run");

    static final WrongFix MORE_SHM =
            new WrongFix("a larger --shm-size", "there was room; the failure has another cause");

    static final WrongFix IPC_HOST_AND_SIZE = new WrongFix(
            "--ipc=host together with --shm-size",
            "docker then takes the host's /dev/shm and ignores the size; podman refuses to start");
}
