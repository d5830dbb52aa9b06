package dev.shmfit.verdict;

import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.MatrixRemark;
import dev.shmfit.facts.SourceRef;
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
        String more = messages.size() == 1 ? "" : " (and " + (messages.size() - 1) + " more of this sort)";
        return Finding.of(id, Severity.WARNING, Owner.NODE, messages.get(0) + more + ".", why(id), remedy(id))
                .from(sources.stream().distinct().limit(SHOWN).toList());
    }

    private static String why(String id) {
        return switch (id) {
            case "gpus-missing" ->
                "nvidia-smi counts GPUs without gaps. A GPU fell off the bus, or the text was cut: links and ranks of"
                        + " the missing GPU are not in the forecast.";
            case "cells-undetermined" ->
                "The text is cut or damaged there. What cannot be read is left undetermined and never guessed, so the"
                        + " figures hold the most that these pairs can need.";
            case "p2p-asymmetric" ->
                "The driver answers for a pair, and the answer has no direction. Two different answers mean a fault,"
                        + " or a text that was edited.";
            default ->
                "A matrix of a healthy machine is symmetric, and its PCIe links form a tree. This one does not; the"
                        + " pairs concerned are left undetermined, or the message says which fact was followed.";
        };
    }

    private static String remedy(String id) {
        return id.equals("gpus-missing")
                ? "Look for \"fallen off the bus\" in dmesg, and capture the node again."
                : "Capture the node again (nvidia-smi topo -m, topo -p2p r, topo -p2p w); if the table stays so, report"
                        + " it to whoever runs the node.";
    }
}
