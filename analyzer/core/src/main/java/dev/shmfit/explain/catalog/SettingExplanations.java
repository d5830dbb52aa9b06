package dev.shmfit.explain.catalog;

import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** Settings of NCCL that do not do what they seem to, and a version whose rules are not known. */
final class SettingExplanations {
    private static final String SILENT =
            "NCCL looks up the variables that it knows and never at the others, so a misspelt one, or one of another"
                    + " version, does nothing and nothing says so.";

    static final List<Explanation> ALL = List.of(
            Explanation.of(
                            "nccl-newer-than-known",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "NCCL is newer than all whose rules are known")
                    .because(
                            "The rules of the newest known version stand in for those of the one at hand. Where a size, a"
                                    + " bandwidth or a default changed since, the forecast is the older version's.")
                    .fix("Compare one run with shmfit verify, or take a newer shmfit."),
            Explanation.other("nccl-setting-unknown", Owner.JOB, "No version of NCCL reads this variable")
                    .because(SILENT)
                    .fix("Correct the name, or leave it out; a plugin may read names of its own.")
                    .from("NVIDIA/nccl src/misc/param.cc"),
            Explanation.note("nccl-setting-of-others", "A variable that begins with NCCL_ and is not NCCL's")
                    .because("PyTorch, plugins, images and build scripts use such names too."),
            Explanation.note("nccl-setting-of-other-version", "Another version of NCCL reads this variable")
                    .because(SILENT)
                    .fix("Look for what replaced it, or leave it out."),
            Explanation.other("nccl-setting-value-ignored", Owner.JOB, "NCCL does not take a value as it is written")
                    .because(
                            "Numbers are read by strtoll: \"4M\" is 4, \"true\" is 0, \"010\" is 8. Words and ranges that"
                                    + " NCCL does not know are replaced by a default, at most with a line at NCCL_DEBUG=INFO.")
                    .fix("Write the number of bytes in full, 1 for yes, and words as NCCL's documentation spells them.")
                    .from("NVIDIA/nccl src/misc/param.cc"),
            Explanation.other("nccl-setting-value-refused", Owner.JOB, "NCCL refuses a value and fails")
                    .because("From " + RuleRegister.latest("algo-list-strict")
                            + " on, a word in NCCL_ALGO or NCCL_PROTO that NCCL does not know ends in"
                            + " ncclInvalidUsage, before it in silence.")
                    .fix("Use words that this version knows.")
                    .from("NVIDIA/nccl src/graph/tuning.cc"));

    private SettingExplanations() {}
}
