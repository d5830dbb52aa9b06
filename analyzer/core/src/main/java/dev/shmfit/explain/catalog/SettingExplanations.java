package dev.shmfit.explain.catalog;

import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.text.Text;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** Settings of NCCL that do not do what they seem to, and a version whose rules are not known. */
final class SettingExplanations {
    private static final Text SILENT = Text.of("explanation/nccl-setting-never-read");

    static final List<Explanation> ALL = List.of(
            Explanation.of("nccl-newer-than-known", Nature.UNDECIDED, Owner.JOB)
                    .because()
                    .fixedBy(),
            Explanation.other("nccl-setting-unknown", Owner.JOB)
                    .because(SILENT)
                    .fixedBy()
                    .from("NVIDIA/nccl src/misc/param.cc"),
            Explanation.note("nccl-setting-of-others").because(),
            Explanation.note("nccl-setting-of-other-version").because(SILENT).fixedBy(),
            Explanation.other("nccl-setting-value-ignored", Owner.JOB)
                    .because()
                    .fixedBy()
                    .from("NVIDIA/nccl src/misc/param.cc"),
            Explanation.other("nccl-setting-value-refused", Owner.JOB)
                    .because("version", RuleRegister.latest("algo-list-strict"))
                    .fixedBy()
                    .from("NVIDIA/nccl src/graph/tuning.cc"));

    private SettingExplanations() {}
}
