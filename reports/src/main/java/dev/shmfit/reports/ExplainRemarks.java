package dev.shmfit.reports;

import dev.shmfit.explain.Diagnosis;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be said of a text beside its causes: what was not recognised, or is missing. */
final class ExplainRemarks {
    private ExplainRemarks() {}

    static List<Text> of(Diagnosis d) {
        List<Text> remarks = new ArrayList<>();
        Optional<Diagnosis.FailingLine> failing = d.firstFailure();
        if (!d.recognised()) {
            remarks.add(failing.map(f -> Text.of("explain/unknown-failing", "line", f.number(), "text", text(f)))
                    .orElseGet(() -> Text.of("explain/not-recognised", "lines", d.lines())));
            if (d.ncclLines() > 0) {
                remarks.add(Text.of("explain/nccl-lines", "lines", d.ncclLines()));
            }
            // Where something was read, this stands there, with its line.
            d.nccl()
                    .versions()
                    .forEach(version -> KnownVersions.standIn(version)
                            .ifPresent(known -> remarks.add(
                                    Text.of("observation/nccl-newer", "version", version, "known", known))));
        } else if (d.causeMissing()) {
            remarks.add(Text.of("explain/cause-elsewhere"));
            failing.ifPresent(f -> remarks.add(Text.of("explain/first-failing", "line", f.number(), "text", text(f))));
        } else if (d.root().isEmpty()) {
            remarks.add(failing.map(f -> Text.of("explain/none-tells", "line", f.number(), "text", text(f)))
                    .orElseGet(() -> Text.of("explain/nothing-failed")));
        }
        if (!d.places().isEmpty()) {
            List<Text> places = d.places().stream()
                    .map(p -> Text.of(
                            "explain/place",
                            "place",
                            p.place(),
                            "versions",
                            p.versions().words()))
                    .toList();
            remarks.add(Text.of("explain/places", "places", Text.semicolons(places)));
        }
        return remarks;
    }

    private static String text(Diagnosis.FailingLine f) {
        return ExplainMapper.shown(f.text());
    }
}
