package dev.shmfit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Dumps of NCCL's RAS client and of PyTorch's flight recorder, in their own forms, given in place of a log. */
class JobDumpsTest {
    /** src/ras/client_support.cc of 2.28.9. */
    private static final String TEXT = """
            NCCL version 2.27.5 compiled with CUDA 12.9
            CUDA runtime version 12090, driver version 12090

            Job summary
            ===========

              Nodes  Processes         GPUs  Processes     GPUs
            (total)   per node  per process    (total)  (total)
                  2          8            1         16       16

            Communicators... (0.00s)
            =============

            Group     Comms     Nodes     Ranks     Ranks     Ranks    Status  Errors
                #  in group  per comm  per node  per comm  in group
                0         1         2         8        16        16   RUNNING      OK
                1         4         1       2-4         4        16   RUNNING      OK

            Errors
            ======
            """;

    /** The same client with --format=json. */
    private static final String JSON = """
            {
              "nccl_version": "2.29.7",
              "communicators_count": 1,
              "communicators": [
                {
                  "hash": "0x8f3a",
                  "secondary_hash": "0x1:0x2",
                  "size": 3,
                  "ranks_count": 2,
                  "missing_ranks_count": 1,
                  "ranks": [
                    {
                      "rank": 0,
                      "host": "n1",
                      "pid": 4711,
                      "cuda_dev": 0,
                      "nvml_dev": 4,
                      "status": {
                        "init_state": 0
                      }
                    },
                    {
                      "rank": 1,
                      "host": "n1",
                      "pid": 4712,
                      "cuda_dev": 0,
                      "nvml_dev": 5
                    }
                  ],
                  "missing_ranks": [
                    {
                      "rank": 2,
                      "host": "n1",
                      "pid": 4713,
                      "cuda_dev": 0,
                      "nvml_dev": 6
                    }
                  ]
                }
              ]
            }
            """;

    private static final String RECORDER = "{\"nccl_version\":\"2.21.5\",\"pg_config\":{\"0\":{\"desc\":\"default_pg\","
            + "\"name\":\"0\",\"ranks\":\"[0, 1, 2, 3]\"},\"1\":{\"desc\":\"tp\",\"name\":\"1\",\"ranks\":\"[0, 1]\"}},"
            + "\"pg_status\":{},\"version\":\"2.4\"}";

    @Test
    void what_ras_says_as_text_about_communicators_is_taken_and_the_rest_named() {
        NcclLog log = NcclLogReader.read("ras.txt", TEXT);

        assertThat(log.version().orElseThrow()).hasToString("2.27.5");
        assertThat(log.communicators()).extracting(LoggedCommunicator::size).containsExactly(16, 4);
        assertThat(log.communicators()).extracting(LoggedCommunicator::times).containsExactly(1, 4);
        assertThat(log.communicators().get(0).nodes()).hasValue(2);
        assertThat(log.notes())
                .anySatisfy(n -> assertThat(n.message()).contains("16 processes with 16 GPUs on 2 nodes"))
                .anySatisfy(n -> assertThat(n.message()).contains("are not used"));
    }

    @Test
    void ras_as_json_places_its_ranks_on_gpus() {
        for (String form : new String[] {JSON, JSON.replaceAll("\\s+", "")}) {
            NcclLog log = NcclLogReader.read("ras.json", form);

            assertThat(log.communicators()).singleElement().satisfies(c -> {
                assertThat(c.size()).isEqualTo(3);
                assertThat(c.ranks().keySet()).containsExactly(0, 1);
                assertThat(c.ranks().values()).extracting(LoggedRank::nvmlDev).contains(OptionalInt.of(5));
                assertThat(c.ranks().values())
                        .allSatisfy(r -> assertThat(r.origin().host()).isEqualTo("n1"));
                assertThat(c.showsAnything()).isFalse();
            });
        }
    }

    @Test
    void the_flight_recorder_tells_groups_and_their_ranks() {
        NcclLog log = NcclLogReader.read("trace.json", RECORDER);

        assertThat(log.communicators()).extracting(LoggedCommunicator::id).containsExactly("default_pg", "tp");
        assertThat(log.communicators()).extracting(LoggedCommunicator::size).containsExactly(4, 2);
        assertThat(log.notes()).anySatisfy(n -> assertThat(n.message()).contains("entries are not used"));
    }

    @Test
    void a_pickled_recording_tells_them_too() {
        String pickle =
                "\u0080\u0002}q\u0000(X\u0007\u0000\u0000\u0000versionq\u0001X\u0003\u0000\u0000\u00002.4q\u0002"
                        + "X\t\u0000\u0000\u0000pg_configq\u0003}q\u0004X\u0004\u0000\u0000\u0000descq\u0005"
                        + "X\n\u0000\u0000\u0000default_pgq\u0006X\u0005\u0000\u0000\u0000ranksq\u0007"
                        + "X\f\u0000\u0000\u0000[0, 1, 2, 3]q\bu.";

        assertThat(unpickled(pickle).communicators()).singleElement().satisfies(c -> {
            assertThat(c.id()).isEqualTo("default_pg");
            assertThat(c.size()).isEqualTo(4);
        });
    }

