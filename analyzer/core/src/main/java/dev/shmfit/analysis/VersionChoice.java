package dev.shmfit.analysis;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.MalformedStatement;
import dev.shmfit.analysis.stated.Subject;
import dev.shmfit.analysis.stated.TorchBundles;
import dev.shmfit.analysis.stated.TorchRelease;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.SoftwareFacts;
import dev.shmfit.ingest.LoggedFacts;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which NCCL does the job run: the stated one, else the one that a stated PyTorch brings, else the captured or logged
 * one, else the one that a captured PyTorch brings, else the newest known.
 *
 * @param provenance of the version
 * @param assumptions what had to be assumed, the rules that stand in for unknown ones among it
 */
record VersionChoice(NcclVersion version, Provenance provenance, List<Assumption> assumptions) {
    private static final String KEY = "nccl";

    VersionChoice {
        assumptions = List.copyOf(assumptions);
    }

    /** @throws MalformedText where the version is older than all that is known */
    static VersionChoice of(AnalysisRequest request, LoggedFacts logged) {
        VersionChoice chosen = stated(request)
                .or(() -> captured(request.machine().software(), logged))
                .orElseGet(VersionChoice::newest);
        if (chosen.version.compareTo(KnownVersions.OLDEST) < 0) {
            throw new MalformedText("NCCL " + chosen.version + " is older than all that is known; the oldest is "
                    + KnownVersions.OLDEST);
        }
        List<Assumption> all = new ArrayList<>(chosen.assumptions);
        KnownVersions.standIn(chosen.version)
                .ifPresent(known -> all.add(Assumption.assumed(
                        "nccl-rules",
                        known.toString(),
                        KnownVersions.standInSentence(chosen.version).orElseThrow())));
        return new VersionChoice(chosen.version, chosen.provenance, all);
    }

    private static Optional<VersionChoice> stated(AnalysisRequest request) {
        if (request.nccl().version().isPresent()) {
            return request.nccl().version().map(v -> new VersionChoice(v, Provenance.STATED, List.of()));
        }
        return request.assumptions()
                .get(Facts.TORCH)
                .map(t -> bundled(t)
                        .orElseThrow(() -> MalformedStatement.of(
                                Subject.FACT, "torch=" + t, olderThanKnown(t) + "; state NCCL's version instead")));
    }

    private static Optional<VersionChoice> captured(SoftwareFacts software, LoggedFacts logged) {
        return software.nccl()
                .value()
                .flatMap(NcclVersion::parse)
                .or(() -> logged.version().map(v -> v.version()))
                .map(v -> new VersionChoice(v, Provenance.REPORTED, List.of()))
                .or(() -> software.torch()
                        .value()
                        .flatMap(TorchRelease::parse)
                        .filter(t -> !t.isWithoutNccl())
                        .map(t -> ofBuild(t, software)
                                .or(() -> bundled(t))
                                .orElseGet(() -> newest(Text.of(
                                        "fact/newest-old-torch",
                                        "torch",
                                        t.toString(),
                                        "first",
                                        TorchBundles.ALL.get(0).torch().toString(),
                                        "last",
                                        TorchBundles.NEWEST.toString(),
                                        "option",
                                        UserInput.NCCL_VERSION)))))
                .or(() -> ofSystem(software));
    }

    /** Who builds PyTorch without the wheel's NCCL, as NVIDIA's images do, links it with the system's. */
    private static Optional<VersionChoice> ofBuild(TorchRelease torch, SoftwareFacts software) {
        return torch.isForeign() ? ofSystem(software) : Optional.empty();
    }

    private static Optional<VersionChoice> ofSystem(SoftwareFacts software) {
        return software.systemNccl()
                .value()
                .flatMap(NcclVersion::parse)
                .map(v -> new VersionChoice(v, Provenance.REPORTED, List.of()));
    }

    private static Optional<VersionChoice> bundled(TorchRelease torch) {
        return TorchBundles.of(torch).map(a -> {
            Provenance provenance = a.isKnown() ? Provenance.DEFAULT : Provenance.ASSUMED;
            return new VersionChoice(
                    a.nccl(), provenance, List.of(new Assumption(KEY, a.nccl().toString(), provenance, a.why())));
        });
    }

    private static String olderThanKnown(TorchRelease torch) {
        return "which NCCL PyTorch " + torch + " brings is not known (known are "
                + TorchBundles.ALL.get(0).torch() + " to " + TorchBundles.NEWEST + ")";
    }

    private static VersionChoice newest() {
        return newest(Text.of("fact/newest", "option", UserInput.NCCL_VERSION));
    }

    private static VersionChoice newest(Text why) {
        NcclVersion newest = KnownVersions.NEWEST_RELEASE;
        return new VersionChoice(
                newest, Provenance.DEFAULT, List.of(new Assumption(KEY, newest.toString(), Provenance.DEFAULT, why)));
    }
}
