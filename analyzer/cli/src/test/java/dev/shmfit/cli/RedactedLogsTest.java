package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.probes.redact.LogRedactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log that was redacted is worth as much to whoever explains it. */
class RedactedLogsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final int LARGEST = 4 << 20;

    static List<String> logs() throws IOException {
        List<String> all = new ArrayList<>();
        for (String kind : List.of(
                "fixtures/explain/wild",
                "fixtures/explain/pasted",
                "fixtures/explain/innocent",
                "fixtures/captures/failures",
                "fixtures/captures/logs")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(kind))) {
                files.filter(f -> Files.isRegularFile(f)
                                && size(f) < LARGEST
                                && !f.toString().endsWith(".gz"))
                        .map(f -> ROOT.relativize(f).toString())
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void there_are_enough_of_them() throws IOException {
        assertThat(logs()).hasSizeGreaterThan(90);
    }

    @ParameterizedTest
    @MethodSource("logs")
    void it_has_the_same_causes_and_redacting_it_again_changes_nothing(String file) throws IOException {
        String log = new String(Files.readAllBytes(ROOT.resolve(file)), StandardCharsets.UTF_8);
        String redacted = LogRedactor.of(log).text();
        assertThat(LogRedactor.of(redacted).text()).isEqualTo(redacted);
        assertThat(causes(redacted)).isEqualTo(causes(log));
    }

    private static List<String> causes(String log) throws IOException {
        Ran ran = Shell.with(log).run("explain", "-", "--format", "json");
        List<String> causes = new ArrayList<>(List.of(String.valueOf(ran.exitCode())));
        JsonNode report = new ObjectMapper().readTree(ran.out());
        collect(report, causes);
        return causes;
    }

    /** Every id in the answer, in its order. */
    private static void collect(JsonNode node, List<String> ids) {
        node.properties().forEach(e -> {
            if (e.getKey().equals("id")) {
                ids.add(e.getValue().asText());
            }
            collect(e.getValue(), ids);
        });
        if (node.isArray()) {
            node.forEach(n -> collect(n, ids));
        }
    }
}
