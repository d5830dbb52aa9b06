package dev.shmfit.reports;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.Moment;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import dev.shmfit.units.PrintedSizes;
import dev.shmfit.units.PrintedSizes.Factor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The budget of /dev/shm: who takes what and when, and how each part comes about. */
final class ShmMapper {
    /** Kinds of files that a formula names one by one. */
    private static final int NAMED_KINDS = 3;

    private final Analysis analysis;

    private ShmMapper(Analysis analysis) {
        this.analysis = analysis;
    }

    static ShmV1 of(Analysis analysis) {
        ShmMapper mapper = new ShmMapper(analysis);
        ShmDemand demand = analysis.need().demand();
        ShmSupply supply = analysis.need().supply();
        Moment worst = demand.worstMoment();
        return new ShmV1(
                demand.required().bytes(),
                demand.recommended().bytes(),
                supply.size().asOptional().map(ByteCount::bytes).orElse(null),
                supply.available().asOptional().map(ByteCount::bytes).orElse(null),
                demand.items().stream()
                        .map(i -> new ShmV1.Consumer(
                                i.consumer(),
                                i.at(worst).bytes(),
                                i.provenance().word(),
                                mapper.formula(i, worst)))
                        .toList(),
                ReportMapper.uncertain(analysis.uncertain()),
                Arrays.stream(Moment.values()).map(m -> moment(demand, m)).toList(),
                supply.size().isKnown() ? ShmSupply.provenance(supply.size()).word() : null);
    }

    private static ShmV1.Moment moment(ShmDemand demand, Moment moment) {
        List<ShmV1.Share> shares = demand.items().stream()
                .filter(i -> i.at(moment).bytes() > 0)
                .map(i -> new ShmV1.Share(i.consumer(), i.at(moment).bytes()))
                .toList();
        return new ShmV1.Moment(moment.words(), shares, demand.at(moment).bytes());
    }

    private String formula(ShmItem item, Moment worst) {
        if (item.consumer().equals("nccl")) {
            return nccl(analysis.need().demand().printed(item));
        }
        if (item.at(worst).bytes() > 0) {
            for (LoaderDemand d : analysis.need().rank().loaders()) {
                if (item.consumer().equals("loader:" + d.spec().name())) {
                    return loader(d, item.at(worst), analysis.need().demand().printed(item));
                }
            }
        }
        return figure(item);
    }

    private String nccl(String printed) {
        List<NcclDemand.Use> uses = analysis.nccl().uses();
        Map<List<Object>, Segments> kinds = new LinkedHashMap<>();
        for (NcclDemand.Use use : uses) {
            for (PhaseForecast phase : use.phases()) {
                phase.segments().forEach(s -> kinds.merge(List.of(s.kind(), s.bytes()), s, ShmMapper::together));
            }
        }
        long driver = NcclMapper.cuMemHostBytes(uses).bytes();
        String beyond = driver == 0
                ? ""
                : "; " + Words.human(driver)
                        + " of host memory through the driver (cuMem) come on top, not in /dev/shm";
        if (kinds.isEmpty()) {
            return "NCCL makes no file in /dev/shm" + beyond;
        }
        List<Segments> largest = kinds.values().stream()
                .sorted((a, b) -> b.total().compareTo(a.total()))
                .toList();
        List<Segments> shown = largest.subList(0, Math.min(NAMED_KINDS, largest.size()));
        List<String> sizes = PrintedSizes.factors(
                shown.stream().map(s -> new Factor(s.count(), inPages(s))).toList(),
                largest.stream()
                        .skip(NAMED_KINDS)
                        .mapToLong(s -> Exact.times(s.count(), inPages(s)))
                        .sum(),
                printed);
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Segments s = shown.get(i);
            terms.add(s.count() + " of " + sizes.get(i) + " " + purpose(s.kind()));
        }
        long rest =
                largest.stream().skip(NAMED_KINDS).mapToLong(Segments::count).sum();
        if (rest > 0) {
            terms.add(rest + " smaller");
        }
        long files = largest.stream().mapToLong(Segments::count).sum();
        String where = uses.size() > 1 ? " of " + uses.size() + " communicators" : "";
        String all = Words.count(files, "file");
        String named = largest.size() == 1
                ? terms.get(0).replaceFirst("^\\d+", all) + where
                : all + where + ": " + String.join(", ", terms);
        return named + beyond;
    }

    /** What a file takes in /dev/shm. */
    private long inPages(Segments file) {
        return file.bytes().inPagesOf(analysis.need().supply().granule()).bytes();
    }

    private static Segments together(Segments a, Segments b) {
        return new Segments(a.kind(), a.bytes(), Exact.plus(a.count(), b.count()));
    }

    private static String purpose(SegmentKind kind) {
        return switch (kind) {
            case SHM_RECEIVE -> "to receive";
            case SHM_SEND -> "to send";
            case PROXY_POOL -> "for proxies";
            case NVLS -> "for NVLS";
            case P2P_MEMCPY -> "for P2P by copy engine";
            case NET_PROXY -> "for the network";
        };
    }

    private String loader(LoaderDemand d, ByteCount bytes, String printed) {
        int count = Math.max(1, analysis.need().ranks());
        long each = bytes.bytes() / count;
        String rank = PrintedSizes.factors(List.of(new Factor(count, each)), 0, printed)
                .get(0);
        String ranks = count == 1 ? "" : count + " ranks × " + rank + ": ";
        if (each < d.firstEpochPeak().bytes()) {
            return ranks + "what is left of it while a loader that runs before or after it is full";
        }
        long rest = each - d.batch().bytes() * d.batchesAtPeak();
        String batch = PrintedSizes.factors(
                        List.of(new Factor(d.batchesAtPeak(), d.batch().bytes())), rest, rank)
                .get(0);
        return ranks + Words.count(d.batchesAtPeak(), "batch", "batches") + " of " + batch + beside(d, rest);
    }

    /** What comes to the batches, or is missing from them. */
    private static String beside(LoaderDemand d, long rest) {
        if (rest < 0) {
            return ", less " + Words.human(-rest) + " that some of them are smaller";
        }
        if (rest == 0) {
            return "";
        }
        return ", and " + Words.human(rest) + (rest == d.semaphores().bytes() ? " of semaphores" : " more");
    }

    /** The figure that states the item itself, with what went in. */
    private static String figure(ShmItem item) {
        return item.figures().stream()
                .filter(f -> f.name().equals(item.consumer()))
                .findFirst()
                .map(f -> f.formula() + inputs(f))
                .orElse("");
    }

    private static String inputs(Figure figure) {
        return figure.inputs().isEmpty()
                ? ""
                : figure.inputs().stream()
                        .map(i -> i.name() + " " + i.value())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
