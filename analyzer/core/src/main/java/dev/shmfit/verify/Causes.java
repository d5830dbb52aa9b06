package dev.shmfit.verify;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.facts.Setting;
import dev.shmfit.ingest.LoggedFacts;
import dev.shmfit.log.NcclLog;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.UserInput;
import dev.shmfit.verify.ComparedItem.Subject;
import dev.shmfit.verify.Verifier.Compared;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries what may be otherwise than it was taken to be, and keeps what makes differences vanish. First what the log itself
 * shows and the forecast did not take from it; only where that does not explain everything, guesses.
 */
final class Causes {
    private static final int MOST = 3;

    private final AnalysisRequest request;
    private final NcclLog log;
    private final Compared before;
    private final Function<AnalysisRequest, Compared> compare;
    private final long differences;

    Causes(AnalysisRequest request, NcclLog log, Compared before, Function<AnalysisRequest, Compared> compare) {
        this.request = request;
        this.log = log;
        this.before = before;
        this.compare = compare;
        this.differences = before.differences();
    }

    List<DifferenceCause> likely() {
        List<DifferenceCause> shown = new ArrayList<>();
        communicator().ifPresent(shown::add);
        shown.addAll(shownByTheLog());
        if (!shown.isEmpty() && best(shown).get(0).remaining() == 0) {
            return best(shown);
        }
        List<DifferenceCause> all = new ArrayList<>(shown);
        for (Guesses.Guess g : Guesses.of(request, before, log)) {
            attempt(g.kind(), g.sentence(), g.option(), false, g.request()).ifPresent(all::add);
        }
        return best(all);
    }

    private static List<DifferenceCause> best(List<DifferenceCause> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<DifferenceCause> sorted = all.stream()
                .sorted(Comparator.comparingLong(DifferenceCause::remaining).thenComparing(c -> !c.shown()))
                .toList();
        long least = sorted.get(0).remaining();
        boolean anyShown = sorted.stream().anyMatch(c -> c.remaining() == least && c.shown());
        return sorted.stream()
                .filter(c -> c.remaining() == least && (c.shown() || !anyShown))
                .limit(MOST)
                .toList();
    }

    private Optional<DifferenceCause> communicator() {
        long strange = before.communicators().stream()
                .flatMap(c -> c.checks().stream())
                .filter(c -> c.subject() == Subject.COMMUNICATOR)
                .count();
        if (strange == 0) {
            return Optional.empty();
        }
        CommunicatorCheck first = before.communicators().stream()
                .filter(c -> !c.gpus().isEmpty())
                .findFirst()
                .orElseThrow();
        String gpus =
                String.join(",", first.gpus().stream().map(String::valueOf).toList());
        return Optional.of(new DifferenceCause(
                "communicator",
                Text.of("verify/other-communicator", "ranks", first.logged().size(), "gpus", gpus),
                UserInput.GPUS + " " + gpus,
                true,
                strange,
                differences - strange));
    }

    private List<DifferenceCause> shownByTheLog() {
        List<DifferenceCause> all = new ArrayList<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (Setting s : LoggedFacts.of(log).settings()) {
            if (!s.value().equals(before.analysis().nccl().env().get(s.name()))) {
                missing.put(s.name(), s.value());
            }
        }
        NcclVersion taken = before.analysis().nccl().version();
        Optional<NcclVersion> version = log.version().filter(v -> !v.equals(taken));
        if (!missing.isEmpty()) {
            all.addAll(settings(missing));
        }
        version.ifPresent(v -> attempt(
                        "nccl-version",
                        Text.of("verify/other-nccl", "version", v.toString(), "taken", taken.toString()),
                        UserInput.NCCL_VERSION + " " + v,
                        true,
                        request.under(v, request.nccl().env()))
                .ifPresent(all::add));
        if (version.isPresent() && !missing.isEmpty()) {
            attempt(
                            "nccl-version",
                            Text.of(
                                    "verify/other-nccl-with",
                                    "version",
                                    version.get().toString(),
                                    "settings",
                                    words(missing),
                                    "taken",
                                    taken.toString()),
                            UserInput.NCCL_VERSION + " " + version.get() + " " + options(missing),
                            true,
                            request.under(version.get(), with(missing)))
                    .ifPresent(all::add);
        }
        if (log.driver().isPresent()
                && request.assumptions().get(Facts.CUDA_DRIVER).isPresent()) {
            int d = log.driver().get().value();
            String text = CudaVersion.text(d);
            state("driver", Text.of("verify/other-driver", "version", text), "cuda-driver=" + text, true)
                    .ifPresent(all::add);
        }
        return all;
    }

    /** One setting where one explains as much as all together. */
    private List<DifferenceCause> settings(Map<String, String> missing) {
        Optional<DifferenceCause> together = attempt(
                "setting",
                Text.of("verify/settings-shown", "settings", words(missing)),
                options(missing),
                true,
                request.under(before.analysis().nccl().version(), with(missing)));
        List<DifferenceCause> single = new ArrayList<>();
        if (together.isEmpty() || missing.size() == 1) {
            return together.stream().toList();
        }
        for (Map.Entry<String, String> e : missing.entrySet()) {
            Map<String, String> one = Map.of(e.getKey(), e.getValue());
            attempt(
                            "setting",
                            Text.of("verify/settings-shown", "settings", words(one)),
                            options(one),
                            true,
                            request.under(before.analysis().nccl().version(), with(one)))
                    .filter(c -> c.remaining() <= together.get().remaining())
                    .ifPresent(single::add);
        }
        return single.isEmpty() ? List.of(together.get()) : single;
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> env = new LinkedHashMap<>(request.nccl().env());
        env.putAll(more);
        return env;
    }

    private static Text words(Map<String, String> settings) {
        return Text.listOf(settings.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList());
    }

    private static String options(Map<String, String> settings) {
        return String.join(
                " ",
                settings.entrySet().stream()
                        .map(e -> UserInput.SETTING + " " + e.getKey() + "=" + e.getValue())
                        .toList());
    }

    private Optional<DifferenceCause> state(String kind, Text sentence, String fact, boolean shown) {
        StatedFacts more = StatedFactsParser.parse(List.of(fact), f -> "");
        return attempt(
                kind,
                sentence,
                UserInput.FACT + " " + fact,
                shown,
                request.stating(request.assumptions().with(more)));
    }

    private Optional<DifferenceCause> attempt(
            String kind, Text sentence, String option, boolean shown, AnalysisRequest other) {
        long remaining;
        try {
            remaining = compare.apply(other).differences();
        } catch (NotAssessable | MalformedText e) {
            return Optional.empty(); // a captured fact says otherwise
        }
        return remaining < differences
                ? Optional.of(new DifferenceCause(kind, sentence, option, shown, differences - remaining, remaining))
                : Optional.empty();
    }
}
