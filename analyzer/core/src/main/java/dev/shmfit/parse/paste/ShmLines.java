package dev.shmfit.parse.paste;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmDirectory;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** /dev/shm in what df and mount print, and in ds_report. */
final class ShmLines {
    private static final Pattern MOUNT = Pattern.compile("^\\S+ on (/dev/shm|/run/shm) type (\\S+) \\(([^)]*)\\)");
    /** The kernel's options begin with rw or ro; those of /etc/fstab, which need not be in force, seldom do. */
    private static final Pattern TABLE =
            Pattern.compile("^\\S+ (/dev/shm|/run/shm) (\\S+) ((?:rw|ro)(?:,\\S*)?) \\d \\d$");

    private static final Pattern INFO =
            Pattern.compile("^\\d+ \\d+ \\d+:\\d+ \\S+ (/dev/shm|/run/shm) (\\S+) .*- (\\S+) \\S+ (\\S+)$");
    private static final Pattern FINDMNT = Pattern.compile("^(?:[├└│─ |`-]*)(/dev/shm)\\s+\\S+\\s+(tmpfs)\\s+(\\S+)$");
    private static final Pattern DEEPSPEED =
            Pattern.compile("^shared memory \\(/dev/shm\\) size \\.+ ([\\d.]{1,12} ?[KMGT]?B)$");
    private static final Pattern BLOCKS = Pattern.compile("(\\d{1,6})([KMG]?)(?:B)?-blocks");
    /** What {@code stat -f} prints: the file, and two and three lines below it the unit and how many there are. */
    private static final Pattern STAT_FILE = Pattern.compile("^File: [\"'‘]?/dev/shm/?[\"'’]?$");

    private static final Pattern STAT_UNIT =
            Pattern.compile("^Block size: \\d+\\s+Fundamental block size: (\\d{1,9})$");
    private static final Pattern STAT_BLOCKS =
            Pattern.compile("^Blocks: Total: (\\d{1,15})\\s+Free: \\d+\\s+Available: (\\d{1,15})$");
    /** What Python asks of it, and what it is told. */
    private static final Pattern ASKED = Pattern.compile("^.*\\b(?:disk_usage|statvfs)\\([\"']/dev/shm/?[\"']\\).*$");

    private static final Pattern USAGE =
            Pattern.compile("\\b\\w*usage\\(total=(\\d{1,18}), used=\\d{1,18}, free=(\\d{1,18})\\b");
    private static final Pattern STATVFS =
            Pattern.compile("\\bf_frsize=(\\d{1,9}), f_blocks=(\\d{1,12}), f_bfree=\\d{1,12}, f_bavail=(\\d{1,12})\\b");
    private static final int STAT_LINES = 5;
    private static final String NOT_SAID = "not said";

    private ShmLines() {}

    /** What one line of a mount table, of findmnt or of ds_report says. */
    static void read(PastedLine line, SourceRef at, PastedFacts facts) {
        String text = line.stripped();
        if (!text.contains("/shm")) {
            return;
        }
        Matcher mount = MOUNT.matcher(text);
        Matcher table = TABLE.matcher(text);
        Matcher info = INFO.matcher(text);
        Matcher found = FINDMNT.matcher(text);
        Matcher deepSpeed = DEEPSPEED.matcher(text);
        if (mount.find()) {
            facts.add(Topic.MOUNT, mount(mount.group(1), mount.group(2), mount.group(3), at), at);
        } else if (table.matches()) {
            facts.add(Topic.MOUNT, mount(table.group(1), table.group(2), table.group(3), at), at);
        } else if (info.matches()) {
            facts.add(Topic.MOUNT, mount(info.group(1), info.group(3), info.group(2) + "," + info.group(4), at), at);
        } else if (found.matches()) {
            facts.add(Topic.MOUNT, mount(found.group(1), found.group(2), found.group(3), at), at);
        } else if (deepSpeed.matches()) {
            PastedSizes.binary(deepSpeed.group(1)).ifPresent(b -> size(b, at, facts));
        }
    }

