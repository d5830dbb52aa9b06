package dev.shmfit.verdict;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.setting.SettingAudit;
import dev.shmfit.nccl.setting.SettingRemark;
import dev.shmfit.text.Text;
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
                        Text.of("verdict/setting.unknown"),
                        sources);
            case READ_BY_OTHERS ->
                of("nccl-setting-of-others", Severity.NOTE, r, Text.of("verdict/setting.of-others"), sources);
            case OF_OTHER_VERSIONS ->
                of("nccl-setting-of-other-version", Severity.NOTE, r, Text.of("verdict/setting.unknown"), sources);
            case VALUE_IGNORED ->
                of("nccl-setting-value-ignored", Severity.WARNING, r, Text.of("verdict/setting.ignored"), sources);
            case VALUE_REFUSED ->
                of("nccl-setting-value-refused", Severity.WARNING, r, Text.of("verdict/setting.refused"), sources);
        };
    }

    private static Finding of(
            String id, Severity severity, SettingRemark r, Text explanation, List<SourceRef> sources) {
        return Finding.of(id, severity, Owner.JOB, r.sentence(), explanation, r.remedy())
                .from(sources);
    }
}
