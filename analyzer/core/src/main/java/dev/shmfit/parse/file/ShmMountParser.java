package dev.shmfit.parse.file;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.facts.UsualReasons;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds /dev/shm in {@code mountinfo.txt} or {@code mounts.txt}.
 *
 * <pre>{@code
 * 640 638 0:79 / /dev/shm rw,nosuid,nodev,noexec,relatime - tmpfs shm rw,size=65536k,inode64
 * shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k,inode64 0 0
 * }</pre>
 *
 * <p>A later mount hides an earlier one at the same place, and one at /dev or / hides what was mounted below before.
 * Where nothing is mounted at /dev/shm itself, the answer is the file system that it is a directory of.
 */
public final class ShmMountParser {
    private static final List<String> PLACES = List.of("/dev/shm", "/run/shm", "/dev", "/run", "/");
    private static final String NAMELESS = "";

    private ShmMountParser() {}

    /** Reads a text of either form; empty where it tells nothing about /dev/shm. */
    public static Parsed<Optional<ShmMount>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        List<Entry> visible = new ArrayList<>();
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            List<String> words = Lines.words(lines.get(i));
            Optional<Entry> mount = mount(words, notes.line(i + 1));
            if (mount.isEmpty()) {
                if (!lines.get(i).isBlank()) {
                    notes.add(ParseNote.Kind.UNRECOGNIZED, notes.line(i + 1), "the line is no mount; it was left out");
                }
                continue;
            }
            Entry later = mount.get();
            visible.removeIf(later::hides);
            if (PLACES.contains(later.mount().mountPoint())) {
                visible.add(later);
            }
        }
        Optional<ShmMount> best = visible.stream()
                .map(Entry::mount)
                .filter(m -> !m.mountPoint().equals("/run"))
                .min(Comparator.comparingInt(m -> PLACES.indexOf(m.mountPoint())));
        return new Parsed<>(best, notes.toList());
    }

    /**
     * A line.
     *
     * @param id of the mount; empty where the table has none
     * @param parent the mount that it stands on
     */
    private record Entry(String id, String parent, ShmMount mount) {
        /** What was at its place or below before, unless that stands on it. */
        boolean hides(Entry before) {
            String here = mount.mountPoint();
            String there = before.mount().mountPoint();
            boolean standsOnIt = !id.isEmpty() && before.parent().equals(id);
            return there.equals(here) || (there.startsWith(here + "/") && !standsOnIt);
        }
    }

    private static Optional<Entry> mount(List<String> words, SourceRef source) {
        int dash = words.indexOf("-");
        if (dash >= 6 && words.size() >= dash + 4 && Lines.number(words.get(0)) >= 0) {
            List<String> options = new ArrayList<>(options(words.get(5)));
            options.addAll(options(words.get(dash + 3)));
            return Optional.of(
                    new Entry(words.get(0), words.get(1), mount(words.get(4), words.get(dash + 1), options, source)));
        }
        if (words.size() == 6 && words.get(1).startsWith("/")) {
            return Optional.of(
                    new Entry(NAMELESS, NAMELESS, mount(words.get(1), words.get(2), options(words.get(3)), source)));
        }
        return Optional.empty();
    }

    private static List<String> options(String word) {
        return List.of(word.split(",", -1));
    }

    private static ShmMount mount(String point, String type, List<String> options, SourceRef source) {
        return new ShmMount(
                point,
                type,
                size(options, source),
                value(options, "nr_inodes=")
                        .map(v -> counted(v, source))
                        .orElse(Reading.absent("the mount has no option nr_inodes")),
                value(options, "huge=")
                        .map(v -> Reading.known(v, source))
                        .orElse(Reading.absent("the mount has no option huge")),
                options.contains("ro"),
                source);
    }

    private static Optional<String> value(List<String> options, String key) {
        return options.stream()
                .filter(o -> o.startsWith(key))
                .reduce((a, b) -> b)
                .map(o -> o.substring(key.length()));
    }

    private static Reading<ByteCount> size(List<String> options, SourceRef source) {
        Optional<String> value = value(options, "size=");
        if (value.isEmpty()) {
            return Reading.absent(UsualReasons.NO_SIZE_OPTION);
        }
        long number = scaled(value.get());
        return number < 0
                ? new Reading.Unreadable<>(value.get(), source, "it is no number of bytes")
                : Reading.known(ByteCount.of(number), source);
    }

    private static Reading<Long> counted(String value, SourceRef source) {
        long number = scaled(value);
        return number < 0 ? new Reading.Unreadable<>(value, source, "it is no number") : Reading.known(number, source);
    }

    /** A number with the kernel's letter behind it ({@code k m g t}, powers of 1024); -1 where it is none. */
    private static long scaled(String value) {
        String v = value.toLowerCase(Locale.ROOT);
        int letter = v.isEmpty() ? -1 : "kmgt".indexOf(v.charAt(v.length() - 1));
        long number = Lines.number(letter < 0 ? v : v.substring(0, v.length() - 1));
        int shift = 10 * (letter + 1);
        return number < 0 || number > (Long.MAX_VALUE >> shift) ? -1 : number << shift;
    }
}
