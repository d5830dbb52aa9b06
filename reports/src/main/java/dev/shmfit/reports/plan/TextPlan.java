package dev.shmfit.reports.plan;

import dev.shmfit.plan.PlanCase;
import dev.shmfit.plan.PlanPoint;
import dev.shmfit.reports.Words;
import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.RoundedSize;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table: a heading for each case, a row for each point below it. Of a plan too long to read, the rest is counted and
 * not shown.
 */
public final class TextPlan implements PlanWriter {
    private static final int MOST_ROWS = 500;

    private static final String LEGEND = """

            /dev/shm     what the job needs of it at the worst moment, on the whole node
            recommended  the size to ask for: the need and headroom, rounded up
            memory       what counts against a memory limit then: /dev/shm, and the processes
                         where rss-per-rank is stated
            most of it   who needs the largest part of /dev/shm
            GPU          how much of the time it works, where sample-time and step-time are stated
            """;

    private static final String OPEN = """
            from         the need is a range, since facts are open: this is its lower end, and the upper
                         one is planned with; shmfit analyze names what narrows it
            """;

    private final Appendable out;
    private @Nullable PlanCase shown;
    private long rows;
    private boolean open;

    public TextPlan(Appendable out) {
        this.out = out;
    }

    @Override
    public void point(PlanPoint p) throws IOException {
        rows++;
        if (rows > MOST_ROWS) {
            return;
        }
        if (!Objects.equals(shown, p.where())) {
            out.append(shown == null ? "" : "\n").append(heading(p.where())).append('\n');
            out.append(row("workers", "prefetch", "batch", "/dev/shm", "recommended", "memory", "most of it", "GPU"))
                    .append('\n');
            shown = p.where();
        }
        open |= p.shm().isOpen();
        out.append(row(
                        number(p.workers()),
                        number(p.prefetch()),
                        number(p.batch()),
                        RoundedSize.up(p.required()),
                        RoundedSize.up(p.recommended()),
                        RoundedSize.up(p.memory()),
                        p.bottleneck().map(Words::consumer).orElse("–"),
                        p.busyPercent().map(b -> "≤ " + b + " %").orElse("")
                                + (p.shm().isOpen()
                                        ? "  from " + RoundedSize.up(p.shm().least())
                                        : "")
                                + switch (p.status()) {
                                    case FITS, UNKNOWN -> "";
                                    case TIGHT -> "  tight";
                                    case FAILS -> "  does not fit";
                                }))
                .append('\n');
    }

    @Override
    public void end() throws IOException {
        if (rows > 0) {
            out.append(LEGEND);
        }
        if (open) {
            out.append(OPEN);
        }
        if (rows > MOST_ROWS) {
            out.append("\n")
                    .append(String.format(Locale.ROOT, "%,d", rows - MOST_ROWS))
                    .append(" more points are not shown here; --format csv or json has them all.\n");
        }
    }

    private static String heading(PlanCase c) {
        StringBuilder text = new StringBuilder(c.node() + ": NCCL " + c.nccl() + ", " + c.size());
        c.driver().ifPresent(d -> text.append(", driver for CUDA ").append(CudaVersion.text(d)));
        c.sysNice().ifPresent(n -> text.append(n ? ", with SYS_NICE" : ", without SYS_NICE"));
        text.append("; ")
                .append(c.pairs().shm())
                .append(" of ")
                .append(c.pairs().all())
                .append(" pairs over SHM");
        if (c.pairs().net() > 0) {
            text.append(", ").append(c.pairs().net()).append(" over NET");
        }
        if (c.pairs().open() > 0) {
            text.append(", ").append(c.pairs().open()).append(" open");
        }
        c.failure().ifPresent(f -> text.append("; fails: ").append(f.summary()));
        return text.toString();
    }

    private static String number(Optional<Integer> value) {
        return value.map(String::valueOf).orElse("–");
    }

    private static String row(
            String workers,
            String prefetch,
            String batch,
            String required,
            String recommended,
            String memory,
            String most,
            String rest) {
        return String.format(
                        Locale.ROOT,
                        "%8s %8s %8s %11s %12s %11s  %-14s %s",
                        workers,
                        prefetch,
                        batch,
                        required,
                        recommended,
                        memory,
                        most,
                        rest)
                .stripTrailing();
    }
}
