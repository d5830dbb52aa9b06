package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.options.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong command line of {@code shmfit analyze}: what is said, before any input is read. */
class AnalyzeUsageTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --format jsn                      | "jsn" is not a format; did you mean json?
            --format json,html                | several formats need -o FILE
            --format html --format text       | several formats need -o FILE
            --format html,text -o -           | several formats need -o FILE
            --fail-on error                   | "error" is not a level; known is warning
            --fail-on warnign                 | did you mean warning?
            --preset imagnet                  | --preset imagnet: there is no such preset; did you mean imagenet?
            --preset yolo --workload x.yaml   | say the same thing; give one
            --explain-numbr shm               | --explain-number
            --rank 4                          | Unknown option: '--rank'
            --ranks 0                         | "0" is no number of ranks
            --ranks four                      | "four" is no number of ranks
            --ranks -1                        | "-1" is no number of ranks
            --ranks 99999999999999999999      | is no number of ranks
            --nodes 0                         | "0" is no number of nodes
            --nodes two                       | "two" is no number of nodes
            --nodes 2 --assume nodes=2        | --nodes and --assume nodes= say the same; give one of them
            --gpus 0,x                        | "x" is no GPU index
            --gpus 0,,1                       | "" is no GPU index
            --gpus 0-3                        | "0-3" is no GPU index
            --gpus none                       | "none" is no GPU, and a job has one at least
            --gpus -1                         | "-1" is no GPU, and a job has one at least
            --env NVIDIA_VISIBLE_DEVICES=0    | say which GPUs the job uses with --gpus
            --assume GPU=h100                 | did you mean gpu?
            --assume driver=550               | did you mean cuda-driver?
            --gpus 1,0,1                      | GPU 1 occurs twice
            --gpus 0,1 --ranks 3              | --gpus names 2 GPUs and --ranks says 3
            --gpus 0 --gpus 1                 | option '--gpus' (LIST) should be specified only once
            --gpus 0 --ranks 1 --gpus 1       | option '--gpus' (LIST) should be specified only once
            --group dp=0                      | the size of a group is a whole number
            --group dp:allreduc               | unknown operation "allreduc"; did you mean allreduce?
            --loader workers=2                | --loader: batch= is missing
            --loader workers=2,batch=1,sampl=1 | --loader: unknown key "sampl"; did you mean sample?
            --loader workers=0 --loader workers=0,name=loader | two loaders are called "loader"
            --other ray                       | --other ray: expected NAME=SIZE, such as ray=2GiB
            --other =2g                       | expected NAME=SIZE
            --other ray=2g --other ray=3g     | --other: ray occurs twice
            --other ray=much                  | --other ray: "much" is not a size
            --shm-size 64 MB                  | Unmatched argument
            --shm-size 2gb                    | "2gb" can be read in two ways
            --shm-size -1                     | "-1" is not a size (a size cannot be negative)
            --shm-size 1e9                    | '--shm-size'
            --memory-limit 8Gib8              | '--memory-limit'
            --nccl latest                     | "latest" is no NCCL version; expected one such as 2.21.5, a range such as 2.21.5..2.27.7, or all
            --env P2P_LEVEL=SYS               | --env P2P_LEVEL: only settings of NCCL are taken
            --env NCCL_P2P_LEVEL              | --env NCCL_P2P_LEVEL: expected NAME=VALUE
            --env CUDA_VISIBLE_DEVICES=0      | say which GPUs the job uses with --gpus
            --env NCCL_A=1 --env NCCL_A=2     | --env: NCCL_A occurs twice
            --assume chanels=2                | --assume: unknown key "chanels"; did you mean channels?
            --assume channels                 | --assume channels: expected channels=VALUE
            --assume channels=many            | --assume channels=many: expected a whole number
            --assume vmm=yes --assume vmm=no  | --assume vmm occurs twice
            --assume cpu=i486                 | --assume cpu=i486
            --assume pcie=gen4x3              | --assume pcie=gen4x3
            another                           | Unmatched argument: 'another' is no option and no file
            --topo-m                          | Missing required parameter for option '--topo-m' (FILE)
            """)
    void is_answered_with_what_was_given_and_what_is_taken(String options, String answer) {
        Ran ran = Shell.quiet().run(("analyze no-such-capture " + options).split(" +"));
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
        assertThat(ran.err()).startsWith("shmfit analyze: ").contains(answer);
        assertThat(ran.err()).endsWith("Run 'shmfit analyze --help' for what it takes." + System.lineSeparator());
        assertThat(ran.err().lines().count()).isLessThanOrEqualTo(3);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void nothing_to_analyse_is_answered_with_what_may_be_given() {
        Ran ran = Shell.quiet().run("analyze", "--ranks", "4");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("shmfit analyze: what is to be analysed? Give CAPTURE")
                .contains("--topo-m");
    }

    @Test
    void standard_input_is_read_once_only() {
        for (List<String> twice : List.of(
                List.of("-", "--topo-m", "-"),
                List.of("--topo-m", "-", "--p2p-read", "-"),
                List.of("--nccl-xml=-", "-"))) {
            String[] args = ("analyze " + String.join(" ", twice)).split(" ");
            Ran ran = Shell.with("text").run(args);
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("standard input (\"-\") can be read once only");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 0\n0", "", "a b\nc d\n"})
    void a_matrix_of_peer_access_that_is_none_is_told_with_its_file(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("peers.txt"), text);
        Ran ran = Shell.quiet().run("analyze", "no-such-capture", "--assume", "peer-access=" + file);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--assume peer-access=", "peers.txt");
    }

    @Test
    void a_long_value_is_not_repeated_whole() {
        Ran ran = Shell.quiet().run("analyze", "x", "--format", "a".repeat(5000));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("aaa…\" is not a format").hasSizeLessThan(400);
    }

    @Test
    void help_explains_every_option_under_its_heading() {
        Ran ran = Shell.quiet().run("analyze", "--help");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .containsSubsequence(
                        "shmfit analyze [OPTION]... CAPTURE",
                        "What to analyse:",
                        "Files one by one",
                        "--topo-m",
                        "--p2p-read",
                        "--p2p-write",
                        "--nccl-xml",
                        "The job:",
                        "--gpus",
                        "--ranks",
                        "--group",
                        "--loader",
                        "--other",
                        "The node, where the capture does not say:",
                        "--shm-size",
                        "--memory-limit",
                        "--nccl=",
                        "--env",
                        "--assume",
                        "The report:",
                        "--format",
                        "--output",
                        "--fail-on",
                        "More options:",
                        "--help",
                        "Exit codes:",
                        "Examples:");
        assertThat(ran.out().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void help_names_every_key_of_the_statements() {
        String help = Shell.quiet().run("analyze", "--help").out().replaceAll("\\s+", " ");
        assertThat(dev.shmfit.analysis.stated.StatedFactsParser.KEYS)
                .allSatisfy(k -> assertThat(help).contains(k));
        assertThat(dev.shmfit.shm.LoaderSpecParser.KEYS)
                .allSatisfy(k -> assertThat(help).contains(k));
        assertThat(Format.WORDS).allSatisfy(k -> assertThat(help).contains(k));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--other=a=9223372036854775807",
                "--other=a=4EiB --other=b=4EiB",
                "--other=a=9223372036854775000",
                "--loader=workers=1000000,batch=1000000,sample=100TiB",
                "--env=NCCL_BUFFSIZE=9223372036854775807",
                "--env=NCCL_BUFFSIZE=-4096",
                "--env=NCCL_LL_BUFFSIZE=2147483647",
                "--env=NCCL_LL128_BUFFSIZE=-9223372036854775808"
            })
    void sizes_that_no_machine_has_are_wrong_usage_and_no_bug(String options) {
        List<String> args = new ArrayList<>(List.of("analyze", "node:rtx4090-x2", "--nccl=2.27.7"));
        args.addAll(List.of(options.split(" ")));
        Ran ran = Shell.quiet().run(args.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).startsWith("shmfit analyze: ").doesNotContain("bug");
    }

    @Test
    void a_setting_whose_low_32_bits_are_zero_divides_nothing_by_zero() {
        Ran ran = Shell.quiet()
                .run("analyze", "node:rtx4090-x2", "--nccl=2.27.7", "--env=NCCL_P2P_SCHEDULE_GROUP_SIZE=4294967296");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    }
}
