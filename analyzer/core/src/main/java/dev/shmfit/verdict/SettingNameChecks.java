package dev.shmfit.verdict;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.setting.SettingAudit;
import dev.shmfit.nccl.setting.SettingRemark;
import java.util.ArrayList;
import java.util.List;

/** Which settings does the job's NCCL not know, or not take as they are written? */
final class SettingNameChecks {
    private SettingNameChecks() {}

    static List<Finding> remarks(Evidence e) {
        return e.nccl().version().map(v -> SettingAudit.of(e.nccl().env(), v)).orElse(List.of()).stream()
                .map(r -> finding(e, r))
                .toList();
    }

    private static Finding finding(Evidence e, SettingRemark r) {
        List<SourceRef> sources = new ArrayList<>(e.where(r.name()));
        if (!r.source().isEmpty()) {
            sources.add(SourceRef.of(r.source()));
        }
        return switch (r.kind()) {
            case MISSPELT, UNKNOWN ->
                of(
                        "nccl-setting-unknown",
                        r.kind() == SettingRemark.Kind.MISSPELT ? Severity.WARNING : Severity.NOTE,
                        r,
                        "NCCL passes over variables that it does not know without a word, so the forecast does too.",
                        sources);
            case READ_BY_OTHERS ->
                of("nccl-setting-of-others", Severity.NOTE, r, "It changes nothing that is forecast here.", sources);
            case OF_OTHER_VERSIONS ->
                of(
                        "nccl-setting-of-other-version",
                        Severity.NOTE,
                        r,
                        "NCCL passes over variables that it does not know without a word, so the forecast does too.",
                        sources);
            case VALUE_IGNORED ->
                of(
                        "nccl-setting-value-ignored",
                        Severity.WARNING,
                        r,
                        "The forecast takes what NCCL takes, not what is written.",
                        sources);
            case VALUE_REFUSED ->
                of(
                        "nccl-setting-value-refused",
                        Severity.WARNING,
                        r,
                        "Making the communicator ends in ncclInvalidUsage.",
                        sources);
        };
    }

    private static Finding of(
            String id, Severity severity, SettingRemark r, String explanation, List<SourceRef> sources) {
        return Finding.of(id, severity, Owner.JOB, r.sentence(), explanation, r.remedy())
                .from(sources);
    }
}
