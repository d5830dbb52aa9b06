package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.options.ProbeOptions;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.explain.leftover.ShmFile;
import dev.shmfit.explain.leftover.Staleness;
import dev.shmfit.explain.leftover.Staleness.Verdict;
import dev.shmfit.probes.clean.ShmHolders;
import dev.shmfit.probes.clean.ShmRemoval;
import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.probes.live.ShmScan;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.HiddenName;
import dev.shmfit.units.RoundedSize;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code shmfit shm}: who holds what in /dev/shm here, and what nobody does. */
@Command(
        name = "shm",
        sortOptions = false,
        description = {
            "Tell who holds what in /dev/shm here, unlinked segments included, and which files no process has: those of"
                    + " killed runs, which take the room of the next.",
            "",
            "--clean shows what it would remove; with --yes it removes that, and never what a process maps or has open."
        },
        customSynopsis = "shmfit shm [OPTION]... [--stale] [--clean [--yes]]",
        synopsisHeading = "",
        descriptionHeading = "%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done, whatever was found",
            " 2:the command line is wrong",
            " 3:a file that is stale could not be removed",
            "70:a bug in shmfit"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit shm",
            "  shmfit shm --stale",
            "  shmfit shm --clean --yes                  # in an epilog, as root",
            "  shmfit shm --clean --yes --alone          # in an entry point or init container"
        })
public final class ShmCommand implements Callable<Integer> {
    private static final int SECOND = 1000;
    private static final int MOST_HOLDERS = 4;
    private static final long LONGEST_AGE = 31_536_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    @Option(names = "--stale", description = "Only files that no process has, with the reason.")
    private boolean stale;

    @Option(names = "--clean", description = "Show what would be removed: files that no process has.")
    private boolean clean;

    @Option(names = "--yes", description = "With --clean: remove it.")
    private boolean yes;

    @Option(
            names = "--alone",
            description =
                    "Nobody else uses this /dev/shm, no other container and no process that may not be looked at: an"
                            + " entry point or an init container may say so. Without it nothing is called stale where a process"
                            + " that could have it is not seen.")
    private boolean alone;

    @Option(
            names = "--older-than",
            paramLabel = "SECONDS",
            description = "Leave younger files alone: they may be passed on just now. Default: ${DEFAULT-VALUE}.")
    private long youngest = 60;

    @Mixin
    private ProbeOptions probes;

    public ShmCommand(CommandContext context) {
        this.context = context;
    }

    private record Judged(ShmEntry entry, ShmFile file, Staleness staleness) {}

    @Override
    public Integer call() {
        probes.check();
        if (yes && !clean) {
            throw new UsageError("--yes belongs to --clean");
        }
        if (youngest < 0 || youngest > LONGEST_AGE) {
            throw new UsageError("--older-than " + youngest + ": expected 0 to " + LONGEST_AGE + " seconds");
        }
        ShmHolders holders = new ShmHolders(probes.machine(context.live()), LIMIT);
        PrintWriter out = spec.commandLine().getOut();
        List<Judged> all = judged(holders);
        boolean only = stale || clean;
        all.stream()
                .filter(j -> !only || j.staleness().verdict() != Verdict.HELD || isLeftHidden(j, holders))
                .forEach(j -> out.println(line(j, holders)));
        totals(all, out);
        int code = clean && yes ? remove(holders, out) : ExitCode.OK;
        if (clean && !yes) {
            long count = all.stream().filter(ShmCommand::isStale).count();
            out.println(
                    count == 0 ? "Nothing to remove." : "Nothing was removed; --clean --yes removes the stale ones.");
        }
        out.flush();
        return code;
    }

    private List<Judged> judged(ShmHolders holders) {
        ShmScan scan = holders.scan();
        long now = context.live().clock().millis() / SECOND;
        Staleness.Sight sight = new Staleness.Sight(
                alone ? 0 : scan.unreadable(), scan.gap(), alone || holders.seesAll(), holders::lives, youngest);
        List<Judged> all = new ArrayList<>();
        for (ShmEntry e : scan.entries()) {
            boolean deleted = e.name().endsWith(" (deleted)");
            String name = deleted ? e.name().substring(0, e.name().length() - " (deleted)".length()) : e.name();
            long age = ShmHolders.written(e).isPresent()
                    ? Math.max(0, now - ShmHolders.written(e).getAsLong())
                    : -1;
            ShmFile file = new ShmFile(name, e.inode(), e.taken(), deleted, age, new TreeSet<>(e.holders()));
            all.add(new Judged(e, file, Staleness.of(file, sight)));
        }
        all.sort(Comparator.comparing((Judged j) -> j.staleness().verdict())
                .thenComparing(j -> -j.file().bytes())
                .thenComparing(j -> j.file().name()));
        return all;
    }

