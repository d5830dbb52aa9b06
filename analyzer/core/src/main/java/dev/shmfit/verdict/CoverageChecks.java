package dev.shmfit.verdict;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was not looked at? */
final class CoverageChecks {
    private static final int SHOWN = 10;

    private CoverageChecks() {}

    static List<Finding> nodes(Evidence e) {
        int nodes = e.surroundings().nodes();
        if (nodes <= 1) {
            return List.of();
        }
        return List.of(Finding.of(
                "multi-node-not-assessed",
                Severity.NOT_ASSESSED,
                Owner.JOB,
                "The job spans " + nodes + " nodes; this is the need of one of them.",
                "All nodes are taken to be like this one. Where the speeds of the NICs are known, as from NCCL's topology XML,"
                        + " NCCL's search over the nodes is followed; else the count of channels depends on the network,"
                        + " and the need is a range. What the network plugin takes is not in it.",
                "Watch one node of the running job, or compare with its log."));
    }

    static List<Finding> version(Evidence e) {
        return e
                .nccl()
                .version()
                .flatMap(KnownVersions::standInSentence)
                .map(sentence -> Finding.of(
                        "nccl-newer-than-known",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        sentence,
                        "What changed since is not in the forecast. Most releases change no size and no path; verify tells,"
                                + " from a log of one run, whether this one did.",
                        ""))
                .stream()
                .toList();
    }

    /** Serving engines keep files of their own in /dev/shm: what of them is not counted, or rests on a version? */
    static List<Finding> engines(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (String engine : e.need().engines()) {
            boolean counted = OtherTenant.covers(engine)
                    || e.need()
                            .demand()
                            .item("other:" + engine.toLowerCase(Locale.ROOT))
                            .isPresent();
            if (!counted) {
                findings.add(Finding.of(
                        "engine-not-counted",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        "What " + engine + " itself keeps in /dev/shm is not counted.",
                        "No formula of it is known here; NCCL's part is counted.",
                        "Watch one run (shmfit watch), and state its peak with " + UserInput.OTHER_TENANT + "."));
            }
        }
        if (e.need().demand().items().stream().anyMatch(OtherTenant::versionAssumed)) {
            findings.add(Finding.of(
                    "engine-version-assumed",
                    Severity.NOT_ASSESSED,
                    Owner.JOB,
                    "vLLM's version is not stated; the newest known is counted.",
                    "Before 0.11.1 its rings are less than half as large, and before 0.8.0 there is the group's ring"
                            + " alone.",
                    "Analyse the manifest, whose image has a tag; or state the version in a workload file: others: [{name: vllm,"
                            + " kind: vllm-ring, tensor-parallel: N, version: 0.9.1}]."));
        }
        return findings;
    }

    static List<Finding> notes(Evidence e) {
        List<ParseNote> open = e.notes().stream()
                .filter(n -> n.kind() != ParseNote.Kind.IGNORED_KNOWN)
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        boolean suspicious = open.stream().anyMatch(n -> n.kind() == ParseNote.Kind.SUSPICIOUS);
        List<SourceRef> sources =
                open.stream().map(ParseNote::source).distinct().limit(SHOWN).toList();
        List<String> others = open.stream()
                .map(ParseNote::message)
                .distinct()
                .skip(1)
                .limit(SHOWN)
                .toList();
        return List.of(Finding.of(
                        "input-not-understood",
                        suspicious ? Severity.WARNING : Severity.NOT_ASSESSED,
                        Owner.NODE,
                        open.size() + " place(s) of the input could not be taken as they stand; the first: "
                                + open.get(0).message(),
                        "What cannot be read is left undetermined and never guessed."
                                + (others.isEmpty() ? "" : " The others: " + String.join("; ", others) + "."),
                        "Capture the node again, or send the file so that it can be understood.")
                .from(sources));
    }
}
