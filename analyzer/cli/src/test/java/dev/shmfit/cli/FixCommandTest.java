package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.fixtures.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code shmfit fix}, over the corpus and on what has to stay. */
class FixCommandTest {
    private static final Path CORPUS = Path.of(System.getProperty("shmfit.root"), "fixtures", "manifests");
    /** Problems whose answer only their owner knows, or that were printed of a container that runs. */
    private static final Set<String> OWNERS = Set.of("shm-mount-twice", "shm-shadowed");

    /** What has no place for a size: what runs already, a pod's container, and what has to be printed as an object first. */
    private static final Set<String> MENDED_ELSEWHERE = Set.of("inspect.json", "podman-pods.sh", "kubectl-create.sh");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    static Stream<String> files() throws IOException {
        return LintCorpusTest.cases().map(LintCorpusTest.Case::file);
    }

    private Path copy(String file) throws IOException {
        return Files.copy(CORPUS.resolve("corpus").resolve(file), directory.resolve(file));
    }

    private static void write(Path file, String... more) {
        String[] all = Stream.concat(Stream.of("fix", "--write", file.toString()), Stream.of(more))
                .toArray(String[]::new);
        Ran ran = Shell.quiet().run(all);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    private static List<String> problems(Path file) throws IOException {
        return MAPPER
                .readTree(Shell.quiet()
                        .run("lint", "--format=json", file.toString())
                        .out())
                .get("findings")
                .findParents("id")
                .stream()
                .filter(f -> f.get("severity").asText().equals("problem"))
                .map(f -> f.get("id").asText())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_fixed_file_has_no_problem_left_that_has_one_answer(String name) throws IOException {
        Path file = copy(name);
        write(file);
        assertThat(problems(file))
                .filteredOn(id -> !OWNERS.contains(id) && !MENDED_ELSEWHERE.contains(name))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_that_was_fixed_is_not_changed_again(String name) throws IOException {
        Path file = copy(name);
        write(file);
        String once = Files.readString(file);
        write(file);
        assertThat(Files.readString(file)).isEqualTo(once);
        assertThat(Shell.quiet().run("fix", file.toString()).out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void comments_stay_and_no_more_lines_change_than_there_are_findings(String name) throws IOException {
        Path file = copy(name);
        List<String> before = Files.readAllLines(file);
        long findings = Shell.quiet().run("lint", file.toString()).out().lines().count();
        write(file);
        List<String> after = Files.readAllLines(file);
        assertThat(comments(after)).containsAll(comments(before));
        assertThat(before.stream().filter(l -> !after.contains(l)).count()).isLessThanOrEqualTo(2 * findings);
        if (problemsOf(name).isEmpty()) {
            assertThat(after).isEqualTo(before);
        }
    }

    private static List<String> problemsOf(String name) throws IOException {
        return MAPPER
                .readTree(Shell.quiet()
                        .run(
                                "lint",
                                "--format=json",
                                CORPUS.resolve("corpus").resolve(name).toString())
                        .out())
                .get("findings")
                .findParents("id")
                .stream()
                .filter(f -> !f.get("severity").asText().equals("note"))
                .map(f -> f.get("id").asText())
                .toList();
    }

    private static List<String> comments(List<String> lines) {
        return lines.stream()
                .filter(l -> l.contains("#") || l.contains("//"))
                .map(l -> l.substring(Math.max(l.indexOf('#'), l.indexOf("//"))))
                .toList();
    }

    @Test
    void the_changes_of_the_whole_corpus_are_golden() throws IOException {
        String all = files().map(f -> Shell.quiet()
                        .run("fix", CORPUS.resolve("corpus").resolve(f).toString())
                        .out())
                .collect(Collectors.joining());
        String root = CORPUS.resolve("corpus").toString().substring(1) + "/";
        Golden.check(CORPUS.resolve("expected").resolve("fix.diff"), () -> all.replace(root, ""));
    }

    @Test
    void patch_makes_of_the_diff_what_write_writes() throws IOException, InterruptedException {
        for (String name : List.of("pod-no-volume.yaml", "docker-none.sh", "lws-vllm.yaml", "list.json")) {
            Path file = copy(name);
            String diff = Shell.quiet().run("fix", file.toString()).out();
            Path patch = Files.writeString(directory.resolve(name + ".diff"), diff);
            Ran ran = Ran.command(directory, Map.of(), List.of("patch", "--batch", file.toString(), patch.toString()));
            assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
            Path other = directory.resolve("other-" + name);
            Files.copy(CORPUS.resolve("corpus").resolve(name), other);
            write(other);
            assertThat(Files.readString(file)).isEqualTo(Files.readString(other));
        }
    }

    @Test
    void anchors_blank_lines_and_quotes_stay() throws IOException {
        Path file = Files.writeString(directory.resolve("pod.yaml"), """
                # the trainer
                apiVersion: v1
                kind: Pod
                metadata:
                    name: "t"   # ours

                spec:
                    containers:
                    - name: 'c'
                      image: &i img

                      resources:   # all of the node
                        limits: {nvidia.com/gpu: 8}

                    # runs beside it
                    - name: d
                      image: *i
                """);
        write(file);
        assertThat(Files.readString(file)).isEqualTo("""
                        # the trainer
                        apiVersion: v1
                        kind: Pod
                        metadata:
                            name: "t"   # ours

                        spec:
                            containers:
                            - name: 'c'
                              image: &i img

                              resources:   # all of the node
                                limits: {nvidia.com/gpu: 8}
                              volumeMounts:
                              - name: dshm
                                mountPath: /dev/shm

                            # runs beside it
                            - name: d
                              image: *i
                            volumes:
                            - name: dshm
                              emptyDir:
                                medium: Memory
                                sizeLimit: 4Gi
                        """);
    }

    @Test
    void a_node_gives_the_size_that_it_needs() throws IOException {
        Path file = copy("deployment-vllm-small.yaml");
        write(
                file,
                "--node",
                Path.of(System.getProperty("shmfit.root"), "fixtures/nodes/rtx4090-x2/capture")
                        .toString());
        assertThat(Files.readString(file)).contains("sizeLimit: 1Gi}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void line_ends_stay_and_a_last_line_without_one_is_no_trouble(String end) throws IOException {
        Path file = Files.writeString(
                directory.resolve("compose.yaml"),
                String.join(end, "services:", "  a:", "    image: i", "    gpus: all"));
        write(file);
        assertThat(Files.readString(file))
                .isEqualTo(String.join(end, "services:", "  a:", "    image: i", "    gpus: all", "    shm_size: 4g"));
    }

    @Test
    void standard_input_cannot_be_written() {
        assertThat(Shell.with("a: 1").run("fix", "--write", "-").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
