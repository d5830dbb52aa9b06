package dev.shmfit.parse.file;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmFiles;
import dev.shmfit.facts.ShmFiles.ShmFile;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code shm-files.txt}: a line for each file of /dev/shm, and for each unlinked one that is still in use.
 *
 * <pre>{@code
 * # processes=212 unreadable=0
 * # inode bytes allocated uid gid mode modified holders name
 * 6 9637892 9641984 0 0 600 1795241362 1 nccl-AbCd (deleted)
 * 9 10000 12288 0 0 644 1795241362 0 nccl-XyZw
 * 11 20480 - - - - - 1 torch_12_34_5 (deleted)
 * }</pre>
 */
public final class ShmFilesParser {
    private static final int NAME = 8;
    private static final String DELETED = " (deleted)";

    private ShmFilesParser() {}

    /** Reads a text. */
    public static Parsed<ShmFiles> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        List<ShmFile> files = new ArrayList<>();
        boolean allSeen = false;
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            SourceRef source = notes.line(i + 1);
            if (line.startsWith("#")) {
                allSeen |= line.endsWith(" unreadable=0");
                continue;
            }
            String[] words = line.split(" ", NAME + 1);
            long bytes = words.length > NAME ? Lines.number(words[1]) : -1;
            long holders = words.length > NAME ? Lines.number(words[7]) : -1;
            if (bytes < 0 || holders < 0) {
                if (!line.isBlank()) {
                    notes.add(ParseNote.Kind.UNRECOGNIZED, source, "the line is no file of /dev/shm; it was left out");
                }
                continue;
            }
            long allocated = Lines.number(words[2]);
            long user = Lines.number(words[3]);
            boolean unlinked = words[NAME].endsWith(DELETED);
            files.add(new ShmFile(
                    unlinked ? words[NAME].substring(0, words[NAME].length() - DELETED.length()) : words[NAME],
                    ByteCount.of(allocated < 0 ? bytes : allocated),
                    user < 0 ? Reading.absent("the owner is not known") : Reading.known(user, source),
                    holders,
                    unlinked,
                    source));
        }
        return new Parsed<>(new ShmFiles(files, allSeen), notes.toList());
    }
}
