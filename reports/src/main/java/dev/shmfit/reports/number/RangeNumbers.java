package dev.shmfit.reports.number;

import dev.shmfit.analysis.Narrowing;
import dev.shmfit.analysis.Uncertain;
import dev.shmfit.facts.Provenance;
import java.util.List;

/** The ends of ranges, and what would remain of a range if a fact were stated. */
final class RangeNumbers {
    private RangeNumbers() {}

    /**
     * Explains the number at {@code path}.
     *
     * @param item where among the path's items the range's field stands; behind it the fact and the part of a narrowing
     */
    static NumberExplanation of(List<Uncertain> ranges, Path path, int item) {
        Uncertain range = ranges.stream()
                .filter(r -> r.field().equals(path.item(item)))
                .findFirst()
                .orElseThrow();
        String end = path.last().equals("min") ? "least" : "most";
        if (range.missing().isEmpty()) {
            return NumberExplanation.plain(
                    "the " + end
                            + " of what programs beside NCCL and the loaders take, which they decide when they run",
                    Provenance.ASSUMED.word(),
                    "the formulas of these programs; the finding other-decides-at-run-time says each");
        }
        if (!path.shape().contains(".narrowing[]")) {
            return NumberExplanation.plain(
                    "the " + end + " over every way to settle the facts that are not known: "
                            + String.join(", ", range.missing()),
                    Provenance.ASSUMED.word(),
                    "the forecast, once for each of these ways");
        }
        Narrowing narrowing = range.narrowings().stream()
                .filter(n -> n.fact().equals(path.item(item + 1)))
                .findFirst()
                .orElseThrow();
        Narrowing.Part part = narrowing.parts().get(Integer.parseInt(path.item(item + 2), 10));
        String values = part.values().isEmpty() ? "is known" : "is " + String.join(" or ", part.values());
        return NumberExplanation.plain(
                "the " + end + " over the ways to settle the other facts, where " + narrowing.fact() + " " + values,
                Provenance.ASSUMED.word(),
                "the forecasts behind the whole range, those with this value");
    }
}
