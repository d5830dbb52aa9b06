package dev.shmfit.reports.html;

import dev.shmfit.reports.MomentTable;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Screen;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Language;
import dev.shmfit.units.PrintedSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The budget as bars. Lengths are per cent of one scale for all bars of /dev/shm, as CSS has them.
 *
 * @param parts the sum, each part beginning where the one before ends
 * @param required the sum as printed
 * @param marks size and recommendation, as lines across the bars
 * @param moments the course of it
 * @param momentRows the same in figures, the sum last; empty where nothing changes
 * @param memory null where no limit is known
 */
record BudgetView(
        List<Part> parts,
        String required,
        List<Mark> marks,
        List<Row> moments,
        List<MomentRow> momentRows,
        @Nullable MemoryBar memory) {
    private static final int COLOURS = 6;

    /** A consumer's share of a bar, on the common scale and on that of the sum alone. */
    record Part(
            String title,
            String css,
            String from,
            String width,
            String fromOfSum,
            String ofSum,
            long bytes,
            String amount,
            String formula,
            String provenance) {}

    /** A line across all bars; {@code low}: its label goes below that of the one before. */
    record Mark(String css, String at, String label, boolean right, boolean low) {}

    /** A moment. */
    record Row(String name, List<Part> parts, long totalBytes, boolean over, boolean worst) {}

    /** What a consumer holds at each moment, in words. */
    record MomentRow(String title, List<String> amounts) {}

    /** Need against the memory limit, on a scale of its own. */
    record MemoryBar(
            String width, String limitAt, boolean over, long requiredBytes, long limitBytes, String provenance) {}

    static BudgetView of(ReportV1 report, Speech t) {
        ShmV1 shm = report.shm();
        Long capacity = shm.capacityBytes();
        long scale = Math.max(1, Math.max(shm.requiredBytes(), shm.recommendedBytes()));
        scale = capacity == null ? scale : Math.max(scale, capacity);
        List<String> names = shm.consumers().stream().map(ShmV1.Consumer::name).toList();

        List<Part> parts = new ArrayList<>();
        long from = 0;
        PrintedSizes sizes = Words.printed(shm);
        for (int i = 0; i < shm.consumers().size(); i++) {
            ShmV1.Consumer c = shm.consumers().get(i);
            parts.add(new Part(
                    Words.consumer(c.name(), t.language()),
                    colour(names, c.name()),
                    percent(from, scale),
                    percent(c.bytes(), scale),
                    percent(from, Math.max(1, shm.requiredBytes())),
                    percent(c.bytes(), Math.max(1, shm.requiredBytes())),
                    c.bytes(),
                    c.bytes() == 0 ? Words.need(0, t.language()) : sizes.part(0, i),
                    c.formula(),
                    c.provenance()));
            from += c.bytes();
        }
        return new BudgetView(
                parts,
                Screen.whole(shm, sizes, t.language()),
                marks(shm, capacity, scale, t),
                moments(shm, capacity, scale, names, t.language()),
                momentRows(shm, t.language()),
                memory(report));
    }

    private static List<MomentRow> momentRows(ShmV1 shm, Language language) {
        if (shm.moments().stream()
                        .mapToLong(ShmV1.Moment::totalBytes)
                        .distinct()
                        .count()
                < 2) {
            return List.of();
        }
        return MomentTable.of(shm, language).stream()
                .map(cells -> new MomentRow(cells.get(0), cells.subList(1, cells.size())))
                .toList();
    }

    private static List<Mark> marks(ShmV1 shm, @Nullable Long capacity, long scale, Speech t) {
        List<Mark> marks = new ArrayList<>();
        if (capacity != null) {
            marks.add(mark("has", capacity, scale, t.said("page/budget-has", "bytes", Words.have(capacity)), false));
        }
        long asks = shm.recommendedBytes();
        if (asks > shm.requiredBytes() && (capacity == null || capacity < asks)) {
            boolean close = capacity != null && asks - capacity < scale / 2;
            marks.add(mark("asks", asks, scale, t.said("page/recommended", "bytes", Words.human(asks)), close));
        }
        return marks;
    }

    private static Mark mark(String css, long bytes, long scale, String label, boolean low) {
        return new Mark(css, percent(bytes, scale), label, bytes > scale / 2, low);
    }

    private static List<Row> moments(
            ShmV1 shm, @Nullable Long capacity, long scale, List<String> names, Language language) {
        long worst =
                shm.moments().stream().mapToLong(ShmV1.Moment::totalBytes).max().orElse(0);
        List<Row> rows = new ArrayList<>();
        for (ShmV1.Moment moment : shm.moments()) {
            List<Part> parts = new ArrayList<>();
            long from = 0;
            for (ShmV1.Share share : moment.consumers()) {
                parts.add(new Part(
                        Words.consumer(share.name(), language),
                        colour(names, share.name()),
                        percent(from, scale),
                        percent(share.bytes(), scale),
                        "0",
                        "0",
                        share.bytes(),
                        "",
                        "",
                        ""));
                from += share.bytes();
            }
            boolean over = capacity != null && moment.totalBytes() > capacity;
            rows.add(new Row(moment.name(), parts, moment.totalBytes(), over, moment.totalBytes() == worst));
        }
        return rows;
    }

    private static @Nullable MemoryBar memory(ReportV1 report) {
        Long limit = report.memory().limitBytes();
        if (limit == null) {
            return null;
        }
        long required = report.memory().requiredBytes();
        long scale = Math.max(1, Math.max(limit, required));
        String provenance = report.memory().provenance();
        return new MemoryBar(
                percent(required, scale),
                percent(limit, scale),
                required > limit,
                required,
                limit,
                provenance == null ? "" : provenance);
    }

    private static String colour(List<String> names, String name) {
        int index = names.indexOf(name);
        return "c" + (index < 0 ? COLOURS : index % COLOURS + 1);
    }

    private static String percent(long bytes, long scale) {
        return String.format(Locale.ROOT, "%.3f%%", Math.min(100.0, 100.0 * bytes / scale));
    }
}
