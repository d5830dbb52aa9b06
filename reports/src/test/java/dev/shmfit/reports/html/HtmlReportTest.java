package dev.shmfit.reports.html;

import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
    static Set<String> samples() {
        return Samples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void dump(String sample) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target/pages")).resolve(sample + ".html"),
                html(Samples.named(sample)));
    }

    static String html(ReportV1 report) throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlReport().write(report, out);
        return out.toString();
    }
}
