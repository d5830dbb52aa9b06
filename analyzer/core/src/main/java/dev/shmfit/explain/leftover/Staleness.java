package dev.shmfit.explain.leftover;

import dev.shmfit.explain.listing.ShmOwner;
import dev.shmfit.units.HiddenName;
import dev.shmfit.units.UserInput;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Whether a file in /dev/shm is left behind. It is only where everybody who could hold it was seen: what a process of
 * another container, or one that may not be looked at, maps is never called left behind.
 *
 * @param verdict what was found
 * @param owner whose form the name has; empty for an unknown form
 * @param reason as a clause
 */
public record Staleness(Verdict verdict, Optional<ShmOwner> owner, String reason) {
    /** What became of a file. */
    public enum Verdict {
        /** A process maps it or has it open. */
        HELD,
        /** No process does, and the process that its name tells lives, or it is young: it may be passed on just now. */
        WAITING,
        /** No process does; it can be removed. */
        STALE,
        /** Not all processes that could hold it were seen. */
        UNKNOWN
    }

    /**
     * What was seen of the processes.
     *
     * @param unreadable processes whose maps may not be read
     * @param gap why else not everything was seen; empty where it was
     * @param allVisible whether every process that can reach this /dev/shm is visible here
     * @param lives whether a process exists
     * @param youngest age in seconds below which a file may be one that is passed on
     */
    public record Sight(int unreadable, String gap, boolean allVisible, LongPredicate lives, long youngest) {}

    private static final int LONGEST_PID = 10;

    /** Judges one file. */
    public static Staleness of(ShmFile file, Sight sight) {
        Optional<HiddenName> hidden = HiddenName.of(file.name());
        Staleness found = judged(file, sight, hidden);
        return hidden.isEmpty()
                ? found
                : new Staleness(
                        found.verdict(),
                        found.owner(),
                        found.reason() + "; a clean took its name away"
                                + hidden.get().own().map(n -> ", " + n).orElse(""));
    }

    private static Staleness judged(ShmFile file, Sight sight, Optional<HiddenName> hidden) {
        Optional<ShmOwner> owner = ShmOwner.of(hidden.flatMap(HiddenName::own).orElse(file.name()));
        if (!file.holders().isEmpty() || file.deleted()) {
            return new Staleness(
                    Verdict.HELD,
                    owner,
                    file.holders().isEmpty() ? "a process keeps it though its name is gone" : "in use");
        }
        if (!sight.gap().isEmpty()) {
            return new Staleness(Verdict.UNKNOWN, owner, "no process that was seen has it, but " + sight.gap());
        }
        if (sight.unreadable() > 0) {
            return new Staleness(
                    Verdict.UNKNOWN,
                    owner,
                    "no process that can be seen has it, but " + sight.unreadable()
                            + " may not be looked at; run as root, or with " + UserInput.ALONE + " where nobody else"
                            + " uses this /dev/shm");
        }
        if (!sight.allVisible()) {
            return new Staleness(
                    Verdict.UNKNOWN,
                    owner,
                    "no process of this container has it; " + UserInput.ALONE
                            + " says that no other container has this /dev/shm");
        }
        if (hidden.isPresent() && sight.lives().test(hidden.get().process())) {
            return new Staleness(
                    Verdict.WAITING,
                    owner,
                    "process " + hidden.get().process() + " is looking at it for the last time");
        }
        Optional<String> pid = owner.flatMap(ShmOwner::pid).filter(p -> p.length() <= LONGEST_PID);
        if (pid.isPresent() && sight.lives().test(Long.parseLong(pid.get(), 10))) {
            return new Staleness(
                    Verdict.WAITING, owner, "no process has it, but process " + pid.get() + " of its name lives");
        }
        if (file.age() >= 0 && file.age() < sight.youngest()) {
            return new Staleness(Verdict.WAITING, owner, "no process has it, but it is only " + file.age() + " s old");
        }
        return new Staleness(
                Verdict.STALE,
                owner,
                pid.map(p -> "no process has it, and process " + p + " of its name is gone")
                        .orElse("no process has it"));
    }
}
