package dev.shmfit.web;

import dev.shmfit.ingest.Coverage;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A command's answer with the forms in which it can be had.
 *
 * @param answer what the page shows beside them
 * @param formats what writes each form, in the order in which they are offered
 */
record Result(Answer answer, Map<String, Supplier<String>> formats) {
    Result {
        formats = Collections.unmodifiableMap(new LinkedHashMap<>(formats));
    }

    static Result of(int exit, Said message, Map<String, Supplier<String>> formats, List<String> notes) {
        return new Result(new Answer(exit, message, List.copyOf(formats.keySet()), List.of(), notes), formats);
    }

    /** With what was recognised in the texts, and what was not understood. */
    static Result of(int exit, Said message, Map<String, Supplier<String>> formats, Coverage coverage) {
        List<Answer.Recognised> recognised = coverage.parts().stream()
                .map(p -> new Answer.Recognised(p.source().item(), p.lines(), p.words(), p.used()))
                .toList();
        List<String> notes = coverage.notes().stream()
                .map(n -> n.source() + ": " + n.message())
                .toList();
        return new Result(new Answer(exit, message, List.copyOf(formats.keySet()), recognised, notes), formats);
    }

    static String written(ReportV1 report, ReportWriter writer) {
        StringBuilder text = new StringBuilder();
        try {
            writer.write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
