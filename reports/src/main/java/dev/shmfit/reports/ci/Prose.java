package dev.shmfit.reports.ci;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.Words;
import java.util.ArrayList;
import java.util.List;

/** A finding as running text: what, why, what to do, where seen. */
final class Prose {
    private Prose() {}

    static String of(FindingV1 f) {
        List<String> parts = new ArrayList<>(List.of(f.summary(), f.explanation()));
        if (!f.remedy().isEmpty()) {
            parts.add("To do (" + f.owner().word() + "): " + f.remedy());
        }
        if (!f.evidence().isEmpty()) {
            parts.add("Seen in: "
                    + String.join(
                            ", ",
                            f.evidence().stream()
                                    .map(e -> Words.place(e.source(), e.line()))
                                    .toList()));
        }
        parts.removeIf(String::isEmpty);
        return String.join("\n", parts);
    }
}
