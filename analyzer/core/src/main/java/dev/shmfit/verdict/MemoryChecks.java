package dev.shmfit.verdict;

import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.List;
import java.util.Optional;

/** Does the memory behind the tmpfs suffice? Its pages are charged to the container that writes them. */
final class MemoryChecks {
    private static final Text CHARGED = Text.of("verdict/memory-charged");
    private static final Text EVICTED = Text.of("verdict/memory-evicted");

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
        Text rest = need.processes()
                .map(p -> Text.of(
                        "verdict/memory-limit-shared.beside",
                        "left",
                        RoundedSize.down(left),
                        "processes",
                        RoundedSize.up(p)))
                .orElseGet(() -> Text.of("verdict/memory-limit-shared.left", "left", RoundedSize.down(left)));
        return List.of(Finding.of(
                        "memory-limit-shared",
                        Severity.NOTE,
                        Owner.JOB,
                        Text.of(
                                "verdict/memory-limit-shared.summary",
                                "limit",
                                RoundedSize.down(limit.get()),
                                "shared",
                                RoundedSize.up(need.shm().plus(need.driver())),
                                "rest",
                                rest),
                        CHARGED,
                        Text.of(
                                "verdict/memory-limit-shared.remedy",
                                "shared",
                                RoundedSize.up(need.shm().plus(need.driver()))))
                .from(Sources.of(e.supply().memoryLimit())));
    }

    private static Finding over(Evidence e, MemoryNeed need, ByteCount limit) {
        RoundedSize.Pair pair = RoundedSize.comparison(need.total(), limit);
        ByteCount shared = need.shm().plus(need.driver());
        Text summary = need.processes()
                .map(p -> Text.of(
                        "verdict/memory-limit-too-small.killed",
                        "need",
                        pair.need(),
                        "shared",
                        RoundedSize.up(shared),
                        "processes",
                        RoundedSize.up(p),
                        "have",
                        pair.have()))
                .orElseGet(() ->
                        Text.of("verdict/memory-limit-too-small.summary", "need", pair.need(), "have", pair.have()));
        Text remedy = need.processes()
                .map(p -> Text.of("verdict/memory-limit-too-small.remedy", "need", RoundedSize.up(need.total())))
                .orElseGet(() ->
                        Text.of("verdict/memory-limit-too-small.remedy-plus", "need", RoundedSize.up(need.total())));
        return Finding.of(
                        "memory-limit-too-small",
                        Severity.PROBLEM,
                        Owner.JOB,
                        summary,
                        Text.sentences(CHARGED, EVICTED),
                        remedy)
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
                            Text.of(
                                    "verdict/shm-size-above-memory-limit.summary",
                                    "size",
                                    RoundedSize.down(size.get()),
                                    "limit",
                                    RoundedSize.down(limit.get())),
                            Text.sentences(CHARGED, Text.of("verdict/shm-size-above-memory-limit.explanation")),
                            Text.of("verdict/shm-size-above-memory-limit.remedy"))
                    .from(Sources.of(e.supply().size(), e.supply().memoryLimit())));
        }
        ByteCount left = ByteCount.of(limit.get().bytes() - size.get().bytes());
        return List.of(Finding.of(
                        "memory-left-when-shm-full",
                        Severity.NOTE,
                        Owner.JOB,
                        Text.of(
                                "verdict/memory-left-when-shm-full.summary",
                                "size",
                                RoundedSize.up(size.get()),
                                "left",
                                RoundedSize.down(left),
                                "limit",
                                RoundedSize.down(limit.get())),
                        CHARGED,
                        Text.EMPTY)
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
                            Text.of(
                                    "verdict/system-memory-too-small.summary",
                                    "what",
                                    need.processes().isPresent()
                                            ? Text.of("verdict/system-memory-too-small.both")
                                            : Text.of("verdict/system-memory-too-small.shared"),
                                    "need",
                                    pair.need(),
                                    "have",
                                    pair.have()),
                            Text.of("verdict/system-memory-too-small.explanation"),
                            Text.of("verdict/system-memory-too-small.remedy"))
                    .from(Sources.of(e.supply().systemMemory())));
        }
        Optional<ByteCount> size = e.supply().size().asOptional().filter(s -> s.compareTo(ram.get()) > 0);
        return size.map(s -> List.of(Finding.of(
                                "shm-size-above-memory",
                                Severity.WARNING,
                                Owner.JOB,
                                Text.of(
                                        "verdict/shm-size-above-memory.summary",
                                        "size",
                                        RoundedSize.down(s),
                                        "ram",
                                        RoundedSize.down(ram.get())),
                                Text.of("verdict/shm-size-above-memory.explanation"),
                                Text.of(
                                        "verdict/shm-size-above-memory.remedy",
                                        "recommended",
                                        RoundedSize.up(e.need().demand().recommended())))
                        .from(Sources.of(e.supply().size(), e.supply().systemMemory()))))
                .orElse(List.of());
    }
}
