package dev.shmfit.cli;

import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.number.Explanation;
import dev.shmfit.reports.number.ExplanationText;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.units.DidYouMean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a report is written, and when it fails a gate. */
final class ReportOptions {
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            converter = Format.Converter.class,
            description =
                    "text, json, html, markdown, junit, sarif, prometheus (textfile collector) or github (annotations"
                            + " of a workflow). Repeat for several. Default: what FILE ends in, else text.")
    private List<Format> formats = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Write to FILE instead of standard output. With several formats, each goes to a file of its own:"
                            + " -o report writes report.html, report.json, ...")
    private @Nullable String file;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = "\"warning\": end with exit code 1 also where a finding is a warning.")
    private @Nullable Level failOn;

    /** What is to fail a gate besides a verdict that the job would fail. */
    enum Level {
        WARNING
    }

    static final class LevelConverter implements ITypeConverter<Level> {
        private static final List<String> KNOWN = List.of("warning");

        @Override
        public Level convert(String value) {
            if (KNOWN.contains(value)) {
                return Level.WARNING;
            }
            throw new TypeConversionException("\"" + Values.shown(value) + "\" is not a level"
                    + DidYouMean.hint(KNOWN, value) + "; known is warning");
        }
    }

    /** What is wrong with the options, if anything, before any work is done. */
    void check() {
        if (formats().size() > 1 && toStandardOutput()) {
            throw new UsageError("several formats need -o FILE, from which the names of their files are made:"
                    + " -o report writes report." + formats().get(0).ending() + " and so on");
        }
    }

    boolean failsOn(ReportV1 report) {
        return report.verdict().status() == ReportV1.Status.FAILS
                || (failOn == Level.WARNING
                        && report.findings().stream().anyMatch(f -> switch (f.severity()) {
                            case WARNING, PROBLEM -> true;
                            case NOTE, OK, NOT_ASSESSED -> false;
                        }));
    }

    /** Writes the report wherever it is to go. Everything is computed before anything is written. */
    void write(ReportV1 report, TextStyle style, CommandLine command) {
        if (toStandardOutput()) {
            PrintWriter out = command.getOut();
            out.print(written(report, formats().get(0), style));
            out.flush();
            return;
        }
        Map<Path, String> files = new LinkedHashMap<>();
        formats().forEach(f -> files.put(target(f), written(report, f, TextStyle.PLAIN)));
        files.forEach(Output::writeFile);
        List<String> names = files.keySet().stream().map(Path::toString).toList();
        PrintWriter err = command.getErr();
        err.println(report.verdict().status().word() + ": " + report.verdict().headline());
        err.println("The report is in " + String.join(", ", names));
        err.flush();
    }

    /** Writes an answer that is no report. */
    void write(String answer, CommandLine command) {
        if (toStandardOutput()) {
            command.getOut().print(answer);
            command.getOut().flush();
        } else {
            Output.writeFile(Path.of(String.valueOf(file)), answer);
        }
    }

    /** An explanation in the format asked for: JSON, or else text. */
    String written(Explanation explanation) {
        return formats().get(0) == Format.JSON ? JsonReport.pretty(explanation) : ExplanationText.of(explanation);
    }

    private boolean toStandardOutput() {
        return file == null || file.equals(STANDARD_OUTPUT);
    }

    private List<Format> formats() {
        if (formats.isEmpty()) {
            return List.of(file == null ? Format.TEXT : Format.byEnding(file).orElse(Format.TEXT));
        }
        return new ArrayList<>(new LinkedHashSet<>(formats));
    }

    private Path target(Format format) {
        String name = String.valueOf(file);
        if (formats().size() == 1) {
            return Path.of(name);
        }
        String base = Format.byEnding(name)
                .map(f -> name.substring(0, name.length() - f.ending().length() - 1))
                .orElse(name);
        return Path.of(base + "." + format.ending());
    }

    private static String written(ReportV1 report, Format format, TextStyle style) {
        StringBuilder text = new StringBuilder();
        try {
            // The page carries its inputs, to be analysed again; whoever reads the JSON has them.
            format.writer(style).write(format == Format.HTML ? report : report.withoutInputs(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
