package dev.shmfit.reports;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.text.Language;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Platform;
import dev.shmfit.verdict.PlatformFix;
import dev.shmfit.verdict.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found, with the lines of the captured texts that it rests on. */
final class FindingMapper {
    private final Map<String, List<String>> lines = new HashMap<>();

    private final Language language;

    private FindingMapper(List<ReportV1.Input> inputs, Language language) {
        this.language = language;
        inputs.forEach(input -> lines.put(input.name(), input.text().lines().toList()));
    }

    static List<FindingV1> of(List<Finding> findings, List<ReportV1.Input> inputs, Language language) {
        FindingMapper mapper = new FindingMapper(inputs, language);
        return findings.stream().map(mapper::finding).toList();
    }

    private FindingV1 finding(Finding f) {
        return new FindingV1(
                f.id(),
                severity(f.severity()),
                owner(f.owner()),
                f.summary().in(language),
                f.explanation().in(language),
                f.remedy().in(language),
                f.evidence().stream().map(this::evidence).toList(),
                f.fixes().stream().flatMap(fix -> fix(fix).stream()).toList());
    }

    private FindingV1.Evidence evidence(SourceRef ref) {
        List<String> text = lines.getOrDefault(ref.item(), List.of());
        boolean known = ref.line() > 0 && ref.line() <= text.size();
        return new FindingV1.Evidence(
                ref.item(),
                ref.line(),
                known ? text.get(ref.line() - 1).strip() : "",
                null,
                ref.stated() ? true : null,
                ref.file().isEmpty() ? null : ref.file());
    }

    /** A fix without a place to apply it says nothing that the remedy does not say. */
    private Optional<FindingV1.Fix> fix(PlatformFix fix) {
        return platform(fix.platform())
                .map(p -> new FindingV1.Fix(
                        p,
                        fix.snippet().in(language).stripTrailing(),
                        fix.verify().in(language),
                        fix.brief().in(language)));
    }

    private static Optional<FindingV1.Platform> platform(Platform platform) {
        return switch (platform) {
            case DOCKER -> Optional.of(FindingV1.Platform.DOCKER);
            case COMPOSE -> Optional.of(FindingV1.Platform.COMPOSE);
            case KUBERNETES -> Optional.of(FindingV1.Platform.KUBERNETES);
            case ARGO -> Optional.of(FindingV1.Platform.ARGO);
            case KUBERAY -> Optional.of(FindingV1.Platform.KUBERAY);
            case APPTAINER -> Optional.of(FindingV1.Platform.APPTAINER);
            case AZUREML -> Optional.of(FindingV1.Platform.AZUREML);
            case PODMAN -> Optional.of(FindingV1.Platform.PODMAN);
            case SLURM -> Optional.of(FindingV1.Platform.SLURM);
            case HOST -> Optional.of(FindingV1.Platform.HOST);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static FindingV1.Severity severity(Severity severity) {
        return switch (severity) {
            case PROBLEM -> FindingV1.Severity.PROBLEM;
            case WARNING -> FindingV1.Severity.WARNING;
            case NOTE -> FindingV1.Severity.NOTE;
            case OK -> FindingV1.Severity.OK;
            case NOT_ASSESSED -> FindingV1.Severity.NOT_ASSESSED;
        };
    }

    private static FindingV1.Owner owner(Owner owner) {
        return switch (owner) {
            case JOB -> FindingV1.Owner.JOB;
            case IMAGE -> FindingV1.Owner.IMAGE;
            case NODE -> FindingV1.Owner.NODE;
            case HYPERVISOR -> FindingV1.Owner.HYPERVISOR;
        };
    }
}
