package dev.shmfit.analysis;

import dev.shmfit.nccl.plan.CommunicatorForecast;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Outcomes by the forecast behind them, which nodes that are one to NCCL share: a figure is worked out once for all of these. What
 * sets them apart are the facts of the node alone.
 */
final class SameForecasts {
    /** By outcome: its forecast. */
    private final int[] forecast;

    private final List<Outcome> first = new ArrayList<>();

    SameForecasts(List<Outcome> outcomes) {
        this.forecast = new int[outcomes.size()];
        IdentityHashMap<List<CommunicatorForecast>, IdentityHashMap<List<CommunicatorForecast>, Integer>> seen =
                new IdentityHashMap<>();
        for (int i = 0; i < forecast.length; i++) {
            Outcome o = outcomes.get(i);
            Integer known = seen.computeIfAbsent(o.shown(), s -> new IdentityHashMap<>())
                    .putIfAbsent(o.stated(), first.size());
            forecast[i] = known == null ? first.size() : known;
            if (known == null) {
                first.add(o);
            }
        }
    }

    /** The first outcome of each forecast, in their order. */
    List<Outcome> first() {
        return first;
    }

    /** A figure of every outcome, in their order. */
    long[] values(ToLongFunction<Outcome> figure) {
        long[] once = first.stream().mapToLong(figure).toArray();
        long[] all = new long[forecast.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = once[forecast[i]];
        }
        return all;
    }
}
