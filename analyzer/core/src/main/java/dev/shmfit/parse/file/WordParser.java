package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Parsed;
import java.util.List;

/** Reads a file that holds one word: {@code hostname.txt}, {@code boot-id.txt}. */
public final class WordParser {
    private WordParser() {}

    /** Reads a text. */
    public static Parsed<Reading<String>> parse(String text, String item) {
        String word = text.strip();
        return new Parsed<>(
                word.isEmpty() ? Reading.absent("the file is empty") : Reading.known(word, SourceRef.line(item, 1)),
                List.of());
    }
}
