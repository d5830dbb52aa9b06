package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How many bytes of /dev/shm do all loaders of one rank need together?
 *
 * <p>Those that are alive together add up; of those that run one after another ({@link LoaderOrder#AFTER}) only one is
 * full at a time, and of the others there is what the process still refers to. Workers that are forked while the
 * process has batches and semaphores of another loader inherit these, and keep them as long as they live: a validation
 * loader with persistent workers, opened inside the training loop, keeps what the process had of the training loader at
 * that moment; training workers forked for a further epoch keep what the validation loop left. On the other hand only one
 * loader of a process is at a hand-over at any instant. Of loaders that are alive together the first is taken as the
 * outer loop, the others as running inside it.
 *
 * @param loaders each on its own
 * @param stages numbers of the loaders that are alive together, in the order of the job
 * @param byMoment what there is at each moment at which loaders run
 */
public record RankDemand(List<LoaderDemand> loaders, List<List<Integer>> stages, Map<Moment, Together> byMoment) {
    public RankDemand {
        loaders = List.copyOf(loaders);
        stages = stages.stream().map(List::copyOf).toList();
        byMoment = Map.copyOf(byMoment);
    }

    /**
     * What the loaders of a rank have together.
     *
     * @param parts of each loader
     * @param inherited what one loader's workers keep of another's, beyond the sum
     */
    public record Together(List<ByteCount> parts, ByteCount inherited) {
        static final Together NONE = new Together(List.of(), ByteCount.ZERO);

        public Together {
            parts = List.copyOf(parts);
        }

        ByteCount total() {
            return parts.stream().reduce(inherited, ByteCount::plus);
        }
    }

    /** The demand of the loaders {@code specs} in one rank. */
    public static RankDemand of(List<LoaderSpec> specs, ByteCount granule) {
        List<LoaderDemand> loaders =
                specs.stream().map(s -> LoaderDemand.of(s, granule)).toList();
        List<List<Integer>> stages = stages(specs);
        return new RankDemand(
                loaders,
                stages,
                Map.of(
                        Moment.FIRST_STEP, worst(loaders, stages, LoaderDemand::firstEpochPeak, Moment.FIRST_STEP),
                        Moment.STEADY, worst(loaders, stages, LoaderDemand::firstEpochPeak, Moment.STEADY),
                        Moment.EPOCH_TURN, worst(loaders, stages, LoaderDemand::peak, Moment.EPOCH_TURN)));
    }

    /**
     * How much more each rank needs from a second epoch on, where nobody said how often its loaders are run through and one
     * epoch is forecast.
     */
    public ByteCount moreInLaterEpochs() {
        List<LoaderSpec> again =
                loaders.stream().map(d -> d.spec().forSeveralEpochs()).toList();
        if (again.equals(loaders.stream().map(LoaderDemand::spec).toList())) {
            return ByteCount.ZERO;
        }
        long more = of(again, loaders.get(0).granule()).peak().bytes() - peak().bytes();
        return ByteCount.of(Math.max(0, more));
    }

    /** What there is at a moment. */
    public Together at(Moment moment) {
        return byMoment.getOrDefault(moment, Together.NONE);
    }

    /** Whether something of loops that ran before can be there at that moment. */
    static boolean othersRan(Moment moment) {
        return moment == Moment.STEADY || moment == Moment.EPOCH_TURN;
    }

    /** The loaders that are alive together: each that runs after the others begins a new stage. */
    static List<List<Integer>> stages(List<LoaderSpec> specs) {
        List<List<Integer>> stages = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            if (i == 0 || specs.get(i).loop().order() == LoaderOrder.AFTER) {
                stages.add(new ArrayList<>());
            }
            stages.get(stages.size() - 1).add(i);
        }
        return stages;
    }

    /** The stage at which the loaders need most. */
    private static Together worst(
            List<LoaderDemand> loaders,
            List<List<Integer>> stages,
            Function<LoaderDemand, ByteCount> level,
            Moment moment) {
        Together worst = Together.NONE;
        for (int s = 0; s < stages.size(); s++) {
            Together all = new Together(
                    parts(loaders, stages.get(s), level, othersRan(moment)),
                    othersRan(moment) ? beyond(loaders, stages, s) : ByteCount.ZERO);
            worst = s == 0 || all.total().compareTo(worst.total()) > 0 ? all : worst;
        }
        return worst;
    }

    /** What each loader has while those of a stage run. */
    private static List<ByteCount> parts(
            List<LoaderDemand> loaders,
            List<Integer> stage,
            Function<LoaderDemand, ByteCount> level,
            boolean othersRan) {
        List<ByteCount> parts = new ArrayList<>();
        for (int i = 0; i < loaders.size(); i++) {
            LoaderDemand d = loaders.get(i);
            parts.add(stage.contains(i) ? level.apply(d) : othersRan ? d.aside() : ByteCount.ZERO);
        }
        return parts;
    }

    /** What is kept of other loaders while those of a stage run, beyond the sum. */
    private static ByteCount beyond(List<LoaderDemand> loaders, List<List<Integer>> stages, int stage) {
        ByteCount handOvers = ByteCount.ZERO;
        ByteCount largest = ByteCount.ZERO;
        ByteCount kept = ByteCount.ZERO;
        boolean beside = false;
        for (int i : stages.get(stage)) {
            LoaderDemand d = loaders.get(i);
            ByteCount handOver = d.batch().times(d.batchesHandedOver());
            handOvers = handOvers.plus(handOver);
            largest = largest.max(handOver);
            beside |= d.spec().loop().order() == LoaderOrder.BESIDE;
            for (int j : stages.get(stage)) {
                kept = kept.plus(keptBytes(loaders, i, j));
            }
        }
        // What is taken from several loaders in turn before the old goes is at several hand-overs at once.
        long within = beside ? kept.bytes() : Math.max(0, kept.plus(largest).bytes() - handOvers.bytes());
        return ByteCount.of(within).plus(acrossStages(loaders, stages));
    }

    /** What workers that stay have inherited of loops that had ended before they were forked. */
    private static ByteCount acrossStages(List<LoaderDemand> loaders, List<List<Integer>> stages) {
        ByteCount kept = ByteCount.ZERO;
        for (int s = 1; s < stages.size(); s++) {
            for (int by : stages.get(s)) {
                LoaderSpec keeper = loaders.get(by).spec();
                if (!keeper.persistent() || !keeper.inherits() || keeper.workers() == 0) {
                    continue;
                }
                for (List<Integer> earlier : stages.subList(0, s)) {
                    for (int of : earlier) {
                        LoaderDemand d = loaders.get(of);
                        kept = kept.plus(d.contents().leftAfterLoop()).plus(d.leftovers());
                    }
                }
            }
        }
        return kept;
    }

    private static ByteCount keptBytes(List<LoaderDemand> loaders, int by, int of) {
        LoaderDemand kept = loaders.get(of);
        if (loaders.get(by).spec().workers() == 0 || kept.spec().workers() == 0) {
            return ByteCount.ZERO;
        }
        List<LoaderSpec> specs = loaders.stream().map(LoaderDemand::spec).toList();
        return switch (kept(specs, by, of)) {
            case NOTHING -> ByteCount.ZERO;
            case HELD -> kept.batch().times(kept.heldBatches()).plus(kept.leftovers());
            case IN_LOOP_BODY -> kept.batch().times(kept.batchesInLoopBody()).plus(kept.leftovers());
        };
    }

    /** What workers of one loader keep of another after that one has no more use for it, its semaphores included. */
    public enum Kept {
        NOTHING,
        /** Batches that the process refers to between loops. */
        HELD,
        /** Batches that the process has while the loop's body runs. */
        IN_LOOP_BODY
    }

    /**
     * What workers of the loader number {@code by} keep of the loader number {@code of}, alive with it, where both have
     * workers; how many makes no difference.
     */
    static Kept kept(List<LoaderSpec> specs, int by, int of) {
        LoaderSpec keeper = specs.get(by);
        if (by == of || !keeper.inherits() || !together(specs, by, of)) {
            return Kept.NOTHING;
        }
        if (by > 0 && keeper.persistent()) {
            // An iterator that is made before the first batch is taken has nothing to inherit.
            int later = Math.max(by, of);
            if (specs.get(later).loop().order() == LoaderOrder.BESIDE) {
                return Kept.NOTHING;
            }
            return of < by ? Kept.IN_LOOP_BODY : Kept.HELD;
        }
        // Workers that end with their loop outlive nothing but what runs inside it.
        return of > by && keeper.restarts() ? Kept.HELD : Kept.NOTHING;
    }

    /** Whether two loaders are alive together. */
    private static boolean together(List<LoaderSpec> specs, int one, int other) {
        return stages(specs).stream().anyMatch(s -> s.contains(one) && s.contains(other));
    }

    /** All loaders that run together settled. */
    public ByteCount steady() {
        return stages.stream()
                .map(s -> new Together(parts(loaders, s, LoaderDemand::steady, true), ByteCount.ZERO).total())
                .reduce(ByteCount.ZERO, ByteCount::max);
    }

    /** What one loader's workers keep of another's, beyond the sum. */
    public ByteCount crossInherited() {
        return at(Moment.EPOCH_TURN).inherited();
    }

    /** The guaranteed upper bound for the rank. */
    public ByteCount peak() {
        return at(Moment.EPOCH_TURN).total();
    }

    /** The most file descriptors that one process of the rank needs: the parent serves all loaders at once. */
    public long descriptors() {
        long parent = 0;
        long worker = 0;
        for (LoaderDemand d : loaders) {
            parent += d.descriptors().parentTensors();
            worker = Math.max(worker, d.descriptors().largest());
        }
        return parent == 0 ? worker : Math.max(worker, Descriptors.PARENT_BASE + parent);
    }
}
