package dev.shmfit.reports;

import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Communicators that are alike: equally many ranks whose pairs, channels and bytes are the same, on other GPUs. They are told
 * once, with their count.
 *
 * @param members at least one, in the report's order
 */
public record CommunicatorGroup(List<CommunicatorV1> members) {
    public CommunicatorGroup {
        members = List.copyOf(members);
    }

    private record Shape(
            NcclV1.Channels channels,
            List<Pair> pairs,
            List<CommunicatorV1.Phase> phases,
            CommunicatorV1.@Nullable Failure failure,
            List<UncertainV1> uncertain) {}

    /** All communicators, each group where its first member stands. */
    public static List<CommunicatorGroup> of(List<CommunicatorV1> communicators) {
        Map<Shape, List<CommunicatorV1>> groups = new LinkedHashMap<>();
        for (CommunicatorV1 c : communicators) {
            List<Pair> pairs =
                    c.pairs().stream().map(CommunicatorGroup::withoutNames).toList();
            Shape shape = new Shape(c.channels(), pairs, c.shm().phases(), c.failure(), c.uncertain());
            groups.computeIfAbsent(shape, s -> new ArrayList<>()).add(c);
        }
        return groups.values().stream().map(CommunicatorGroup::new).toList();
    }

    /** A pair without what names its two GPUs. */
    private static Pair withoutNames(Pair p) {
        return new Pair(p.from(), p.to(), p.path(), p.transport(), "", p.candidates(), p.rule(), List.of());
    }

    /** The one that stands for all. */
    public CommunicatorV1 first() {
        return members.get(0);
    }

    /** {@code world}, or {@code tp0 to tp3 (4 groups of 2 ranks, alike)}. */
    public Text title() {
        if (members.size() == 1) {
            return Text.verbatim(first().group());
        }
        return Text.of(
                "detail/groups-alike",
                "first",
                first().group(),
                "last",
                members.get(members.size() - 1).group(),
                "groups",
                members.size(),
                "ranks",
                first().ranks().size());
    }
}
