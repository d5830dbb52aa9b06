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
import dev.shmfit.shm.ShmTexts;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
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

    private final Language language;

    private ShmMapper(Analysis analysis, Language language) {
        this.analysis = analysis;
        this.language = language;
    }

    static ShmV1 of(Analysis analysis, Language language) {
        ShmMapper mapper = new ShmMapper(analysis, language);
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
                                mapper.formula(i, worst).in(language)))
                        .toList(),
                ReportMapper.uncertain(analysis.uncertain()),
                Arrays.stream(Moment.values())
                        .map(m -> mapper.moment(demand, m))
                        .toList(),
                supply.size().isKnown() ? ShmSupply.provenance(supply.size()).word() : null);
    }

    private ShmV1.Moment moment(ShmDemand demand, Moment moment) {
        List<ShmV1.Share> shares = demand.items().stream()
                .filter(i -> i.at(moment).bytes() > 0)
                .map(i -> new ShmV1.Share(i.consumer(), i.at(moment).bytes()))
                .toList();
        return new ShmV1.Moment(
                ShmTexts.moment(moment).in(language), shares, demand.at(moment).bytes());
    }

    private Text formula(ShmItem item, Moment worst) {
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

    private Text nccl(String printed) {
        List<NcclDemand.Use> uses = analysis.nccl().uses();
        Map<List<Object>, Segments> kinds = new LinkedHashMap<>();
        for (NcclDemand.Use use : uses) {
            for (PhaseForecast phase : use.phases()) {
                phase.segments().forEach(s -> kinds.merge(List.of(s.kind(), s.bytes()), s, ShmMapper::together));
            }
        }
        long driver = NcclMapper.cuMemHostBytes(uses).bytes();
        Text beyond = driver == 0 ? Text.EMPTY : Text.of("screen/beyond", "bytes", Words.human(driver));
        if (kinds.isEmpty()) {
            return Text.joined(Text.of("screen/no-file"), beyond);
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
        long rest =
                largest.stream().skip(NAMED_KINDS).mapToLong(Segments::count).sum();
        long files = largest.stream().mapToLong(Segments::count).sum();
        Text where = uses.size() > 1
                ? Text.of("screen/files-of", "files", files, "communicators", uses.size())
                : Text.of("screen/files", "files", files);
        if (largest.size() == 1) {
            Text purpose = purpose(shown.get(0).kind());
            Text one = uses.size() > 1
                    ? Text.of(
                            "screen/alike-of",
                            "files",
                            files,
                            "size",
                            sizes.get(0),
                            "purpose",
                            purpose,
                            "communicators",
                            uses.size())
                    : Text.of("screen/alike", "files", files, "size", sizes.get(0), "purpose", purpose);
            return Text.joined(one, beyond);
        }
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Segments s = shown.get(i);
            terms.add(Text.of("screen/term", "count", s.count(), "size", sizes.get(i), "purpose", purpose(s.kind()))
                    .in(language));
        }
        if (rest > 0) {
            terms.add(Text.of("screen/smaller", "count", rest).in(language));
        }
        return Text.joined(Text.of("screen/kinds", "files", where, "terms", String.join(", ", terms)), beyond);
    }

    /** What a file takes in /dev/shm. */
    private long inPages(Segments file) {
        return file.bytes().inPagesOf(analysis.need().supply().granule()).bytes();
    }

    private static Segments together(Segments a, Segments b) {
        return new Segments(a.kind(), a.bytes(), Exact.plus(a.count(), b.count()));
    }

    private static Text purpose(SegmentKind kind) {
        return switch (kind) {
            case SHM_RECEIVE -> Text.of("screen/purpose-receive");
            case SHM_SEND -> Text.of("screen/purpose-send");
            case PROXY_POOL -> Text.of("screen/purpose-proxies");
            case NVLS -> Text.of("screen/purpose-nvls");
            case P2P_MEMCPY -> Text.of("screen/purpose-memcpy");
            case NET_PROXY -> Text.of("screen/purpose-network");
        };
    }

    private Text loader(LoaderDemand d, ByteCount bytes, String printed) {
        int count = Math.max(1, analysis.need().ranks());
        long each = bytes.bytes() / count;
        String rank = PrintedSizes.factors(List.of(new Factor(count, each)), 0, printed)
                .get(0);
        Text ranks = count == 1 ? Text.EMPTY : Text.of("screen/ranks", "ranks", count, "size", rank);
        if (each < d.firstEpochPeak().bytes()) {
            return Text.joined(ranks, Text.of("screen/left-of-it"));
        }
        long rest = each - d.batch().bytes() * d.batchesAtPeak();
        String batch = PrintedSizes.factors(
                        List.of(new Factor(d.batchesAtPeak(), d.batch().bytes())), rest, rank)
                .get(0);
        return Text.joined(
                ranks, Text.of("screen/batches", "batches", d.batchesAtPeak(), "size", batch), beside(d, rest));
    }

    /** What comes to the batches, or is missing from them. */
    private static Text beside(LoaderDemand d, long rest) {
        if (rest == 0) {
            return Text.EMPTY;
        }
        if (rest < 0) {
            return Text.of("screen/less", "bytes", Words.human(-rest));
        }
        return rest == d.semaphores().bytes()
                ? Text.of("screen/semaphores", "bytes", Words.human(rest))
                : Text.of("screen/and-more", "bytes", Words.human(rest));
    }

    /** The figure that states the item itself, with what went in. */
    private static Text figure(ShmItem item) {
        return item.figures().stream()
                .filter(f -> f.name().equals(item.consumer()))
                .findFirst()
                .map(f -> f.formula().equals(ShmItem.PEAK)
                        ? Text.of(
                                "screen/peak-of-ranks",
                                "bytes",
                                f.inputs().get(0).value(),
                                "ranks",
                                f.inputs().get(1).value())
                        : Text.verbatim(f.formula() + inputs(f)))
                .orElse(Text.EMPTY);
    }

    private static String inputs(Figure figure) {
        return figure.inputs().isEmpty()
                ? ""
                : figure.inputs().stream()
                        .map(i -> i.name() + " " + i.value())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
