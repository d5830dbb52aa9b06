package dev.shmfit.analysis;

import dev.shmfit.analysis.stated.Fact;
import dev.shmfit.analysis.stated.OpenStatement;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** One answer out of all possible candidates: figures to plan with, and the ranges around them. */
final class Merge {
    private final List<Outcome> outcomes;
    /** Whatever figure is asked for, it is worked out for each forecast once. */
    private final SameForecasts forecasts;

    private final Outcome planned;
    private final Narrowings narrowings;
    private final boolean gpuIsNamed;
    /** Open facts on which some figure was found to depend. */
    private final Set<Fact<?>> decisive = Collections.newSetFromMap(new ConcurrentHashMap<>());
    /** Made once, for dozens of figures: for each open fact and outcome, the first outcome that differs in nothing but this fact. */
    private final Map<Fact<?>, int[]> alike = new LinkedHashMap<>();

    /**
     * Merges the outcomes in the nodes that were tried; those in which NCCL fails count only where it fails in all.
     *
     * @param gpuIsNamed whether a GPU's name was read or stated that is of no known model
     */
    Merge(Tried tried, boolean gpuIsNamed) {
        List<Outcome> outcomes = tried.outcomes();
        List<Outcome> running = outcomes.stream().filter(o -> !o.fails()).toList();
        this.outcomes = running.isEmpty() ? outcomes : running;
        if (this.outcomes.size() < outcomes.size()) {
            outcomes.forEach(o -> decisive.addAll(o.choice().facts()));
        }
        if (!tried.all()) {
            // Of what was not tried nothing is known.
            outcomes.forEach(o -> decisive.addAll(o.choice().facts()));
        }
        this.forecasts = new SameForecasts(this.outcomes);
        this.planned = neediest(forecasts.first());
        this.gpuIsNamed = gpuIsNamed;
        this.narrowings = new Narrowings(outcomes, this.outcomes, tried.possible(), gpuIsNamed);
    }

    /** The first of those that need most. */
    static Outcome neediest(List<Outcome> all) {
        Outcome most = all.get(0);
        for (Outcome o : all) {
            int byNeed = o.pages().compareTo(most.pages());
            if (byNeed > 0 || (byNeed == 0 && o.shownPages().compareTo(most.shownPages()) > 0)) {
                most = o;
            }
        }
        return most;
    }

    /** Whether any figure that was asked for so far could be another one if this open fact were, or NCCL could fail. */
    boolean dependsOn(String key) {
        return decisive.stream().anyMatch(f -> f.key().equals(key));
    }

    /** The outcome that needs most; the first of several. */
    Outcome planned() {
        return planned;
    }

    /** The outcome that needs least. */
    Outcome least() {
        Outcome least = outcomes.get(0);
        for (Outcome o : forecasts.first()) {
            least = o.pages().compareTo(least.pages()) < 0 ? o : least;
        }
        return least;
    }

    List<CommunicatorAnalysis> communicators() {
        List<CommunicatorAnalysis> all = new ArrayList<>();
        for (int i = 0; i < planned.shown().size(); i++) {
            all.add(communicator(i));
        }
        return all;
    }

    private CommunicatorAnalysis communicator(int index) {
        CommunicatorForecast plan = planned.shown().get(index);
        List<Uncertain> uncertain = new ArrayList<>();
        ChannelCounts channels = new ChannelCounts(
                (int) range(index, "channels.collective", c -> c.channels().collective(), uncertain),
                (int) range(index, "channels.nvls", c -> c.channels().nvls(), uncertain),
                (int) range(index, "channels.p2p", c -> c.channels().p2p(), uncertain),
                (int) range(index, "channels.p2pPerPeer", c -> c.channels().p2pPerPeer(), uncertain));
        List<PhaseForecast> phases = new ArrayList<>();
        for (int p = 0; p < plan.phases().size(); p++) {
            phases.add(phase(index, p, uncertain));
        }
        List<PairForecast> pairs = new ArrayList<>();
        List<List<Transport>> candidates = new ArrayList<>();
        for (int p = 0; p < plan.pairs().size(); p++) {
            pair(index, p, pairs, candidates);
        }
        CommunicatorForecast forecast = new CommunicatorForecast(
                plan.group(),
                plan.ranks(),
                plan.gpus(),
                channels,
                plan.rings(),
                plan.trees(),
                pairs,
                phases,
                plan.over(),
                plan.failure());
        List<PhaseForecast> stated = planned.stated().get(index).phases();
        String last = stated.isEmpty() ? "init" : stated.get(stated.size() - 1).name();
        return new CommunicatorAnalysis(forecast, candidates, last, uncertain);
    }

