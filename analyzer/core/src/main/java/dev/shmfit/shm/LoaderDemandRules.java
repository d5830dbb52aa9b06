package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.List;
import java.util.function.Function;

/** The formula of {@link LoaderDemand}, put together from storages and live batches. */
final class LoaderDemandRules {
    private final LoaderSpec spec;
    private final ByteCount granule;
    private final BatchStorages storages;
    /** Storages that leave shared memory when they have arrived; empty without pinning. */
    private final BatchSeries leaving;

    private final BatchSeries staying;
    private final LiveBatches leavingLive;
    private final LiveBatches stayingLive;
    private final ByteCount batch;
    private final ByteCount stays;

    LoaderDemandRules(LoaderSpec spec, ByteCount granule) {
        this.spec = spec;
        this.granule = granule;
        storages = BatchStorages.of(spec);
        leaving = BatchSeries.of(spec, granule, g -> spec.pin() && g.pins());
        staying = BatchSeries.of(spec, granule, g -> !spec.pin() || !g.pins());
        leavingLive = LiveBatches.of(spec, true);
        stayingLive = LiveBatches.of(spec, false);
        batch = storages.charge(spec.sharing(), granule);
        stays = storages.charge(spec.sharing(), granule, g -> !spec.pin() || !g.pins());
    }

    LoaderDemand demand() {
        boolean works = spec.workers() > 0;
        long semaphoreFiles = works ? spec.pool().producer().semaphores(spec.workers()) : 0;
        ByteCount semaphores = granule.times(semaphoreFiles);
        ByteCount ahead = alive(l -> new LiveBatches.Alive(
                Math.min(spec.ahead(), spec.batchesPerEpoch().orElse(Long.MAX_VALUE)), 0));
        ByteCount other = works ? OtherShared.total(spec, ahead, semaphores, granule) : ByteCount.ZERO;
        ByteCount leftovers =
                spec.restarts() && OtherShared.keptIterators(spec) < spec.epochs() - 1L ? semaphores : ByteCount.ZERO;
        ByteCount always = semaphores.plus(other);
        LiveBatches live = spec.pin() && stays.bytes() == 0 ? leavingLive : stayingLive;
        ByteCount atBound = alive(LiveBatches::bound);
        long files = storages.files(spec.sharing());
        LoaderDemand demand = new LoaderDemand(
                spec,
                granule,
                new LoaderDemand.Contents(
                        batch, stays, storages.payload(), works ? staying.ofBefore(spec.held()) : ByteCount.ZERO),
                new LoaderDemand.Fixed(semaphores, other, leftovers),
                new LoaderDemand.Levels(
                        always.plus(alive(LiveBatches::settled)),
                        always.plus(alive(LiveBatches::firstEpoch)),
                        always.plus(leftovers).plus(atBound),
                        ByteCount.of(batch.times(live.bound().count()).bytes() - atBound.bytes())),
                new LoaderDemand.Files(
                        files,
                        Exact.plus(Exact.times(files, live.bound().count()), semaphoreFiles),
                        Descriptors.of(spec, live, files)),
                ResultPipe.of(spec, storages),
                List.of());
        return demand.with(LoaderFigures.of(demand, storages, live));
    }

    /** The most that is alive at such a moment. */
    private ByteCount alive(Function<LiveBatches, LiveBatches.Alive> moment) {
        ByteCount stay = staying.of(moment.apply(stayingLive));
        return spec.pin() ? stay.plus(leaving.of(moment.apply(leavingLive))) : stay;
    }
}
