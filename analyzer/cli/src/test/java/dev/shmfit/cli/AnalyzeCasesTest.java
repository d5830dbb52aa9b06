package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.fixtures.Fixtures;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.reports.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The captured machines of {@code fixtures/cases}, each analysed with the {@code arguments} that its {@code case.json}
 * names; the reports are approved in {@code expected}.
 */
class AnalyzeCasesTest {
    private static final int AT_LEAST = 12;
    private static final List<Format> FORMATS = List.of(Format.JSON, Format.TEXT, Format.HTML);

    static List<String> cases() throws IOException {
        try (Fixtures fixtures = Fixtures.repository()) {
            return fixtures.names();
        }
    }

    @Test
    void there_are_enough_of_them() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void every_report_is_as_approved(String name) throws IOException {
        Path directory = directory(name);
        Schema schema = schema();
        for (Format format : FORMATS) {
            Golden.check(directory.resolve("expected/report." + format.ending()), () -> report(directory, format));
        }
        assertThat(schema.validate(report(directory, Format.JSON), InputFormat.JSON))
                .isEmpty();
    }

    private static String report(Path directory, Format format) {
        List<String> args = new ArrayList<>(List.of("analyze", directory.toString(), "--format", format.word()));
        args.addAll(arguments(directory));
        Ran ran = Shell.quiet().run(args.toArray(String[]::new));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isIn(ExitCode.OK, ExitCode.PROBLEM);
        return ran.out();
    }

    private static List<String> arguments(Path directory) {
        try {
            List<String> arguments = new ArrayList<>();
            for (JsonNode a : new ObjectMapper()
                    .readTree(directory.resolve("case.json").toFile())
                    .path("arguments")) {
                arguments.add(a.asText());
            }
            return arguments;
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
