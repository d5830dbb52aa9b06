package dev.shmfit.nccl.register;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.connect.ConnectRules;
import dev.shmfit.nccl.graph.GraphRules;
import dev.shmfit.nccl.segment.OlderSegments;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.nccl.segment.ShmFileRules;
import dev.shmfit.nccl.setting.SettingRules;
import dev.shmfit.nccl.simulate.SimulateRules;
import dev.shmfit.nccl.transport.TransportVersionRules;
import dev.shmfit.nccl.tuning.TuningRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Every rule that depends on NCCL's version. Sweeps over versions, texts of findings and the documentation ask it where
 * something changes.
 */
public final class RuleRegister {
    /** A part of NCCL and its rules. */
    public record Part(String title, List<VersionRule<?>> rules) {
        public Part {
            rules = List.copyOf(rules);
        }
    }

    /** A part whose rules are made when somebody asks for them: a forecast needs few of them. */
    private record Source(String title, Supplier<List<VersionRule<?>>> rules) {}

    private static final List<Source> SOURCES = List.of(
            new Source("Paths and the search for channels", GraphRules::all),
            new Source("Which algorithm and protocol", TuningRules::all),
            new Source("Channels and peers", ConnectRules::all),
            new Source("Which transport", TransportVersionRules::all),
            new Source("Memory through the driver", CuMem::rules),
            new Source("When what is connected", SimulateRules::all),
            new Source("Sizes of files in /dev/shm", SegmentSizes::rules),
            new Source("Sizes of files of versions without a forecast", OlderSegments::rules),
            new Source("How files in /dev/shm are made", ShmFileRules::all),
            new Source("How settings are read", SettingRules::all));

    /** All of them; made at the first question that is about all. */
    private static final class Whole {
        static final List<Part> PARTS =
                SOURCES.stream().map(s -> new Part(s.title(), s.rules().get())).toList();
        static final List<NcclVersion> CHANGE_POINTS = points();

        private static List<NcclVersion> points() {
            TreeSet<NcclVersion> points = new TreeSet<>();
            points.add(KnownVersions.OLDEST);
            PARTS.forEach(p -> p.rules().forEach(rule -> points.addAll(rule.changes())));
            return List.copyOf(points.tailSet(KnownVersions.OLDEST));
        }
    }

    private static final NcclVersion FIRST_FOLLOWED = NcclVersion.of(2, 12, 7);

    private RuleRegister() {}

    /** The rules by the part of NCCL that they belong to, in the order of a communicator's life. */
    public static List<Part> parts() {
        return Whole.PARTS;
    }

    /** All rules, in the order of {@link #parts}. */
    public static List<VersionRule<?>> all() {
        List<VersionRule<?>> all = new ArrayList<>();
        Whole.PARTS.forEach(p -> all.addAll(p.rules()));
        return List.copyOf(all);
    }

    /** The rule of an id. */
    public static Optional<VersionRule<?>> of(String id) {
        for (Source part : SOURCES) {
            for (VersionRule<?> rule : part.rules().get()) {
                if (rule.id().equals(id)) {
                    return Optional.of(rule);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The version of a rule's change, for a text that names it.
     *
     * @param number the first is 1
     * @throws IllegalArgumentException where there is no such rule or change
     */
    public static NcclVersion change(String id, int number) {
        List<NcclVersion> changes = of(id).map(VersionRule::changes).orElse(List.of());
        if (number < 1 || number > changes.size()) {
            throw new IllegalArgumentException("the rule " + id + " has no change " + number);
        }
        return changes.get(number - 1);
    }

    /**
     * The version of a rule's last change: since when things are as they are.
     *
     * @throws IllegalArgumentException where there is no such rule
     */
    public static NcclVersion latest(String id) {
        return change(id, of(id).map(r -> r.changes().size()).orElse(0));
    }

    /** The oldest known version, and every version from which a rule decides differently. */
    public static List<NcclVersion> changePoints() {
        return Whole.CHANGE_POINTS;
    }

    /** The oldest version whose search is followed step by step; before, the count of channels is a range. */
    public static NcclVersion firstFollowed() {
        return FIRST_FOLLOWED;
    }

    /** Since when P2P reaches less far by default on AMD CPUs. */
    public static NcclVersion amdLevelChanged() {
        return TransportVersionRules.levelDefaultChanged();
    }
}
