package dev.shmfit.explain.catalog;

import dev.shmfit.text.Text;

/**
 * Advice that circulates for a failure and does not help, or harms.
 *
 * @param advice as it is passed around
 * @param why it is no remedy, as a clause
 */
public record WrongFix(Text advice, Text why) {
    static final WrongFix SHM_DISABLE =
            new WrongFix(Text.verbatim("NCCL_SHM_DISABLE=1"), Text.of("explanation/wrong-shm-disable"));

    static final WrongFix P2P_DISABLE =
            new WrongFix(Text.verbatim("NCCL_P2P_DISABLE=1"), Text.of("explanation/wrong-p2p-disable"));

    static final WrongFix HUGE = new WrongFix(Text.of("explanation/wrong-huge"), Text.of("explanation/wrong-huge.why"));

    static final WrongFix CHMOD = new WrongFix(Text.verbatim("chmod 777 /dev/shm"), Text.of("explanation/wrong-chmod"));

    static final WrongFix ULIMIT =
            new WrongFix(Text.verbatim("ulimit (-v, -m, -s …)"), Text.of("explanation/wrong-ulimit"));

    static final WrongFix SHMMAX =
            new WrongFix(Text.verbatim("kernel.shmmax, kernel.shmall, ipcs -lm"), Text.of("explanation/wrong-shmmax"));

    static final WrongFix NO_WORKERS =
            new WrongFix(Text.of("explanation/wrong-no-workers"), Text.of("explanation/wrong-no-workers.why"));

    static final WrongFix FILE_SYSTEM = new WrongFix(
            Text.verbatim("torch.multiprocessing.set_sharing_strategy('file_system')"),
            Text.of("explanation/wrong-file-system"));

    static final WrongFix MORE_SHM =
            new WrongFix(Text.of("explanation/wrong-more-shm"), Text.of("explanation/wrong-more-shm.why"));

    static final WrongFix IPC_HOST_AND_SIZE = new WrongFix(
            Text.of("explanation/wrong-ipc-host-and-size"), Text.of("explanation/wrong-ipc-host-and-size.why"));

    static final WrongFix SLOW_STORAGE = new WrongFix(
            Text.verbatim("RAY_OBJECT_STORE_ALLOW_SLOW_STORAGE=1"), Text.of("explanation/wrong-slow-storage"));

    static final WrongFix BACKEND_CONFIG = new WrongFix(
            Text.verbatim("--backend-config=python,shm-size=…"), Text.of("explanation/wrong-backend-config"));

    static final WrongFix BTL = new WrongFix(Text.verbatim("--mca btl ^vader, ^sm"), Text.of("explanation/wrong-btl"));

    static final WrongFix REMOVE_ALL =
            new WrongFix(Text.verbatim("rm -rf /dev/shm/*"), Text.of("explanation/wrong-remove-all"));

    static final WrongFix NO_SIZE_LIMIT =
            new WrongFix(Text.of("explanation/wrong-no-size-limit"), Text.of("explanation/wrong-no-size-limit.why"));

    static final WrongFix OOM_KILL_DISABLE =
            new WrongFix(Text.verbatim("--oom-kill-disable"), Text.of("explanation/wrong-oom-kill-disable"));

    static final WrongFix REMOVE_FILES =
            new WrongFix(Text.of("explanation/wrong-remove-files"), Text.of("explanation/wrong-remove-files.why"));

    static final WrongFix IGNORE_LINKS =
            new WrongFix(Text.verbatim("NCCL_IGNORE_DISABLED_P2P=1"), Text.of("explanation/wrong-ignore-links"));

    static final WrongFix IGNORE_MESSAGE =
            new WrongFix(Text.verbatim("NCCL_IGNORE_DISABLED_P2P=1"), Text.of("explanation/wrong-ignore-message"));

    static final WrongFix P2P_DISABLE_FOR_GOOD = new WrongFix(
            Text.of("explanation/wrong-p2p-disable-for-good"), Text.of("explanation/wrong-p2p-disable-for-good.why"));

    static final WrongFix LONGER_TIMEOUT =
            new WrongFix(Text.of("explanation/wrong-longer-timeout"), Text.of("explanation/wrong-longer-timeout.why"));
}
