package dev.shmfit.reports.number;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.Descriptors;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.Producer;
import dev.shmfit.shm.RankDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one DataLoader does, in one rank. */
final class LoaderNumbers implements Numbers.Part {
    private static final String LOOP = "torch/utils/data/dataloader.py; docs/dataloader.md";

    private final Analysis analysis;

    LoaderNumbers(Analysis analysis) {
        this.analysis = analysis;
    }

    @Override
    public Optional<NumberExplanation> explain(Path path) {
        if (!path.shape().startsWith("loaders[].")) {
            return Optional.empty();
        }
        return analysis.need().rank().loaders().stream()
                .filter(d -> d.spec().name().equals(path.item(0)))
                .findFirst()
                .map(d -> explain(d, path.last()));
    }

    private NumberExplanation explain(LoaderDemand d, String field) {
        long alive = d.batchesAtPeak();
        return switch (field) {
            case "batchBytes" -> figure(d, "batch", storages(d));
            case "steadyBytes" -> figure(d, "steady", sum(d, d.batchesSettled(), false));
            case "peakBytes" -> figure(d, "peak", sum(d, alive, true));
            case "segments" ->
                stated(
                        "files of one batch x batches at the bound + semaphores, one file each",
                        d.storages() + " × " + alive + " + " + (d.segments() - d.storages() * alive) + " = "
                                + d.segments(),
                        d);
            case "fileDescriptors" ->
                stated(
                        "the greater of parent and worker: tensor storages that a process holds open, and what it has open"
                                + " anyway (about " + Descriptors.PARENT_BASE + " in the parent, "
                                + Descriptors.WORKER_BASE
                                + " in a worker)",
                        process(d),
                        d);
            default ->
                NumberExplanation.plain(
                        "the ranks of the job on this node, each with all loaders",
                        Provenance.STATED.word(),
                        "--ranks, --gpus or the workload file");
        };
    }

    private static NumberExplanation stated(String formula, String worked, LoaderDemand d) {
        return NumberExplanation.worked(formula, worked, Provenance.STATED.word(), LOOP)
                .with(inputs(d.spec()));
    }

    private static String process(LoaderDemand d) {
        if (d.descriptors().largest() == 0) {
            return "no tensor travels by descriptor: 0";
        }
        return "max(" + Descriptors.PARENT_BASE + " + " + d.descriptors().parentTensors() + ", "
                + Descriptors.WORKER_BASE + " + " + d.descriptors().workerTensors() + ") = "
                + d.descriptors().largest();
    }

    /** The figure that core states, with the numbers put in. */
    private static NumberExplanation figure(LoaderDemand d, String name, String worked) {
        String full = "loader:" + d.spec().name() + ":" + name;
        Optional<Figure> figure =
                d.figures().stream().filter(f -> f.name().equals(full)).findFirst();
        if (figure.isEmpty()) {
            return stated("with workers=0 the process itself makes the batches, in its own memory", "0", d);
        }
        Figure f = figure.get();
        return NumberExplanation.worked(f.formula(), worked, Provenance.STATED.word(), f.source())
                .with(f.inputs().stream()
                        .map(i -> new NumberExplanation.Input(
                                i.name(), i.value(), i.provenance().word()))
                        .toList());
    }

    private static String storages(LoaderDemand d) {
        return d.storages() + " files of one batch, " + d.payload().bytes() + " bytes of data, in whole pages of "
                + d.granule().bytes() + " = " + d.batch().bytes();
    }

    private static String sum(LoaderDemand d, long batches, boolean atPeak) {
        LoaderSpec spec = d.spec();
        String turn =
                atPeak && d.leftovers().bytes() > 0 ? " + " + d.leftovers().bytes() + " (ended iterator)" : "";
        long total = atPeak ? d.peak().bytes() : d.steady().bytes();
        long added = d.semaphores().bytes()
                + d.batch().bytes() * batches
                + d.other().bytes()
                + (turn.isEmpty() ? 0 : d.leftovers().bytes());
        String less = added == total ? "" : " - " + (added - total) + " (smaller batches)";
        return d.semaphores().bytes() + " (semaphores) + " + d.batch().bytes() + " × " + batches + " + "
                + d.other().bytes() + " (other)" + turn + less + " = " + total + "; in flight " + inFlight(spec)
                + ", held "
                + spec.held();
    }

    private static String inFlight(LoaderSpec spec) {
        return spec.pool().producer() == Producer.DATALOADER
                ? spec.workers() + " × " + spec.prefetch()
                : spec.pool().producer().aheadInWords() + " = " + spec.ahead();
    }

    private static List<NumberExplanation.Input> inputs(LoaderSpec spec) {
        List<NumberExplanation.Input> inputs = new ArrayList<>();
        inputs.add(input(spec, "workers", spec.workers()));
        inputs.add(input(spec, "prefetch", spec.prefetch()));
        inputs.add(input(spec, "batch", spec.batch()));
        inputs.add(input(spec, "held", spec.held()));
        return inputs;
    }

    private static NumberExplanation.Input input(LoaderSpec spec, String key, long value) {
        return new NumberExplanation.Input(
                key, Long.toString(value), spec.provenance(key).word());
    }

    /** The open files of the process that needs most. */
    static String descriptors(RankDemand rank) {
        if (rank.descriptors() == 0) {
            return "no tensor travels by descriptor: 0";
        }
        String parent = rank.loaders().stream()
                .map(d -> String.valueOf(d.descriptors().parentTensors()))
                .collect(Collectors.joining(" + "));
        String worker = rank.loaders().stream()
                .map(d -> String.valueOf(d.descriptors().largest()))
                .collect(Collectors.joining(", "));
        return "max(" + Descriptors.PARENT_BASE + " + " + parent + ", " + worker + ")";
    }

    /** Locked memory of a rank. */
    static String pinned(RankDemand rank) {
        return rank.loaders().stream()
                .filter(d -> d.spec().pin() && d.spec().workers() > 0)
                .map(d -> d.payload().bytes() + " × (" + d.batchesAtPeak() + " + "
                        + d.spec().held() + " + 1)")
                .collect(Collectors.joining(" + "));
    }
}
