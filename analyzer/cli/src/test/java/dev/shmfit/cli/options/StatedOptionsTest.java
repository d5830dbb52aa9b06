package dev.shmfit.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.options.StatedOptions.Job;
import dev.shmfit.probes.format.CaptureSource;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class StatedOptionsTest {
    /** Options that name a file on the machine on which the command runs. */
    private static final List<String> OF_FILES = List.of("--workload", "--config", "--job");

    private static final CaptureInput INPUT = CaptureInput.of(List.of(new CaptureSource.Single("topo.txt", """
                    \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity
                    GPU0\t X \tPHB\t0-15\t0
                    GPU1\tPHB\t X \t0-15\t0
                    """)));

    @Test
    void every_option_of_the_job_and_the_node_is_taken_without_a_command_line_too() {
        List<String> options = Stream.of(new JobOptions(), new NodeOptions(), new WorkloadOptions())
                .flatMap(o -> CommandSpec.forAnnotatedObject(o).options().stream())
                .map(OptionSpec::longestName)
                .toList();
        assertThat(Stream.concat(StatedOptions.NAMES.stream(), OF_FILES.stream()))
                .containsExactlyInAnyOrderElementsOf(options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "1,3;[1, 3]",
                "1, 3;[1, 3]",
                "device=1,3;[1, 3]",
                "\"device=1,3\";[1, 3]",
                "nvidia.com/gpu=1,runtime.nvidia.com/gpu=3;[1, 3]",
                "GPU1,GPU3;[1, 3]"
            })
    void gpus_are_taken_as_containers_tools_name_them(String written, String indices) {
        assertThat(new Values.GpuList().convert(written).indices()).hasToString(indices);
    }

    @Test
    void all_gpus_may_be_stated() {
        assertThat(new Values.GpuList().convert("all").named()).contains("all");
        assertThat(new Values.GpuList().convert("device=GPU-5a2b").named()).contains("GPU-5a2b");
    }

    @Test
    void words_ask_what_the_same_options_ask() {
        List<List<String>> asked = List.of(
                List.of("--ranks", "2", "--shm-size", "64m", "--nccl", "2.21.5..2.27.7"),
                List.of("--gpus", "1,0", "--group", "tp=2:allreduce", "--group", "dp:broadcast"),
                List.of("--loader", "workers=4,batch=2,sample=600KiB", "--other", "ray=2GiB", "--memory-limit", "8g"),
                List.of("--platform", "k8s:pod=a", "--env", "NCCL_P2P_LEVEL=SYS", "--assume", "cpu=amd"),
                List.of("--preset", "imagenet", "--nccl", "all"),
                List.of());
        for (List<String> words : asked) {
            JobOptions job = new JobOptions();
            NodeOptions node = new NodeOptions();
            WorkloadOptions workload = new WorkloadOptions();
            CommandSpec command = CommandSpec.create()
                    .addMixin("job", CommandSpec.forAnnotatedObject(job))
                    .addMixin("node", CommandSpec.forAnnotatedObject(node))
                    .addMixin("workload", CommandSpec.forAnnotatedObject(workload));
            new CommandLine(command).parseArgs(words.toArray(String[]::new));
            AnalysisRequest parsed = Question.ofInput(workload, job, node, InputStream.nullInputStream())
                    .apply(INPUT);
            assertThat(StatedOptions.question(words, Job.NONE).apply(INPUT))
                    .as("%s", words)
                    .isEqualTo(parsed);
        }
    }

    @Test
    void the_text_of_a_workload_file_stands_behind_the_options() {
        AnalysisRequest request = StatedOptions.question(
                        List.of("--ranks", "1"), new Job("ranks: 2\nnccl: 2.21.5\n", List.of(), "", ""))
                .apply(INPUT);
        assertThat(request.job().ranks()).hasValue(1);
        assertThat(request.nccl().version()).map(Object::toString).hasValue("2.21.5");
    }

    @Test
    void what_is_wrong_is_told_with_its_option() {
        List<List<String>> wrong = new ArrayList<>();
        wrong.add(List.of("--ranks", "zero"));
        wrong.add(List.of("--ranks"));
        wrong.add(List.of("--format", "json"));
        wrong.add(List.of("--env", "PATH=/bin"));
        wrong.add(List.of("--platform", "dokcer"));
        for (List<String> words : wrong) {
            assertThatThrownBy(() -> StatedOptions.question(words, Job.NONE))
                    .as("%s", words)
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining(words.get(0));
        }
        assertThatThrownBy(() -> StatedOptions.question(List.of("--assume", "peer-access=matrix.txt"), Job.NONE))
                .hasMessageContaining("matrix.txt");
    }
}
