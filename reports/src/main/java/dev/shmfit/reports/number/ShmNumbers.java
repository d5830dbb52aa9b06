package dev.shmfit.reports.number;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.reports.BudgetV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.RecommendedSize;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.MemoryNeed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sum, its parts and moments, what there is, memory, and everything that can run out. */
final class ShmNumbers implements Numbers.Part {
    private static final String RULES = "docs/dataloader.md, docs/nccl";

    private final Analysis analysis;
    private final ReportV1 report;

    ShmNumbers(Analysis analysis, ReportV1 report) {
        this.analysis = analysis;
        this.report = report;
    }

    @Override
    public Optional<NumberExplanation> explain(Path path) {
        return Optional.ofNullable(
                switch (path.shape()) {
                    case "shm.requiredBytes" -> required();
                    case "shm.recommendedBytes" -> recommended();
                    case "shm.sizeBytes" ->
                        read("the size of the tmpfs", analysis.need().supply().size());
                    case "shm.availableBytes" ->
                        read(
                                "what is free of the tmpfs",
                                analysis.need().supply().available());
                    case "shm.consumers[].bytes" ->
                        consumer(
                                path.item(0),
                                analysis.need().demand().worstMoment().words());
                    case "shm.moments[].totalBytes" -> moment(path.item(0));
                    case "shm.moments[].consumers[].bytes" -> consumer(path.item(1), path.item(0));
                    case "shm.uncertain[].min",
                            "shm.uncertain[].max",
                            "shm.uncertain[].narrowing[].parts[].min",
                            "shm.uncertain[].narrowing[].parts[].max" -> RangeNumbers.of(analysis.uncertain(), path, 0);
                    case "memory.limitBytes" ->
                        read(
                                "the memory limit of the container",
                                analysis.need().supply().memoryLimit());
                    case "memory.requiredBytes" -> budget("memory-limit");
                    case "budget[].needs" -> budget(path.item(0));
                    case "budget[].has" -> has(path.item(0));
                    default -> null;
                });
    }

    private NumberExplanation required() {
        String sum = report.shm().consumers().stream()
                .map(c -> c.bytes() + " (" + c.name() + ")")
                .collect(Collectors.joining(" + "));
        NumberExplanation e = NumberExplanation.worked(
                "the sum of all consumers at the worst moment, each in whole pages",
                sum + " = " + report.shm().requiredBytes() + ", at the moment \""
                        + analysis.need().demand().worstMoment().words() + "\"",
                weakest(),
                RULES);
        for (ShmV1.Consumer c : report.shm().consumers()) {
            e = e.with("shm.consumers[" + c.name() + "].bytes", c.bytes(), c.provenance());
        }
        return e;
    }

    private String weakest() {
        Provenance weakest = analysis.need().demand().items().stream()
                .filter(i -> i.at(analysis.need().demand().worstMoment()).bytes() > 0)
                .map(ShmItem::provenance)
                .max(Comparator.comparingInt(List.of(Provenance.values())::indexOf))
                .orElse(Provenance.REPORTED);
        return weakest.word();
    }

    private NumberExplanation recommended() {
        ByteCount required = analysis.need().demand().required();
        ByteCount headroom = RecommendedSize.headroom(required);
        return NumberExplanation.worked(
                        "required + headroom (a tenth of it, at least 16 MiB), rounded up to a size that people write:"
                                + " 64, 128, 256, 512 MiB, whole GiB to 16, multiples of 4 GiB to 128, of 16 to 1024,"
                                + " of 64 beyond",
                        required.bytes() + " + " + headroom.bytes() + " = "
                                + required.plus(headroom).bytes() + ", rounded up to "
                                + analysis.need().demand().recommended().bytes(),
                        weakest(),
                        "for what no forecast knows: files that a killed run left, a library's own segment")
                .with("shm.requiredBytes", required.bytes(), weakest());
    }