    private static boolean isStale(Judged j) {
        return j.staleness().verdict() == Verdict.STALE;
    }

    /** Whether a clean that was killed took its name away. */
    private static boolean isLeftHidden(Judged j, ShmHolders holders) {
        return !j.file().deleted()
                && HiddenName.of(j.file().name())
                        .filter(h -> !holders.lives(h.process()))
                        .isPresent();
    }

    private static String line(Judged j, ShmHolders holders) {
        Staleness s = j.staleness();
        String owner = s.owner().map(o -> o.program().english()).orElse("a program that is not known");
        String who = s.verdict() == Verdict.HELD
                ? "held by " + names(j.file(), holders)
                        + (isLeftHidden(j, holders)
                                ? "; a clean that was killed took its name away; --clean --yes gives it back"
                                : "")
                : ErrorText.shown(s.reason());
        return word(s.verdict()) + " " + RoundedSize.up(ByteCount.of(j.file().bytes())) + "  "
                + ErrorText.shown(j.file().name()) + (j.file().deleted() ? " (unlinked)" : "") + "  " + owner + "; "
                + who;
    }

    private static String names(ShmFile file, ShmHolders holders) {
        Map<String, List<Long>> byName = new LinkedHashMap<>();
        for (long pid : file.holders()) {
            byName.computeIfAbsent(ErrorText.shown(holders.command(pid)), n -> new ArrayList<>())
                    .add(pid);
        }
        List<String> names = new ArrayList<>();
        byName.forEach((name, pids) -> names.add((name.isEmpty() ? "?" : name) + " "
                + String.join(
                        ",",
                        pids.stream().limit(MOST_HOLDERS).map(String::valueOf).toList())
                + (pids.size() > MOST_HOLDERS ? ",… (" + pids.size() + ")" : "")));
        return names.isEmpty() ? "a process that is not visible" : String.join(", ", names);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case HELD -> "held   ";
            case WAITING -> "waiting";
            case STALE -> "stale  ";
            case UNKNOWN -> "unknown";
        };
    }

    private static void totals(List<Judged> all, PrintWriter out) {
        for (Verdict v : Verdict.values()) {
            List<Judged> of =
                    all.stream().filter(j -> j.staleness().verdict() == v).toList();
            long bytes = of.stream().mapToLong(j -> j.file().bytes()).sum();
            if (!of.isEmpty()) {
                out.println(word(v).strip() + ": " + of.size() + (of.size() == 1 ? " file, " : " files, ")
                        + RoundedSize.up(ByteCount.of(bytes)) + " (" + bytes + " bytes)");
            }
        }
        if (all.isEmpty()) {
            out.println("/dev/shm holds no file.");
        }
    }

    /** Files that are in use and whose names a clean took away that was killed get them back. */
    private int restore(List<Judged> found, ShmHolders holders, PrintWriter out) {
        List<ShmEntry> held = found.stream()
                .filter(j -> j.staleness().verdict() == Verdict.HELD && isLeftHidden(j, holders))
                .map(Judged::entry)
                .toList();
        int code = ExitCode.OK;
        for (Map.Entry<ShmEntry, String> e : holders.restore(held).entrySet()) {
            String name = ErrorText.shown(e.getKey().name());
            if (e.getValue().isEmpty()) {
                out.println(name + " has its name again.");
            } else {
                spec.commandLine().getErr().println("shmfit: " + name + " stays" + e.getValue());
                code = ExitCode.INPUT;
            }
        }
        return code;
    }

    /** Looks again first, and once more when the names are taken away: what somebody has opened meanwhile stays. */
    private int remove(ShmHolders holders, PrintWriter out) {
        long removed = 0;
        long bytes = 0;
        List<Judged> found = judged(holders);
        List<Judged> all = found.stream().filter(ShmCommand::isStale).toList();
        ShmRemoval removal = holders.removal(all.stream().map(Judged::entry).toList(), alone);
        Thread atEnd = new Thread(removal::stop, "names come back");
        Runtime.getRuntime().addShutdownHook(atEnd);
        Map<ShmEntry, String> reasons;
        try {
            reasons = removal.run();
        } finally {
            WatchCommand.forget(atEnd);
        }
        int code = restore(found, holders, out);
        for (Judged j : all) {
            String why = reasons.getOrDefault(j.entry(), "it could not be removed");
            if (why.isEmpty()) {
                removed++;
                bytes += j.file().bytes();
            } else {
                spec.commandLine()
                        .getErr()
                        .println("shmfit: " + ErrorText.shown(j.file().name()) + " stays: " + why);
                code = ExitCode.INPUT;
            }
        }
        out.println("Removed " + removed + (removed == 1 ? " file" : " files") + " with "
                + RoundedSize.up(ByteCount.of(bytes)) + " (" + bytes + " bytes).");
        return code;
    }
}
