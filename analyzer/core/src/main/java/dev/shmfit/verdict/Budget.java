package dev.shmfit.verdict;

import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that can run out, and how much of it the job needs: one line for each.
 *
 * @param name stable: {@code shm}, {@code shm-files}, {@code memory-limit}, {@code system-memory},
 *     {@code open-files}, {@code locked-memory}
 * @param unit what is counted: bytes, files, descriptors
 * @param needs at the most
 * @param has empty where there is no limit or it is not known
 * @param why there is none: not captured, or unlimited; empty where there is one
 * @param provenance of {@code has}
 * @param formula how {@code needs} comes about
 */
public record Budget(
        String name,
        String unit,
        long needs,
        OptionalLong has,
        Text why,
        Optional<Provenance> provenance,
        Text formula) {
    private static final String BYTES = "bytes";
    private static final Text UNLIMITED = Text.verbatim("unlimited");

    /** Whether it suffices; empty where there is nothing to compare with. */
    public Optional<Boolean> suffices() {
        return has.isPresent() ? Optional.of(needs <= has.getAsLong()) : Optional.empty();
    }

    /** The lines, in the order in which they run out of common jobs. */
    public static List<Budget> of(ShmDemand demand, ShmSupply supply, RankDemand rank, MemoryNeed memory) {
        List<Budget> lines = new ArrayList<>();
        lines.add(bytes("shm", demand.required(), supply.usable(), Text.of("budget/sum")));
        lines.add(line("shm-files", "files", demand.files(), supply.freeInodes(), Text.of("budget/files")));
        Text memoryFormula = Text.joined(
                Text.of("budget/memory-shm"),
                memory.driver().bytes() > 0 ? Text.of("budget/memory-driver") : Text.EMPTY,
                memory.processes().isPresent() ? Text.of("budget/memory-ranks") : Text.EMPTY);
        lines.add(bytes("memory-limit", memory.total(), supply.memoryLimit(), memoryFormula));
        lines.add(bytes("system-memory", memory.total(), supply.systemMemory(), memoryFormula));
        lines.add(line(
                "open-files",
                "descriptors",
                rank.descriptors(),
                supply.openFiles(),
                Text.of("budget/descriptors", "more", dev.shmfit.shm.Descriptors.PARENT_BASE)));
        ByteCount pinned = pinned(rank);
        if (pinned.bytes() > 0) {
            lines.add(bytes("locked-memory", pinned, supply.lockedMemory(), Text.of("budget/pinned")));
        }
        return List.copyOf(lines);
    }

    /** Batches that wait in locked memory in one rank, at the most. */
    static ByteCount pinned(RankDemand rank) {
        ByteCount pinned = ByteCount.ZERO;
        for (LoaderDemand d : rank.loaders()) {
            if (d.spec().pin() && d.spec().workers() > 0) {
                pinned = pinned.plus(
                        d.payload().times(d.batchesAtPeak() + d.spec().held() + 1));
            }
        }
        return pinned;
    }

    private static Budget bytes(String name, ByteCount needs, Reading<ByteCount> has, Text formula) {
        return line(
                name,
                BYTES,
                needs.bytes(),
                has.match(
                        k -> Reading.known(k.value().bytes(), k.source()),
                        a -> Reading.absent(a.why()),
                        u -> Reading.absent(u.why())),
                formula);
    }

    private static Budget line(String name, String unit, long needs, Reading<Long> has, Text formula) {
        Optional<Long> known = has.asOptional();
        boolean unlimited = known.filter(h -> h == Long.MAX_VALUE).isPresent();
        if (known.isEmpty() || unlimited) {
            Text why = unlimited ? UNLIMITED : Sources.why(has);
            return new Budget(
                    name,
                    unit,
                    needs,
                    OptionalLong.empty(),
                    why,
                    unlimited ? Optional.of(ShmSupply.provenance(has)) : Optional.empty(),
                    formula);
        }
        return new Budget(
                name,
                unit,
                needs,
                OptionalLong.of(known.get()),
                Text.EMPTY,
                Optional.of(ShmSupply.provenance(has)),
                formula);
    }
}
