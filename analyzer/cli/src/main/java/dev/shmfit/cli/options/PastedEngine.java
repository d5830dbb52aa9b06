package dev.shmfit.cli.options;

import dev.shmfit.cli.manifest.CommandLineText;
import dev.shmfit.cli.manifest.JobWorkload;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.Coverage;
import dev.shmfit.manifest.ChosenJob;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.text.Text;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The serving engine that a command in a pasted text starts, with the files that it keeps in /dev/shm beside NCCL's: as if the
 * command had been given behind {@code --}. Ranks and settings of the command are facts of the text already.
 *
 * @param engines what no formula counts
 * @param others what is counted
 * @param taken says where it stands
 */
record PastedEngine(List<EngineUse> engines, List<OtherUse> others, List<Assumption> taken) {
    static final PastedEngine NONE = new PastedEngine(List.of(), List.of(), List.of());

    /** Of several commands the one whose engine needs most: nothing tells which of them is the job. */
    static PastedEngine of(List<Coverage.Command> commands) {
        return commands.stream()
                .flatMap(c -> of(c).stream())
                .max(Comparator.comparingLong(PastedEngine::bytes))
                .orElse(NONE);
    }

    private long bytes() {
        return others.stream().mapToLong(o -> o.bytes().bytes()).sum();
    }

    private static Optional<PastedEngine> of(Coverage.Command command) {
        try {
            ChosenJob job = ChosenJob.of(List.of(CommandLineText.of(command.text())), "");
            List<EngineUse> engines = JobWorkload.engines(job);
            List<OtherUse> others = JobWorkload.of(job).others();
            return engines.stream().anyMatch(EngineUse::serves) || !others.isEmpty()
                    ? Optional.of(new PastedEngine(engines, others, taken(job, command.source())))
                    : Optional.empty();
        } catch (MalformedText e) {
            // What a shell would refuse starts no engine.
            return Optional.empty();
        }
    }

    private static List<Assumption> taken(ChosenJob job, SourceRef at) {
        List<Assumption> all = new ArrayList<>();
        all.add(new Assumption(
                "job", job.job().kind(), Provenance.REPORTED, Text.of("fact/engine-in-text", "place", at)));
        if (JobWorkload.restsOnExperts(job)) {
            all.add(Assumption.assumed("vllm-experts", Text.of("screen/none"), Text.of("fact/vllm-experts")));
        }
        return all;
    }
}
