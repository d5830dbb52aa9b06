package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.fixtures.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCommandTest {
    private static final Path GOLDEN = Path.of(System.getProperty("shmfit.root"), "fixtures/plans");
    private static final String VISION = "name=train,workers=4,batch=64,sample=3x224x224:float32+int";

    private static final List<String> NODES =
            List.of("l40s-x8", "hgx-h100-8", "rtx4090-x2", "a100-pcie-x8-bridged", "aws-g6-48xlarge", "dgx-1v");

    @TempDir
    Path directory;

    static Stream<Arguments> plans() {
        return NODES.stream()
                .flatMap(n -> Stream.of("vision", "llm-groups", "default").map(w -> Arguments.of(n, w)));
    }

    private static List<String> job(String workload) {
        return switch (workload) {
            case "vision" ->
                List.of("--loader", VISION, "--shm-size", "8g", "--sweep", "workers=2..16:2", "prefetch=2,4");
            case "llm-groups" ->
                List.of(
                        "--group=world:allreduce",
                        "--group=pp=2:sendrecv",
                        "--group=tp=2:allreduce+allgather",
                        "--loader=workers=2,batch=8,sample=4096:int64",
                        "--sweep",
                        "nccl=2.21.5,2.27.7",
                        "sys-nice=no,yes");
            default -> List.of("--sweep", "nccl=2.18.5,2.21.5,2.27.7,2.30.7", "ranks=2");
        };
    }

    @ParameterizedTest
    @MethodSource("plans")
    void the_plan_is_the_one_that_was_approved(String node, String workload) {
        Golden.check(GOLDEN.resolve(node + "-" + workload + ".csv"), () -> {
            Ran ran = plan(Stream.concat(Stream.of(node, "--format=csv"), job(workload).stream())
                    .toArray(String[]::new));
            assertThat(ran.exitCode()).isZero();
            return ran.out();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "compose", "kubernetes", "argo", "slurm", "helm"})
    void the_template_carries_the_size_and_the_reason(String platform) {
        Ran ran = plan("l40s-x8", "--loader", VISION, "--template", platform);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .startsWith("# shmfit plan l40s-x8: NCCL 2.30.7, 8 ranks\n# NCCL 73.7 MiB + DataLoader train ");
        assertThat(ran.out()).containsPattern("(?i)(shm-size=|shm_size: \"|sizeLimit: |size=)\\d+(g|Gi)");
    }

    @Test
    void fail_on_ends_with_one_where_a_point_does_not_fit() {
        String[] some = {"rtx4090-x2", "--loader", VISION, "--shm-size=1g", "--sweep", "workers=1,32", "--fail-on=any"};
        Ran any = plan(some);
        assertThat(any.exitCode()).isEqualTo(ExitCode.PROBLEM);
        assertThat(any.out()).contains("1 of 2 points fit.", "does not fit");
        some[some.length - 1] = "--fail-on=all";
        assertThat(plan(some).exitCode()).isZero();
    }

    @Test
    void with_a_fixed_size_the_most_that_fits_is_told() {
        Ran ran = plan("rtx4090-x2", "--loader", VISION, "--shm-size=2g");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("Of 0 to 64 workers", "The most that fits:")
                .containsPattern("rtx4090-x2, NCCL 2.30.7, 2 ranks: workers=\\d+ prefetch=2 batch=64 with ");
    }

    @Test
    void formats_go_where_the_file_says_and_agree() throws IOException {
        Path csv = directory.resolve("plan.csv");
        Path json = directory.resolve("plan.json");
        Path html = directory.resolve("plan.html");
        for (Path file : List.of(csv, json, html)) {
            Ran ran =
                    plan("l4-x4", "--loader", VISION, "--sweep", "workers=1..3", "prefetch=2,4", "-o", file.toString());
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out()).isEmpty();
        }
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(7);
        String required = lines.get(6).split(",", -1)[8];
        assertThat(Files.readString(json))
                .startsWith("{\"$schema\": \"urn:shmfit:schema:plan-1\", \"schemaVersion\": 1,")
                .contains("\"requiredBytes\":" + required);
        assertThat(Files.readString(html))
                .contains("<table><caption>Needed /dev/shm", "prefetch 4, batch 64", "Most of these workers")
                .doesNotContain("<script", "http");
    }

    @Test
    void mistakes_are_told_before_anything_is_computed() {
        assertThat(plan("l4-x4", "--sweep", "workrs=2").err()).contains("did you mean workers?");
        assertThat(plan("l4-x4", "--sweep", "workers=2").err()).contains("needs a loader");
        assertThat(plan("l4-x4", "--template", "dokcer").err()).contains("did you mean docker?");
        assertThat(plan("l4-x4", "--fail-on", "some").err()).contains("known are any, all");
        assertThat(plan("l4-x4", "--change", "nccl=2.21.5").err()).contains("expected nccl=FROM..TO");
        assertThat(plan("l4-x4", "--partition", "--sweep", "ranks=2").err()).contains("no meaning beside --partition");
        assertThat(plan("l4-x4", "--nccl=all").err()).contains("--sweep nccl=");
        assertThat(plan("nothing-x9").exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(plan("l4-x4", "--loader", VISION, "--format=html", "--sweep", "workers=1..3000", "batch=1..100")
                        .err())
                .contains("300000 points are more than a page can show");
    }

    @Test
    void a_page_of_a_long_sweep_draws_some_values_and_says_so() {
        String page = plan("l4-x4", "--loader", VISION, "--format=html", "--sweep", "workers=1..1000", "batch=1..25")
                .out();
        assertThat(page)
                .contains(
                        "Drawn: 48 of 1000 rows, 24 of 25 columns",
                        "The catalogue&#39;s l4-x4 was built".replace("&#39;", "'"));
        assertThat(page.split("<td class", -1)).hasSize(48 * 24 + 1);
        assertThat(page).contains("<th scope=\"row\">1000</th>", "batch 25");
    }

    @Test
    void a_plan_says_what_its_nodes_rest_on() {
        assertThat(plan("rtx4090-x2").out())
                .contains(
                        "The catalogue's rtx4090-x2 was built from general knowledge", "shmfit nodes show rtx4090-x2");
        assertThat(plan("azure-nd96isr-h100-v5").out()).doesNotContain("was built");
        assertThat(Shell.quiet()
                        .run("analyze", "node:rtx4090-x2", "--format=json")
                        .out())
                .contains("catalogue-node-built", "desktops: x8 to each card");
    }

    @Test
    void what_ifs_answer_in_words() {
        assertThat(plan("l40s-x8", "--partition").out())
                .contains("2×4   own hostname and /dev/shm            8    16    32");
        assertThat(plan("l40s-x8", "--change", "nccl=2.21.5..2.24.3").out()).contains("after:  fails: ");
        assertThat(plan("rtx4090-x4", "--cost").out()).contains("(estimate)", "12 pairs over SHM");
    }

    private static Ran plan(String... arguments) {
        return Shell.quiet()
                .run(Stream.concat(Stream.of("plan"), Stream.of(arguments)).toArray(String[]::new));
    }
}
