package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What would the loaders of one rank need with other sizes? Each has its own grid. Together they need the sum, and from
 * {@code inherited} on what forked workers keep of other loaders: of each pair of loaders that both have workers, what
 * {@code kept} names, plus the largest batch at a hand-over, less all batches at a hand-over, where that is more than
 * nothing (see {@link RankDemand}).
 *
 * @param loaders in the order of the job
 * @param kept by the loader whose workers keep, then by the one of which they keep
 * @param inherited for each {@link Moment} whether what is kept is counted
 */
public record RankGrid(List<LoaderGrid> loaders, List<List<RankDemand.Kept>> kept, List<Boolean> inherited) {
    public RankGrid {
        loaders = List.copyOf(loaders);
        kept = List.copyOf(kept);
        inherited = List.copyOf(inherited);
    }

    /** The grids around the loaders as they are. */
    public static RankGrid of(List<LoaderSpec> specs, ByteCount granule) {
        List<List<RankDemand.Kept>> kept = new ArrayList<>();
        for (int by = 0; by < specs.size(); by++) {
            List<RankDemand.Kept> row = new ArrayList<>();
            for (int of = 0; of < specs.size(); of++) {
                row.add(RankDemand.kept(specs.get(by), by, of));
            }
            kept.add(List.copyOf(row));
        }
        ShmItem one = ShmItem.crossInherited(new RankDemand(List.of(), granule), 1);
        return new RankGrid(
                specs.stream().map(s -> LoaderGrid.of(s, granule)).toList(),
                kept,
                Arrays.stream(Moment.values()).map(m -> one.at(m).bytes() > 0).toList());
    }
}
