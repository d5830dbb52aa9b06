package dev.shmfit.cli.options;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.cli.exit.ReaderGone;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.exit.WriteError;
import dev.shmfit.cli.result.ResultFile;
import dev.shmfit.cli.workload.Settings;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.number.ExplanationText;
import dev.shmfit.reports.number.NumberExplanation;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.Section;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a report is written, and when it fails a gate. */
public final class ReportOptions {
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
            names = "--details",
            description = "After the answer on one screen, everything behind it (text and Markdown).")
    private boolean details;

    @Option(
            names = "--section",
            paramLabel = "NAME",
            split = ",",
            converter = SectionConverter.class,
            description =
                    "One part alone: numbers, pairs, versions, findings, facts, fixes or letter. Repeat for more.")
    private List<Section> sections = List.of();

    @Mixin
    private LanguageOption spoken = new LanguageOption();

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            converter = Gate.LevelConverter.class,
            description = "\"warning\": end with exit code 1 also where a finding is a warning.")
    private Gate.@Nullable Level failOn;

    @Option(
            names = "--one-line",
            description =
                    "Write one line in place of a report: the verdict, and the findings that matter by their names.")
    private boolean oneLine;

    @Option(
            names = {"-q", "--quiet"},
            description = "Write nothing to standard output; the exit code answers.")
    private boolean quiet;

    @Option(
            names = "--exit-profile",
            paramLabel = "PROFILE",
            converter = ExitProfile.Converter.class,
            description =
                    "End with the codes that a caller understands, and with one line for it: nagios (0 ok, 1 warning, 2"
                            + " critical, 3 unknown), slurm (1 only where the node is at fault: it is drained), npd (1 a"
                            + " problem, 2 unknown), k8s (1 where the job would fail, or where that is not known).")
    private @Nullable ExitProfile profile;

    @Option(
            names = "--allow-unknown",
            description = "With an exit profile: pass where nothing tells whether the job fits.")
    private boolean allowUnknown;

    @Option(
            names = "--no-inputs",
            description =
                    "Leave the captured texts, and the lines of them that findings quote, out of an HTML page. It then"
                            + " cannot be analysed again.")
    private boolean noInputs;

    private Supplier<ReportWriter> page = HtmlReport::new;
    private Settings settings = Settings.NONE;
    private LocalDate today = LocalDate.EPOCH;
    private Language locale = Language.ENGLISH;

    /** What stands behind the options: settings, the day on which it is asked, the language of the locale. */
    public void use(Settings said, LocalDate day, Language ofLocale) {
        settings = said;
        today = day;
        locale = ofLocale;
    }

    /** How a page is written; what it takes is computed only then. */
    public void page(Supplier<ReportWriter> writer) {
        page = writer;
    }

    private Detail detail() {
        if (!sections.isEmpty()) {
            return Detail.only(EnumSet.copyOf(sections));
        }
        return details ? Detail.ALL : Detail.SCREEN;
    }

    /** What is wrong with the options, if anything, before any work is done. */
    public void check() {
        if (details && !sections.isEmpty()) {
            throw new UsageError("--details writes every section; give --section alone for some of them");
        }
        if (oneLine && !formats.isEmpty()) {
            throw new UsageError("--one-line and --format are two ways to write the answer; give one of them");
        }
        if (formats().size() > 1 && toStandardOutput()) {
            throw new UsageError("several formats need -o FILE, from which the names of their files are made:"
                    + " -o report writes report." + formats().get(0).ending() + " and so on");
        }
        if (formats().size() == 1) {
            Endings.agree(formats().get(0).word(), file);
        }
    }

    /** Writes the report and gives what the process is to end with. */
    public int finish(Function<Language, ReportV1> reports, TextStyle style, CommandLine command) {
        Suppressed suppressed = Suppressed.of(reports.apply(Language.ENGLISH), settings.suppressions(), today);
        suppressed.remarks().forEach(r -> command.getErr().println(VisibleText.visible(r, false)));
        command.getErr().flush();
        ReportV1 report = suppressed.report();
        try {
            write(report, forPeople(reports, report), style, command);
        } catch (WriteError e) {
            if (profile == null) {
                throw e;
            }
            // Whoever reads codes reads the verdict's, also where the line that explains it is lost.
            command.getErr().println(command.getCommandSpec().qualifiedName(" ") + ": " + e.getMessage());
            command.getErr().flush();
        } catch (ReaderGone e) {
            if (profile == null) {
                throw e;
            }
        }
        return new Gate(failOn, profile, allowUnknown).code(report);
    }

    /** Ends where nothing could be computed: with an explanation, unless the caller wants to hear it in its own way. */
    public int withoutReport(NotAssessable why, CommandLine command) {
        if (profile == null) {
            throw why;
        }
        if (!quiet) {
            command.getOut().println(OneLine.unknown(String.valueOf(why.getMessage()), profile));
            command.getOut().flush();
        }
        command.getErr().println(command.getCommandSpec().qualifiedName(" ") + ": " + why.getMessage());
        command.getErr().flush();
        return profile.code(allowUnknown ? ExitProfile.Outcome.OK : ExitProfile.Outcome.UNKNOWN, false);
    }

    /** Writes the report wherever it is to go. Everything is computed before anything is written. */
    private void write(ReportV1 report, ReportV1 forPeople, TextStyle style, CommandLine command) {
        String answer =
                report.verdict().status().word() + ": " + forPeople.verdict().headline();
        boolean line = toStandardOutput() && isOneLine();
        write(
                answer,
                style,
                command,
                (format, look) -> line
                        ? VisibleText.visible(OneLine.of(report, profile), false) + "\n"
                        : written(
                                shown(format.isForPeople() ? forPeople : report, format),
                                format,
                                writer(format, look)));
    }

    /**
     * The same for any result.
     *
     * @param answer what is said at the terminal when the result goes to files
     * @param result the text of a result in a format, for a look
     */
    public void write(
            String answer, TextStyle style, CommandLine command, BiFunction<Format, TextStyle, String> result) {
        if (toStandardOutput()) {
            if (!quiet) {
                PrintWriter out = command.getOut();
                out.print(result.apply(formats().get(0), style));
                out.flush();
            }
            return;
        }
        Map<String, String> files = new LinkedHashMap<>();
        formats().forEach(f -> files.put(target(f), result.apply(f, TextStyle.PLAIN)));
        ResultFile.write(files);
        if (quiet) {
            return;
        }
        PrintWriter err = command.getErr();
        err.println(VisibleText.visible(answer, true));
        err.println("The report is in " + String.join(", ", files.keySet()));
        err.flush();
    }

    /** The language of what people read. */
    public Language language() {
        return spoken.or(locale);
    }

    private ReportV1 forPeople(Function<Language, ReportV1> reports, ReportV1 english) {
        return language() == Language.ENGLISH || formats().stream().noneMatch(Format::isForPeople)
                ? english
                : Suppressed.of(reports.apply(language()), settings.suppressions(), today)
                        .report();
    }

    private boolean isOneLine() {
        return oneLine || (profile != null && profile.readsOneLine() && formats.isEmpty());
    }

    /** Writes an answer that is no report. */
    public void write(String answer, CommandLine command) {
        if (toStandardOutput()) {
            command.getOut().print(answer);
            command.getOut().flush();
        } else {
            ResultFile.write(Map.of(String.valueOf(file), answer));
        }
    }

    /** An explanation in the format asked for: JSON, or else text. */
    public String written(NumberExplanation explanation) {
        return formats().get(0) == Format.JSON ? JsonReport.number(explanation) : ExplanationText.of(explanation);
    }

    private boolean toStandardOutput() {
        return ResultFile.isStandardOutput(file);
    }

    /** The formats, in the order given. */
    public List<Format> formats() {
        if (formats.isEmpty()) {
            Optional<Format> told = Format.byEnding(String.valueOf(file));
            Optional<Format> set = toStandardOutput() ? settings.format().flatMap(Format::named) : Optional.empty();
            return List.of(told.or(() -> set).orElse(Format.TEXT));
        }
        return new ArrayList<>(new LinkedHashSet<>(formats));
    }

    private String target(Format format) {
        String name = String.valueOf(file);
        if (formats().size() == 1) {
            return name;
        }
        boolean ended = Format.byEnding(name).isPresent();
        return (ended ? name.substring(0, name.lastIndexOf('.')) : name) + "." + format.ending();
    }

    private ReportWriter writer(Format format, TextStyle look) {
        return format == Format.HTML ? page.get() : format.writer(look, detail(), language());
    }

    /** Whether the answer on one screen is all that is written. */
    public boolean isScreen() {
        return formats().equals(List.of(Format.TEXT)) && detail().equals(Detail.SCREEN);
    }

    /** What of a report a format shows. */
    public ReportV1 shown(ReportV1 report, Format format) {
        return noInputs && format == Format.HTML ? report.withoutCapturedTexts() : report;
    }

    /** A report in one format. */
    public static String written(ReportV1 report, Format format, ReportWriter writer) {
        StringBuilder text = new StringBuilder();
        try {
            // The page carries its inputs, to be analysed again; whoever reads the JSON has them.
            writer.write(format == Format.HTML ? report : report.withoutInputs(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
