package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What df, ls and limits in the same text say for or against a cause. */
final class Circumstances {
    private static final ByteCount CONTAINER_DEFAULT = ByteCount.mebibytes(64);
    private static final ByteCount PLENTY = ByteCount.gibibytes(1);
    private static final int FULL_PERCENT = 90;
    private static final int HALF = 50;

    private final Tables tables;
    private final DiskFree df;
    private final ShmListing listing;
    private final LimitLines limits;

    private Circumstances(Evidence evidence) {
        this.tables = evidence.tables();
        this.df = tables.df();
        this.listing = tables.files();
        this.limits = tables.limits();
    }

    /** The causes, corrected and completed. */
    static List<Cause> judge(List<Cause> causes, Evidence evidence) {
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
                        "df -i in line " + i.line() + " shows " + i.percent() + " % of the inodes in use.")));
        if (!listing.modeRight()) {
            judged.add(own(
                    "shm-not-permitted",
                    Confidence.LIKELY,
                    "ls shows the rights " + listing.mode().orElse("") + " for /dev/shm; drwxrwxrwt is right."));
        }
        return Listings.judge(Cgroups.judge(judged, tables), tables);
    }

    private static Cause own(String id, Confidence confidence, String reason) {
        return Cause.of(id, Role.SYMPTOM, confidence, reason, List.of());
    }

    private Optional<Cause> space(Cause c) {
        if (df.isEmpty()) {
            return Optional.of(c);
        }
        DiskFree.Sample s = df.last();
        String seen = "df in line " + s.line() + " shows " + RoundedSize.down(s.free()) + " free of "
                + RoundedSize.down(s.size()) + " in /dev/shm";
        boolean plenty = s.free().compareTo(PLENTY) >= 0 && s.percent() < HALF;
        if (plenty && c.role() == Role.SYMPTOM && c.confidence() != Confidence.POSSIBLE) {
            return Optional.of(Cause.of(
                    "bus-error-not-shm",
                    Role.SYMPTOM,
                    Confidence.POSSIBLE,
                    seen + "; if that was so at the time of the failure and not only after it, room was not the cause",
                    c.hits()));
        }
        if (plenty) {
            return Optional.of(c.speaksAgainst(seen + " (after the failure, perhaps)"));
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
        String seen = "df in line " + s.line() + " shows " + s.percent() + " % of " + RoundedSize.down(s.size())
                + " in /dev/shm in use";
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
                    "the message does not say which file system is full; df in line " + s.line() + " shows "
                            + s.percent() + " % of /dev/shm in use",
                    c.hits()));
        }
        if (!df.full().isEmpty()) {
            DiskFree.FullMount m = df.full().get(0);
            return Optional.of(Cause.of(
                    "disk-full",
                    Role.CAUSE,
                    Confidence.LIKELY,
                    "the message does not say which file system is full; df in line " + m.line() + " shows "
                            + m.percent() + " % of " + m.mount() + " in use",
                    c.hits()));
        }
        return Optional.of(c);
    }

    private Cause inodes(Cause c) {
        Optional<DiskFree.Sample> inodes = df.inodes();
        if (inodes.isPresent() && inodes.get().percent() >= FULL_PERCENT) {
            return c.with(Confidence.CERTAIN)
                    .speaksFor("df -i in line " + inodes.get().line() + " shows "
                            + inodes.get().percent() + " % of the inodes in use");
        }
        if (!df.isEmpty() && df.last().percent() >= FULL_PERCENT) {
            return c.speaksAgainst("df in line " + df.last().line() + " shows "
                    + df.last().percent() + " % of the bytes in use, which may be the same moment's");
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
        String value = some ? String.valueOf(limit.get().value().getAsLong()) : "unlimited";
        String clause = "the limit in line " + limit.get().line() + " is " + value;
        return some
                ? c.speaksFor(clause)
                : c.speaksAgainst(clause + "; another one applies, such as pids.max of the cgroup");
    }

    private Optional<Cause> fromDf() {
        DiskFree.Sample s = df.last();
        String seen =
                "df in line " + s.line() + " shows " + s.percent() + " % of " + RoundedSize.down(s.size()) + " in use";
        if (df.filledUp()) {
            return Optional.of(own(
                    "shm-filling-up",
                    Confidence.LIKELY,
                    seen + ", after " + df.count() + " answers of which none was below the one before."));
        }
        if (s.percent() >= FULL_PERCENT) {
            return Optional.of(own("shm-too-small", Confidence.LIKELY, seen + "."));
        }
        if (s.size().equals(CONTAINER_DEFAULT)) {
            return Optional.of(Cause.of(
                    "container-default-shm",
                    Role.NOTICE,
                    Confidence.CERTAIN,
                    seen + (s.fileSystem().equals("shm") ? "; \"shm\" is what container runtimes call it." : "."),
                    List.of()));
        }
        return Optional.empty();
    }
}
