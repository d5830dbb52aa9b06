package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.listing.ShmListing.Group;
import dev.shmfit.explain.listing.ShmOwner;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the files that were listed explain a full /dev/shm, and whether to remove or to size them. */
final class Listings {
    private static final int FULL_PERCENT = 90;
    private static final int MOST = 100;

    private Listings() {}

    static List<Cause> judge(List<Cause> causes, DiskFree df, ShmListing listing) {
        List<Group> groups = listing.groups();
        if (groups.isEmpty()) {
            return causes;
        }
        List<Cause> judged = new ArrayList<>();
        boolean full = !df.isEmpty() && df.last().percent() >= FULL_PERCENT;
        String sums = sums(df, listing);
        ByteCount tenants = sum(groups, true);
        ByteCount nccl = groups.stream()
                .filter(g -> g.program().startsWith("NCCL"))
                .map(g -> g.size().times(g.count()))
                .reduce(ByteCount.ZERO, ByteCount::plus);
        boolean most = full && shareOf(listing.inPages(), df.last().used()) >= HALF;
        for (Cause c : causes) {
            boolean space = c.id().equals("shm-too-small") || c.id().equals("shm-full-or-leftovers");
            judged.add(space && !sums.isEmpty() ? c.speaksFor(sums) : c);
        }
        if (full && most && !own(causes, groups)) {
            judged.removeIf(c -> c.id().equals("shm-too-small") || c.id().equals("shm-full-or-leftovers"));
            judged.add(filled(causes, groups, listing, sums, shareOf(tenants, listing.sum()) >= HALF));
            return judged;
        }
        if (nccl.bytes() > 0 || groups.stream().anyMatch(g -> g.program().startsWith("NCCL"))) {
            judged.add(Cause.of(
                    "shm-leftovers",
                    Role.NOTICE,
                    Confidence.POSSIBLE,
                    "NCCL's files are still visible; unless a job is just starting, their processes are gone.",
                    List.of()));
        }
        if (shareOf(tenants, listing.sum()) >= HALF) {
            judged.add(Cause.of(
                    "shm-tenant",
                    Role.NOTICE,
                    Confidence.LIKELY,
                    "most of what is listed is the data of "
                            + groups.stream()
                                    .filter(Group::tenant)
                                    .map(Group::program)
                                    .distinct()
                                    .limit(3)
                                    .collect(Collectors.joining(", ")),
                    List.of()));
        }
        return judged;
    }

    /** Whether the files that fill it are those of the process that failed. */
    private static boolean own(List<Cause> causes, List<Group> groups) {
        return causes.stream()
                .flatMap(c -> c.hits().stream())
                .map(h -> h.values().getOrDefault("file", ""))
                .map(f -> ShmOwner.of(f.substring(f.lastIndexOf('/') + 1)))
                .flatMap(Optional::stream)
                .map(ShmOwner::pid)
                .flatMap(Optional::stream)
                .anyMatch(pid -> groups.stream().anyMatch(g -> g.pids().contains(pid)));
    }

    private static Cause filled(List<Cause> causes, List<Group> groups, ShmListing listing, String sums, boolean live) {
        String who = groups.stream()
                .filter(g -> !live || g.tenant())
                .map(Group::program)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        Cause cause = Cause.of(
                        live ? "shm-tenant" : "shm-leftovers",
                        Role.CAUSE,
                        Confidence.LIKELY,
                        live
                                ? "most of what is listed belongs to a program that keeps its data there while it runs: "
                                        + who
                                : "the files listed from line " + listing.firstLine()
                                        + " on fill /dev/shm and are not those of the process that failed: " + who
                                        + "; what no process has open is to be removed, not outgrown",
                        List.of())
                .speaksFor(sums);
        for (Cause c : causes) {
            boolean room = c.id().equals("shm-too-small") || c.id().equals("shm-full-or-leftovers");
            cause = room ? cause.absorbing(c) : cause;
        }
        return cause;
    }

    private static final int HALF = 50;

    private static ByteCount sum(List<Group> groups, boolean tenants) {
        return groups.stream()
                .filter(g -> g.tenant() == tenants)
                .map(g -> g.size().times(g.count()))
                .reduce(ByteCount.ZERO, ByteCount::plus);
    }

    /** Per cent, at most 100. */
    private static long shareOf(ByteCount part, ByteCount whole) {
        if (whole.bytes() <= 0) {
            return 0;
        }
        return Math.min(MOST, part.bytes() / Math.max(1, whole.bytes() / MOST));
    }

    private static String sums(DiskFree df, ShmListing listing) {
        if (df.isEmpty()) {
            return "";
        }
        DiskFree.Sample s = df.last();
        String listed = "the files listed take " + RoundedSize.down(listing.inPages()) + " of "
                + RoundedSize.down(s.used()) + " in use";
        return shareOf(listing.inPages(), s.used()) >= FULL_PERCENT
                ? listed + ": they explain it"
                : listed
                        + ": the rest is in files that were deleted and are still open (lsof +L1 /dev/shm, shmfit shm)";
    }
}
