package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.Holders;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.listing.ShmListing.Group;
import dev.shmfit.explain.listing.ShmOwner;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the files that were listed explain a full /dev/shm, and whether to remove or to size them. */
final class Listings {
    private static final int FULL_PERCENT = 90;
    private static final int HALF = 50;
    private static final int MOST = 100;
    private static final Set<String> ROOM = Set.of("shm-too-small", "shm-full-or-leftovers");

    private final DiskFree df;
    private final ShmListing listing;
    private final Holders holders;
    private final List<Group> groups;

    private Listings(Tables tables) {
        this.df = tables.df();
        this.listing = tables.files();
        this.holders = tables.holders();
        this.groups = listing.groups();
    }

    static List<Cause> judge(List<Cause> causes, Tables tables) {
        return new Listings(tables).judged(causes);
    }

    private List<Cause> judged(List<Cause> causes) {
        List<Text> seen = new ArrayList<>();
        sums().ifPresent(seen::add);
        unnamed().ifPresent(seen::add);
        List<Cause> judged = new ArrayList<>();
        for (Cause c : causes) {
            Cause all = c;
            for (Text clause : ROOM.contains(c.id()) ? seen : List.<Text>of()) {
                all = all.speaksFor(clause);
            }
            judged.add(all);
        }
        if (groups.isEmpty()) {
            return judged;
        }
        boolean full = !df.isEmpty() && df.last().percent() >= FULL_PERCENT;
        ByteCount stale = known(true);
        ByteCount live = known(false);
        boolean tenants = shareOf(sum(true), listing.sum()) >= HALF;
        if (full && listing.sized()) {
            ByteCount used = df.last().used();
            if (shareOf(stale, used) >= HALF) {
                replace(judged, causes, leftovers(howStale()));
                return judged;
            }
            boolean most = shareOf(listing.inPages(), used) >= HALF;
            boolean held = shareOf(live.plus(holders.deleted()), used) >= HALF;
            if (most && !own(causes) && (tenants || !held)) {
                replace(judged, causes, tenants ? tenant(Role.CAUSE) : leftovers(Text.of("cause/not-of-failed")));
                return judged;
            }
        }
        if (stale.bytes() > 0 || (!listing.sized() && !stale().isEmpty())) {
            judged.add(Cause.of(
                    "shm-leftovers",
                    Role.NOTICE,
                    Confidence.LIKELY,
                    Text.of(
                            "cause/files-stale",
                            "count",
                            stale().size(),
                            "size",
                            RoundedSize.down(stale),
                            "why",
                            howStale()),
                    List.of()));
        } else if (!holders.asked()) {
            visible().ifPresent(judged::add);
        }
        if (tenants) {
            judged.add(tenant(Role.NOTICE));
        }
        return judged;
    }

    /** Files of jobs, of which nothing says whether their processes live. */
    private Optional<Cause> visible() {
        boolean nccl = groups.stream().anyMatch(g -> ShmOwner.isNccl(g.program()));
        Optional<Text> library = groups.stream()
                .filter(g -> ShmOwner.leftByKilledJobs(g.remark()))
                .map(Group::program)
                .findFirst();
        Optional<Text> why = nccl
                ? Optional.of(Text.of("cause/nccl-files-visible"))
                : library.map(l -> Text.of("cause/library-files-visible", "program", l));
        return why.map(w -> Cause.of("shm-leftovers", Role.NOTICE, Confidence.POSSIBLE, w, List.of()));
    }

    private void replace(List<Cause> judged, List<Cause> causes, Cause by) {
        judged.removeIf(c -> ROOM.contains(c.id()));
        Cause cause = sums().map(by::speaksFor).orElse(by);
        for (Cause c : causes) {
            cause = ROOM.contains(c.id()) ? cause.absorbing(c) : cause;
        }
        judged.add(cause);
    }

    /** Files of which it is known that no process has them, or that one has. */
    private ByteCount known(boolean stale) {
        return (stale ? stale() : live()).stream().map(ShmListing.File::taken).reduce(ByteCount.ZERO, ByteCount::plus);
    }

    private List<ShmListing.File> stale() {
        return listing.each().stream()
                .filter(f -> !isLive(f))
                .filter(f -> holders.asked()
                        ? holders.tellsAll()
                        : f.owner().pid().filter(holders::gone).isPresent())
                .toList();
    }

    private List<ShmListing.File> live() {
        return listing.each().stream().filter(this::isLive).toList();
    }

    private boolean isLive(ShmListing.File f) {
        return holders.holds(f.name())
                || (!holders.asked() && f.owner().pid().filter(holders::lives).isPresent());
    }

    private Text howStale() {
        return holders.asked()
                ? Text.of("cause/not-open", "line", holders.firstLine())
                : Text.of("cause/processes-not-listed");
    }

    /** Whether the files that fill it are those of the process that failed. */
    private boolean own(List<Cause> causes) {
        return causes.stream()
                .flatMap(c -> c.hits().stream())
                .map(h -> h.values().getOrDefault("file", ""))
                .map(f -> ShmOwner.of(f.substring(f.lastIndexOf('/') + 1)))
                .flatMap(Optional::stream)
                .map(ShmOwner::pid)
                .flatMap(Optional::stream)
                .anyMatch(pid -> groups.stream().anyMatch(g -> g.pids().contains(pid)));
    }

    private Cause leftovers(Text why) {
        return Cause.of(
                "shm-leftovers",
                Role.CAUSE,
                Confidence.LIKELY,
                Text.of("cause/files-fill", "line", listing.firstLine(), "why", why, "programs", programs(false)),
                List.of());
    }

    private Cause tenant(Role role) {
        return Cause.of(
                "shm-tenant",
                role,
                Confidence.LIKELY,
                Text.of("cause/tenant-holds", "programs", programs(true)),
                List.of());
    }

    private Text programs(boolean tenants) {
        return Text.commas(groups.stream()
                .filter(g -> !tenants || g.tenant())
                .map(Group::program)
                .distinct()
                .limit(3)
                .toList());
    }

    private ByteCount sum(boolean tenants) {
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

    private Optional<Text> sums() {
        if (df.isEmpty() || listing.files() == 0 || !listing.sized()) {
            return Optional.empty();
        }
        DiskFree.Sample s = df.last();
        String taken = RoundedSize.down(listing.inPages());
        String used = RoundedSize.down(s.used());
        if (shareOf(listing.inPages(), s.used()) >= FULL_PERCENT) {
            return Optional.of(Text.of("cause/listed-explain", "taken", taken, "used", used));
        }
        return Optional.of(
                unnamed().isPresent()
                        ? Text.of("cause/listed-take", "taken", taken, "used", used)
                        : Text.of("cause/listed-rest", "taken", taken, "used", used));
    }

    /** What is open without a name. */
    private Optional<Text> unnamed() {
        ByteCount deleted = holders.deleted();
        return deleted.bytes() == 0
                ? Optional.empty()
                : Optional.of(Text.of(
                        "cause/nameless-held",
                        "size",
                        RoundedSize.down(deleted),
                        "who",
                        holders.who(),
                        "line",
                        holders.firstLine()));
    }
}