    @Test
    void a_dump_beside_a_log_makes_no_communicator_of_its_own() {
        String init = "n1:1:10 [0] NCCL INFO ncclCommInitRank comm 0x5 rank 0 nranks 2 cudaDev 0 nvmlDev 0 busId 3d000"
                + " commId 0xa - Init COMPLETE\n";

        NcclLog log = NcclLogReader.read("job.log", init + TEXT);

        assertThat(log.communicators())
                .singleElement()
                .satisfies(c -> assertThat(c.id()).isEqualTo("0xa"));
        assertThat(log.notes()).anySatisfy(n -> assertThat(n.message()).contains("a communicator of 16 ranks"));
    }

    @Test
    void lines_of_a_program_that_look_alike_are_no_dump() {
        NcclLog log = NcclLogReader.read(
                "app.log", "{\"rank\": 0, \"size\": 8, \"host\": \"n1\"}\n  1  2  3  4  5\nCommunication took 3 s\n");

        assertThat(log.communicators()).isEmpty();
        assertThat(log.showsAnything()).isFalse();
    }

    /** What processes of different nodes print is one text: their groups count once, those of other ranks apart. */
    @Test
    void dumps_of_several_ranks_tell_each_group_once() {
        String others = RECORDER.replace("[0, 1]", "[2, 3]");
        NcclLog log = NcclLogReader.read("all.json", RECORDER + "\n" + others + "\n" + RECORDER + "\n");

        assertThat(log.communicators())
                .extracting(c -> c.id() + " " + c.size())
                .containsExactly("default_pg 4", "tp 2", "tp 2");
    }

    @Test
    void a_job_that_ras_was_asked_about_twice_is_one() {
        NcclLog log = NcclLogReader.read("ras.txt", TEXT + TEXT);
        NcclLog json = NcclLogReader.read("ras.json", JSON + JSON);

        assertThat(log.communicators()).hasSize(2);
        assertThat(json.communicators()).hasSize(1);
    }

    /** client_support.cc, errorStr and the summary of a job whose nodes differ. */
    @Test
    void nodes_that_differ_and_several_errors_at_once_are_read() {
        NcclLog log = NcclLogReader.read("ras.txt", """
                Job summary
                ===========

                  Nodes  Processes         GPUs
                (total)   per node  per process
                      3          8            1
                      1          7            1

                  Nodes  Processes         GPUs
                (total)    (total)      (total)
                      4         31           31

                Communicators... (0.00s)
                =============

                Group     Comms     Nodes     Ranks     Ranks     Ranks    Status  Errors
                    #  in group  per comm  per node  per comm  in group
                    0         1         4       7-8        31        31    NOCOMM  ERROR,MISMATCH
                """);

        assertThat(log.communicators()).singleElement().satisfies(c -> {
            assertThat(c.size()).isEqualTo(31);
            assertThat(c.nodes()).hasValue(4);
        });
        assertThat(log.notes())
                .anySatisfy(n -> assertThat(n.message()).contains("31 processes with 31 GPUs on 4 nodes"))
                .anySatisfy(n -> assertThat(n.message()).contains("of 31 ranks, on 4 nodes"));
    }

    @Test
    void ras_as_json_tells_nodes_where_it_knows_where_every_rank_is() {
        assertThat(NcclLogReader.read("ras.json", JSON).communicators().get(0).nodes())
                .hasValue(1);
        String two = JSON.replaceFirst("(?s)(\"rank\": 2,\\s+\"host\": )\"n1\"", "$1\"n2\"");
        assertThat(NcclLogReader.read("ras.json", two).communicators().get(0).nodes())
                .hasValue(2);
        String unknown =
                JSON.replaceFirst("\"host\": \"n1\",(\\s+)\"pid\": 4712", "\"host\": \"unknown\",$1\"pid\": -1");
        assertThat(NcclLogReader.read("ras.json", unknown).communicators())
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.nodes()).isEmpty();
                    assertThat(c.ranks().keySet()).containsExactly(0);
                });
    }

    /** pickler.cpp writes a text once, and its number from then on. */
    @Test
    void a_pickled_recording_tells_every_group_though_words_come_once() {
        String pickle = "\u0080\u0002}q\u0000(" + text("version", 1) + text("2.10", 2) + text("pg_config", 3)
                + "}q\u0004("
                + text("0", 5) + "}q\u0006(" + text("name", 7) + "h\u0005" + text("desc", 8) + text("default_pg", 9)
                + text("ranks", 11) + text("[0, 1, 2, 3]", 12) + "u" + text("1", 14) + "}q\u000f(h\u0007h\u000eh\b"
                + text("sequence_parallel", 16) + "h\u000b" + text("[0, 1]", 17) + "u" + text("2", 18)
                + "}q\u0013(h\u0007h\u0012h\b" + text("dp", 20) + "h\u000bh\u0011uu" + text("pg_status", 21)
                + "}q\u0016u.";

        assertThat(unpickled(pickle).communicators())
                .extracting(c -> c.id() + " " + c.size())
                .containsExactly("default_pg 4", "sequence_parallel 2", "dp 2");
    }

    /** What is read of a pickle, whose bytes are written as characters. */
    private static NcclLog unpickled(String pickle) {
        NcclLogReader reader = new NcclLogReader();
        reader.open("dump");
        LineSplitter lines = new LineSplitter(reader);
        byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
        lines.accept(bytes, bytes.length);
        lines.finish();
        return reader.finish();
    }

    private static String text(String of, int number) {
        return "X" + (char) of.length() + "\u0000\u0000\u0000" + of + "q" + (char) number;
    }
}
