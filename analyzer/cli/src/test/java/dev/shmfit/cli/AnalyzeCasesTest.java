package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.options.Format;
import dev.shmfit.fixtures.Fixtures;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.reports.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The captured machines of {@code fixtures/cases}, each analysed with the {@code arguments} that its {@code case.json}
 * names; the reports are approved in {@code expected}.
 */
class AnalyzeCasesTest {
    private static final int AT_LEAST = 12;
    /** Lines of a terminal; the answer to a job on one node is no longer. */
    private static final int SCREEN = 40;

    private static final List<Format> FORMATS = List.of(Format.JSON, Format.TEXT, Format.HTML);

    static List<String> cases() throws IOException {
        try (Fixtures fixtures = Fixtures.repository()) {
            // Those that are told in steps have a test of their own.
            return fixtures.names().stream()
                    .filter(n -> !caseOf(fixtures.path(n)).has("steps"))
                    .toList();
        }
    }

    @Test
    void there_are_enough_of_them() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void every_report_is_as_approved(String name, @TempDir Path first, @TempDir Path second) throws IOException {
        Path directory = directory(name);
        analyze(directory, first);
        analyze(directory, second);
        assertThat(schema().validate(read(first, Format.JSON), InputFormat.JSON))
                .isEmpty();
        for (Format format : FORMATS) {
            Iterator<String> runs =
                    List.of(approved(first, format), approved(second, format)).iterator();
            Golden.check(directory.resolve("expected").resolve(file(format)), runs::next);
        }
        assertThat(read(first, Format.TEXT).lines().toList()).hasSizeLessThanOrEqualTo(SCREEN);
        Golden.check(directory.resolve("expected/details.txt"), () -> details(directory));
    }

    private static void analyze(Path directory, Path target) {
        List<String> args = new ArrayList<>(List.of("analyze", directory.toString()));
        args.addAll(arguments(directory));
        FORMATS.forEach(f -> args.add("--format=" + f.word()));
        args.addAll(List.of("-o", target.resolve("report").toString()));
        Ran ran = Shell.quiet().run(args.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isIn(ExitCode.OK, ExitCode.PROBLEM);
        assertThat(ran.out()).isEmpty();
    }

    private static String approved(Path directory, Format format) throws IOException {
        String report = read(directory, format);
        return format == Format.HTML ? ApprovedPage.of(report) : report;
    }

    private static String details(Path directory) {
        List<String> args = new ArrayList<>(List.of("analyze", directory.toString(), "--details"));
        args.addAll(arguments(directory));
        return Shell.quiet().run(args.toArray(String[]::new)).out();
    }

    private static String read(Path directory, Format format) throws IOException {
        return Files.readString(directory.resolve(file(format)));
    }

    private static String file(Format format) {
        return "report." + format.ending();
    }

    private static List<String> arguments(Path directory) {
        List<String> arguments = new ArrayList<>();
        for (JsonNode a : caseOf(directory).path("arguments")) {
            arguments.add(a.asText());
        }
        return arguments;
    }

    private static JsonNode caseOf(Path directory) {
        try {
            return new ObjectMapper().readTree(directory.resolve("case.json").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path directory(String name) throws IOException {
        try (Fixtures fixtures = Fixtures.repository()) {
            return fixtures.path(name);
        }
    }

    private static Schema schema() throws IOException {
        try (InputStream in = JsonReport.class.getResourceAsStream("/schema/report-1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }
}
