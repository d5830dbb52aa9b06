package dev.shmfit.cli.terminal;

import dev.shmfit.probes.watch.ShmPeaks;
import dev.shmfit.probes.watch.ShmSample;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What watching shows: a line that is redrawn for a person, a line of JSON for a program. */
public final class WatchText {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final String PLAIN_LEVELS = "_.:-=+*#";
    private static final int NARROW = 8;
    private static final int ROOMY = 60;
    private static final int WIDE = 30;
    private static final int SHOWN = 8;
    private static final int LONGEST = 60;

    private final TextStyle style;
    private final Deque<Long> history = new ArrayDeque<>();

    public WatchText(TextStyle style) {
        this.style = style;
    }

    /** One line: time, use, peak, the way of the last three seconds, and who holds most; as much as the width takes. */
    public String line(ShmSample sample, ShmPeaks peaks) {
        history.addLast(sample.usedBytes());
        if (history.size() > WIDE) {
            history.removeFirst();
        }
        String most = sample.owners().stream()
                .limit(1)
                .map(o -> "  " + name(o) + " " + size(o.bytes()))
                .collect(Collectors.joining());
        String use = size(sample.usedBytes())
                + (style.width() < ROOMY ? "" : " of " + RoundedSize.down(ByteCount.of(sample.sizeBytes())));
        String head = String.format(
                Locale.ROOT, "%6.1f s  %s  peak %s  ", sample.millis() / 1000.0, use, size(peaks.usedBytes()));
        // A line that breaks cannot be redrawn.
        int room = style.width() - 1 - head.length();
        String named = room - most.length() >= NARROW ? most : "";
        String text = head + sparkline(peaks.usedBytes(), room - named.length()) + named;
        return text.substring(0, Math.min(text.length(), style.width() - 1)).stripTrailing();
    }

    private String sparkline(long highest, int width) {
        String levels = style.ascii() ? PLAIN_LEVELS : LEVELS;
        StringBuilder text = new StringBuilder();
        history.stream().skip(Math.max(0, history.size() - Math.max(0, width))).forEach(used -> {
            double part = highest == 0 ? 0 : (double) used / highest;
            text.append(levels.charAt((int) Math.min(levels.length() - 1L, (long) (part * levels.length()))));
        });
        return text.toString();
    }

    /** One line of JSON. */
    public static String json(ShmSample sample) {
        return "{\"millis\": " + sample.millis() + ", \"usedBytes\": " + sample.usedBytes() + ", \"sizeBytes\": "
                + sample.sizeBytes() + ", \"owners\": " + json(sample.owners()) + "}";
    }

    /** The last line of JSON. */
    public static String json(ShmPeaks peaks, long forecast) {
        return "{\"end\": true, \"samples\": " + peaks.samples() + ", \"peakBytes\": " + peaks.usedBytes()
                + ", \"grownBytes\": " + peaks.grownBytes() + ", \"forecastBytes\": "
                + (forecast < 0 ? "null" : String.valueOf(forecast)) + ", \"owners\": " + json(peaks.owners()) + "}";
    }

    private static String json(List<ShmSample.Owner> owners) {
        return owners.stream()
                .map(o -> "{\"pid\": " + (o.process() == 0 ? "null" : String.valueOf(o.process())) + ", \"name\": \""
                        + escaped(o.name()) + "\", \"bytes\": " + o.bytes() + ", \"files\": " + o.files()
                        + ", \"unlinked\": " + o.unlinked() + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** The end of a watch, for people. */
    public static String summary(ShmPeaks peaks, long forecast) {
        StringBuilder text = new StringBuilder("PEAK  ")
                .append(size(peaks.usedBytes()))
                .append(" of /dev/shm in use, ")
                .append(size(peaks.grownBytes()))
                .append(" more than at the beginning\n");
        for (ShmSample.Owner o : peaks.owners().stream().limit(SHOWN).toList()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-24s %12s  %d file(s), %d of them unlinked%n",
                    name(o),
                    size(o.bytes()),
                    o.files(),
                    o.unlinked()));
        }
        if (peaks.owners().size() > SHOWN) {
            text.append("  and ").append(peaks.owners().size() - SHOWN).append(" more\n");
        }
        text.append(
                forecast < 0
                        ? "FORECAST  none: state the job's loaders or groups to compare\n"
                        : "FORECAST  " + size(forecast) + " for the job as stated\n");
        return text.append("Sampled ten times a second: a peak that is shorter may have been missed.\n")
                .toString();
    }

    private static String name(ShmSample.Owner o) {
        return o.process() == 0
                ? "nobody (left behind)"
                : (o.name().isEmpty() ? "process" : printable(o.name())) + " " + o.process();
    }

    private static String size(long bytes) {
        return RoundedSize.up(ByteCount.of(bytes));
    }

    private static String printable(String text) {
        return VisibleText.clip(VisibleText.visible(text, false), LONGEST);
    }

    private static String escaped(String text) {
        return printable(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