    /** The phase as it is where it needs most. */
    private PhaseForecast phase(int index, int number, List<Uncertain> uncertain) {
        PhaseForecast most = planned.shown().get(index).phases().get(number);
        for (Outcome o : forecasts.first()) {
            List<PhaseForecast> phases = o.shown().get(index).phases();
            if (phases.size() > number && phases.get(number).tmpfsBytes().compareTo(most.tmpfsBytes()) > 0) {
                most = phases.get(number);
            }
        }
        String field = "shm.phases." + most.name();
        range(index, field + ".totalBytes", c -> phaseOf(c, number, true), uncertain);
        range(index, field + ".tmpfsBytes", c -> phaseOf(c, number, false), uncertain);
        return most;
    }

    private static long phaseOf(CommunicatorForecast c, int number, boolean total) {
        if (c.phases().size() <= number) {
            return 0;
        }
        PhaseForecast p = c.phases().get(number);
        return (total ? p.totalBytes() : p.tmpfsBytes()).bytes();
    }

    private void pair(int index, int number, List<PairForecast> pairs, List<List<Transport>> candidates) {
        PairForecast plan = planned.shown().get(index).pairs().get(number);
        Map<Transport, PairForecast> found = new LinkedHashMap<>();
        for (Outcome o : forecasts.first()) {
            PairForecast p = o.shown().get(index).pairs().get(number);
            found.putIfAbsent(p.transport(), p);
        }
        if (found.size() == 1) {
            pairs.add(plan);
            candidates.add(List.of());
            return;
        }
        List<Transport> order = List.copyOf(found.keySet());
        List<Fact<?>> missing = missing(forecasts.values(
                o -> order.indexOf(o.shown().get(index).pairs().get(number).transport())));
        List<Trace> trace = new ArrayList<>();
        trace.add(new Trace(
                "facts-missing",
                Text.of(
                        "nccl/facts-missing",
                        "facts",
                        missing.stream()
                                .map(f -> OpenStatement.of(f, gpuIsNamed).key())
                                .collect(Collectors.joining(", "))),
                UserInput.FACT.toString()));
        found.forEach((transport, p) -> {
            trace.add(new Trace(
                    "candidate",
                    Text.of("nccl/candidate", "transport", transport, "facts", where(p, index, number)),
                    UserInput.FACT.toString()));
            trace.addAll(p.trace());
        });
        pairs.add(new PairForecast(plan.from(), plan.to(), plan.path(), Transport.UNKNOWN, "", "facts-missing", trace));
        candidates.add(found.keySet().stream().sorted().toList());
    }

    private Text where(PairForecast p, int index, int number) {
        for (Outcome o : forecasts.first()) {
            if (o.shown().get(index).pairs().get(number).equals(p)) {
                List<Text> words = new ArrayList<>();
                o.choice().words().forEach((k, v) -> words.add(Text.of("nccl/fact-is", "fact", k, "value", v)));
                return words.isEmpty() ? Text.of("nccl/nothing-open") : Text.commas(words);
            }
        }
        return Text.of("nccl/nothing-open");
    }

    private long range(
            int index, String field, ToLongFunction<CommunicatorForecast> figure, List<Uncertain> uncertain) {
        ToLongFunction<Outcome> of = o -> figure.applyAsLong(o.shown().get(index));
        Optional<Uncertain> u = range(field, of);
        u.ifPresent(uncertain::add);
        return u.map(Uncertain::max).orElseGet(() -> of.applyAsLong(planned));
    }

    /** The range of a figure over all candidates; empty where it is the same in all. */
    Optional<Uncertain> range(String field, ToLongFunction<Outcome> figure) {
        long[] values = forecasts.values(figure);
        long min = Arrays.stream(values).min().orElseThrow();
        long max = Arrays.stream(values).max().orElseThrow();
        return min == max
                ? Optional.empty()
                : Optional.of(new Uncertain(field, min, max, narrowings.of(missing(values), values)));
    }

    /** The open facts that the figure depends on: those that alone, all else equal, change it. */
    private List<Fact<?>> missing(long[] values) {
        Map<Fact<?>, int[]> alike = alike();
        List<Fact<?>> missing = new ArrayList<>();
        alike.forEach((fact, first) -> {
            for (int i = 0; i < values.length; i++) {
                if (values[i] != values[first[i]]) {
                    missing.add(fact);
                    return;
                }
            }
        });
        // Facts that only matter together.
        List<Fact<?>> all = missing.isEmpty() ? List.copyOf(alike.keySet()) : missing;
        decisive.addAll(all);
        return all;
    }

    private synchronized Map<Fact<?>, int[]> alike() {
        if (alike.isEmpty()) {
            alike.putAll(AlikeChoices.of(outcomes.stream().map(Outcome::choice).toList()));
        }
        return alike;
    }
}
