package dev.shmfit.analysis;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.GpuSelection;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which GPUs does the environment leave to the job? NVIDIA_VISIBLE_DEVICES is what a container is given, by nvidia-smi's
 * numbers; CUDA_VISIBLE_DEVICES is what CUDA shows of these, by its own.
 */
final class VisibleGpus {
    private static final String CUDA = "CUDA_VISIBLE_DEVICES";
    private static final String CONTAINER = "NVIDIA_VISIBLE_DEVICES";
    private static final String SLURM = "SLURM_GPUS_ON_NODE";
    private static final String ORDER = "CUDA_DEVICE_ORDER";

    private final MachineFacts machine;
    private final Optional<GpuListing> listing;
    private final List<Finding> findings = new ArrayList<>();
    private List<Integer> gpus;
    private boolean said;

    private VisibleGpus(MachineFacts machine, List<Integer> present) {
        this.machine = machine;
        this.listing = machine.gpus().listings().all().stream()
                .flatMap(r -> r.asOptional().stream())
                .filter(l -> l.numbering() == GpuListing.Numbering.NVIDIA_SMI)
                .findFirst();
        this.gpus = present;
    }

    /**
     * What is visible.
     *
     * @param gpus in the order in which CUDA counts them, by nvidia-smi's index
     * @param said whether the environment says so; else they are all that there are
     * @param findings what could not be mapped
     */
    record Result(List<Integer> gpus, boolean said, List<Finding> findings) {
        Result {
            gpus = List.copyOf(gpus);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Of the GPUs that are present, those that are visible.
     *
     * @throws NotAssessable where the environment hides every GPU
     */
    static Result of(MachineFacts machine, List<Integer> present) {
        VisibleGpus v = new VisibleGpus(machine, present);
        v.pod();
        v.slurm();
        v.container();
        v.cuda();
        return new Result(v.gpus, v.said, v.findings);
    }

    private Optional<Reading.Known<String>> setting(String name) {
        Readings<String> readings = machine.software().settings().get(name);
        return readings != null && readings.best() instanceof Reading.Known<String> k
                ? Optional.of(k)
                : Optional.empty();
    }

    /** A pod is given as many as it asks for; which ones shows only where its environment names them. */
    private void pod() {
        if (setting(CONTAINER).isPresent()
                || !(machine.container().gpus().best() instanceof Reading.Known<Integer> asked)
                || asked.value() >= gpus.size()) {
            return;
        }
        List<Integer> taken = gpus.subList(0, asked.value());
        findings.add(Finding.of(
                        "pod-gpus-not-named",
                        Severity.WARNING,
                        Owner.JOB,
                        Text.of("verdict/pod-gpus-not-named.summary", "asked", asked.value(), "gpus", gpus.size()),
                        Text.of(
                                "verdict/pod-gpus-not-named.explanation",
                                "asked",
                                asked.value(),
                                "taken",
                                String.join(
                                        ", ",
                                        taken.stream().map(String::valueOf).toList())),
                        Text.of("verdict/pod-gpus-not-named.remedy", "option", UserInput.GPUS))
                .from(List.of(asked.source())));
        gpus = List.copyOf(taken);
        said = true;
    }

    /** Slurm gives as many as the job asks for; which ones shows only where CUDA_VISIBLE_DEVICES names them. */
    private void slurm() {
        Optional<Reading.Known<String>> asked =
                setting(SLURM).filter(s -> s.value().matches("[1-9]\\d{0,2}"));
        if (asked.isEmpty() || setting(CUDA).isPresent() || setting(CONTAINER).isPresent()) {
            return;
        }
        int count = Integer.parseInt(asked.get().value(), 10);
        if (count == gpus.size()) {
            return;
        }
        List<Integer> taken = gpus.subList(0, Math.min(count, gpus.size()));
        findings.add(Finding.of(
                        "slurm-gpus-not-named",
                        Severity.WARNING,
                        Owner.JOB,
                        Text.of(
                                "verdict/slurm-gpus-not-named.summary",
                                "asked",
                                count,
                                "gpus",
                                gpus.size(),
                                "how",
                                count < gpus.size() ? "fewer" : "more"),
                        Text.of(
                                "verdict/slurm-gpus-not-named.explanation",
                                "taken",
                                String.join(
                                        ", ",
                                        taken.stream().map(String::valueOf).toList())),
                        Text.of("verdict/slurm-gpus-not-named.remedy", "option", UserInput.GPUS))
                .from(List.of(asked.get().source())));
        gpus = List.copyOf(taken);
        said |= count <= gpus.size();
    }

    private void container() {
        Optional<Reading.Known<String>> given = setting(CONTAINER);
        if (given.isEmpty()) {
            return;
        }
        RuntimeDevices devices = RuntimeDevices.of(given.get().value());
        switch (devices.request()) {
            case ALL, MOUNTS -> {
                // The table shows as many as there are.
            }
            case NONE, VOID -> withoutGpu(given.get(), devices.request() == RuntimeDevices.Request.VOID);
            case LIST -> container(given.get(), devices.entries());
        }
    }

    /** A container has the GPUs that its runtime gives it in the order of their bus ids, however they are named. */
    private void container(Reading.Known<String> given, List<String> entries) {
        Set<Integer> found = new TreeSet<>(Comparator.comparingInt(gpus::indexOf));
        List<String> unmapped = new ArrayList<>();
        Set<String> absent = new LinkedHashSet<>();
        boolean instances = false;
        for (String entry : entries) {
            String whole = RuntimeDevices.whole(entry);
            GpuSelection one = GpuSelection.of(whole, gpus, listing);
            found.addAll(one.gpus());
            unmapped.addAll(one.unmapped());
            instances |= one.instances() || !whole.equals(entry);
            if (one.isNone()) {
                absent.add(whole);
            }
        }
        int named = found.size() + unmapped.size() + absent.size();
        // A table that was taken in the container shows just what it was given, under numbers of its own.
        if (named == gpus.size()) {
            return;
        }
        if (!absent.isEmpty() || named > gpus.size()) {
            findings.add(Finding.of(
                            "gpus-not-in-table",
                            Severity.WARNING,
                            Owner.JOB,
                            Text.of(
                                    "verdict/gpus-not-in-table.summary",
                                    "setting",
                                    given.value(),
                                    "named",
                                    named,
                                    "gpus",
                                    gpus.size()),
                            Text.of("verdict/gpus-not-in-table.explanation"),
                            Text.of("verdict/gpus-not-in-table.remedy", "option", UserInput.GPUS))
                    .from(List.of(given.source())));
        }
        if (named < gpus.size()) {
            gpus.stream().filter(g -> !found.contains(g)).limit(absent.size()).forEach(found::add);
            take(
                    CONTAINER,
                    given,
                    new GpuSelection(List.copyOf(found), instances, unmapped, Optional.empty(), Optional.empty()));
        }
    }

    /** The table shows GPUs all the same: of the host, or of a container that has them in another way. */
    private void withoutGpu(Reading.Known<String> given, boolean byCdi) {
        findings.add(Finding.of(
                        "runtime-gives-no-gpu",
                        byCdi ? Severity.NOTE : Severity.WARNING,
                        Owner.JOB,
                        Text.of("verdict/runtime-gives-no-gpu.summary", "setting", given.value(), "gpus", gpus.size()),
                        Text.of("verdict/runtime-gives-no-gpu.explanation"),
                        Text.of("verdict/runtime-gives-no-gpu.remedy"))
                .from(List.of(given.source())));
    }

    private void cuda() {
        Optional<Reading.Known<String>> visible = setting(CUDA);
        if (visible.isEmpty()) {
            return;
        }
        GpuSelection chosen = GpuSelection.of(visible.get().value(), gpus, listing);
        if (chosen.repeated().isPresent()) {
            throw new NotAssessable(visible.get().source() + ": " + CUDA + "="
                    + visible.get().value() + " names " + chosen.repeated().get()
                    + " twice, and CUDA then shows no GPU at all; name each GPU once");
        }
        if (chosen.isNone()) {
            throw new NotAssessable(
                    visible.get().source() + ": " + CUDA + "=" + visible.get().value()
                            + " hides every GPU from CUDA, so no rank can run; unset it, or list the GPUs of the job");
        }
        order(visible.get(), chosen);
        take(CUDA, visible.get(), chosen);
    }

    private void take(String name, Reading.Known<String> setting, GpuSelection chosen) {
        List<Integer> taken = new ArrayList<>(chosen.gpus());
        gpus.stream()
                .filter(g -> !taken.contains(g))
                .limit(chosen.unmapped().size())
                .forEach(taken::add);
        if (!chosen.unmapped().isEmpty()) {
            findings.add(Finding.of(
                            "gpus-not-mapped",
                            Severity.WARNING,
                            Owner.JOB,
                            Text.of(
                                    "verdict/gpus-not-mapped.summary",
                                    "name",
                                    name,
                                    "setting",
                                    setting.value(),
                                    "unmapped",
                                    chosen.unmapped().size(),
                                    "which",
                                    String.join(", ", chosen.unmapped())),
                            Text.of(
                                    "verdict/gpus-not-mapped.explanation",
                                    "taken",
                                    String.join(
                                            ", ",
                                            taken.stream().map(String::valueOf).toList())),
                            Text.of(
                                    "verdict/gpus-not-mapped.remedy",
                                    "would-map",
                                    chosen.wouldMap(),
                                    "option",
                                    UserInput.GPUS))
                    .from(List.of(setting.source())));
        }
        if (chosen.ended().isPresent()) {
            findings.add(Finding.of(
                            "visible-list-ends",
                            Severity.WARNING,
                            Owner.JOB,
                            Text.of(
                                    "verdict/visible-list-ends.summary",
                                    "name",
                                    name,
                                    "setting",
                                    setting.value(),
                                    "ended",
                                    chosen.ended().get(),
                                    "gpus",
                                    gpus.size()),
                            Text.of("verdict/visible-list-ends.explanation"),
                            Text.of("verdict/visible-list-ends.remedy"))
                    .from(List.of(setting.source())));
        }
        if (chosen.instances()) {
            findings.add(Finding.of(
                            "mig-instance-visible",
                            Severity.NOTE,
                            Owner.JOB,
                            Text.of("verdict/mig-instance-visible.summary", "name", name),
                            Text.of("verdict/mig-instance-visible.explanation"),
                            Text.EMPTY)
                    .from(List.of(setting.source())));
        }
        gpus = List.copyOf(taken);
        said = true;
    }

    /** Numbers count in CUDA's order: the fastest first, unless the variable says by bus id, as nvidia-smi does. */
    private void order(Reading.Known<String> visible, GpuSelection chosen) {
        boolean numbers = visible.value().matches("[\\d,\\s]*");
        boolean byBus =
                setting(ORDER).filter(o -> o.value().equals("PCI_BUS_ID")).isPresent();
        boolean mixed = listing.filter(l -> l.product().isEmpty()).isPresent();
        if (numbers && !byBus && mixed && chosen.gpus().size() < gpus.size()) {
            SourceRef at = visible.source();
            findings.add(Finding.of(
                            "cuda-order-unknown",
                            Severity.WARNING,
                            Owner.JOB,
                            Text.of("verdict/cuda-order-unknown.summary", "name", CUDA, "visible", visible.value()),
                            Text.of("verdict/cuda-order-unknown.explanation"),
                            Text.of("verdict/cuda-order-unknown.remedy"))
                    .from(List.of(at)));
        }
    }
}
