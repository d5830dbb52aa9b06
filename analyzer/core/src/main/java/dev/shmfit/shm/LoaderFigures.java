package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.Figure.Input;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The numbers of a loader with their formulas, for whoever asks how one came about. */
final class LoaderFigures {
    private LoaderFigures() {}

    static List<Figure> of(LoaderDemand d, BatchStorages storages, LiveBatches live) {
        LoaderSpec spec = d.spec();
        String prefix = "loader:" + spec.name() + ":";
        if (spec.workers() == 0) {
            return List.of(new Figure(
                    prefix + "peak",
                    ByteCount.ZERO,
                    "with workers=0 the process itself makes the batches, in its own memory",
                    List.of(Input.of("workers", 0, spec.provenance("workers"))),
                    spec.pool().producer().source()));
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(batch(prefix, d, storages));
        figures.add(new Figure(
                prefix + "semaphores",
                d.semaphores(),
                semaphores(spec),
                List.of(workers(spec), page(d)),
                "multiprocessing.Queue has three, multiprocessing.Event five (Lib/multiprocessing)"));
        figures.add(new Figure(
                prefix + "other",
                d.other(),
                other(spec),
                List.of(
                        Input.of("dataset", spec.dataset().bytes(), spec.provenance("dataset")),
                        new Input("start", spec.start().name().toLowerCase(Locale.ROOT), spec.provenance("start"))),
                "torch/multiprocessing/reductions.py, reduce_storage"));
        figures.add(steady(prefix, d, live));
        figures.add(peak(prefix, d, live));
        return List.copyOf(figures);
    }

    private static Figure batch(String prefix, LoaderDemand d, BatchStorages storages) {
        LoaderSpec spec = d.spec();
        List<Input> inputs = new ArrayList<>();
        inputs.add(Input.of("batch", spec.batch(), spec.provenance("batch")));
        for (BatchStorages.Group g : storages.groups()) {
            inputs.add(new Input(
                    g.leaf(), g.count() + " storage(s) of " + g.bytes().bytes() + " bytes", spec.provenance("sample")));
        }
        inputs.add(page(d));
        String rounding = spec.sharing() == Sharing.FILE_SYSTEM
                ? "its bytes + 64 of reference count, in whole pages"
                : "its bytes in whole pages";
        return new Figure(
                prefix + "batch",
                d.batch(),
                "sum over the tensor storages of one batch: " + rounding,
                inputs,
                "torch/utils/data/_utils/collate.py; ATen/MapAllocator.cpp");
    }

    private static String semaphores(LoaderSpec spec) {
        return spec.pool().producer() == Producer.DATALOADER
                ? "(3 x (workers + 1) + 5) semaphores, one page each"
                : spec.pool().producer().semaphores(spec.workers())
                        + " semaphores of its queues and events, one page each";
    }

    private static Figure steady(String prefix, LoaderDemand d, LiveBatches live) {
        String ahead = d.spec().pool().producer().aheadInWords();
        String formula = d.allPinned()
                ? "semaphores + batch x min(" + ahead + ", batches): pinned copies are not in /dev/shm"
                : "semaphores + batch x " + live.settled().count() + " (min(" + ahead
                        + " + max(held, 1), batches) + inherited) + other" + smaller(d);
        return new Figure(
                prefix + "steady",
                d.steady(),
                formula,
                inputs(d, live),
                d.spec().pool().producer().source());
    }

    private static Figure peak(String prefix, LoaderDemand d, LiveBatches live) {
        String ahead = d.spec().pool().producer().aheadInWords();
        String turn = d.leftovers().bytes() > 0 ? " + the semaphores of the iterator that ended" : "";
        String formula = d.allPinned()
                ? "semaphores + batch x min(" + ahead + ", batches) + other" + turn
                : "semaphores + batch x " + live.bound().count() + " (" + ahead
                        + " + held + 1 at the hand-over, but not more than there are, + inherited) + other" + turn;
        return new Figure(
                prefix + "peak",
                d.peak(),
                formula + smaller(d),
                inputs(d, live),
                d.spec().pool().producer().source());
    }

    private static String smaller(LoaderDemand d) {
        return d.levels().smaller().bytes() == 0 ? "" : " - what some of these batches are known to be smaller";
    }

    private static List<Input> inputs(LoaderDemand d, LiveBatches live) {
        LoaderSpec spec = d.spec();
        List<Input> inputs = new ArrayList<>(List.of(
                workers(spec),
                Input.of("prefetch", spec.prefetch(), spec.provenance("prefetch")),
                Input.of("held", spec.held(), spec.provenance("held"))));
        spec.batchesPerEpoch().ifPresent(n -> inputs.add(Input.of("batches", n, spec.provenance("batches"))));
        inputs.add(Input.of("inherited", live.inherited(), spec.provenance("epochs")));
        inputs.add(Input.of("batch bytes", d.batch().bytes(), spec.provenance("sample")));
        inputs.add(Input.of("semaphores", d.semaphores().bytes(), spec.provenance("workers")));
        inputs.add(Input.of("other", d.other().bytes(), spec.provenance("dataset")));
        if (d.levels().smaller().bytes() > 0) {
            spec.loop().lastBatch().ifPresent(n -> inputs.add(Input.of("last batch", n, spec.provenance("samples"))));
            inputs.add(Input.of("smaller at the bound", d.levels().smaller().bytes(), spec.provenance("batch")));
        }
        return inputs;
    }

    private static String other(LoaderSpec spec) {
        String dataset = spec.start() == StartMethod.FORK
                ? "forked workers share the dataset's memory without /dev/shm"
                : "the dataset's tensors in whole pages, because new workers get them pickled";
        return spec.extras().isEmpty()
                ? dataset
                : dataset + "; plus " + spec.extras().size() + " stated extras";
    }

    private static Input workers(LoaderSpec spec) {
        return Input.of("workers", spec.workers(), spec.provenance("workers"));
    }

    private static Input page(LoaderDemand d) {
        return Input.of("page", d.granule().bytes(), Provenance.REPORTED);
    }
}
