package dev.shmfit.verdict;

import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.MatrixRemark;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Do the tables of nvidia-smi agree with themselves, and are they whole? */
final class MatrixChecks {
    /** Told by {@link TransportChecks#nvlinkLost}, which sees dumps too. */
    static final String NVLINKS_LOST = "nvlinks-lost";

    private static final String ASYMMETRIC = "matrix-asymmetric";
    private static final int SHOWN = 10;

    private MatrixChecks() {}

    static List<Finding> contradictions(Evidence e) {
        Map<Inconsistency.Kind, List<Inconsistency>> byKind = new EnumMap<>(Inconsistency.Kind.class);
        e.node()
                .contradictions()
                .forEach(i ->
                        byKind.computeIfAbsent(i.kind(), k -> new ArrayList<>()).add(i));
        List<Finding> findings = new ArrayList<>();
        byKind.forEach((kind, all) -> findings.add(finding(
                id(kind),
                all.stream().map(Inconsistency::message).toList(),
                all.stream().flatMap(i -> i.sources().stream()).toList())));
        return findings;
    }

    static List<Finding> remarks(Evidence e) {
        Map<String, List<MatrixRemark>> byId = new LinkedHashMap<>();
        for (MatrixRemark r : e.node().remarks()) {
            if (!r.id().equals(NVLINKS_LOST)) {
                byId.computeIfAbsent(r.id(), k -> new ArrayList<>()).add(r);
            }
        }
        List<Finding> findings = new ArrayList<>();
        byId.forEach((id, all) -> findings.add(finding(
                id.equals(ASYMMETRIC) ? "p2p-asymmetric" : id,
                all.stream().map(MatrixRemark::message).distinct().toList(),
                all.stream().flatMap(r -> r.evidence().stream()).toList())));
        return findings;
    }

    private static String id(Inconsistency.Kind kind) {
        return switch (kind) {
            case ASYMMETRIC -> ASYMMETRIC;
            case SELF -> "matrix-self-contradiction";
            case NOT_A_TREE -> "matrix-not-a-tree";
            case NVLINK -> "nvlinks-contradiction";
            case AFFINITY -> "affinity-contradiction";
        };
    }

    private static Finding finding(String id, List<String> messages, List<SourceRef> sources) {
        Text summary = messages.size() == 1
                ? Text.of("verdict/matrix.summary", "message", messages.get(0))
                : Text.of("verdict/matrix.several", "message", messages.get(0), "more", messages.size() - 1);
        return Finding.of(id, Severity.WARNING, Owner.NODE, summary, why(id), remedy(id))
                .from(sources.stream().distinct().limit(SHOWN).toList());
    }

    private static Text why(String id) {
        return switch (id) {
            case "gpus-missing" -> Text.of("verdict/matrix.gpus-missing");
            case "cells-undetermined" -> Text.of("verdict/matrix.cells-undetermined");
            case "p2p-asymmetric" -> Text.of("verdict/matrix.asymmetric");
            default -> Text.of("verdict/matrix.explanation");
        };
    }

    private static Text remedy(String id) {
        return id.equals("gpus-missing") ? Text.of("verdict/matrix.remedy-missing") : Text.of("verdict/matrix.remedy");
    }
}
