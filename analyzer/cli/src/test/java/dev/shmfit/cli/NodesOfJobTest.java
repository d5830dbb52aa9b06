package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many nodes a job has, in which order its ranks are numbered, and who says so. */
class NodesOfJobTest {
    private static final String NODE = Path.of(System.getProperty("shmfit.root"), "fixtures/nodes/hgx-h100-8/capture")
            .toString();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    private static JsonNode analyzed(String... options) throws IOException {
        Ran ran = Shell.quiet()
                .run(Stream.concat(Stream.of("analyze", NODE, "--format=json"), Stream.of(options))
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return MAPPER.readTree(ran.out());
    }

    private static List<String> communicators(JsonNode report) {
        List<String> all = new ArrayList<>();
        report.at("/nccl/communicators")
                .forEach(c -> all.add(c.get("group").asText() + c.get("ranks").toString()));
        return all;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String nodes(JsonNode report) {
        for (JsonNode a : report.get("assumptions")) {
            if (a.get("key").asText().equals("nodes")) {
                return a.get("value").asText();
            }
        }
        return "1";
    }

    @Test
    void ranks_are_numbered_node_by_node_or_in_turn() throws IOException {
        String[] job = {"--nodes=2", "--ranks=4", "--group=tp=4", "--nccl=2.27.7"};
        assertThat(communicators(analyzed(job))).containsExactly("tp0[0,1,2,3]");
        assertThat(communicators(analyzed(Stream.concat(Stream.of(job), Stream.of("--rank-order=cyclic"))
                        .toArray(String[]::new))))
                .containsExactly("tp0[0,2]", "tp1[4,6]");
    }

    @Test
    void a_process_stays_on_one_node_in_either_order() throws IOException {
        JsonNode report = analyzed(
                "--nodes=2",
                "--ranks=4",
                "--group=tp=4",
                "--nccl=2.27.7",
                "--rank-order=cyclic",
                "--assume=ranks-per-process=2");
        assertThat(communicators(report)).containsExactly("tp0[0,1]", "tp1[4,5]");
        Ran wrong = Shell.quiet().run("analyze", NODE, "--nodes=2", "--ranks=4", "--assume=ranks-per-process=3");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("4 ranks on each node cannot be divided into processes of 3");
    }

    @Test
    void a_workload_file_says_the_same_as_the_options() throws IOException {
        Path job = file("job.yaml", """
                nodes: 2
                ranks: 4
                rank-order: cyclic
                nccl: 2.27.7
                groups:
                  - {name: tp, size: 4, operations: [allreduce]}
                  - {name: ep, size: 8, operations: [alltoall]}
                """);
        JsonNode byFile = analyzed("--workload", job.toString());
        JsonNode byOptions = analyzed(
                "--nodes=2",
                "--ranks=4",
                "--rank-order=cyclic",
                "--nccl=2.27.7",
                "--group=tp=4:allreduce",
                "--group=ep=8:alltoall");
        assertThat(byFile.get("nccl")).isEqualTo(byOptions.get("nccl"));
        assertThat(byFile.get("shm")).isEqualTo(byOptions.get("shm"));
        assertThat(byFile.at("/shm/requiredBytes").asLong()).isPositive();
    }

    @Test
    void an_order_that_nobody_knows_is_refused_with_those_that_are_known() {
        Ran ran = Shell.quiet().run("analyze", NODE, "--nodes=2", "--rank-order=random");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("\"random\" is no order of ranks; expected block or cyclic");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torchrun --nnodes=2 --nproc-per-node=8 train.py | 2",
                "torchrun --nnodes=1:4 --nproc-per-node=8 train.py | 4",
                "torchrun --nnodes=$SLURM_NNODES --nproc-per-node=8 train.py | 1",
                "srun -N 3 --ntasks-per-node=8 python train.py | 3",
                "srun python train.py | 4",
                "srun torchrun --nnodes=$SLURM_NNODES --nproc-per-node=8 train.py | 4",
                "srun -N 2 torchrun --nnodes=$SLURM_NNODES --nproc-per-node=8 train.py | 2",
                // Each node then runs a job of its own.
                "srun torchrun --nproc-per-node=8 train.py | 1",
                "mpirun -np 16 -npernode 8 python train.py | 2",
                "mpirun -np 16 --map-by ppr:8:node:PE=4 python train.py | 2",
                "horovodrun -np 8 -H a:4,b:4 python train.py | 2",
                "mpirun -np 8 --host localhost:8 python train.py | 1",
                "fabric run train.py --devices 8 --num-nodes 2 | 2",
                "python train.py fit --trainer.devices 8 --trainer.num_nodes=2 | 2",
                "python train.py trainer.devices=8 trainer.num_nodes=2 | 2",
                "deepspeed --num_nodes 2 --num_gpus 8 train.py | 2",
                "accelerate launch --num_machines 2 --num_processes 16 train.py | 2",
                "vllm serve m -tp 8 -pp 2 --nnodes 2 | 2",
                "python -m sglang.launch_server --tp 16 --nnodes 2 | 2"
            })
    void a_command_line_says_on_how_many_nodes(String command, String nodes) throws IOException {
        boolean variable = command.startsWith("torchrun --nnodes=$");
        Path script = file("train.sbatch", """
                #!/bin/bash
                #SBATCH --nodes=4
                #SBATCH --gpus-per-node=8
                """ + command + "\n");
        assertThat(nodes(analyzed("--job", script.toString()))).isEqualTo(variable ? "4" : nodes);
    }

    @Test
    void a_directive_of_slurm_s_may_hold_several_options() throws IOException {
        Path script = file("train.sbatch", """
                #!/bin/bash
                #SBATCH --exclusive -N 3 --gpus-per-node=8 # --nodes=4
                srun python train.py
                """);
        assertThat(nodes(analyzed("--job", script.toString()))).isEqualTo("3");
    }

    @Test
    void a_server_over_two_nodes_has_its_groups_over_both() throws IOException {
        Path script = file("serve.sh", "vllm serve m -tp 8 -pp 2 --nnodes 2 --node-rank 0\n");
        assertThat(communicators(analyzed("--job", script.toString(), "--nccl=2.27.7")))
                .contains("tp0[0,1,2,3,4,5,6,7]", "pp0[0]", "pp7[7]");
    }

    @Test
    void a_preset_shares_its_ranks_out_over_nodes() throws IOException {
        JsonNode report = analyzed("--preset=megatron:tp=8,pp=2,dp=2,ep=2,nodes=4", "--nccl=2.27.7");
        assertThat(nodes(report)).isEqualTo("4");
        assertThat(communicators(report))
                .contains("world[0,1,2,3,4,5,6,7]", "tp0[0,1,2,3,4,5,6,7]", "dp0[0]", "pp0[0]", "ep0[0]");
        Ran uneven = Shell.quiet().run("workload", "--preset", "megatron:tp=8,pp=2,nodes=3");
        assertThat(uneven.err()).contains("tp x pp x dp is 16, which 3 nodes cannot share out evenly");
        Ran experts = Shell.quiet().run("workload", "--preset", "megatron:tp=8,dp=2,ep=4");
        assertThat(experts.err()).contains("dp is 2 and ep 4; ep divides dp");
    }

    @Test
    void the_report_says_by_which_nic_pairs_cross_nodes_and_draws_the_rings_over_them() throws IOException {
        String[] job = {"--nodes=5", "--nccl=2.27.7", "--assume=multicast=yes"};
        JsonNode over = analyzed(job).at("/nccl/communicators/0/overNodes");
        assertThat(over.get("nodes").asInt()).isEqualTo(5);
        List<Integer> channels = new ArrayList<>();
        for (JsonNode ring : over.get("rings")) {
            ring.get("channels").forEach(c -> channels.add(c.asInt()));
            assertThat(ring.get("between").asInt()).isEqualTo(3);
            assertThat(ring.at("/first/node").asInt()).isZero();
            assertThat(ring.at("/last/node").asInt()).isEqualTo(4);
            assertThat(ring.at("/last/ranks")).hasSize(8).allMatch(r -> r.asInt() / 8 == 4);
        }
        assertThat(channels)
                .containsExactlyInAnyOrderElementsOf(
                        java.util.stream.IntStream.range(0, 16).boxed().toList());
        int node = over.get("node").asInt();
        assertThat(over.get("crossings")).isNotEmpty().allSatisfy(c -> {
            assertThat(c.get("from").asInt() / 8).isEqualTo(node);
            assertThat(c.get("nic").asText()).startsWith("mlx5_");
            assertThat(c.get("use").asText()).isIn("collective", "sendrecv");
        });
        String text = Shell.quiet()
                .run(Stream.concat(Stream.of("analyze", NODE, "--details"), Stream.of(job))
                        .toArray(String[]::new))
                .out();
        assertThat(text)
                .contains("Over 5 nodes, as node " + node + " sees it", "… 3 nodes …", "ring on channels", "by mlx5_0")
                .contains("job-spans-nodes");
        assertThat(analyzed("--nccl=2.27.7").at("/nccl/communicators/0").has("overNodes"))
                .isFalse();
    }

    private static JsonNode mixed(String... options) throws IOException {
        Ran ran = Shell.quiet()
                .run(Stream.concat(
                                Stream.of("analyze", "--format=json"),
                                Stream.concat(
                                        Stream.of(options).anyMatch(o -> o.startsWith("--nccl="))
                                                ? Stream.empty()
                                                : Stream.of("--nccl=2.27.7"),
                                        Stream.of(options)))
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return MAPPER.readTree(ran.out());
    }

    private static String mixes(JsonNode report) {
        for (JsonNode f : report.get("findings")) {
            if (f.get("id").asText().equals("job-mixes-nodes")) {
                return f.get("summary").asText();
            }
        }
        return "";
    }

    @Test
    void equal_kinds_are_the_job_of_equal_nodes() throws IOException {
        JsonNode equal = analyzed("--nodes=3", "--nccl=2.27.7", "--assume=multicast=yes");
        JsonNode kinds = mixed("--node-types", NODE + "*2," + NODE + "*1", "--assume=multicast=yes");
        assertThat(kinds.at("/nccl/communicators/0/channels")).isEqualTo(equal.at("/nccl/communicators/0/channels"));
        assertThat(kinds.at("/shm/requiredBytes")).isEqualTo(equal.at("/shm/requiredBytes"));
        assertThat(mixes(kinds)).startsWith("The job mixes kinds of node: 2 × ");
    }

    @Test
    void nodes_that_differ_agree_on_what_the_weaker_one_has() throws IOException {
        String a100 = NODE.replace("hgx-h100-8", "dgx-a100");
        String[] facts = {"--assume=multicast=yes", "--assume=cuda-driver=12.8", "--assume=cap-sys-nice=no"};
        JsonNode both =
                mixed(Stream.concat(Stream.of(NODE, a100), Stream.of(facts)).toArray(String[]::new));
        JsonNode over = both.at("/nccl/communicators/0/overNodes");
        assertThat(over.get("nodes").asInt()).isEqualTo(2);
        assertThat(mixes(both)).contains("1 × ", "this report is about");
        JsonNode swapped = mixed("--node-types", a100 + "," + NODE, facts[0], facts[1], facts[2]);
        assertThat(swapped.at("/nccl/communicators/0/channels")).isEqualTo(both.at("/nccl/communicators/0/channels"));
        assertThat(both.at("/nccl/communicators/0/channels/nvls").asInt()).isZero();
    }

    @Test
    void kinds_of_node_are_named_once_and_without_a_count_of_nodes() {
        Ran twice = Shell.quiet().run("analyze", NODE, "--node-types", NODE + "*2");
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.err()).contains("give no CAPTURE beside it");
        Ran counted = Shell.quiet().run("analyze", "--node-types", NODE + "*2", "--nodes=3");
        assertThat(counted.exitCode()).isEqualTo(2);
        assertThat(counted.err()).contains("leave --nodes out");
    }

    private static final String A100 = NODE.replace("hgx-h100-8", "dgx-a100");

    @Test
    void each_kind_has_a_report_of_its_own() throws IOException {
        String types = "--node-types=" + NODE + "*2," + A100;
        JsonNode first = mixed(types, "--kind=1");
        JsonNode second = mixed(types, "--kind=2");
        assertThat(first.at("/generatedFrom/name").asText()).isEqualTo("hgx-h100-8");
        assertThat(second.at("/generatedFrom/name").asText()).isEqualTo("dgx-a100");
        assertThat(first.at("/nccl/communicators/0/overNodes/node").asInt()).isLessThan(2);
        assertThat(second.at("/nccl/communicators/0/overNodes/node").asInt()).isEqualTo(2);
        Ran none = Shell.quiet().run("analyze", types, "--kind=3");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("--kind: 3 is none of the 2 kinds of node, counted from 1");
        assertThat(Shell.quiet().run("analyze", NODE, "--kind=1").err()).contains("--node-types names them");
    }

    /** A kind whose need is small fails where its own /dev/shm is smaller still. */
    @Test
    void the_report_is_about_the_kind_that_fares_worst() throws IOException {
        Path roomy = sized("roomy", NODE, "64g");
        Path narrow = sized("narrow", A100, "1m");
        JsonNode report = mixed(roomy.toString(), narrow.toString());
        assertThat(report.at("/verdict/status").asText()).isEqualTo("fails");
        assertThat(report.at("/shm/sizeBytes").asLong()).isEqualTo(1L << 20);
        assertThat(mixed(narrow.toString(), roomy.toString())
                        .at("/verdict/status")
                        .asText())
                .isEqualTo("fails");
    }

    private Path sized(String name, String node, String size) throws IOException {
        Path copy = Files.createDirectory(directory.resolve(name));
        try (Stream<Path> files = Files.list(Path.of(node))) {
            for (Path f : files.toList()) {
                Files.copy(f, copy.resolve(f.getFileName()));
            }
        }
        Files.writeString(
                copy.resolve("mounts.txt"),
                "shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=" + size + " 0 0\n");
        return copy;
    }

    /** Of a pasted matrix nobody knows how fast its NICs are: what follows for the other kind is a range. */
    @Test
    void open_facts_of_another_kind_leave_a_range() throws IOException {
        Path thin = file("topo.txt", Files.readString(Path.of(A100, "nvidia-smi-topo-m.txt")));
        JsonNode report = mixed("--node-types=" + NODE + "," + thin, "--kind=1", "--assume=multicast=yes");
        JsonNode range = report.at("/shm/uncertain/0");
        assertThat(range.at("/field").asText()).isEqualTo("requiredBytes");
        assertThat(range.at("/min").asLong()).isLessThan(range.at("/max").asLong());
        assertThat(report.at("/shm/requiredBytes").asLong())
                .isEqualTo(range.at("/max").asLong());
    }

    private static final String DUMP = """
            <?xml version="1.0"?>
            <!-- of one node -->
            <system version="1">
              <cpu numaid="0" affinity="ffff" arch="x86_64" vendor="GenuineIntel" familyid="6" modelid="85">
                <pci busid="0000:01:00.0" class="0x030000" link_speed="16 GT/s" link_width="16">
                  <gpu dev="0" sm="80" rank="0" gdr="1"/>
                </pci>
                <pci busid="0000:02:00.0" class="0x030000" link_speed="16 GT/s" link_width="16">
                  <gpu dev="1" sm="80" rank="1" gdr="1"/>
                </pci>
              </cpu>
            </system>
            """;

    @Test
    void two_dumps_of_nccl_are_two_nodes() throws IOException {
        Path a = file("a.xml", DUMP);
        Path b = file("b.xml", DUMP);
        JsonNode report = mixed(a.toString(), b.toString());
        assertThat(mixes(report)).contains("1 × a", "1 × b");
        assertThat(report.at("/nccl/communicators/0/overNodes/nodes").asInt()).isEqualTo(2);
        Path more = file("cpu.txt", "Model name: Intel(R) Xeon(R) Gold 6248\n");
        Ran ran = Shell.quiet().run("analyze", a.toString(), b.toString(), more.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("several of these are whole nodes, and others complete a node");
    }

    @Test
    void a_plan_has_a_row_for_each_kind_as_part_of_the_whole() throws IOException {
        String[] plan = {
            "plan",
            "--node-types",
            NODE + "*2," + A100,
            "--assume=multicast=yes",
            "--sweep",
            "nccl=2.21.5,2.27.7",
            "ranks=4,8",
            "--format=json"
        };
        Ran ran = Shell.quiet().run(plan);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        List<JsonNode> points = new ArrayList<>();
        MAPPER.readTree(ran.out()).get("points").forEach(points::add);
        assertThat(points).hasSize(8).allMatch(p -> p.get("nodes").asInt() == 3);
        for (JsonNode p : points) {
            JsonNode report = mixed(
                    "--node-types=" + NODE + "*2," + A100,
                    "--assume=multicast=yes",
                    "--kind=" + (p.get("node").asText().equals("hgx-h100-8") ? 1 : 2),
                    "--nccl=" + p.get("nccl").asText(),
                    "--ranks=" + p.get("ranks").asInt());
            assertThat(p.get("requiredBytes")).as(p.toString()).isEqualTo(report.at("/shm/requiredBytes"));
        }
        assertThat(Shell.quiet()
                        .run("plan", "--node-types", NODE + "*2", "--sweep", "nodes=1,2")
                        .err())
                .contains("the kinds of node say how many nodes there are");
        assertThat(Shell.quiet().run("plan").err()).contains("for which nodes?");
    }
}