    private static NumberExplanation read(String what, Reading<?> reading) {
        String source = reading.match(k -> k.source().toString(), a -> a.why(), u -> u.why());
        return NumberExplanation.plain(what, ShmSupply.provenance(reading).word(), source);
    }

    private @Nullable NumberExplanation consumer(String name, String moment) {
        ShmItem item = analysis.need().demand().item(name).orElse(null);
        if (item == null) {
            return null;
        }
        long bytes = report.shm().moments().stream()
                .filter(m -> m.name().equals(moment))
                .flatMap(m -> m.consumers().stream())
                .filter(c -> c.name().equals(name))
                .mapToLong(ShmV1.Share::bytes)
                .sum();
        String formula = report.shm().consumers().stream()
                .filter(c -> c.name().equals(name))
                .map(ShmV1.Consumer::formula)
                .findFirst()
                .orElse("");
        List<NumberExplanation.Input> inputs = item.figures().stream()
                .map(f -> new NumberExplanation.Input(
                        f.name() + ": " + f.formula(),
                        f.bytes().bytes() + figureInputs(f),
                        item.provenance().word()))
                .toList();
        String source = item.figures().stream().map(Figure::source).distinct().collect(Collectors.joining("; "));
        return NumberExplanation.worked(
                        "what " + name + " holds at the moment \"" + moment + "\", on the whole node",
                        formula + " = " + bytes + " at that moment",
                        item.provenance().word(),
                        source)
                .with(inputs);
    }

    private static String figureInputs(Figure f) {
        return f.inputs().isEmpty()
                ? ""
                : f.inputs().stream()
                        .map(i -> i.name() + " " + i.value() + " "
                                + i.provenance().word())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private NumberExplanation moment(String name) {
        ShmV1.Moment moment = report.shm().moments().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
        String sum = moment.consumers().stream()
                .map(c -> c.bytes() + " (" + c.name() + ")")
                .collect(Collectors.joining(" + "));
        return NumberExplanation.worked(
                "the sum of what the consumers hold at the moment \"" + name + "\"",
                (sum.isEmpty() ? "nothing" : sum) + " = " + moment.totalBytes(),
                weakest(),
                RULES);
    }

    private NumberExplanation budget(String name) {
        BudgetV1 line = line(name);
        ByteCount driver = NcclNumbers.driverBytes(analysis);
        boolean memory = name.equals("memory-limit") || name.equals("system-memory");
        String worked = "";
        if (memory) {
            MemoryNeed parts = new MemoryNeed(analysis.need().demand().required(), driver, Optional.empty());
            long processes = line.needs() - parts.total().bytes();
            worked = parts.shm().bytes() + " (/dev/shm) + " + driver.bytes() + " (NCCL, through the driver) + "
                    + processes + " (processes, as stated) = " + line.needs();
        } else if (name.equals("shm")) {
            worked = required().worked();
        } else if (name.equals("shm-files")) {
            worked = analysis.need().demand().items().stream()
                    .map(i -> i.files() + " (" + i.consumer() + ")")
                    .collect(Collectors.joining(" + ", "", " = " + line.needs()));
        } else if (name.equals("open-files")) {
            worked = LoaderNumbers.descriptors(analysis.need().rank()) + " = " + line.needs();
        } else {
            worked = LoaderNumbers.pinned(analysis.need().rank()) + " = " + line.needs();
        }
        return NumberExplanation.worked(line.formula(), worked, weakest(), RULES);
    }

    private NumberExplanation has(String name) {
        ShmSupply supply = analysis.need().supply();
        Reading<?> reading = switch (name) {
            case "shm" -> supply.usable();
            case "shm-files" -> supply.freeInodes();
            case "memory-limit" -> supply.memoryLimit();
            case "system-memory" -> supply.systemMemory();
            case "open-files" -> supply.openFiles();
            default -> supply.lockedMemory();
        };
        return read("what there is", reading);
    }

    private BudgetV1 line(String name) {
        return report.budget().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