    /** Its size, of which nothing else is said. */
    static void size(ByteCount size, SourceRef at, PastedFacts facts) {
        facts.add(Topic.SPACE, space(size, Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), at), at);
    }

    /** What {@code shutil.disk_usage('/dev/shm')}, psutil and {@code os.statvfs} answer, on the same line or the next. */
    static void asked(String item, List<PastedLine> lines, PastedFacts facts) {
        for (int i = 0; i < lines.size(); i++) {
            if (!ASKED.matcher(lines.get(i).stripped()).matches()) {
                continue;
            }
            for (PastedLine line : lines.subList(i, Math.min(lines.size(), i + 2))) {
                SourceRef at = SourceRef.line(item, line.number());
                Matcher usage = USAGE.matcher(line.text());
                Matcher blocks = STATVFS.matcher(line.text());
                if (usage.find()) {
                    told(1, usage.group(1), usage.group(2), at, facts);
                } else if (blocks.find()) {
                    told(Lines.number(blocks.group(1)), blocks.group(2), blocks.group(3), at, facts);
                }
            }
        }
    }

    private static void told(long unit, String all, String free, SourceRef at, PastedFacts facts) {
        long count = Lines.number(all);
        if (count > 0 && count <= Long.MAX_VALUE / Math.max(1, unit)) {
            facts.add(
                    Topic.SPACE,
                    space(
                            ByteCount.of(count * unit),
                            Reading.known(ByteCount.of(Math.min(count, Lines.number(free)) * unit), at),
                            Reading.absent(NOT_SAID),
                            at),
                    at);
        }
    }

    /** What {@code stat -f /dev/shm} says. */
    static void stat(String item, List<PastedLine> lines, PastedFacts facts) {
        for (int i = 0; i < lines.size(); i++) {
            if (!STAT_FILE.matcher(lines.get(i).stripped()).matches()) {
                continue;
            }
            long unit = 0;
            for (PastedLine line : lines.subList(i + 1, Math.min(lines.size(), i + STAT_LINES))) {
                Matcher u = STAT_UNIT.matcher(line.stripped());
                Matcher b = STAT_BLOCKS.matcher(line.stripped());
                if (u.matches()) {
                    unit = Lines.number(u.group(1));
                } else if (unit > 0 && b.matches()) {
                    SourceRef at = SourceRef.line(item, line.number());
                    ByteCount one = ByteCount.of(unit);
                    facts.add(
                            Topic.SPACE,
                            space(
                                    one.times(Lines.number(b.group(1))),
                                    Reading.known(one.times(Lines.number(b.group(2))), at),
                                    Reading.absent(NOT_SAID),
                                    at),
                            at);
                }
            }
        }
    }

    /** What df says: with a line of names, in any order of columns, or without where grep took it off. */
    static void df(PastedSection section, PastedFacts facts) {
        Optional<Long> block = Optional.empty();
        boolean inodes = false;
        boolean typed = false;
        List<String> columns = List.of();
        for (PastedLine line : section.lines()) {
            String text = line.command().isEmpty() ? line.stripped() : "";
            if (text.startsWith("Filesystem") || text.contains("Mounted on")) {
                typed = text.matches("Filesystem\\s+Type\\s.*");
                inodes = text.contains("Inodes");
                block = block(text);
                columns = Lines.words(text.replace("Mounted on", "Mounted"));
            } else if (!inodes && text.matches("(?:.*\\s)?/(?:dev|run)/shm/?(?:\\s.*)?")) {
                List<String> words = Lines.words(text);
                Optional<ShmSpace> space = columns.contains("Mounted") && columns.size() == words.size()
                        ? named(words, columns, block, section.at(line))
                        : text.endsWith("/shm") || text.endsWith("/shm/")
                                ? row(words, typed, block, section.at(line))
                                : Optional.empty();
                space.ifPresent(s -> facts.add(Topic.SPACE, s, section.at(line)));
            }
        }
    }

    /** In which units the sizes are; empty where each has its own. */
    private static Optional<Long> block(String header) {
        Matcher m = BLOCKS.matcher(header);
        if (!m.find()) {
            return Optional.empty();
        }
        long unit = switch (m.group(2)) {
            case "K" -> 1024;
            case "M" -> 1 << 20;
            case "G" -> 1 << 30;
            default -> 1;
        };
        return Optional.of(Lines.number(m.group(1)) * unit);
    }

    /** A row whose columns have names. */
    private static Optional<ShmSpace> named(
            List<String> words, List<String> columns, Optional<Long> block, SourceRef at) {
        Optional<ByteCount> size = Optional.empty();
        Optional<ByteCount> available = Optional.empty();
        Reading<String> type =
                words.get(0).matches("tmpfs|shm") ? Reading.known("tmpfs", at) : Reading.absent(NOT_SAID);
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            String word = words.get(i);
            if (column.equals("Size") || column.endsWith("-blocks")) {
                size = size(word, block);
            } else if (column.equals("Avail") || column.equals("Available")) {
                available = size(word, block);
            } else if (column.equals("Type")) {
                type = Reading.known(word, at);
            }
        }
        Reading<String> kind = type;
        Reading<ByteCount> free =
                available.<Reading<ByteCount>>map(a -> Reading.known(a, at)).orElse(Reading.absent(NOT_SAID));
        return size.map(s -> space(s, free, kind, at));
    }

    private static Optional<ShmSpace> row(List<String> words, boolean typed, Optional<Long> block, SourceRef at) {
        int shift = typed || words.size() == 7 ? 1 : 0;
        if (words.size() < 6 + shift) {
            return Optional.empty();
        }
        Optional<ByteCount> size = size(words.get(1 + shift), block);
        Optional<ByteCount> available = size(words.get(3 + shift), block);
        Reading<String> type = shift == 1
                ? Reading.known(words.get(1), at)
                : words.get(0).matches("tmpfs|shm") ? Reading.known("tmpfs", at) : Reading.absent(NOT_SAID);
        return size.map(s -> space(
                s,
                available.<Reading<ByteCount>>map(a -> Reading.known(a, at)).orElse(Reading.absent(NOT_SAID)),
                type,
                at));
    }

    private static Optional<ByteCount> size(String word, Optional<Long> block) {
        long plain = Lines.number(word);
        if (plain >= 0) {
            // Without a line of names df has counted KiB, which is its default.
            long unit = block.orElse(1024L);
            return plain <= Long.MAX_VALUE / Math.max(1, unit)
                    ? Optional.of(ByteCount.of(plain * unit))
                    : Optional.empty();
        }
        // Some languages have a comma for the point.
        return PastedSizes.binary(word.replace(',', '.'));
    }

    private static ShmSpace space(ByteCount size, Reading<ByteCount> available, Reading<String> type, SourceRef at) {
        return new ShmSpace(
                type,
                Reading.known(size, at),
                available,
                Reading.absent(NOT_SAID),
                Reading.absent(NOT_SAID),
                ShmDirectory.UNKNOWN);
    }

    private static ShmMount mount(String point, String type, String options, SourceRef at) {
        List<String> all = List.of(options.split(",", -1));
        Reading<ByteCount> size = Reading.absent(NOT_SAID);
        Reading<Long> inodes = Reading.absent(NOT_SAID);
        Reading<String> huge = Reading.absent(NOT_SAID);
        for (String option : all) {
            String value = option.substring(option.indexOf('=') + 1);
            if (option.startsWith("size=")) {
                size = PastedSizes.exact(value)
                        .<Reading<ByteCount>>map(b -> Reading.known(b, at))
                        .orElse(size);
            } else if (option.startsWith("nr_inodes=")) {
                inodes = count(value)
                        .<Reading<Long>>map(n -> Reading.known(n, at))
                        .orElse(inodes);
            } else if (option.startsWith("huge=")) {
                huge = Reading.known(value.toLowerCase(Locale.ROOT), at);
            }
        }
        return new ShmMount(point, type, size, inodes, huge, all.contains("ro"), at);
    }

    private static Optional<Long> count(String value) {
        try {
            return Optional.of(SizeText.parse(value).bytes());
        } catch (MalformedText e) {
            return Optional.empty();
        }
    }
}
