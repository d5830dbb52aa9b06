package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written as SARIF, before the validator of the SARIF SDK: its own rules and those of GitHub's code scanning. The
 * validator comes as the npm package {@code @microsoft/sarif-multitool-linux}, which {@code .ci/run} installs.
 */
class SarifValidatedTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Path VALIDATOR =
            ROOT.resolve("analyzer/cli/target/sarif/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze fixtures/cases/l4-x2-cns --shm-size=64m --loader=workers=4,batch=8,sample=1MiB",
                "analyze fixtures/cases/h100-x8-nvswitch --shm-size=64g",
                "analyze fixtures/nodes/rtx4090-x2/capture -f fixtures/manifests/corpus/deployment-vllm-small.yaml",
                "lint fixtures/manifests/corpus"
            })
    void the_sdk_finds_no_error_and_no_warning(String command, @TempDir Path directory)
            throws IOException, InterruptedException {
        MachineParts.orSkip(Files.isExecutable(VALIDATOR), "the SARIF validator is not installed: " + VALIDATOR);
        Path log = directory.resolve("report.sarif");
        List<String> words = new java.util.ArrayList<>();
        for (String word : command.split(" ", -1)) {
            words.add(word.startsWith("fixtures/") ? ROOT.resolve(word).toString() : word);
        }
        words.addAll(List.of("--format=sarif", "-o", log.toString()));
        assertThat(Shell.quiet().run(words.toArray(String[]::new)).exitCode()).isLessThan(2);

        assertThat(complaints(directory, log)).isEmpty();
        Files.writeString(log, Files.readString(log).replace("\"help\"", "\"halp\""));
        assertThat(complaints(directory, log))
                .as("the validator sees what is missing")
                .isNotEmpty();
    }

    private static List<String> complaints(Path directory, Path log) throws IOException, InterruptedException {
        Ran ran = Ran.command(
                directory,
                Map.of("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"),
                List.of(
                        VALIDATOR.toString(),
                        "validate",
                        log.toString(),
                        "--rule-kind=Sarif;GHAS",
                        "--level=Error;Warning",
                        "--kind=Fail",
                        "-o",
                        directory.resolve("found.sarif").toString(),
                        "--log=ForceOverwrite"));
        assertThat(ran.out() + ran.err()).contains("Analysis completed");
        return (ran.out() + ran.err())
                .lines()
                .filter(l -> l.contains(": error ") || l.contains(": warning "))
                .toList();
    }
}
