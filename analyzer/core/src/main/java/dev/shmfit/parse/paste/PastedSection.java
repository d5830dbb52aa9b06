package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a pasted text that comes from one program.
 *
 * @param item the text's name
 * @param kind what it is
 * @param command the command that was typed for it; empty where it is not seen
 * @param lines never empty
 */
record PastedSection(String item, SectionKind kind, String command, List<PastedLine> lines) {
    PastedSection {
        lines = List.copyOf(lines);
    }

    int first() {
        return lines.get(0).number();
    }

    int last() {
        return lines.get(lines.size() - 1).number();
    }

    SourceRef at(PastedLine line) {
        return SourceRef.line(item, line.number());
    }

    /** As a text whose line numbers are those of the whole: for parsers that read a file. */
    String text() {
        return "\n".repeat(first() - 1)
                + lines.stream().map(l -> l.command().isEmpty() ? l.text() : "").collect(Collectors.joining("\n"));
    }
}
