package dev.shmfit.analysis.machine;

import dev.shmfit.facts.Absence;
import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.ProcessLimits;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.facts.UsualReasons;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.units.ByteCount;
import java.util.Optional;
import java.util.function.Function;

/** What the machine offers a job: space in /dev/shm, memory, limits. */
public final class SupplyFacts {
    private static final ByteCount USUAL_PAGE = ByteCount.of(4096);
    private static final ByteCount HUGE_PAGE = ByteCount.mebibytes(2);

    private SupplyFacts() {}

    /** What there is, before anything but the page size is stated about it. */
    public static ShmSupply of(MachineFacts machine, Optional<ByteCount> statedPage) {
        boolean missing = machine.shm().missing();
        Optional<ShmMount> mount =
                missing ? Optional.empty() : machine.shm().mount().value();
        Optional<ShmSpace> space =
                missing ? Optional.empty() : machine.shm().space().value();
        Optional<MemoryLimit> memory = machine.container().memory().value();
        Optional<ProcessLimits> limits = machine.container().limits().value();
        ByteCount page = statedPage.or(() -> machine.host().pageSize().value()).orElse(USUAL_PAGE);
        boolean huge = mount.flatMap(m -> m.huge().asOptional())
                .filter(h -> h.equals("always"))
                .isPresent();
        return new ShmSupply(
                size(space, mount, machine),
                of(space, ShmSpace::available),
                of(space, SupplyFacts::freeInodes),
                page,
                huge ? HUGE_PAGE : page,
                machine.host().memory().best(),
                new ShmSupply.Limits(
                        of(memory, MemoryLimit::limit),
                        of(limits, ProcessLimits::lockedMemory),
                        of(limits, ProcessLimits::openFiles)),
                machine.gpus().memory().best());
    }

    private static <T, F> Reading<F> of(Optional<T> whole, Function<T, Reading<F>> fact) {
        return whole.map(fact).orElse(Reading.absent(Absence.NOT_CAPTURED, UsualReasons.NOT_IN_CAPTURE));
    }

    private static Reading<ByteCount> size(Optional<ShmSpace> space, Optional<ShmMount> mount, MachineFacts machine) {
        Reading<ByteCount> measured = of(space, ShmSpace::size);
        Reading<ByteCount> seen =
                measured.isKnown() ? measured : mount.map(ShmMount::size).orElse(measured);
        return seen.isKnown() || !machine.shm().defined().isKnown()
                ? seen
                : machine.shm().defined().best();
    }

    /** A file system that counts no inodes has no limit of files. */
    private static Reading<Long> freeInodes(ShmSpace space) {
        boolean counts = space.inodes().asOptional().filter(n -> n > 0).isPresent();
        return counts ? space.freeInodes() : Reading.absent("the file system does not count files");
    }
}
