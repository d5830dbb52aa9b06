package dev.shmfit.verdict;

import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer in one word and one sentence.
 *
 * @param headline rounded so that it stays true: needs upwards, haves downwards
 * @param request what one writes to the administrator; present where the size is too small and somebody can change it
 * @param scope what it is about
 */
public record Verdict(Status status, Text headline, Optional<AdministratorRequest> request, Scope scope) {
    /** A verdict about everything that asks for nothing. */
    public Verdict(Status status, Text headline) {
        this(status, headline, Optional.empty(), Scope.ALL);
    }

    /**
     * What a verdict is about. What was not stated, or could not be forecast, is not in it.
     *
     * @param nccl the files of NCCL
     * @param loaders the batches of the DataLoaders
     * @param uncounted engines some of whose files no formula counts
     */
    public record Scope(boolean nccl, boolean loaders, List<String> uncounted) {
        /** All. */
        public static final Scope ALL = new Scope(true, true, List.of());

        public Scope {
            uncounted = List.copyOf(uncounted);
        }

        /** Whether nothing of the job is missing but perhaps NCCL. */
        boolean whole() {
            return loaders && uncounted.isEmpty();
        }

        static Scope of(Evidence e) {
            boolean open =
                    e.node().topology().isEmpty() && e.nccl().communicators().isEmpty();
            return new Scope(
                    !open,
                    e.need().loadersStated(),
                    e.need().uncounted().stream()
                            .map(u -> u.engine())
                            .distinct()
                            .toList());
        }
    }

    /** The same about something else than what was asked, which so has no answer. */
    public Verdict open(Text instead) {
        return new Verdict(Status.UNKNOWN, instead, request, scope);
    }

    /** The words. */
    public enum Status {
        /** The need is met, headroom included. */
        FITS,
        /** The need is met, but not with the recommended headroom. */
        TIGHT,
        /** The job would fail. */
        FAILS,
        /** There is nothing to compare the need with. */
        UNKNOWN;

        /** The spelling in reports. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The verdict on space alone. */
    static Status space(ShmDemand demand, ShmSupply supply) {
        ByteCount required = demand.required();
        if (required.bytes() == 0) {
            return Status.FITS;
        }
        Optional<ByteCount> usable = supply.usable().asOptional();
        if (usable.isEmpty()) {
            return Status.UNKNOWN;
        }
        if (required.compareTo(usable.get()) > 0) {
            return Status.FAILS;
        }
        return usable.get().compareTo(demand.recommended()) < 0 ? Status.TIGHT : Status.FITS;
    }

    /** The word alone of {@link #of}, without the findings behind it where the space decides. */
    public static Status status(Evidence evidence) {
        Status space = space(evidence.need().demand(), evidence.supply());
        return space != Status.FAILS && Checks.findProblem(evidence) ? Status.FAILS : space;
    }

    /** The verdict on everything: the space, and any problem that the checks found. */
    public static Verdict of(Evidence evidence, List<Finding> findings) {
        Status space = space(evidence.need().demand(), evidence.supply());
        Scope scope = Scope.of(evidence);
        Text headline = headline(evidence, space, scope);
        if (space == Status.FAILS) {
            boolean changeable = !evidence.surroundings().shmFixed();
            return new Verdict(
                    space,
                    headline,
                    changeable ? Optional.of(AdministratorRequest.of(evidence)) : Optional.empty(),
                    scope);
        }
        return findings.stream()
                .filter(f -> f.severity() == Severity.PROBLEM)
                .findFirst()
                .map(f -> without(
                        Status.FAILS,
                        Text.of("verdict/headline-problem", "problem", Text.clause(f.summary()), "space", headline),
                        scope))
                .orElseGet(() -> scope.nccl()
                        ? without(space, headline, scope)
                        : without(Status.UNKNOWN, withoutNccl(evidence), scope));
    }

    /** The GPUs are not known: the loaders' need is, and is met. */
    private static Text withoutNccl(Evidence e) {
        ByteCount required = e.need().demand().required();
        Text needs = required.bytes() == 0
                ? Text.EMPTY
                : Text.of("verdict/headline-apart-from-nccl", "need", RoundedSize.up(required));
        Text has = e.supply()
                .usable()
                .asOptional()
                .map(u -> Text.of("verdict/headline-space-is", "have", RoundedSize.down(u)))
                .orElse(Text.EMPTY);
        return Text.joined(needs, Text.of("verdict/headline-nccl-not-known"), has);
    }

    private static Verdict without(Status status, Text headline, Scope scope) {
        return new Verdict(status, headline, Optional.empty(), scope);
    }

    private static Text headline(Evidence evidence, Status space, Scope scope) {
        ShmDemand demand = evidence.need().demand();
        ShmSupply supply = evidence.supply();
        ByteCount required = demand.required();
        String who = who(demand, scope);
        if (required.bytes() == 0) {
            return Text.of("verdict/headline-nothing", "who", who);
        }
        Optional<ByteCount> usable = supply.usable().asOptional();
        if (usable.isEmpty()) {
            return Text.of("verdict/headline-size-not-known", "who", who, "need", RoundedSize.up(required));
        }
        RoundedSize.Pair pair = RoundedSize.comparison(required, usable.get());
        boolean partlyUsed = supply.size()
                .asOptional()
                .map(size -> supply.available().isKnown() && !size.equals(usable.get()))
                .orElse(false);
        Text headline = Text.of(
                "verdict/headline",
                "who",
                who,
                "need",
                pair.need(),
                "have",
                pair.have(),
                "of",
                partlyUsed ? "free" : "whole");
        return space == Status.TIGHT
                ? Text.of(
                        "verdict/headline-tight",
                        "headline",
                        headline,
                        "recommended",
                        RoundedSize.up(demand.recommended()))
                : headline;
    }

    /** Who needs it: the job, or, where a part of it is not counted, what is left of it. */
    private static String who(ShmDemand demand, Scope scope) {
        if (scope.whole()) {
            return "job";
        }
        boolean others = demand.items().stream().anyMatch(i -> !i.consumer().equals("nccl"));
        if (!others) {
            return "nccl";
        }
        return (scope.loaders() ? "" : "loaders-apart-") + (scope.uncounted().isEmpty() ? "known" : "least");
    }
}
