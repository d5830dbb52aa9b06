package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One consumer of /dev/shm on the node: who, how much at which moment, and why.
 *
 * @param consumer stable name: {@code nccl}, {@code loader:train}, {@code other:plasma}
 * @param byMoment what it has at each moment, in pages, all ranks of the node together
 * @param files at its worst moment; 0 where unknown
 * @param provenance of the weakest input
 * @param figures the numbers that lead to it
 */
public record ShmItem(
        String consumer, Map<Moment, ByteCount> byMoment, long files, Provenance provenance, List<Figure> figures) {
    /** How a loader's figure comes about, where no other loader runs before or after it. */
    public static final String PEAK = "peak of one rank x ranks on the node";

    public ShmItem {
        Map<Moment, ByteCount> ordered = new EnumMap<>(Moment.class);
        for (Moment m : Moment.values()) {
            ordered.put(m, byMoment.getOrDefault(m, ByteCount.ZERO));
        }
        byMoment = java.util.Collections.unmodifiableMap(ordered);
        figures = List.copyOf(figures);
    }

    /** A consumer as a person says it: {@code NCCL}, {@code DataLoader}, {@code DataLoader train}, {@code plasma}. */
    public static String title(String consumer) {
        if (consumer.equals("nccl")) {
            return "NCCL";
        }
        if (consumer.equals("loaders-inherited")) {
            return "inherited batches";
        }
        if (consumer.startsWith("loader:")) {
            String name = consumer.substring("loader:".length());
            return name.equals("loader") ? "DataLoader" : "DataLoader " + name;
        }
        return consumer.startsWith("other:") ? consumer.substring("other:".length()) : consumer;
    }

    /** What it has at {@code moment}. */
    public ByteCount at(Moment moment) {
        return byMoment.getOrDefault(moment, ByteCount.ZERO);
    }

    /** A consumer that has the same at all times, such as one named by the user. */
    public static ShmItem constant(String consumer, ByteCount bytes, Provenance provenance, Figure figure) {
        Map<Moment, ByteCount> all = new EnumMap<>(Moment.class);
        for (Moment m : Moment.values()) {
            all.put(m, bytes);
        }
        return new ShmItem(consumer, all, 0, provenance, List.of(figure));
    }

    /** Another user of /dev/shm, as stated with {@code --other NAME=SIZE}; counted in whole pages. */
    public static ShmItem other(String name, ByteCount size, ByteCount granule) {
        return other(OtherUse.stated(name, size), granule);
    }

    /** Another user of /dev/shm; counted in whole pages. */
    public static ShmItem other(OtherUse use, ByteCount granule) {
        ByteCount bytes = use.bytes().inPagesOf(granule);
        String consumer = "other:" + use.name();
        return constant(
                consumer,
                bytes,
                Provenance.STATED,
                new Figure(consumer, bytes, use.formula(), use.inputs(), use.source()));
    }

    /** A loader that each of {@code ranks} ranks has, alone. */
    public static ShmItem loader(LoaderDemand d, int ranks) {
        return loader(RankDemand.of(List.of(d.spec()), d.granule()), 0, ranks);
    }

    /** The loader number {@code which} of those that each of {@code ranks} ranks has. */
    public static ShmItem loader(RankDemand rank, int which, int ranks) {
        LoaderDemand d = rank.loaders().get(which);
        Map<Moment, ByteCount> moments = new EnumMap<>(Moment.class);
        rank.byMoment()
                .forEach((m, together) ->
                        moments.put(m, together.parts().get(which).times(ranks)));
        String name = "loader:" + d.spec().name();
        List<Figure> figures = new ArrayList<>(d.figures());
        ByteCount part = rank.at(Moment.EPOCH_TURN).parts().get(which);
        String formula = part.equals(d.peak())
                ? PEAK
                : "what one rank has of it while a loader that runs after or before it is full, x ranks on the node";
        figures.add(perNode(name, part, ranks, formula));
        return new ShmItem(name, moments, Exact.times(d.segments(), (long) ranks), Provenance.STATED, figures);
    }

    /** What loaders of one rank inherit of each other's batches; nothing in most jobs. */
    public static ShmItem crossInherited(RankDemand rank, int ranks) {
        Map<Moment, ByteCount> moments = new EnumMap<>(Moment.class);
        rank.byMoment()
                .forEach((m, together) -> moments.put(m, together.inherited().times(ranks)));
        String name = "loaders-inherited";
        return new ShmItem(
                name,
                moments,
                0,
                Provenance.STATED,
                List.of(perNode(
                        name,
                        rank.crossInherited(),
                        ranks,
                        "batches of other loaders that forked workers inherit, beyond the sum of the bounds,"
                                + " x ranks on the node")));
    }

    private static Figure perNode(String name, ByteCount each, int ranks, String formula) {
        return new Figure(
                name,
                each.times(ranks),
                formula,
                List.of(
                        Figure.Input.of("bytes of one rank", each.bytes(), Provenance.STATED),
                        Figure.Input.of("ranks", ranks, Provenance.STATED)),
                "every rank has its own loaders");
    }
}
