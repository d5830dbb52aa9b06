package dev.shmfit.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.reports.Hostile;
import dev.shmfit.reports.NcclV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportTest {
    static Set<String> samples() {
        return Samples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_text_is_the_approved_one(String sample) throws IOException {
        approved(sample + ".txt", text(Samples.named(sample), TextStyle.PLAIN));
        approved(sample + ".details.txt", written(new TextReport(TextStyle.PLAIN, Detail.ALL), Samples.named(sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_answer_fits_on_one_screen(String sample) throws IOException {
        assertThat(text(Samples.named(sample), TextStyle.PLAIN).lines())
                .hasSizeLessThanOrEqualTo(TextScreen.MOST_LINES)
                .allSatisfy(line -> assertThat(StyledLines.length(line)).isLessThanOrEqualTo(80));
    }

    @Test
    void a_section_is_written_alone() throws IOException {
        String text =
                written(new TextReport(TextStyle.PLAIN, Detail.only(EnumSet.of(Section.PAIRS))), Samples.pcie4Fails());

        assertThat(text.strip()).startsWith("PAIRS OF ").doesNotContain("FINDINGS", "WHY", "FIXES");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_markdown_is_the_approved_one(String sample) throws IOException {
        approved(sample + ".md", written(new MarkdownReport(), Samples.named(sample)));
        approved(sample + ".details.md", written(new MarkdownReport(Detail.ALL), Samples.named(sample)));
    }

    @Test
    void the_verdict_is_the_first_line_and_the_remedy_follows() throws IOException {
        assertThat(text(Samples.pcie4Fails(), TextStyle.PLAIN).lines().limit(3))
                .containsExactly(
                        "FAILS  needs 892.5 MiB of /dev/shm, has 64.0 MiB",
                        "       828.5 MiB short; 1.1 GiB recommended",
                        "DO     Give the container a /dev/shm of 1116 MiB or more.");
    }

    @ParameterizedTest
    @CsvSource({"40", "60", "80", "132"})
    void no_sentence_is_longer_than_the_line(int width) throws IOException {
        // What is to be copied, and lines of a matrix, are never broken.
        assertThat(written(new TextReport(new TextStyle(width, false, false), Detail.ALL), Samples.wide16())
                        .lines())
                .filteredOn(line -> !line.startsWith("      "))
                .filteredOn(line -> !line.contains(" of 240"))
                .filteredOn(line -> StyledLines.length(line) > width)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ascii_stays_ascii_whatever_the_names_are(String sample) throws IOException {
        ReportV1 spoilt = Hostile.with(Samples.named(sample), "größe ✕ \ud83d\udc27 שלום");
        String text = text(spoilt, new TextStyle(100, false, true));

        assertThat(text.chars().filter(c -> c > 0x7e || (c < 0x20 && c != '\n')).toArray())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void colours_come_only_when_asked_and_change_no_letter(String sample) throws IOException {
        String plain = text(Samples.named(sample), TextStyle.PLAIN);
        String coloured = text(Samples.named(sample), new TextStyle(80, true, false));

        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +\n", "\n"))
                .isEqualTo(plain);
    }

    @Test
    void a_name_cannot_send_commands_to_the_terminal() throws IOException {
        String text = text(Hostile.with(Samples.pcie4Fails(), "\u001b]0;owned\u0007\u009b31m\u202e"), TextStyle.PLAIN);

        assertThat(text).contains("owned").doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    }

    @Test
    void markdown_shows_markup_in_names_as_text() throws IOException {
        String text = written(
                new MarkdownReport(Detail.ALL),
                Hostile.with(Samples.pcie4Fails(), "<img onerror=x> | `a` @all ![x](y) ```"));

        assertThat(text.lines().filter(line -> line.startsWith("````"))).isNotEmpty();
        assertThat(text.replaceAll("(?s)````.*?````", ""))
                .doesNotContain("<img", " @all", "![x]")
                .contains("&lt;img onerror=x&gt; \\| \\`a\\` &#64;all");
    }

    @Test
    void versions_that_are_alike_share_a_line() throws IOException {
        NcclV1.VersionRow first = Samples.pcie4Fails().nccl().versions().get(0);
        NcclV1 nccl = new NcclV1(
                "2.21.5", Map.of(), List.of(), List.of(first, named(first, "2.19.1", 1L), named(first, "2.20.3", 1L)));
        StringBuilder out = new StringBuilder();

        TextVersions.write(new StyledLines(out, TextStyle.PLAIN), nccl);

        assertThat(out.toString().lines().skip(2))
                .containsExactly(
                        "  2.18.5          745.3 MiB  12 P2P",
                        "  2.19.1–2.20.3         1 B  12 P2P",
                        "  shmfit plan NODE --change nccl=2.18.5..2.20.3 compares the first with the",
                        "  last.");
    }

    private static NcclV1.VersionRow named(NcclV1.VersionRow row, String version, long required) {
        return new NcclV1.VersionRow(
                version, row.channels(), row.pairsByTransport(), row.phases(), required, List.of(), null);
    }

    private static void approved(String name, String text) throws IOException {
        Path root = Path.of(Objects.requireNonNull(System.getProperty("shmfit.root"), "shmfit.root"));
        Path file = root.resolve("reports/src/test/golden").resolve(name);
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    private static String text(ReportV1 report, TextStyle style) throws IOException {
        return written(new TextReport(style), report);
    }

    private static String written(ReportWriter writer, ReportV1 report) throws IOException {
        StringBuilder out = new StringBuilder();
        writer.write(report, out);
        return out.toString();
    }
}
