package dev.shmfit.cli.options;

import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.cli.manifest.CommandLineText;
import dev.shmfit.cli.manifest.JobWorkload;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.ingest.Coverage;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.lint.EngineSettings;
import dev.shmfit.manifest.ChosenJob;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.text.Text;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command in a pasted text says of the job, as if it had been given behind {@code --}: the serving engine that it starts,
 * with the files that the engine keeps in /dev/shm beside NCCL's and the settings that it makes, and the NCCL that its image brings
 * where nothing else tells of one. Ranks and variables of the command are facts of the text already.
 *
 * @param engines what no formula counts
 * @param others what is counted
 * @param groups communicators of the engine
 * @param made settings that the engine makes
 * @param nccl of the image
 * @param assume facts of the image, as {@code --assume} takes them
 * @param taken says where it stands
 */
record PastedJob(
        List<EngineUse> engines,
        List<OtherUse> others,
        List<GroupRequest> groups,
        Map<String, String> made,
        Optional<NcclVersion> nccl,
        List<String> assume,
        List<Assumption> taken) {
    static final PastedJob NONE =
            new PastedJob(List.of(), List.of(), List.of(), Map.of(), Optional.empty(), List.of(), List.of());

    /** Of several commands the one whose engine needs most, else the first: nothing tells which of them is the job. */
    static PastedJob of(MachineFacts machine) {
        return machine.coverage().commands().stream()
                .flatMap(c -> of(c, machine).stream())
                .sorted(Comparator.comparingLong(PastedJob::bytes).reversed())
                .findFirst()
                .orElse(NONE);
    }

    private long bytes() {
        return others.stream().mapToLong(o -> o.bytes().bytes()).sum();
    }

    private static Optional<PastedJob> of(Coverage.Command command, MachineFacts machine) {
        try {
            ChosenJob job = ChosenJob.of(List.of(CommandLineText.of(command.text())), "");
            return Optional.of(of(job, command.source().toString().replaceFirst(".*/", ""), machine))
                    .filter(p -> !p.taken.isEmpty());
        } catch (MalformedText e) {
            // What a shell would refuse starts nothing.
            return Optional.empty();
        }
    }

    private static PastedJob of(ChosenJob job, String at, MachineFacts machine) {
        Workload workload = JobWorkload.of(job);
        List<EngineUse> engines = JobWorkload.engines(job);
        List<Assumption> taken = new ArrayList<>();
        if (!engines.isEmpty() || !workload.others().isEmpty()) {
            taken.add(new Assumption(
                    "job", job.job().kind(), Provenance.REPORTED, Text.of("fact/engine-in-text", "place", at)));
        }
        JobWorkload.experts(job).ifPresent(taken::add);
        Map<String, String> made = new LinkedHashMap<>();
        for (EngineSettings.Made m : JobWorkload.made(job)) {
            if (!machine.software().settings().containsKey(m.name())) {
                made.put(m.name(), m.value());
                taken.add(JobWorkload.taken(m));
            }
        }
        boolean byImage = !tellsNccl(machine);
        if (byImage) {
            JobWorkload.image(job, Provenance.REPORTED, at).ifPresent(taken::add);
        }
        return new PastedJob(
                engines,
                workload.others(),
                workload.groups(),
                made,
                workload.nccl().filter(v -> byImage),
                workload.assume().stream()
                        .filter(a -> byImage && a.startsWith("torch="))
                        .toList(),
                taken);
    }

    private static boolean tellsNccl(MachineFacts machine) {
        return machine.software().nccl().value().isPresent()
                || machine.software().torch().value().isPresent()
                || machine.software().systemNccl().value().isPresent()
                || machine.logged().version().isPresent();
    }
}
