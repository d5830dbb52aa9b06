package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.List;

/** Reads {@code page-size.txt}, the output of {@code getconf PAGESIZE}: {@code 4096}. */
public final class PageSizeParser {
    private static final long LARGEST = 1L << 30;

    private PageSizeParser() {}

    /** Reads a text: one power of two. */
    public static Parsed<Reading<ByteCount>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        String word = text.strip();
        long number = Lines.number(word);
        if (number >= 512 && number <= LARGEST && Long.bitCount(number) == 1) {
            return new Parsed<>(Reading.known(ByteCount.of(number), notes.line(1)), List.of());
        }
        String shown = word.length() > 40 ? word.substring(0, 40) + "…" : word;
        return new Parsed<>(
                word.isEmpty()
                        ? Reading.absent("the file is empty")
                        : new Reading.Unreadable<>(shown, notes.line(1), "it is no size of a page"),
                List.of());
    }
}
