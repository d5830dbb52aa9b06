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
import org.junit.jupiter.api.io.TempDir;
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

    /** Machines whose log and whose {@code topo -m} are there. */
    static List<String> machines() throws IOException {
        try (Stream<Path> all = Files.list(ROOT.resolve("fixtures/captures/labelled"))) {
            return all.filter(m -> Files.exists(m.resolve("topo.txt")) || Files.exists(m.resolve("topo_dump.xml")))
                    .filter(m -> Files.exists(m.resolve("nccl.txt")))
                    .map(m -> m.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** What the tables leave open, so that one forecast answers. */
    private static final List<String> STATED =
            List.of("--nccl", "2.21.5", "--assume", "cpu=amd", "--assume", "channels=2", "--assume", "pcie=gen4x16");

    @ParameterizedTest
    @MethodSource("machines")
    void verify_finds_the_same_in_it_and_in_a_redacted_table(String machine, @TempDir Path directory)
            throws IOException {
        Path from = ROOT.resolve("fixtures/captures/labelled").resolve(machine);
        Path table = from.resolve(Files.exists(from.resolve("topo.txt")) ? "topo.txt" : "topo_dump.xml");
        Path log = from.resolve("nccl.txt");
        Path redactedTable = redacted(table, directory);
        Path redactedLog = redacted(log, directory);
        String option = table.toString().endsWith(".xml") ? "--nccl-xml" : "--topo-m";
        Ran open = verified(option, table, log);
        Ran hidden = verified(option, redactedTable, redactedLog);
        assertThat(hidden.exitCode()).as(open.err() + hidden.err()).isEqualTo(open.exitCode());
        assertThat(withoutNames(hidden.out(), directory)).isEqualTo(withoutNames(open.out(), from));
    }

    private static Ran verified(String option, Path table, Path log) {
        List<String> arguments =
                new ArrayList<>(List.of("verify", option, table.toString(), "--nccl-log", log.toString()));
        arguments.addAll(List.of("--format", "json"));
        arguments.addAll(STATED);
        return Shell.quiet().run(arguments.toArray(String[]::new));
    }

    private static Path redacted(Path file, Path directory) throws IOException {
        return Files.writeString(
                directory.resolve(file.getFileName()),
                LogRedactor.of(Files.readString(file, StandardCharsets.UTF_8)).text());
    }

    /** Without what names the files, the hosts, and the columns behind these. */
    private static String withoutNames(String report, Path directory) {
        return report.replace(directory.toString(), "DIR")
                // A pseudonym is as long as it is.
                .replaceAll("(nccl\\.txt:\\d+):\\d+", "$1")
                .replaceAll("\"host\" : \"[^\"]*\"", "\"host\" : \"HOST\"");
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
