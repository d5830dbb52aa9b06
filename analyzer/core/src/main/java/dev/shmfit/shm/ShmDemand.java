package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.PrintedSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What does the job need of this node's /dev/shm, by consumer and moment?
 *
 * @param items the consumers, in the order in which reports show them
 */
public record ShmDemand(List<ShmItem> items) {
    public ShmDemand {
        items = List.copyOf(items);
    }

    /**
     * The demand of a job on one node.
     *
     * @param uses its communicators
     * @param nccl how far NCCL's part can be trusted
     * @param rank the loaders that each rank has
     * @param ranks on the node
     * @param others stated consumers, such as {@link ShmItem#other}
     */
    public static ShmDemand of(
            List<NcclDemand.Use> uses,
            Provenance nccl,
            RankDemand rank,
            int ranks,
            List<ShmItem> others,
            ByteCount pageSize) {
        return of(NcclDemand.item(uses, nccl, pageSize), rank, ranks, others);
    }

    /** The same, of which NCCL's part is already counted: it is the same whatever the loaders are. */
    public static ShmDemand of(ShmItem nccl, RankDemand rank, int ranks, List<ShmItem> others) {
        List<ShmItem> items = new ArrayList<>();
        items.add(nccl);
        for (int i = 0; i < rank.loaders().size(); i++) {
            items.add(ShmItem.loader(rank, i, ranks));
        }
        if (rank.byMoment().values().stream().anyMatch(t -> t.inherited().bytes() > 0)) {
            items.add(ShmItem.crossInherited(rank, ranks));
        }
        items.addAll(others);
        return new ShmDemand(items);
    }

    /** The demand at its worst as people read it, a part for each item, so that every sentence tells a part in the same figure. */
    public PrintedSizes printed() {
        Moment worst = worstMoment();
        return PrintedSizes.of(items.stream().map(i -> i.at(worst).bytes()).toList());
    }

    /** An item's part of the demand at its worst, as {@link #printed} has it. */
    public String printed(ShmItem item) {
        return printed().part(0, items.indexOf(item));
    }

    /** The sum at one moment. */
    public ByteCount at(Moment moment) {
        return items.stream().map(i -> i.at(moment)).reduce(ByteCount.ZERO, ByteCount::plus);
    }

    /** The moment at which the job needs most; the earliest where several need as much. */
    public Moment worstMoment() {
        Moment worst = Moment.INIT;
        for (Moment m : Moment.values()) {
            worst = at(m).compareTo(at(worst)) > 0 ? m : worst;
        }
        return worst;
    }

    /** The need at the worst moment: {@code requiredBytes} of the report. */
    public ByteCount required() {
        return at(worstMoment());
    }

    /** The size to ask for. */
    public ByteCount recommended() {
        return RecommendedSize.of(required());
    }

    /** Files at the worst moment, as far as they are known. */
    public long files() {
        return items.stream().mapToLong(ShmItem::files).sum();
    }

    /** The consumer that takes most at the worst moment. */
    public Optional<ShmItem> largest() {
        Moment worst = worstMoment();
        ShmItem largest = null;
        for (ShmItem i : items) {
            if (largest == null || i.at(worst).compareTo(largest.at(worst)) > 0) {
                largest = i;
            }
        }
        return Optional.ofNullable(largest);
    }

    /** The consumer of that name. */
    public Optional<ShmItem> item(String consumer) {
        return items.stream().filter(i -> i.consumer().equals(consumer)).findFirst();
    }

    /** Every figure of every consumer. */
    public List<Figure> figures() {
        return items.stream().flatMap(i -> i.figures().stream()).toList();
    }
}
