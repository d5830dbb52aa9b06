package dev.shmfit.verdict;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.shm.OtherTenant;
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
                "The job spans " + nodes + " nodes; this is the need of the one that needs most"
                        + e.nccl().communicators().stream()
                                .flatMap(u -> u.forecast().over().stream())
                                .findFirst()
                                .map(o -> ", node " + o.node())
                                .orElse("")
                        + ".",
                "Ranks that reach other nodes have pools, and files for what another rank's proxy sends (PXN), that the other"
                        + " ranks lack. Where the speeds of the NICs are known, as from NCCL's topology XML, NCCL's search"
                        + " over the nodes is followed; else the count of channels depends on the network, and the need is a"
                        + " range. What the network plugin takes is not in it.",
                "To see it on a running job, watch one node of it, or compare with its log."));
        collNet(e).ifPresent(all::add);
        nvLinkDomain(e).ifPresent(all::add);
        netDevices(e).ifPresent(all::add);
        return all;
    }

    /** A plugin for CollNet (SHARP) is not seen from here. */
    private static Optional<Finding> collNet(Evidence e) {
        boolean asked = e.nccl().env().getOrDefault("NCCL_COLLNET_ENABLE", "0").equals("1");
        return asked
                ? Optional.of(Finding.of(
                        "collnet-not-followed",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        "NCCL_COLLNET_ENABLE=1: what CollNet (SHARP) connects is not in the forecast.",
                        "NCCL uses CollNet only where a network plugin offers it (src/init.cc collNetSupport); without one the"
                                + " setting changes nothing and the forecast holds. No run with such a plugin was there to"
                                + " compare with.",
                        "Compare with a log of one run, or unset NCCL_COLLNET_ENABLE where no plugin is installed."))
                : Optional.empty();
    }

    /** How many NICs a GPU may use. */
    private static Optional<Finding> netDevices(Evidence e) {
        String policy = e.nccl().env().getOrDefault("NCCL_NETDEVS_POLICY", "AUTO");
        boolean limits = policy.equalsIgnoreCase("ALL") || policy.regionMatches(true, 0, "MAX:", 0, 4);
        return limits
                ? Optional.of(Finding.of(
                        "net-devices-policy-not-followed",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        "NCCL_NETDEVS_POLICY=" + policy + " is not followed: NICs are shared out as by AUTO.",
                        "ALL lets each GPU use every NIC that is nearest to it, MAX:N at most N of them; AUTO shares them out among"
                                + " the GPUs that are equally near (src/graph/topo.cc ncclTopoGetLocalNet). Where each"
                                + " GPU has one NIC that is nearest to it, ALL means what AUTO does.",
                        "Compare with a log of one run, or leave the setting out."))
                : Optional.empty();
    }

    /** GPUs of a rack that share NVLinks over several nodes; whether the domain is up is not captured. */
    private static Optional<Finding> nvLinkDomain(Evidence e) {
        boolean rack = e.node().topology().stream()
                .flatMap(t -> t.gpus().stream())
                .anyMatch(g -> RACK.matcher(g.name()).find());
        boolean off = e.nccl().env().getOrDefault("NCCL_MNNVL_ENABLE", "2").equals("0");
        return rack && !off
                ? Optional.of(Finding.of(
                        "nvlink-domain-not-followed",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        "The nodes may share one NVLink domain (MNNVL); they are taken to be joined by their NICs.",
                        "Where all ranks have the same clusterUuid and cliqueId, the fabric is up and IMEX exports memory between the"
                                + " nodes, NCCL takes them for one node: P2P in place of the network, without its pools"
                                + " (src/mnnvl.cc ncclMnnvlCheck). No run on such a rack was there to compare with.",
                        "Set NCCL_MNNVL_ENABLE=0 for what is forecast here, or compare with a log of one run: its line with"
                                + " \"MNNVL 1\" tells that the domain is used."))
                : Optional.empty();
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
        for (EngineUse use : e.need().uncounted()) {
            EngineUse.Rest rest = use.rest().orElseThrow();
            findings.add(Finding.of(
                    "engine-not-counted",
                    Severity.NOT_ASSESSED,
                    Owner.JOB,
                    rest.what() + " is not counted.",
                    rest.reason(),
                    "Watch one run (shmfit watch), and state its peak with " + UserInput.OTHER_TENANT
                            + " under the name " + rest.name() + "."));
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
