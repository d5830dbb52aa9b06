package dev.shmfit.analysis;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.Coverage.Named;
import dev.shmfit.nccl.setting.NcclVariables;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Settings that a text names without setting them for certain: in prose, in a comment, under a condition, or with a value that
 * does not stand in it. They change no number; each is quoted with its line and the option that states it.
 */
final class NamedSettingFinding {
    private static final int QUOTED = 8;
    private static final int LONGEST = 80;
    /** What NCCL logs and dumps decides nothing. */
    private static final String TELLS = "NCCL_DEBUG.*|NCCL_\\w*DUMP_FILE\\w*";

    private NamedSettingFinding() {}

    static Optional<Finding> of(AnalysisRequest request) {
        List<Named> all = request.machine().coverage().named().stream()
                .filter(n -> counts(n, request))
                .sorted(Comparator.<Named, String>comparing(n -> n.source().item())
                        .thenComparing(n -> n.source().line()))
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        boolean one = all.stream().map(n -> n.source().item()).distinct().count() == 1;
        List<Named> quoted = all.subList(0, Math.min(QUOTED, all.size()));
        String quotes = quoted.stream()
                .map(n -> (one ? "" : n.source().item() + ", ") + "line "
                        + n.source().line() + ", \"" + words(n) + "\"")
                .collect(Collectors.joining("; "));
        int more = all.size() - quoted.size();
        List<SourceRef> sources = quoted.stream().map(Named::source).toList();
        return Optional.of(Finding.of(
                        "setting-not-taken",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        Text.of(
                                "verdict/setting-not-taken.summary",
                                "quotes",
                                quotes,
                                "more",
                                more > 0 ? Text.of("verdict/sections-not-used.more", "more", more) : Text.EMPTY),
                        Text.of("verdict/setting-not-taken.explanation"),
                        Text.of("verdict/setting-not-taken.remedy", "options", options(all)))
                .from(sources));
    }

    private static boolean counts(Named n, AnalysisRequest request) {
        if (n.name().isEmpty()) {
            return true;
        }
        boolean known = n.name().startsWith("NCCL_")
                ? !NcclVariables.named(n.name()).isEmpty() && !n.name().matches(TELLS)
                : request.job().gpus().isEmpty() && request.job().named().isEmpty();
        return known && !request.nccl().env().containsKey(n.name()) && !settled(n, request);
    }

    /** Where the environment shows a value, what people write about it changes nothing; a program may still set another. */
    private static boolean settled(Named n, AnalysisRequest request) {
        Map<String, Readings<String>> settings = request.machine().software().settings();
        Readings<String> taken = settings.get(n.name());
        return taken != null
                && taken.isKnown()
                && (!n.set() || taken.value().filter(n.value()::equals).isPresent());
    }

    private static String words(Named n) {
        String all = n.name().isEmpty() ? n.value() : n.value().isEmpty() ? n.name() : n.name() + "=" + n.value();
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
    }

    /** One for each variable. */
    private static String options(List<Named> all) {
        return all.stream()
                .filter(n -> !n.name().isEmpty())
                .collect(Collectors.toMap(
                        Named::name,
                        n -> n.set() || n.value().isEmpty() ? "…" : n.value(),
                        (first, more) -> first,
                        java.util.LinkedHashMap::new))
                .entrySet()
                .stream()
                .map(e -> e.getKey().endsWith("_VISIBLE_DEVICES")
                        ? UserInput.GPUS + " " + e.getValue()
                        : UserInput.SETTING + " " + e.getKey() + "=" + e.getValue())
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
