package dev.shmfit.parse.file;

import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code cgroup.txt}: the memory files of the process's cgroup and of those above it, each behind a line with
 * its path.
 *
 * <pre>{@code
 * # /sys/fs/cgroup/memory.max
 * 8589934592
 * # /sys/fs/cgroup/memory.current
 * 1073741824
 * # /sys/fs/cgroup/memory/memory.limit_in_bytes
 * 9223372036854771712
 * # /sys/fs/cgroup/memory.stat
 * shmem 4096
 * }</pre>
 *
 * <p>A limit above 2^62, as version 1 prints it without a limit, is none; so is {@code max}. The smallest counts.
 */
public final class CgroupParser {
    private static final long NO_LIMIT = 1L << 62;

    private final NoteList notes;
    private final List<Reading.Known<ByteCount>> limits = new ArrayList<>();
    private final List<Reading.Unreadable<ByteCount>> unreadable = new ArrayList<>();
    private Reading<ByteCount> used = Reading.absent("there is no memory.current or memory.usage_in_bytes");
    private Reading<ByteCount> shared = Reading.absent("there is no memory.stat with shmem");
    private Reading<Integer> version = Reading.absent("there is no memory limit file");

    private CgroupParser(String item) {
        this.notes = new NoteList(item);
    }

    /** Reads a text. */
    public static Parsed<MemoryLimit> parse(String text, String item) {
        CgroupParser p = new CgroupParser(item);
        String file = "";
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("# ")) {
                file = line.substring(line.lastIndexOf('/') + 1);
            } else if (!line.isEmpty()) {
                p.read(file, line, p.notes.line(i + 1));
            }
        }
        return new Parsed<>(new MemoryLimit(p.limit(), p.used, p.shared, p.version), p.notes.toList());
    }

    private void read(String file, String line, SourceRef source) {
        switch (file) {
            case "memory.max", "memory.high", "memory.limit_in_bytes" -> limit(file, line, source);
            case "memory.current", "memory.usage_in_bytes" -> {
                long n = Lines.number(line);
                if (n >= 0 && !used.isKnown()) {
                    used = Reading.known(ByteCount.of(n), source);
                }
            }
            case "memory.stat" -> {
                List<String> words = Lines.words(line);
                boolean shmem = words.size() == 2
                        && (words.get(0).equals("shmem") || words.get(0).equals("total_shmem"));
                if (shmem && Lines.number(words.get(1)) >= 0 && !shared.isKnown()) {
                    shared = Reading.known(ByteCount.of(Lines.number(words.get(1))), source);
                }
            }
            case "" ->
                notes.add(
                        ParseNote.Kind.UNRECOGNIZED,
                        source,
                        "a line before the first path; expected \"# /sys/fs/cgroup/…\"");
            default -> {
                // Other files of the group say nothing about memory.
            }
        }
    }

    private void limit(String file, String line, SourceRef source) {
        if (file.equals("memory.high")) {
            if (!line.equals("max")) {
                notes.add(
                        ParseNote.Kind.NOT_SUPPORTED_YET,
                        source,
                        "memory.high is set; above it the kernel slows the job down rather than end it");
            }
            return;
        }
        version = Reading.known(file.equals("memory.max") ? 2 : 1, source);
        long n = line.equals("max") ? Long.MAX_VALUE : Lines.number(line);
        if (n < 0) {
            unreadable.add(new Reading.Unreadable<>(line, source, "it is no number of bytes"));
        } else {
            limits.add(new Reading.Known<>(n >= NO_LIMIT ? MemoryLimit.UNLIMITED : ByteCount.of(n), source));
        }
    }

    private Reading<ByteCount> limit() {
        Reading.@Nullable Known<ByteCount> least = null;
        for (Reading.Known<ByteCount> l : limits) {
            least = least == null || l.value().compareTo(least.value()) < 0 ? l : least;
        }
        if (!unreadable.isEmpty()) {
            return unreadable.get(0);
        }
        return least != null ? least : Reading.absent("there is no memory.max or memory.limit_in_bytes");
    }
}
