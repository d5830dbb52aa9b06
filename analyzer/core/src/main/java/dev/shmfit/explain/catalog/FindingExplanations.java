package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.CHMOD;
import static dev.shmfit.explain.catalog.WrongFix.HUGE;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;
import static dev.shmfit.explain.catalog.WrongFix.P2P_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.SHMMAX;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.ULIMIT;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** The findings of a report that no log shows by itself. */
final class FindingExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.space("shm-tight").because().fixedBy().not(HUGE),
            Explanation.note("shm-fits").because().not(MORE_SHM),
            Explanation.of("shm-size-unknown", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.other("shm-size-unit-lost", Owner.JOB).because().fixedBy(),
            Explanation.space("shm-size-is-default")
                    .because()
                    .fixedBy()
                    .from("compose#6333", "moby#26714", "production-stack#276"),
            Explanation.note("shm-of-the-host").because().fixedBy(),
            Explanation.other("emptydir-not-sized", Owner.JOB)
                    .because()
                    .fixedBy()
                    .from("kubernetes#28272", "kubernetes#76263", "KEP-1967"),
            Explanation.note("shm-in-use")
                    .because()
                    .fixedBy("other-tenant", UserInput.OTHER_TENANT)
                    .from("vllm#48879", "ray#3149"),
            Explanation.note("communicators-add-up")
                    .because()
                    .fixedBy("group", UserInput.GROUP)
                    .from("nccl#1399", "llm-d#352"),
            Explanation.other("memlock-limits-rdma", Owner.NODE)
                    .because()
                    .fixedBy()
                    .from("nccl-tests#206", "nvcf#1353"),
            Explanation.of("shm-inodes-too-few", Nature.SPACE, Owner.NODE)
                    .because()
                    .fixedBy(Text.verbatim("mount -o remount,nr_inodes=… /dev/shm"))
                    .not(HUGE, SHMMAX),
            Explanation.other("memory-limit-too-small", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(MORE_SHM),
            Explanation.note("memory-limit-shared").because().fixedBy(),
            Explanation.other("shm-size-above-memory-limit", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(HUGE),
            Explanation.note("memory-left-when-shm-full").because(),
            Explanation.other("system-memory-too-small", Owner.NODE)
                    .because()
                    .fixedBy()
                    .not(HUGE),
            Explanation.other("shm-size-above-memory", Owner.JOB)
                    .because()
                    .fixedBy()
                    .not(HUGE),
            Explanation.note("file-system-sharing").because().fixedBy().from("pytorch#17499"),
            Explanation.other("nvlink-lost", Owner.NODE).because().fixedBy().not(MORE_SHM),
            Explanation.note("network-inside-node").because().fixedBy().from("nccl#324", "nccl#1511"),
            Explanation.of("transport-undetermined", Nature.UNDECIDED, Owner.NODE)
                    .because()
                    .fixedBy("fact", UserInput.FACT),
            Explanation.note("amd-p2p-default-changed")
                    .titled("version", RuleRegister.amdLevelChanged())
                    .because()
                    .fixedBy()
                    .from("src/graph/paths.cc@v2.23.4-1"),
            Explanation.other("env-disables-p2p", Owner.JOB).because().fixedBy().from("nccl-tests#166", "nccl#332"),
            Explanation.other("shm-disable-set", Owner.JOB).because().fixedBy().from("nccl#1466"),
            Explanation.other("cumem-host-without-sys-nice", Owner.JOB)
                    .because("version", CuMem.firstThatTries())
                    .fixedBy(),
            Explanation.note("cumem-host-in-place-of-shm").because().fixedBy("fact", UserInput.FACT),
            Explanation.note("proxy-pool-dominates")
                    .because("from", SegmentSizes.poolGrowsFrom(), "to", SegmentSizes.poolIsEightfoldFrom())
                    .fixedBy()
                    .not(SHM_DISABLE)
                    .from("torchtitan#853"),
            Explanation.note("loader-dominates").because().fixedBy().not(NO_WORKERS),
            Explanation.note("loader-pipe-limited").because().fixedBy(),
            Explanation.note("advice-to-ignore").because().not(SHM_DISABLE, P2P_DISABLE, ULIMIT, SHMMAX, CHMOD, HUGE),
            Explanation.note("job-spans-nodes").because(),
            Explanation.note("job-mixes-nodes").because().fixedBy(),
            Explanation.of("collnet-not-followed", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.note("net-devices-policy-not-compared").because().fixedBy(),
            Explanation.note("adapters-excluded").because().fixedBy("fact", UserInput.NCCL_XML),
            Explanation.other("host-id-set", Owner.JOB).because().fixedBy(),
            Explanation.note("nvlink-domain-not-compared").because().fixedBy(),
            Explanation.of("nvlink-domain-not-followed", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.of("loader-not-covered", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.other("epochs-not-stated", Owner.JOB).because().fixedBy(),
            Explanation.other("other-decides-at-run-time", Owner.JOB).because().fixedBy(),
            Explanation.of("engine-not-counted", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy("other-tenant", UserInput.OTHER_TENANT),
            Explanation.of("engine-version-assumed", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.of("input-not-understood", Nature.UNDECIDED, Owner.NODE)
                    .because()
                    .fixedBy(),
            Explanation.other("sources-disagree", Owner.NODE).because().fixedBy(),
            Explanation.other("gpus-not-mapped", Owner.JOB).because().fixedBy("gpus", UserInput.GPUS),
            Explanation.other("gpus-not-in-table", Owner.JOB).because().fixedBy("gpus", UserInput.GPUS),
            Explanation.other("runtime-gives-no-gpu", Owner.JOB).because().fixedBy(),
            Explanation.other("pod-gpus-not-named", Owner.JOB).because().fixedBy("gpus", UserInput.GPUS),
            Explanation.other("slurm-gpus-not-named", Owner.JOB).because().fixedBy("gpus", UserInput.GPUS),
            Explanation.other("ranks-not-on-node", Owner.JOB)
                    .because()
                    .fixedBy("ranks", UserInput.RANKS, "nodes", UserInput.FACT + " nodes=N"),
            Explanation.other("visible-list-ends", Owner.JOB).because().fixedBy(),
            Explanation.note("mig-instance-visible").because(),
            Explanation.other("cuda-order-unknown", Owner.JOB).because().fixedBy(),
            Explanation.note("job-found").because(),
            Explanation.of("setting-not-taken", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy("setting", UserInput.SETTING),
            Explanation.of("log-in-text-differs", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.of("failure-in-text", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.of("mentioned-not-used", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.note("sections-not-used").because());

    private FindingExplanations() {}
}
