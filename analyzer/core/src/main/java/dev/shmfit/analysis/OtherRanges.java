package dev.shmfit.analysis;

import dev.shmfit.shm.OtherUse;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far is open what other programs take of /dev/shm, because they decide that when they run?
 *
 * @param others on this node's /dev/shm
 * @param granule what the tmpfs charges at least for a file
 */
record OtherRanges(List<OtherUse> others, ByteCount granule) {
    /** The field of the whole need. */
    static final String REQUIRED = "requiredBytes";

    static OtherRanges of(List<OtherUse> stated, ShmSupply supply) {
        List<OtherUse> here = stated.stream()
                .map(o -> o.in(supply.size().asOptional(), supply.usable().asOptional()))
                .toList();
        return new OtherRanges(here, supply.granule());
    }

    /** As consumers, each at its most. */
    List<ShmItem> items() {
        return others.stream().map(o -> ShmItem.other(o, granule)).toList();
    }

    /** The range of the whole need, NCCL's part included, and that of each program. */
    List<Uncertain> with(ByteCount required, Optional<Uncertain> ofNccl) {
        long less = others.stream().mapToLong(o -> most(o) - least(o)).sum();
        List<Uncertain> all = new ArrayList<>();
        if (less == 0) {
            ofNccl.ifPresent(all::add);
            return all;
        }
        all.add(ofNccl.map(u -> lower(u, less))
                .orElseGet(() -> new Uncertain(REQUIRED, required.bytes() - less, required.bytes(), List.of())));
        for (OtherUse o : others) {
            if (most(o) > least(o)) {
                all.add(new Uncertain("other:" + o.name() + ".takenBytes", least(o), most(o), List.of()));
            }
        }
        return all;
    }

    /** What narrows NCCL's part leaves the programs' as open as it is. */
    private static Uncertain lower(Uncertain u, long less) {
        List<Narrowing> narrowings = u.narrowings().stream()
                .map(n -> new Narrowing(
                        n.fact(),
                        n.statement(),
                        n.parts().stream()
                                .map(p -> new Narrowing.Part(p.values(), p.min() - less, p.max()))
                                .toList()))
                .toList();
        return new Uncertain(u.field(), u.min() - less, u.max(), narrowings);
    }

    private long most(OtherUse o) {
        return o.bytes().inPagesOf(granule).bytes();
    }

    private long least(OtherUse o) {
        return o.least().inPagesOf(granule).bytes();
    }
}
