package dev.shmfit.verdict;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.List;
import java.util.Optional;

/** Does the memory behind the tmpfs suffice? Its pages are charged to the container that writes them. */
final class MemoryChecks {
    private static final String CHARGED = "Pages of a tmpfs are memory: they are charged to the memory limit of whoever"
            + " writes them first. Over the limit the kernel kills a process (OOMKilled in Kubernetes), with free"
            + " space left in /dev/shm.";

    private static final String EVICTED = " A Kubernetes pod whose memory emptyDir outgrows its sizeLimit is evicted"
            + " instead, where the kubelet does not size the tmpfs.";

    private MemoryChecks() {}

    static List<Finding> limit(Evidence e) {
        Optional<ByteCount> limit = e.supply().finiteMemoryLimit();
        MemoryNeed need = MemoryNeed.of(e);
        ByteCount counted = need.total();
        if (limit.isEmpty() || counted.bytes() == 0) {
            return List.of();
        }
        // Without a word on the processes, shared memory that fills the limit leaves them nothing.
        boolean over =
                need.processes().isPresent() ? counted.compareTo(limit.get()) > 0 : counted.compareTo(limit.get()) >= 0;
        if (over) {
            return List.of(over(e, need, limit.get()));
        }
        ByteCount left = ByteCount.of(limit.get().bytes() - counted.bytes());
        String rest = need.processes().isPresent()
                ? RoundedSize.down(left) + " are left beside "
                        + RoundedSize.up(need.processes().get()) + " of the processes."
                : RoundedSize.down(left) + " are left for the processes.";
        return List.of(Finding.of(
                        "memory-limit-shared",
                        Severity.NOTE,
                        Owner.JOB,
                        "Of the memory limit of " + RoundedSize.down(limit.get()) + " shared memory takes up to "
                                + RoundedSize.up(need.shm().plus(need.driver())) + "; " + rest,
                        CHARGED,
                        "Set the limit to what the processes need plus "
                                + RoundedSize.up(need.shm().plus(need.driver())) + ".")
                .from(Sources.of(e.supply().memoryLimit())));
    }

    private static Finding over(Evidence e, MemoryNeed need, ByteCount limit) {
        RoundedSize.Pair pair = RoundedSize.comparison(need.total(), limit);
        ByteCount shared = need.shm().plus(need.driver());
        String summary = need.processes()
                .map(p -> "The container would be killed when its memory runs out (OOMKilled): it needs " + pair.need()
                        + ", "
                        + RoundedSize.up(shared) + " of shared memory and " + RoundedSize.up(p)
                        + " of the processes, and its limit is " + pair.have() + ".")
                .orElse("Shared memory alone needs " + pair.need() + ", and the container's memory limit is "
                        + pair.have() + ".");
        String remedy = need.processes()
                .map(p -> "Raise the memory limit to at least " + RoundedSize.up(need.total()) + ".")
                .orElse("Raise the memory limit to at least " + RoundedSize.up(need.total())
                        + " plus what the processes themselves need.");
        return Finding.of("memory-limit-too-small", Severity.PROBLEM, Owner.JOB, summary, CHARGED + EVICTED, remedy)
                .from(Sources.of(e.supply().memoryLimit()))
                .fixedBy(SpaceRemedy.fixes(e));
    }

    static List<Finding> shmAboveLimit(Evidence e) {
        Optional<ByteCount> limit = e.supply().finiteMemoryLimit();
        Optional<ByteCount> size = e.supply().size().asOptional();
        if (limit.isEmpty() || size.isEmpty()) {
            return List.of();
        }
        if (size.get().compareTo(limit.get()) >= 0) {
            return List.of(Finding.of(
                            "shm-size-above-memory-limit",
                            Severity.WARNING,
                            Owner.JOB,
                            "/dev/shm may grow to " + RoundedSize.down(size.get()) + ", but the memory limit is "
                                    + RoundedSize.down(limit.get()) + ".",
                            CHARGED + " So the size of /dev/shm protects against nothing here.",
                            "Make /dev/shm smaller than the limit by what the processes need, or raise the limit.")
                    .from(Sources.of(e.supply().size(), e.supply().memoryLimit())));
        }
        ByteCount left = ByteCount.of(limit.get().bytes() - size.get().bytes());
        return List.of(Finding.of(
                        "memory-left-when-shm-full",
                        Severity.NOTE,
                        Owner.JOB,
                        "With /dev/shm full (" + RoundedSize.up(size.get()) + "), " + RoundedSize.down(left)
                                + " of the memory limit of " + RoundedSize.down(limit.get()) + " are left.",
                        CHARGED,
                        "")
                .from(Sources.of(e.supply().size(), e.supply().memoryLimit())));
    }

    static List<Finding> system(Evidence e) {
        Optional<ByteCount> ram = e.supply().systemMemory().asOptional();
        if (ram.isEmpty()) {
            return List.of();
        }
        MemoryNeed need = MemoryNeed.of(e);
        if (need.total().compareTo(ram.get()) > 0) {
            RoundedSize.Pair pair = RoundedSize.comparison(need.total(), ram.get());
            return List.of(Finding.of(
                            "system-memory-too-small",
                            Severity.PROBLEM,
                            Owner.NODE,
                            (need.processes().isPresent()
                                            ? "Shared memory and processes need "
                                            : "Shared memory needs ")
                                    + pair.need() + ", and the machine has " + pair.have() + " of memory.",
                            "A tmpfs lives in memory, whatever size it is mounted with.",
                            "Use fewer ranks or workers on this node, smaller batches, or another machine.")
                    .from(Sources.of(e.supply().systemMemory())));
        }
        Optional<ByteCount> size = e.supply().size().asOptional().filter(s -> s.compareTo(ram.get()) > 0);
        return size.map(s -> List.of(Finding.of(
                                "shm-size-above-memory",
                                Severity.WARNING,
                                Owner.JOB,
                                "/dev/shm is mounted with " + RoundedSize.down(s) + ", more than the machine's "
                                        + RoundedSize.down(ram.get()) + " of memory.",
                                "The size of a tmpfs is a limit and costs nothing by itself; one above the memory"
                                        + " limits nothing, and a leak ends in the OOM killer.",
                                "Ask for what the job needs: "
                                        + RoundedSize.up(e.need().demand().recommended()) + ".")
                        .from(Sources.of(e.supply().size(), e.supply().systemMemory()))))
                .orElse(List.of());
    }
}
