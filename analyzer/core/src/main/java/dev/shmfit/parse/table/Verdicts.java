package dev.shmfit.parse.table;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.NoteList;
import dev.shmfit.units.TextLines;
import java.util.List;
import java.util.Optional;

/** Says what a text is, once its tables are known. */
final class Verdicts {
    private Verdicts() {}

    static <T> Optional<SmiOutput<T>> refusal(SmiTableScanner.Found found, NoteList notes) {
        Optional<SmiOutput<T>> tooLarge = found.tooMany()
                .map(a -> new SmiOutput.TooLarge<>(
                        found.gpus() > SmiTableScanner.MOST_GPUS ? "GPUs" : "devices",
                        found.gpus(),
                        SmiTableScanner.MOST_GPUS,
                        a.source(notes)));
        return tooLarge.or(() -> found.misnumbered()
                .map(a -> new SmiOutput.NotRecognised<>(
                        "a column or a row is named " + a.text()
                                + ", which is the name of no GPU: nvidia-smi counts from GPU0 to"
                                + " GPU" + (SmiTableScanner.MOST_GPUS - 1)
                                + " at the most; paste its output again, and leave it as it is",
                        a.source(notes))));
    }

    static <T> SmiOutput<T> answer(
            List<T> tables, SmiTableScanner.Found found, String text, String wanted, NoteList notes) {
        if (!tables.isEmpty()) {
            found.failure()
                    .ifPresent(l -> notes.add(
                            ParseNote.Kind.SUSPICIOUS,
                            notes.line(l.number()),
                            "\"" + l.text() + "\": an error stands beside the table"));
            return new SmiOutput.Tables<>(tables);
        }
        if (found.noGpus().isPresent()) {
            SourceLine l = found.noGpus().get();
            return new SmiOutput.NoGpus<>(l.text(), notes.line(l.number()));
        }
        if (found.failure().isPresent()) {
            SourceLine l = found.failure().get();
            return new SmiOutput.Failed<>(l.text(), notes.line(l.number()));
        }
        return new SmiOutput.NotRecognised<>(why(found, text, wanted), SourceRef.of(notes.item()));
    }

    private static String why(SmiTableScanner.Found found, String text, String wanted) {
        if (text.isBlank()) {
            return "it is empty";
        }
        if (isBinary(text)) {
            return "it is binary, not text";
        }
        if (!found.tables().isEmpty()) {
            return "its table is not one of " + wanted + ", or too little of it is left";
        }
        return "none of its " + found.lines() + (found.lines() == 1 ? " line is" : " lines is") + " a row of " + wanted
                + TextLines.firstLonger(text, LineCleaner.LONGEST)
                        .map(l -> "; line " + l.number() + " has " + l.length() + " characters, and lines of at most "
                                + LineCleaner.LONGEST + " are read: paste it with its line ends")
                        .orElse("");
    }

    /** More than one in a hundred of the first characters are control characters or were no text to the decoder. */
    private static boolean isBinary(String text) {
        int length = Math.min(text.length(), 1 << 16);
        int strange = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            strange += c == 0xfffd || (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != 0x1b) ? 1 : 0;
        }
        return strange * 100 > length;
    }

    /** {@code topo -mp} leaves NVLinks out. */
    static void onlyPci(RawTable table, NoteList notes) {
        for (String word : table.command().split(" ", -1)) {
            if (word.equals("-mp")) {
                notes.add(
                        ParseNote.Kind.SUSPICIOUS,
                        notes.line(table.header().map(RawTable.Header::line).orElse(1)),
                        "the command was topo -mp, which does not show NVLinks; take topo -m");
                return;
            }
        }
    }
}
