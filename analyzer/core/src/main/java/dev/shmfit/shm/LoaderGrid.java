package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What would one loader need with other sizes? For every pair of workers and prefetch the need as a line over the size of
 * a batch, which is exact: all batches of a loader are alike, and the need grows by one for each that is alive.
 *
 * <p>Every batch is taken as full. Where some are known to be smaller as the loader is, {@code smaller} says by how much.
 *
 * @param spec the loader as it is
 * @param size how large a batch is
 * @param smaller what the loader as it is needs less: at each {@link Moment} in their order, while another one runs after
 *     it, and of the batches that are left after its loop
 * @param workers those of the grid, ascending
 * @param prefetch those of the grid, ascending
 * @param cells by workers, then prefetch
 */
public record LoaderGrid(
        LoaderSpec spec,
        ByteCount granule,
        BatchSize size,
        List<ByteCount> smaller,
        List<Integer> workers,
        List<Integer> prefetch,
        List<Cell> cells) {
    private static final List<Integer> WORKERS =
            List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64);
    private static final List<Integer> PREFETCH = List.of(1, 2, 3, 4, 6, 8, 16);

    public LoaderGrid {
        smaller = List.copyOf(smaller);
        workers = List.copyOf(workers);
        prefetch = List.copyOf(prefetch);
        cells = List.copyOf(cells);
    }

    /**
     * The size of a batch: each leaf is a storage of {@code leaf x batch size} where samples are put together, else
     * {@code batch size} storages of {@code leaf}; {@code header} is added to each, and the whole is charged in
     * {@code granule}s. {@code constant} comes on top.
     *
     * @param together whether the samples of a batch share a storage
     * @param header of a storage, in bytes
     * @param constant what storages take that do not grow with the batch
     * @param leaves bytes that a sample adds to each of its storages
     */
    public record BatchSize(boolean together, long header, ByteCount constant, List<ByteCount> leaves) {
        public BatchSize {
            leaves = List.copyOf(leaves);
        }
    }

    /**
     * The need of one rank, and what workers of its other loaders may keep of this one: {@link RankDemand.Kept}.
     *
     * @param byMoment the need at each {@link Moment}, in their order
     * @param leftovers bytes of semaphores that are kept with the batches
     * @param held batches kept of those between loops
     * @param inLoopBody batches kept of those inside the loop's body
     * @param handedOver batches at a hand-over, which only one loader of a process is at
     * @param aside what is left while another loader runs after this one
     */
    public record Cell(List<Line> byMoment, long leftovers, long held, long inLoopBody, long handedOver, Line aside) {
        public Cell {
            byMoment = List.copyOf(byMoment);
        }
    }

    /** {@code fixed + batches x} the size of a batch, in bytes. */
    public record Line(long fixed, long batches) {}

    /** The grid around a loader; its own workers and prefetch are in it. */
    public static LoaderGrid of(LoaderSpec spec, ByteCount granule) {
        LoaderSpec uniform = spec.uniform();
        List<Integer> workers = with(WORKERS, spec.workers());
        List<Integer> prefetch = with(PREFETCH, spec.prefetch());
        List<Cell> cells = new ArrayList<>();
        for (int w : workers) {
            for (int p : prefetch) {
                cells.add(cell(uniform, w, p, granule));
            }
        }
        return new LoaderGrid(
                spec, granule, batchSize(uniform, granule), smaller(spec, granule), workers, prefetch, cells);
    }

    private static BatchSize batchSize(LoaderSpec uniform, ByteCount granule) {
        BatchStorages one = BatchStorages.of(uniform, 1);
        return new BatchSize(
                uniform.collate() == Collate.DEFAULT,
                uniform.sharing() == Sharing.FILE_SYSTEM ? BatchStorages.FILE_SYSTEM_HEADER : 0,
                one.charge(uniform.sharing(), granule, g -> !g.grows()),
                one.groups().stream()
                        .filter(g -> g.grows() && !g.kept())
                        .map(BatchStorages.Group::bytes)
                        .toList());
    }

    private static List<ByteCount> smaller(LoaderSpec spec, ByteCount granule) {
        LoaderDemand full = LoaderDemand.of(spec.uniform(), granule);
        LoaderDemand known = LoaderDemand.of(spec, granule);
        List<ByteCount> atMoments = perRank(RankDemand.of(List.of(spec), granule), granule);
        List<ByteCount> all = new ArrayList<>();
        int m = 0;
        for (ByteCount most : perRank(RankDemand.of(List.of(spec.uniform()), granule), granule)) {
            all.add(ByteCount.of(most.bytes() - atMoments.get(m++).bytes()));
        }
        all.add(ByteCount.of(full.aside().bytes() - known.aside().bytes()));
        all.add(ByteCount.of(full.contents().leftAfterLoop().bytes()
                - known.contents().leftAfterLoop().bytes()));
        return all;
    }

    private static List<Integer> with(List<Integer> usual, int own) {
        TreeSet<Integer> all = new TreeSet<>(usual);
        all.add(own);
        return List.copyOf(all);
    }

    /** Two batch sizes whose batches differ give the line; the formula itself is looked at nowhere but in its place. */
    private static Cell cell(LoaderSpec spec, int workers, int prefetch, ByteCount granule) {
        LoaderSpec one = spec.sized(workers, prefetch, 1);
        LoaderSpec more = one;
        long step = 0;
        for (int batch = 2; batch <= 1 << 20 && step == 0; batch *= 2) {
            more = spec.sized(workers, prefetch, batch);
            step = size(more, granule) - size(one, granule);
        }
        List<ByteCount> low = perRank(RankDemand.of(List.of(one), granule), granule);
        List<ByteCount> high = perRank(RankDemand.of(List.of(more), granule), granule);
        List<Line> lines = new ArrayList<>();
        for (int m = 0; m < low.size(); m++) {
            long batches = step == 0 ? 0 : (high.get(m).bytes() - low.get(m).bytes()) / step;
            lines.add(new Line(low.get(m).bytes() - batches * size(one, granule), batches));
        }
        LoaderDemand demand = LoaderDemand.of(one, granule);
        long aside = demand.aside().bytes();
        long left = step == 0 ? 0 : (LoaderDemand.of(more, granule).aside().bytes() - aside) / step;
        return new Cell(
                lines,
                demand.leftovers().bytes(),
                demand.heldBatches(),
                demand.batchesInLoopBody(),
                demand.batchesHandedOver(),
                new Line(aside - left * size(one, granule), left));
    }

    private static long size(LoaderSpec spec, ByteCount granule) {
        return LoaderDemand.of(spec, granule).batch().bytes();
    }

    /** What the loaders of one rank need at each moment. */
    public static List<ByteCount> perRank(RankDemand rank, ByteCount granule) {
        ShmDemand demand = ShmDemand.of(List.of(), Provenance.STATED, rank, 1, List.of(), granule);
        List<ByteCount> all = new ArrayList<>();
        for (Moment m : Moment.values()) {
            all.add(demand.at(m));
        }
        return all;
    }
}
