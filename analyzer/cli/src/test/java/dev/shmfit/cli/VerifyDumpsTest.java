package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Dumps of RAS and of PyTorch's flight recorder beside a capture: what they say about ranks is compared, the rest named. */
class VerifyDumpsTest {
    private static final Path CASES = Path.of(System.getProperty("shmfit.root", "../.."), "fixtures", "cases");

    private static final String RAS = "{\"nccl_version\":\"2.29.7\",\"communicators_count\":1,\"communicators\":["
            + "{\"hash\":\"0x8f3a\",\"secondary_hash\":\"0x1:0x2\",\"size\":2,\"ranks_count\":2,\"missing_ranks_count\":0,"
            + "\"ranks\":[{\"rank\":0,\"host\":\"n1\",\"pid\":4711,\"cuda_dev\":0,\"nvml_dev\":0},"
            + "{\"rank\":1,\"host\":\"n1\",\"pid\":4712,\"cuda_dev\":0,\"nvml_dev\":1}],\"missing_ranks\":[]}]}\n";

    private static final String TEXT = """
            NCCL version 2.27.5 compiled with CUDA 12.9
            CUDA runtime version 12090, driver version 12090

            Job summary
            ===========

              Nodes  Processes         GPUs  Processes     GPUs
            (total)   per node  per process    (total)  (total)
                  %1$d          8            1         16       16

            Communicators... (0.00s)
            =============

            Group     Comms     Nodes     Ranks     Ranks     Ranks    Status  Errors
                #  in group  per comm  per node  per comm  in group
                0         1         %1$d         8        %2$d        %2$d   RUNNING      OK

            Errors
            ======
            """;

    private static Ran verify(String dump, String machine, String... more) {
        String[] argv = new String[4 + more.length];
        argv[0] = "verify";
        argv[1] = CASES.resolve(machine).toString();
        argv[2] = "--nccl-log";
        argv[3] = "-";
        System.arraycopy(more, 0, argv, 4, more.length);
        return Shell.with(dump).run(argv);
    }

    @Test
    void ranks_of_ras_are_found_on_the_node_and_what_it_does_not_say_is_named() {
        Ran ran = verify(RAS, "l4-x2-cns");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains("AGREES", "on GPUs 0 1 (told by NVML index)")
                .contains("Not compared: pairs, channels, rings and trees, which are not shown")
                .contains("errors are not used");
    }

    @Test
    void other_gpus_than_those_that_were_stated_differ() {
        Ran ran = verify(RAS, "h100-x8-nvswitch", "--gpus", "4,5,6,7");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("1 of 1 things", "forecast 4 5 6 7, log 0 1", "With --gpus 0,1");
    }

    @Test
    void a_table_of_ras_that_counts_all_gpus_of_the_node_agrees() {
        assertThat(verify(TEXT.formatted(1, 8), "h100-x8-nvswitch").out())
                .contains("AGREES", "on GPUs 0 1 2 3 4 5 6 7");
    }

    @Test
    void ranks_that_a_table_does_not_place_are_not_called_foreign() {
        Ran ran = verify(TEXT.formatted(2, 16), "h100-x8-nvswitch");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).contains("which of its ranks run on this node is not said");
    }

    @Test
    void ranks_on_gpus_that_the_node_does_not_have_are_said() {
        Ran ran = verify(RAS.replace("\"nvml_dev\":1", "\"nvml_dev\":7"), "l4-x2-cns");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).contains("only one of its ranks can be found on this node");
    }
}
