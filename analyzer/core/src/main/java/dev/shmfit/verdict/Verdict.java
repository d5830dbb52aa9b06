package dev.shmfit.verdict;

import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmSupply;
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
 */
public record Verdict(Status status, String headline, Optional<AdministratorRequest> request) {
    /** A verdict that asks for nothing. */
    public Verdict(Status status, String headline) {
        this(status, headline, Optional.empty());
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
        String headline = headline(evidence.need().demand(), evidence.supply(), space);
        if (space == Status.FAILS) {
            boolean changeable = !evidence.surroundings().shmFixed();
            return new Verdict(
                    space, headline, changeable ? Optional.of(AdministratorRequest.of(evidence)) : Optional.empty());
        }
        boolean open = evidence.node().topology().isEmpty()
                && evidence.nccl().communicators().isEmpty();
        return findings.stream()
                .filter(f -> f.severity() == Severity.PROBLEM)
                .findFirst()
                .map(f -> new Verdict(Status.FAILS, withoutStop(f.summary()) + "; " + headline))
                .orElse(open ? new Verdict(Status.UNKNOWN, withoutNccl(evidence)) : new Verdict(space, headline));
    }

    /** The GPUs are not known: the loaders' need is, and is met. */
    private static String withoutNccl(Evidence e) {
        ByteCount required = e.need().demand().required();
        String rest = "what NCCL needs is not known, for the GPUs are not";
        String has = e.supply()
                .usable()
                .asOptional()
                .map(u -> "; /dev/shm has " + RoundedSize.down(u))
                .orElse("");
        return (required.bytes() == 0 ? "" : "needs " + RoundedSize.up(required) + " of /dev/shm apart from NCCL; ")
                + rest
                + has;
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String headline(ShmDemand demand, ShmSupply supply, Status space) {
        ByteCount required = demand.required();
        if (required.bytes() == 0) {
            return "needs no /dev/shm";
        }
        Optional<ByteCount> usable = supply.usable().asOptional();
        if (usable.isEmpty()) {
            return "needs " + RoundedSize.up(required) + " of /dev/shm, whose size is not known";
        }
        RoundedSize.Pair pair = RoundedSize.comparison(required, usable.get());
        boolean partlyUsed = supply.size()
                .asOptional()
                .map(size -> supply.available().isKnown() && !size.equals(usable.get()))
                .orElse(false);
        String tight = space == Status.TIGHT ? " (" + RoundedSize.up(demand.recommended()) + " recommended)" : "";
        return "needs " + pair.need() + " of /dev/shm, has " + pair.have() + (partlyUsed ? " free" : "") + tight;
    }
}
