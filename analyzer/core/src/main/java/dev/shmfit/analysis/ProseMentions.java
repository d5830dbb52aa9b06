package dev.shmfit.analysis;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.ingest.Coverage;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What people write around the output that they paste ("8x RTX 4090, torch 2.6"). It may be of another machine, or of an
 * earlier try, so it is no fact; where the answer waits for that very fact, it is quoted, with the option that states it.
 */
final class ProseMentions {
    private static final int QUOTED = 6;

    private ProseMentions() {}

    /**
     * The finding that quotes them.
     *
     * @param assumptions what the analysis took where nothing was said
     * @param supply what the container has
     */
    static Optional<Finding> of(AnalysisRequest request, List<Assumption> assumptions, ShmSupply supply) {
        Set<Mention.Kind> open = open(request, assumptions, supply);
        Collection<Mention> all = new LinkedHashSet<>();
        List<Coverage.Prose> prose = request.machine().coverage().prose();
        for (Coverage.Prose line : prose) {
            Mention.in(line).stream()
                    .filter(m -> open.contains(m.kind())
                            && all.stream()
                                    .noneMatch(o ->
                                            o.kind() == m.kind() && o.value().equals(m.value())))
                    .forEach(all::add);
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(finding(List.copyOf(all), prose));
    }

    private static Finding finding(List<Mention> all, List<Coverage.Prose> prose) {
        List<Mention> quoted = all.subList(0, Math.min(QUOTED, all.size()));
        String quotes = quoted.stream()
                .map(m -> "line " + m.source().line() + ", \"" + m.words() + "\"")
                .collect(Collectors.joining("; "));
        String options = options(all, prose);
        return Finding.of(
                        "mentioned-not-used",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        Text.of("verdict/mentioned-not-used.summary", "quotes", quotes, "options", options),
                        Text.of("verdict/mentioned-not-used.explanation"),
                        Text.of("verdict/mentioned-not-used.remedy"))
                .from(quoted.stream().map(Mention::source).toList());
    }

    /** One option for each fact; a fact of which the text says two things gets one for the first. */
    private static String options(List<Mention> all, List<Coverage.Prose> prose) {
        Map<Mention.Kind, String> first = new EnumMap<>(Mention.Kind.class);
        all.forEach(m -> first.computeIfAbsent(m.kind(), k -> m.option(prose)));
        if (first.containsKey(Mention.Kind.NCCL)) {
            first.remove(Mention.Kind.TORCH);
        }
        return String.join(" ", first.values());
    }

    private static Set<Mention.Kind> open(AnalysisRequest request, List<Assumption> assumptions, ShmSupply supply) {
        List<Assumption> untold = assumptions.stream()
                .filter(a -> a.provenance() == Provenance.ASSUMED || a.provenance() == Provenance.DEFAULT)
                .toList();
        Set<String> taken =
                untold.stream().filter(Assumption::matters).map(Assumption::key).collect(Collectors.toSet());
        boolean modelKnown = untold.stream().noneMatch(a -> a.key().equals("compute-capability"));
        List<Mention.Kind> open = new ArrayList<>();
        if (!modelKnown && (taken.contains("compute-capability") || taken.contains("pcie"))) {
            open.add(Mention.Kind.GPU);
        }
        if (taken.contains("cpu")) {
            open.add(Mention.Kind.CPU);
        }
        if (taken.contains("cuda-driver")) {
            open.add(Mention.Kind.DRIVER);
        }
        if (taken.contains("nccl") && request.machine().software().torch().isAbsent()) {
            open.add(Mention.Kind.NCCL);
            open.add(Mention.Kind.TORCH);
        }
        if (request.assumptions().get(Facts.NODES).isEmpty() && request.among().isEmpty()) {
            open.add(Mention.Kind.NODES);
        }
        if (!supply.size().isKnown()) {
            open.add(Mention.Kind.SIZE);
        }
        if (!request.job().loadersStated()) {
            open.add(Mention.Kind.LOADER);
            open.add(Mention.Kind.ENGINE);
        }
        return Set.copyOf(open);
    }
}
