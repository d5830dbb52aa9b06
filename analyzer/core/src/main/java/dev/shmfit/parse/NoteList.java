package dev.shmfit.parse;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects a parser's remarks on one item; after {@link #MOST} it only counts. */
public final class NoteList {
    public static final int MOST = 200;

    private final String item;
    private final List<ParseNote> notes = new ArrayList<>();
    private int dropped;

    public NoteList(String item) {
        this.item = item;
    }

    public String item() {
        return item;
    }

    public SourceRef at(int line, int column) {
        return new SourceRef(item, line, column);
    }

    public SourceRef line(int number) {
        return SourceRef.line(item, number);
    }

    public void add(ParseNote.Kind kind, SourceRef source, String message) {
        if (notes.size() < MOST) {
            notes.add(new ParseNote(kind, source, message));
        } else {
            dropped++;
        }
    }

    /** The remarks in the order of the text. */
    public List<ParseNote> toList() {
        List<ParseNote> sorted = new ArrayList<>(notes);
        sorted.sort(Comparator.comparingInt((ParseNote n) -> n.source().line())
                .thenComparingInt(n -> n.source().column()));
        if (dropped > 0) {
            sorted.add(new ParseNote(
                    ParseNote.Kind.UNRECOGNIZED, SourceRef.of(item), dropped + " more remarks are not listed"));
        }
        return List.copyOf(sorted);
    }
}
