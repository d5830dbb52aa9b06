package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.IGNORE_LINKS;
import static dev.shmfit.explain.catalog.WrongFix.IGNORE_MESSAGE;
import static dev.shmfit.explain.catalog.WrongFix.LONGER_TIMEOUT;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.P2P_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.P2P_DISABLE_FOR_GOOD;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;

import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** Failures of the links between GPUs, of a peer, and what NCCL says without failing. */
final class TransportExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.other("nvlink-p2p-disabled", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM, IGNORE_LINKS)
                    .from("src/graph/paths.cc ncclTopoCheckP2p", "nccl#2329", "nccl-tests#264"),
            Explanation.other("fabric-not-ready", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("pytorch#35710", "nccl#1488"),
            Explanation.other("mnnvl-not-working", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("src/mnnvl.cc ncclMnnvlCheck"),
            Explanation.other("pxn-level-crashes", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("src/graph/search.cc ncclTopoGetNetDev@v2.21.5-1"),
            Explanation.other("gpu-given-twice", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM)
                    .from("nccl#418", "src/init.cc"),
            Explanation.other("cumem-host-refused", Owner.NODE)
                    .because("version", RuleRegister.latest("cumem-host-enable"))
                    .fixedBy()
                    .not(P2P_DISABLE)
                    .from("nccl#1838", "nccl#1637", "NCCL user guide, troubleshooting"),
            Explanation.note("cumem-host-fallback")
                    .because()
                    .fixedBy()
                    .from("LlamaFactory#9506", "NCCL user guide, troubleshooting"),
            Explanation.note("nvml-p2p-disabled")
                    .because()
                    .fixedBy()
                    .not(SHM_DISABLE, IGNORE_MESSAGE)
                    .from("src/graph/paths.cc ncclTopoCheckP2p", "nccl-tests#117"),
            Explanation.note("cuda-peer-access-no").because().fixedBy().from("src/transport/p2p.cc p2pCanConnect"),
            Explanation.of("collective-timeout", Nature.UNDECIDED, Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM, P2P_DISABLE_FOR_GOOD, LONGER_TIMEOUT)
                    .from("nccl#2079", "nccl#667", "nccl#631"),
            Explanation.of("peer-gone", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy()
                    .from("src/misc/socket.cc"),
            Explanation.of("worker-gone", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy()
                    .from("torch/utils/data/dataloader.py"),
            Explanation.of("nccl-system-error", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(SHM_DISABLE, P2P_DISABLE)
                    .from("src/init.cc ncclGetErrorString"),
            Explanation.note("leaked-at-exit").because().fixedBy().from("Python multiprocessing.resource_tracker"),
            Explanation.note("vllm-waits").because().fixedBy().not(MORE_SHM).from("vllm#6614"));

    private TransportExplanations() {}
}
