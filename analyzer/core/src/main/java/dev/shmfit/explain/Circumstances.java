package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What df, ls and limits in the same text say for or against a cause. */
final class Circumstances {
    private static final ByteCount CONTAINER_DEFAULT = ByteCount.mebibytes(64);
    private static final ByteCount PLENTY = ByteCount.gibibytes(1);
    private static final int FULL_PERCENT = 90;
    private static final int HALF = 50;

    private Circumstances() {}

    /** The causes, corrected and completed. */
    static List<Cause> judge(List<Cause> causes, DiskFree df, ShmListing listing, LimitLines limits) {
        List<Cause> judged = new ArrayList<>();
        for (Cause c : causes) {
            judged.add(c.explanation().id().equals("shm-too-small") ? space(c, df) : limited(c, limits));
        }
        boolean spaceTold = judged.stream().anyMatch(c -> c.explanation().sized() && c.role() != Role.NOTICE);
        if (!df.isEmpty() && !spaceTold) {
            fromDf(df).ifPresent(judged::add);
        }
        df.inodes()
                .filter(i -> i.percent() >= FULL_PERCENT)
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
        if (listing.groups().stream().anyMatch(g -> g.program().startsWith("NCCL"))) {
            judged.add(new Cause(
                    Explanations.known("shm-leftovers"),
                    Role.NOTICE,
                    Confidence.POSSIBLE,
                    "NCCL's files are still visible; unless a job is just starting, their processes are gone.",
                    List.of()));
        }
        return judged;
    }

    private static Cause own(String id, Confidence confidence, String reason) {
        return new Cause(Explanations.known(id), Role.SYMPTOM, confidence, reason, List.of());
    }

    private static Cause space(Cause c, DiskFree df) {
        if (df.isEmpty()) {
            return c;
        }
        DiskFree.Sample s = df.last();
        String seen = "df in line " + s.line() + " shows " + RoundedSize.down(s.free()) + " free of "
                + RoundedSize.down(s.size()) + " in /dev/shm";
        boolean plenty = s.free().compareTo(PLENTY) >= 0 && s.percent() < HALF;
        if (plenty && c.role() == Role.SYMPTOM) {
            return new Cause(
                    Explanations.known("bus-error-not-shm"),
                    Role.SYMPTOM,
                    Confidence.POSSIBLE,
                    seen + "; if that was so at the time of the failure and not only after it, room was not the cause.",
                    c.hits());
        }
        return new Cause(
                c.explanation(),
                c.role(),
                plenty ? c.confidence() : Confidence.CERTAIN,
                c.reason() + "; " + seen + (plenty ? " (after the failure, perhaps)." : "."),
                c.hits());
    }

    private static Cause limited(Cause c, LimitLines limits) {
        String what = switch (c.explanation().id()) {
            case "nofile-too-small" -> "open-files";
            case "memlock-too-small" -> "locked-memory";
            default -> "";
        };
        Optional<LimitLines.Limit> limit = limits.last(what);
        if (limit.isEmpty()) {
            return c;
        }
        String value = limit.get().value().isPresent()
                ? String.valueOf(limit.get().value().getAsLong())
                : "unlimited";
        return new Cause(
                c.explanation(),
                c.role(),
                c.confidence(),
                c.reason() + "; the limit in line " + limit.get().line() + " is " + value,
                c.hits());
    }

    private static Optional<Cause> fromDf(DiskFree df) {
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
            return Optional.of(new Cause(
                    Explanations.known("container-default-shm"),
                    Role.NOTICE,
                    Confidence.CERTAIN,
                    seen + (s.fileSystem().equals("shm") ? "; \"shm\" is what container runtimes call it." : "."),
                    List.of()));
        }
        return Optional.empty();
    }

    /** What was read, for people. */
    static List<Observation> observations(DiskFree df, ShmListing listing, LimitLines limits) {
        List<Observation> all = new ArrayList<>();
        if (!df.isEmpty()) {
            DiskFree.Sample s = df.last();
            Map<String, ByteCount> sizes = new LinkedHashMap<>();
            sizes.put("size", s.size());
            sizes.put("used", s.used());
            sizes.put("free", s.free());
            all.add(new Observation(
                    "df",
                    s.line(),
                    "/dev/shm has " + RoundedSize.down(s.size()) + ", " + RoundedSize.down(s.free()) + " free ("
                            + s.percent() + " % in use"
                            + (df.count() > 1 ? ", the last of " + df.count() + " answers" : "")
                            + ").",
                    sizes));
        }
        if (listing.files() > 0) {
            Map<String, ByteCount> sizes = new LinkedHashMap<>();
            sizes.put("sum", listing.sum());
            sizes.put("inPages", listing.inPages());
            all.add(new Observation(
                    "ls",
                    listing.firstLine(),
                    listing.files() + " file(s) of together " + listing.sum() + " in /dev/shm, " + listing.inPages()
                            + " in pages.",
                    sizes));
        }
        limits.all().forEach(l -> all.add(observation(l)));
        return all;
    }

    private static Observation observation(LimitLines.Limit l) {
        Map<String, ByteCount> sizes = new LinkedHashMap<>();
        String value = "unlimited";
        if (l.value().isPresent()) {
            long number = l.value().getAsLong();
            boolean bytes = l.what().equals("shm-size") || l.what().equals("locked-memory");
            value = bytes ? ByteCount.of(number).toString() : String.valueOf(number);
            if (bytes) {
                sizes.put("limit", ByteCount.of(number));
            }
        }
        String sentence = switch (l.what()) {
            case "shm-size" -> "The container was started with a /dev/shm of " + value + ".";
            case "open-files" -> "A process may have " + value + " open files.";
            case "locked-memory" -> "A process may lock " + value + " of memory.";
            default -> "ipcs shows limits of System V segments; they say nothing about /dev/shm.";
        };
        return new Observation(l.what(), l.line(), sentence, sizes);
    }
}
