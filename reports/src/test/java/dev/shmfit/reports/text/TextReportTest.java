package dev.shmfit.reports.text;

import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportTest {
    static Set<String> samples() {
        return Samples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void dump(String sample) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target/pages")).resolve(sample + ".txt"),
                text(Samples.named(sample), TextStyle.PLAIN));
        StringBuilder out = new StringBuilder();
        new MarkdownReport().write(Samples.named(sample), out);
        Files.writeString(Path.of("target/pages").resolve(sample + ".md"), out);
    }

    static String text(ReportV1 report, TextStyle style) throws IOException {
        StringBuilder out = new StringBuilder();
        new TextReport(style).write(report, out);
        return out.toString();
    }
}
