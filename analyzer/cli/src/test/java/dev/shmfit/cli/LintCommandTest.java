package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code shmfit lint}: exit codes, formats, places, suppressions. */
class LintCommandTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              containers:
                - name: c
                  image: i
                  resources: {limits: {nvidia.com/gpu: 2}}
            """;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void a_problem_ends_with_1_and_a_file_without_one_with_0() {
        assertThat(Shell.with(POD).run("lint", "-").exitCode()).isEqualTo(ExitCode.PROBLEM);
        assertThat(Shell.with(POD.replace("gpu: 2", "gpu: 1")).run("lint", "-").exitCode())
                .isEqualTo(ExitCode.OK);
    }

    /** Of a Secret nothing is read; of a variable only what NCCL, the loaders and the engines go by. */
    @ParameterizedTest
    @CsvSource({"text", "json", "sarif", "github", "junit"})
    void what_is_secret_is_in_no_format(String format) {
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: s}
                stringData: {TOKEN: hunter2, NCCL_P2P_DISABLE: hunter2}
                ---
                """;
        String taken = """
                      env:
                        - {name: HF_TOKEN, value: hunter2}
                        - {name: NCCL_P2P_DISABLE, valueFrom: {secretKeyRef: {name: s, key: TOKEN}}}
                      envFrom: [{secretRef: {name: s}}]
                """;
        Ran ran = Shell.with(secret + POD + taken).run("lint", "-", "--format", format);
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.PROBLEM);
        assertThat(ran.out()).contains("shm-not-set").doesNotContain("hunter2");
        assertThat(ran.err()).doesNotContain("hunter2");
    }

    @Test
    void a_warning_counts_where_that_is_asked_for() {
        String host = POD.replace("spec:", "spec:\n  hostIPC: true");
        assertThat(Shell.with(host).run("lint", "-").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Shell.with(host).run("lint", "-", "--fail-on=warning").exitCode())
                .isEqualTo(ExitCode.PROBLEM);
        assertThat(Shell.with(host).run("lint", "-", "--fail-on=notes").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource({"'a: [1', 'this is no YAML'", "'{\"kind\": \"Pod\"', 'this is no YAML'", "'a: 1', 'no job was found'"})
    void what_is_no_manifest_is_named_with_its_place(String text, String said) {
        Ran ran = Shell.with(text).run("lint", "-");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.err()).contains(said).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "'{{- if .Values.on }}\na: {{ .Values.x }}', '1:1: this is no YAML, but a template ({{- if .Values.on }}): hand over"
                + " what it is rendered to: helm template CHART | shmfit lint -'",
        "'a: 1\n{% for x in y %}\nb: 2', '2:1: this is no YAML, but a template ({% for x in y %}): hand over what it is rendered'",
        "'a:\n  - b: 1\n %{ if c }', '3:2: this is no YAML, but a template (%{ if c })'",
        "'a:\n   b: 1\n  c: 2', '3:3: this is no YAML: this line is indented by 2 spaces, the key in line 2 by 3; add 1 space'"
    })
    void a_template_and_a_line_out_of_place_are_told_as_what_they_are(String text, String said) {
        Ran ran = Shell.with(text.replace("\\n", "\n")).run("lint", "-");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.err()).contains(said);
    }

    @Test
    void a_file_without_a_job_is_told_by_what_it_holds() {
        assertThat(Shell.with("kind: VLLMRuntime\napiVersion: example.org/v1\nspec: {model: m}")
                        .run("lint", "-")
                        .err())
                .contains("the kind found here (VLLMRuntime) has no pod template")
                .contains("kubectl get pods -o yaml | shmfit lint -");
        assertThat(Shell.with("image: a\nshmSize: 6Gi").run("lint", "-").err())
                .contains("values of a Helm chart start nothing themselves: render the chart");
        assertThat(Shell.with("kind: Pod\napiVersion: v1\nspec: {}")
                        .run("lint", "-")
                        .err())
                .contains("the kind found here (Pod) would have pods, and none is written in it");
    }

    /** A script that writes Markdown is a script. */
    @Test
    void a_fence_in_a_here_document_hides_no_command(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("run.sh"), """
                cat > README.md <<'END'
                ```
                nothing
                ```
                END
                docker run --gpus all img torchrun --nproc-per-node 8 train.py
                """);
        Ran ran = Shell.quiet().run("lint", script.toString());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.PROBLEM);
        assertThat(ran.out()).contains("run.sh:6:1: problem", "torchrun starts 8 ranks");
    }

    @Test
    void sarif_and_github_point_at_line_and_column() throws IOException {
        JsonNode sarif = MAPPER.readTree(
                Shell.with(POD).run("lint", "-", "--format=sarif").out());
        JsonNode region = sarif.at("/runs/0/results/0/locations/0/physicalLocation/region");
        assertThat(region.get("startLine").asInt()).isEqualTo(6);
        assertThat(region.get("startColumn").asInt()).isEqualTo(7);
        assertThat(sarif.at("/runs/0/tool/driver/rules/0/helpUri").asText()).endsWith("/lint/shm-not-set.html");
        assertThat(Shell.with(POD).run("lint", "-", "--format=github").out())
                .startsWith("::error file=standard input,line=6,col=7,title=shm-not-set::Container c of Pod p");
        assertThat(Shell.with(POD).run("lint", "-", "--format=junit").out())
                .contains("failures=\"1\"", "<testcase classname=\"shmfit.job\" name=\"shm-not-set\">");
    }

    @Test
    void the_file_of_a_service_that_is_extended_is_read_from_beside(@TempDir Path folder) throws IOException {
        String service = """
                services:
                  train:
                    extends: {file: common.yml, service: base}
                    command: torchrun --nproc-per-node 4 train.py
                """;
        Path file = Files.writeString(folder.resolve("compose.yaml"), service);
        assertThat(Shell.quiet().run("lint", file.toString()).out())
                .contains(
                        "extends base of common.yml, which was not handed over", "[extends-not-read]", "[shm-not-set]");

        Files.writeString(folder.resolve("common.yml"), "services:\n  base:\n    shm_size: 8g\n");
        assertThat(Shell.quiet().run("lint", file.toString()).out())
                .contains("0 problems, 0 warnings, 0 notes in 1 job of 2 files");
    }

    @Test
    void a_directory_is_read_with_all_that_lies_below_and_a_config_map_of_another_file_counts() throws IOException {
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(
                directory.resolve("a/b/pod.yaml"),
                POD.replace("image: i", "image: i\n      envFrom: [{configMapRef: {name: m}}]"));
        Files.writeString(
                directory.resolve("a/map.yml"),
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {NCCL_SHM_DISABLE: \"1\"}\n");
        Files.writeString(directory.resolve("a/notes.txt"), "docker run --gpus all i\n");
        Ran ran = Shell.quiet().run("lint", directory.toString());
        assertThat(ran.out()).contains("a/b/pod.yaml:8:", "[nccl-shm-disabled]", "in 1 job of 2 files.");
    }

    @Test
    void a_secret_s_value_is_never_shown() {
        String secret = POD.replace(
                "image: i",
                "image: i\n      env: [{name: NCCL_SHM_DISABLE, valueFrom: {secretKeyRef: {name: s, key: k}}}]");
        assertThat(Shell.with(secret).run("lint", "-").out()).doesNotContain("nccl-shm-disabled");
    }

    @ParameterizedTest
    @CsvSource({"16, 600m, 664.1", "16, 640m, 664.1", "4, 520m, 544.1", "1, 510m, 514.1"})
    void vllm_with_two_workers_needs_its_rings_to_the_mebibyte(int chunk, String size, String need) {
        String line = "docker run --gpus 2 -e VLLM_MQ_MAX_CHUNK_BYTES_MB=" + chunk + " --shm-size=" + size
                + " vllm/vllm-openai:v0.33.0 --model m -tp 2";
        Ran ran = Shell.with(line).run("lint", "-");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.PROBLEM);
        assertThat(ran.out())
                .contains("needs " + need + " MiB of /dev/shm", 10 * chunk + " MiB to broadcast + 2 x 240 MiB");
    }

    @Test
    void an_alias_that_leads_back_to_itself_and_ten_thousand_aliases_end() {
        assertThat(Shell.with("a: &a\n  b: *a\n").run("lint", "-").exitCode()).isEqualTo(ExitCode.INPUT);
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(Shell.with(bomb.toString()).run("lint", "-").exitCode()).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void a_template_in_a_directory_is_passed_over_and_told() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "x: {{ .Values.x }}\n{{- end }}\n");
        Files.writeString(directory.resolve("b.yaml"), POD);
        Ran ran = Shell.quiet().run("lint", directory.toString());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.PROBLEM);
        assertThat(ran.err()).contains("passed over: ", "a.yaml:");
        assertThat(Shell.quiet()
                        .run("lint", directory.resolve("a.yaml").toString())
                        .exitCode())
                .isEqualTo(ExitCode.INPUT);
    }

    @Test
    void a_hook_may_hand_over_a_template() throws IOException {
        Path template = Files.writeString(directory.resolve("t.yaml"), "x: {{ .Values.x }}\n{{- end }}\n");
        Ran ran = Shell.quiet().run("lint", "--allow-no-job", template.toString());
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("passed over: ");
    }

    @Test
    void a_hook_that_hands_over_no_job_ends_well_where_that_is_allowed() {
        assertThat(Shell.with("a: 1").run("lint", "--allow-no-job", "-").exitCode())
                .isZero();
    }
}
