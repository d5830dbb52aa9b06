package dev.shmfit.verdict;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.plan.OverNodes;
import dev.shmfit.nccl.simulate.CollNet;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.text.Text;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was not looked at? */
final class CoverageChecks {
    private static final int SHOWN = 10;

    /** Products whose NVLinks go over several nodes. */
    private static final Pattern RACK = Pattern.compile("\\bG[BH]\\d{3}\\b");

    private static final int HOPPER = 90;

    private CoverageChecks() {}

    static List<Finding> nodes(Evidence e) {
        int nodes = e.surroundings().nodes();
        if (nodes <= 1) {
            return List.of();
        }
        List<Finding> all = new ArrayList<>();
        all.add(Finding.of(
                "job-spans-nodes",
                Severity.NOTE,
                Owner.JOB,
                Text.of(
                        "verdict/job-spans-nodes.summary",
                        "nodes",
                        nodes,
                        "node",
                        e.nccl().communicators().stream()
                                .flatMap(u -> u.forecast().over().stream())
                                .findFirst()
                                .map(o -> Text.of("verdict/job-spans-nodes.node", "node", o.node()))
                                .orElse(Text.EMPTY)),
                Text.of("verdict/job-spans-nodes.explanation"),
                Text.of("verdict/job-spans-nodes.remedy")));
        collNet(e).ifPresent(all::add);
        nvLinkDomain(e).ifPresent(all::add);
        all.addAll(NetworkChecks.of(e));
        return all;
    }

    /** A plugin for CollNet (SHARP) is not seen from here; what it adds is bounded where it is stated, too. */
    private static Optional<Finding> collNet(Evidence e) {
        NcclSettings settings = new NcclSettings(e.nccl().env());
        boolean asked = e.nccl()
                .version()
                .filter(v -> CollNet.isAskedFor(v, settings, e.surroundings().nodes()))
                .isPresent();
        String offered = e.nccl().collNet().map(o -> o ? "yes" : "no").orElse("open");
        return asked && !offered.equals("no")
                ? Optional.of(Finding.of(
                        "collnet-not-followed",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        Text.of("verdict/collnet-not-followed.summary", "offered", offered),
                        Text.of("verdict/collnet-not-followed.explanation", "offered", offered),
                        Text.of("verdict/collnet-not-followed.remedy", "offered", offered)))
                : Optional.empty();
    }

    /** GPUs of a rack that share NVLinks over several nodes; whether the domain is up is not captured, but may be stated. */
    private static Optional<Finding> nvLinkDomain(Evidence e) {
        boolean joined = e.nccl().communicators().stream()
                .flatMap(u -> u.forecast().over().stream())
                .anyMatch(OverNodes::nvLink);
        if (joined) {
            return Optional.of(Finding.of(
                    "nvlink-domain-not-compared",
                    Severity.NOTE,
                    Owner.JOB,
                    Text.of("verdict/nvlink-domain-not-compared.summary"),
                    Text.of("verdict/nvlink-domain-not-compared.explanation"),
                    Text.of("verdict/nvlink-domain-not-compared.remedy")));
        }
        boolean refused = e.nccl().communicators().stream()
                .flatMap(u -> u.forecast().failure().stream())
                .anyMatch(f -> f.rule().equals("mnnvl-not-working"));
        boolean rack = e.node().topology().stream().anyMatch(CoverageChecks::mayBeInRack);
        boolean off = e.nccl().env().getOrDefault("NCCL_MNNVL_ENABLE", "2").equals("0");
        return rack && !off && !refused
                ? Optional.of(Finding.of(
                        "nvlink-domain-not-followed",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        Text.of("verdict/nvlink-domain-not-followed.summary"),
                        Text.of("verdict/nvlink-domain-not-followed.explanation"),
                        Text.of("verdict/nvlink-domain-not-followed.remedy")))
                : Optional.empty();
    }

    /** By the product's name, or where that is not known, a Grace CPU beside a GPU that is no older. */
    private static boolean mayBeInRack(GpuTopology node) {
        boolean arm = node.numaNodes().stream().anyMatch(n -> n.cpu().arch() == CpuIdentity.Arch.ARM64);
        return node.gpus().stream()
                .anyMatch(g -> RACK.matcher(g.name()).find()
                        || (arm && g.computeCapability().asOptional().orElse(0) >= HOPPER));
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
                        Text.of("verdict/nccl-newer-than-known.explanation"),
                        Text.EMPTY))
                .stream()
                .toList();
    }

    /** Serving engines keep files of their own in /dev/shm: what of them is not counted, or rests on a version? */
    static List<Finding> engines(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (EngineUse use : e.need().uncounted()) {
            EngineUse.Rest rest = use.rest().orElseThrow();
            findings.add(Finding.of(
                    "engine-not-counted",
                    Severity.NOT_ASSESSED,
                    Owner.JOB,
                    Text.of("verdict/engine-not-counted.summary", "what", rest.what()),
                    Text.verbatim(rest.reason()),
                    Text.of(
                            "verdict/engine-not-counted.remedy",
                            "option",
                            UserInput.OTHER_TENANT,
                            "name",
                            rest.name())));
        }
        if (e.need().demand().items().stream().anyMatch(OtherTenant::versionAssumed)) {
            findings.add(Finding.of(
                    "engine-version-assumed",
                    Severity.NOT_ASSESSED,
                    Owner.JOB,
                    Text.of("verdict/engine-version-assumed.summary"),
                    Text.of("verdict/engine-version-assumed.explanation"),
                    Text.of("verdict/engine-version-assumed.remedy")));
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
                        Text.of(
                                "verdict/input-not-understood.summary",
                                "open",
                                open.size(),
                                "message",
                                open.get(0).message()),
                        Text.sentences(
                                Text.of("verdict/input-not-understood.explanation"),
                                others.isEmpty()
                                        ? Text.EMPTY
                                        : Text.of(
                                                "verdict/input-not-understood.others",
                                                "others",
                                                String.join("; ", others))),
                        Text.of("verdict/input-not-understood.remedy"))
                .from(sources));
    }
}
