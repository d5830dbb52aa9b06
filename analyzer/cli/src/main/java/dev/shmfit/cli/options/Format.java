package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.ci.GithubReport;
import dev.shmfit.reports.ci.JunitReport;
import dev.shmfit.reports.ci.PrometheusReport;
import dev.shmfit.reports.ci.SarifReport;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.MarkdownReport;
import dev.shmfit.reports.text.TextReport;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import dev.shmfit.units.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The ways in which a report can be written. */
public enum Format {
    TEXT("txt"),
    JSON("json"),
    HTML("html"),
    MARKDOWN("md"),
    JUNIT("xml"),
    SARIF("sarif"),
    PROMETHEUS("prom"),
    GITHUB("github");

    public static final List<String> WORDS =
            Arrays.stream(values()).map(Format::word).toList();

    private final String ending;

    Format(String ending) {
        this.ending = ending;
    }

    /** The spelling on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the files that hold it, without the point. */
    public String ending() {
        return ending;
    }

    /**
     * The writer of the format.
     *
     * @param detail how much text and Markdown write; the other formats hold everything
     */
    public ReportWriter writer(TextStyle style, Detail detail) {
        return writer(style, detail, Language.ENGLISH);
    }

    /** The same, for people in their language. */
    public ReportWriter writer(TextStyle style, Detail detail, Language language) {
        return switch (this) {
            case TEXT -> new TextReport(style, detail, language);
            case JSON -> new JsonReport();
            case HTML -> new HtmlReport(null, null, language);
            case MARKDOWN -> new MarkdownReport(detail, language);
            case JUNIT -> new JunitReport();
            case SARIF -> new SarifReport();
            case PROMETHEUS -> new PrometheusReport();
            case GITHUB -> new GithubReport();
        };
    }

    /** Whether it is said in the reader's language. Programs read the same English always. */
    public boolean isForPeople() {
        return this == TEXT || this == MARKDOWN || this == HTML;
    }

    /** The format that a file's name tells by its ending. */
    public static Optional<Format> byEnding(String file) {
        return Endings.format(file)
                .flatMap(told -> Arrays.stream(values())
                        .filter(f -> f.word().equals(told))
                        .findFirst());
    }

    /** The format of a word. */
    static Optional<Format> named(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    /** Reads a value of {@code --format}. */
    public static final class Converter implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            return Arrays.stream(values())
                    .filter(f -> f.word().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + ErrorText.shown(value) + "\" is not a format"
                            + DidYouMean.hint(WORDS, value) + "; known are " + String.join(", ", WORDS)));
        }
    }
}
