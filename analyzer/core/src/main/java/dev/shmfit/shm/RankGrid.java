package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What would the loaders of one rank need with other sizes? Each has its own grid. Of the {@code stages} that which needs
 * most counts: the sum of its loaders, of all others what is left of them ({@link LoaderGrid.Cell#aside}), and from
 * {@code inherited} on what forked workers keep of other loaders: of each pair of loaders of the stage that both have
 * workers, what {@code kept} names, plus the largest batch at a hand-over, less all batches at a hand-over, where that is
 * more than nothing (without the last two where the stage has a loader beside another), plus what is left after their
 * loops of all loaders of earlier stages, once for each of {@code keepers} of a later stage (see {@link RankDemand}).
 *
 * @param loaders in the order of the job
 * @param stages numbers of the loaders that are alive together
 * @param kept by the loader whose workers keep, then by the one of which they keep
 * @param keepers for each loader whether its workers keep what is left of earlier stages
 * @param inherited for each {@link Moment} whether what is kept or left is counted
 */
public record RankGrid(
        List<LoaderGrid> loaders,
        List<List<Integer>> stages,
        List<List<RankDemand.Kept>> kept,
        List<Boolean> keepers,
        List<Boolean> inherited) {
    public RankGrid {
        loaders = List.copyOf(loaders);
        stages = List.copyOf(stages);
        kept = List.copyOf(kept);
        keepers = List.copyOf(keepers);
        inherited = List.copyOf(inherited);
    }

    /** The grids around the loaders as they are. */
    public static RankGrid of(List<LoaderSpec> specs, ByteCount granule) {
        List<List<RankDemand.Kept>> kept = new ArrayList<>();
        for (int by = 0; by < specs.size(); by++) {
            List<RankDemand.Kept> row = new ArrayList<>();
            for (int of = 0; of < specs.size(); of++) {
                row.add(RankDemand.kept(specs, by, of));
            }
            kept.add(List.copyOf(row));
        }
        return new RankGrid(
                specs.stream().map(s -> LoaderGrid.of(s, granule)).toList(),
                RankDemand.stages(specs),
                kept,
                specs.stream().map(s -> s.persistent() && s.inherits()).toList(),
                Arrays.stream(Moment.values()).map(RankDemand::othersRan).toList());
    }
}
