package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.facts.ShmFacts;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What df, ls and limits in the same text say for or against a cause. */
final class Circumstances {
    private static final ByteCount PLENTY = ByteCount.gibibytes(1);
    private static final int FULL_PERCENT = 90;
    private static final int HALF = 50;

    private final Tables tables;
    private final DiskFree df;
    private final ShmListing listing;
    private final LimitLines limits;

    private Circumstances(TextEvidence evidence) {
        this.tables = evidence.tables();
        this.df = tables.df();
        this.listing = tables.files();
        this.limits = tables.limits();
    }

    /** The causes, corrected and completed. */
    static List<Cause> judge(List<Cause> causes, TextEvidence evidence) {
        return new Circumstances(evidence).judged(causes);
    }

    private List<Cause> judged(List<Cause> causes) {
        List<Cause> judged = new ArrayList<>();
        for (Cause c : causes) {
            Optional<Cause> other = switch (c.id()) {
                case "shm-too-small" -> space(c);
                case "no-space-unnamed" -> unnamed(c);
                case "shm-inodes-too-few" -> Optional.of(inodes(c));
                case "shm-full-or-leftovers" -> Optional.of(fullOrLeftovers(c));
                default -> Optional.of(limited(c));
            };
            other.ifPresent(judged::add);
        }
        boolean spaceTold = judged.stream()
                .anyMatch(c ->
                        (c.explanation().sized() || c.id().equals("shm-inodes-too-few")) && c.role() != Role.NOTICE);
        if (!df.isEmpty() && !spaceTold) {
            fromDf().ifPresent(judged::add);
        }
        boolean inodesTold = judged.stream().anyMatch(c -> c.id().equals("shm-inodes-too-few"));
        df.inodes()
                .filter(i -> i.percent() >= FULL_PERCENT && !inodesTold)
                .ifPresent(i -> judged.add(own(
                        "shm-inodes-too-few",
                        Confidence.LIKELY,
                        Text.of("cause/df-inodes", "line", i.line(), "percent", i.percent()))));
        if (!listing.modeRight()) {
            judged.add(own(
                    "shm-not-permitted",
                    Confidence.LIKELY,
                    Text.of("cause/rights-shown", "mode", listing.mode().orElse(""))));
        }
        return Listings.judge(Cgroups.judge(judged, tables), tables);
    }

    private static Cause own(String id, Confidence confidence, Text reason) {
        return Cause.of(id, Role.SYMPTOM, confidence, reason, List.of());
    }

    private Optional<Cause> space(Cause c) {
        if (df.isEmpty()) {
            return Optional.of(c);
        }
        DiskFree.Sample s = df.last();
        Text seen = Text.of(
                "cause/df-free",
                "line",
                s.line(),
                "free",
                RoundedSize.down(s.free()),
                "size",
                RoundedSize.down(s.size()));
        boolean plenty = s.free().compareTo(PLENTY) >= 0 && s.percent() < HALF;
        if (plenty && c.role() == Role.SYMPTOM && c.confidence() != Confidence.POSSIBLE) {
            return Optional.of(Cause.of(
                    "bus-error-not-shm",
                    Role.SYMPTOM,
                    Confidence.POSSIBLE,
                    Text.of("cause/room-was-there", "seen", seen),
                    c.hits()));
        }
        if (plenty) {
            return Optional.of(c.speaksAgainst(Text.of("cause/after-perhaps", "seen", seen)));
        }
        Cause sure = c.speaksFor(seen).with(Confidence.CERTAIN);
        boolean roomToo = s.percent() < HALF && c.confidence() != Confidence.CERTAIN;
        return Optional.of(roomToo ? c.speaksFor(seen) : sure);
    }

    /** Full it is, says df; or it is not, and leftovers that no room is missing for are not in the way either. */
    private Cause fullOrLeftovers(Cause c) {
        if (df.isEmpty()) {
            return c;
        }
        DiskFree.Sample s = df.last();
        Text seen = Text.of(
                "cause/df-shm-used", "line", s.line(), "percent", s.percent(), "size", RoundedSize.down(s.size()));
        return s.percent() >= FULL_PERCENT ? c.speaksFor(seen) : c.speaksAgainst(seen);
    }

    /** Which file system is full, df tells where it was asked. */
    private Optional<Cause> unnamed(Cause c) {
        if (!df.isEmpty() && df.last().percent() >= FULL_PERCENT) {
            DiskFree.Sample s = df.last();
            return Optional.of(Cause.of(
                    "shm-too-small",
                    Role.CAUSE,
                    Confidence.LIKELY,
                    unnamedBut(s.line(), s.percent(), "/dev/shm"),
                    c.hits()));
        }
        if (!df.full().isEmpty()) {
            DiskFree.FullMount m = df.full().get(0);
            return Optional.of(Cause.of(
                    "disk-full",
                    Role.CAUSE,
                    Confidence.LIKELY,
                    unnamedBut(m.line(), m.percent(), m.mount()),
                    c.hits()));
        }
        return Optional.of(c);
    }

    private static Text unnamedBut(long line, long percent, String full) {
        return Text.of("cause/which-is-full-seen", "seen", used(line, percent, full));
    }

    private static Text used(long line, long percent, String what) {
        return Text.of("cause/df-used", "line", line, "percent", percent, "what", what);
    }

    private Cause inodes(Cause c) {
        Optional<DiskFree.Sample> inodes = df.inodes();
        if (inodes.isPresent() && inodes.get().percent() >= FULL_PERCENT) {
            return c.with(Confidence.CERTAIN)
                    .speaksFor(Text.of(
                            "cause/df-inodes",
                            "line",
                            inodes.get().line(),
                            "percent",
                            inodes.get().percent()));
        }
        if (!df.isEmpty() && df.last().percent() >= FULL_PERCENT) {
            return c.speaksAgainst(Text.of(
                    "cause/df-bytes-too",
                    "line",
                    df.last().line(),
                    "percent",
                    df.last().percent()));
        }
        return c;
    }

    private Cause limited(Cause c) {
        String what = switch (c.id()) {
            case "nofile-too-small" -> "open-files";
            case "memlock-too-small" -> "locked-memory";
            case "threads-limit" -> "processes";
            default -> "";
        };
        Optional<LimitLines.Limit> limit = limits.last(what);
        if (limit.isEmpty()) {
            return c;
        }
        boolean some = limit.get().value().isPresent();
        long line = limit.get().line();
        return some
                ? c.speaksFor(Text.of(
                        "cause/limit-is",
                        "line",
                        line,
                        "value",
                        limit.get().value().getAsLong()))
                : c.speaksAgainst(Text.of("cause/limit-is-other", "line", line, "value", Text.of("cause/unlimited")));
    }

    private Optional<Cause> fromDf() {
        DiskFree.Sample s = df.last();
        Text seen = used(s.line(), s.percent(), RoundedSize.down(s.size()));
        if (df.filledUp()) {
            return Optional.of(own(
                    "shm-filling-up",
                    Confidence.LIKELY,
                    Text.of("cause/filled-up", "seen", seen, "count", df.count())));
        }
        if (s.percent() >= FULL_PERCENT) {
            return Optional.of(own("shm-too-small", Confidence.LIKELY, seen));
        }
        if (s.size().equals(ShmFacts.CONTAINER_DEFAULT)) {
            return Optional.of(Cause.of(
                    "container-default-shm",
                    Role.NOTICE,
                    Confidence.CERTAIN,
                    s.fileSystem().equals("shm") ? Text.of("cause/named-shm", "seen", seen) : seen,
                    List.of()));
        }
        return Optional.empty();
    }
}
