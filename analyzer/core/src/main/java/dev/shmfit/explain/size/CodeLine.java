package dev.shmfit.explain.size;

import dev.shmfit.nccl.NcclVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of NCCL warn about shared memory from this line of their source? Lines of "failed to extend" and of
 * "Error while creating", read at each tag from v2.12.7-1 to v2.30.7-1; a vendor's build may be a line off.
 *
 * @param place file and line
 * @param versions in which the warning stands there
 */
public record CodeLine(String place, VersionSpan versions) {
    private record Entry(String file, int extend, int create, VersionSpan versions) {}

    private static final Pattern PLACE =
            Pattern.compile("((?:misc/shmutils|os/linux)\\.cc):(\\d{1,5}) NCCL WARN Error(: failed to extend| while)");

    private static final String SHMUTILS = "misc/shmutils.cc";
    private static final String LINUX = "os/linux.cc";

    private static final List<Entry> ENTRIES = List.of(
            entry(SHMUTILS, 38, 69, "2.12.7", "2.14.3"),
            entry(SHMUTILS, 38, 70, "2.14.3", "2.16.2"),
            entry(SHMUTILS, 70, 114, "2.16.2", "2.18.1"),
            entry(SHMUTILS, 71, 111, "2.18.1", "2.18.3"),
            entry(SHMUTILS, 71, 112, "2.18.3", "2.19.1"),
            entry(SHMUTILS, 72, 113, "2.19.1", "2.22.3"),
            entry(SHMUTILS, 87, 128, "2.22.3", "2.28.3"),
            entry(SHMUTILS, 87, 131, "2.28.3", "2.29.7"),
            entry(SHMUTILS, 88, 132, "2.29.7", "2.30.3"),
            entry(LINUX, 670, 714, "2.30.3", "2.30.7"),
            entry(LINUX, 795, 842, "2.30.7", ""));

    private static Entry entry(String file, int extend, int create, String from, String before) {
        return new Entry(
                file,
                extend,
                create,
                new VersionSpan(NcclVersion.parse(from).orElseThrow(), NcclVersion.parse(before)));
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
                .filter(e -> e.file().equals(m.group(1)) && number == (extend ? e.extend() : e.create()))
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
