package dev.shmfit.explain.size;

import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.segment.ShmFileRules;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which versions of NCCL warn about shared memory from this line of their source? Lines of "failed to extend" and of
 * "Error while creating", as {@link ShmFileRules} has them; a vendor's build may be a line off.
 *
 * @param place file and line
 * @param versions in which the warning stands there
 */
public record CodeLine(String place, VersionSpan versions) {
    private record Entry(ShmFileRules.Warnings warnings, VersionSpan versions) {}

    private static final Pattern PLACE =
            Pattern.compile("((?:misc/shmutils|os/linux)\\.cc):(\\d{1,5}) NCCL WARN Error(: failed to extend| while)");

    private static final List<Entry> ENTRIES = entries();

    private static List<Entry> entries() {
        List<VersionRule.Entry<ShmFileRules.Warnings>> all = ShmFileRules.warnings();
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Entry(
                        all.get(i).value(),
                        new VersionSpan(
                                all.get(i).from(),
                                i + 1 < all.size() ? Optional.of(all.get(i + 1).from()) : Optional.empty())))
                .toList();
    }

    /** What the line of a log says; empty for any other line, and for a place that no release has. */
    public static Optional<CodeLine> of(String line) {
        Matcher m = PLACE.matcher(line);
        if (!m.find()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(m.group(2), 10);
        boolean extend = m.group(3).startsWith(":");
        List<Entry> fitting = ENTRIES.stream()
                .filter(e -> e.warnings().file().equals(m.group(1))
                        && number
                                == (extend
                                        ? e.warnings().extend()
                                        : e.warnings().create()))
                .toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        VersionSpan span = new VersionSpan(
                fitting.get(0).versions().from(),
                fitting.get(fitting.size() - 1).versions().before());
        return Optional.of(new CodeLine(m.group(1) + ":" + number, span));
    }
}
