package dev.shmfit.reports;

import dev.shmfit.analysis.WhatIf;
import dev.shmfit.shm.Collate;
import dev.shmfit.shm.LoaderGrid;
import dev.shmfit.shm.LoaderOrder;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.Moment;
import dev.shmfit.shm.Producer;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.SampleLeaf;
import dev.shmfit.shm.ShmTexts;
import dev.shmfit.text.Language;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** From the tables of "what if" to what the page embeds. */
public final class WhatIfMapper {
    private static final Set<String> STATABLE = Set.of("cpu", "pcie", "p2p", "multicast", "compute-capability");

    private WhatIfMapper() {}

    /** The tables, as the page reads them. */
    public static WhatIfV1 of(WhatIf whatIf) {
        return of(whatIf, Language.ENGLISH);
    }

    /** The same for a page in a language. */
    public static WhatIfV1 of(WhatIf whatIf, Language language) {
        List<WhatIfV1.Nccl> nccl = new ArrayList<>();
        whatIf.nccl()
                .forEach((asked, answer) -> nccl.add(new WhatIfV1.Nccl(
                        asked.version().toString(),
                        asked.ranks(),
                        asked.channels(),
                        asked.containers(),
                        answer.collectiveChannels(),
                        bytes(answer.byMoment()),
                        answer.failure().map(why -> why.in(language)).orElse(null))));
        return new WhatIfV1(
                whatIf.base().version().toString(),
                whatIf.base().ranks(),
                whatIf.base().channels(),
                whatIf.base().containers(),
                nccl,
                whatIf.loaders().loaders().stream()
                        .map(grid -> loader(grid, whatIf.loaders().loaders().size() > 1))
                        .toList(),
                whatIf.loaders().kept().stream()
                        .map(row -> row.stream().map(WhatIfMapper::kept).toList())
                        .toList(),
                whatIf.loaders().stages(),
                whatIf.loaders().keepers(),
                whatIf.loaders().inherited(),
                bytes(whatIf.others()),
                Arrays.stream(Moment.values())
                        .map(moment -> ShmTexts.moment(moment).in(language))
                        .toList(),
                open(whatIf.open()));
    }

    private static int kept(RankDemand.Kept kept) {
        return switch (kept) {
            case NOTHING -> 0;
            case HELD -> 1;
            case IN_LOOP_BODY -> 2;
        };
    }

    /** Open facts as {@code --assume} takes them; of those that it does not know the report itself tells. */
    private static List<String> open(Map<String, String> settled) {
        List<String> all = new ArrayList<>();
        settled.forEach((key, value) -> {
            if (STATABLE.contains(key)) {
                all.add(key + "=" + value);
            }
        });
        return all;
    }

    private static List<Long> bytes(List<ByteCount> all) {
        return all.stream().map(ByteCount::bytes).toList();
    }

    private static WhatIfV1.Loader loader(LoaderGrid grid, boolean oneOfSeveral) {
        LoaderSpec spec = grid.spec();
        List<List<Long>> cells = new ArrayList<>();
        for (LoaderGrid.Cell cell : grid.cells()) {
            List<Long> numbers = new ArrayList<>();
            for (LoaderGrid.Line line : cell.byMoment()) {
                numbers.add(line.fixed());
                numbers.add(line.batches());
            }
            numbers.addAll(List.of(
                    cell.leftovers(),
                    cell.held(),
                    cell.inLoopBody(),
                    cell.handedOver(),
                    cell.aside().fixed(),
                    cell.aside().batches()));
            cells.add(numbers);
        }
        return new WhatIfV1.Loader(
                spec.name(),
                spec.workers(),
                spec.prefetch(),
                spec.batch(),
                grid.size().together(),
                grid.size().header(),
                grid.granule().bytes(),
                grid.size().constant().bytes(),
                bytes(grid.size().leaves()),
                bytes(grid.smaller()),
                spec.loop().order() == LoaderOrder.BESIDE,
                grid.workers(),
                grid.prefetch(),
                cells,
                spec.sample().stream().map(WhatIfMapper::written).collect(Collectors.joining("+")),
                stated(spec, oneOfSeveral));
    }

    /** A leaf as the command line takes it. */
    private static String written(SampleLeaf leaf) {
        if (leaf instanceof SampleLeaf.PerBatch p) {
            return written(p.one()) + SampleLeaf.BATCH;
        }
        if (leaf instanceof SampleLeaf.AtMost m) {
            return written(m.largest());
        }
        if (leaf instanceof SampleLeaf.NotPinned p) {
            return written(p.one()) + SampleLeaf.UNPINNED;
        }
        return leaf instanceof SampleLeaf.Sized s ? String.valueOf(s.bytes().bytes()) : leaf.text();
    }

    private static String stated(LoaderSpec spec, boolean oneOfSeveral) {
        StringBuilder keys = new StringBuilder();
        if (oneOfSeveral || spec.stated().contains("name")) {
            keys.append(",name=").append(spec.name());
        }
        if (spec.collate() != Collate.DEFAULT) {
            keys.append(",collate=").append(word(spec.collate()));
        }
        if (spec.held() != 1) {
            keys.append(",held=").append(spec.held());
        }
        if (spec.pin()) {
            keys.append(",pin=yes");
        }
        if (spec.pool().producer() != Producer.DATALOADER) {
            keys.append(",producer=").append(word(spec.pool().producer()));
        }
        if (spec.loop().order() != LoaderOrder.INSIDE) {
            keys.append(",runs=").append(word(spec.loop().order()));
        }
        if (spec.loop().complete()) {
            keys.append(",complete=yes");
        }
        if (spec.persistent()) {
            keys.append(",persistent=yes");
        }
        if (spec.stated().contains("sharing")) {
            keys.append(",sharing=").append(word(spec.sharing()));
        }
        if (spec.stated().contains("start")) {
            keys.append(",start=").append(word(spec.start()));
        }
        if (spec.epochs() != 1) {
            keys.append(",epochs=").append(spec.epochs());
        }
        spec.batchesPerEpoch().ifPresent(n -> keys.append(",batches=").append(n));
        if (spec.dataset().bytes() > 0) {
            keys.append(",dataset=").append(spec.dataset().bytes());
        }
        return keys.toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
