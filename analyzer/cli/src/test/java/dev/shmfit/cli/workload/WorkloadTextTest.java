package dev.shmfit.cli.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shmfit.analysis.stated.GroupLayout;
import dev.shmfit.shm.Collate;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.SharedExtra;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workload file says, and what is answered where it says nothing that can be taken. */
class WorkloadTextTest {
    private static Workload read(String text) {
        return WorkloadText.parse("job.yaml", text);
    }

    private static List<String> wrong(String text) {
        MalformedWorkload e = catchThrowableOfType(MalformedWorkload.class, () -> read(text));
        assertThat(e).as(text).isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "~", "None", ""})
    void what_pytorch_writes_where_nothing_is_stated_is_the_default(String nothing) {
        LoaderSpec stated = read("""
                loaders:
                  - num_workers: 4
                    batch_size: 32
                    prefetch_factor: %1$s
                    collate_fn: %1$s
                    multiprocessing_context: %1$s
                    sample: (3, 224, 224):fp32
                """.formatted(nothing)).loaders().get(0);
        LoaderSpec silent = LoaderSpecParser.parse("workers=4,batch=32,sample=3x224x224:float32", "loader");
        assertThat(stated).isEqualTo(silent);
        if (nothing.matches("[a-zA-Z]+")) {
            assertThat(LoaderSpecParser.parse(
                            "num_workers=4,batch_size=32,sample=3x224x224:fp32,prefetch_factor=" + nothing
                                    + ",collate_fn=" + nothing,
                            "loader"))
                    .isEqualTo(silent);
        }
    }

    @Test
    void a_loader_says_the_same_as_the_flag() {
        LoaderSpec file = read("""
                loaders:
                  - name: train
                    workers: 4
                    prefetch: 3
                    batch: 32
                    sample: [3x224x224:float32, int, {shape: [17, 3], dtype: float16, count: 2}]
                    collate: list
                    held: 2
                    pin: true
                    persistent: yes
                    sharing: file_system
                    start: spawn
                    epochs: 5
                    batches: 100
                    dataset: 2GiB
                """).loaders().get(0);
        LoaderSpec flag = LoaderSpecParser.parse(
                "name=train,workers=4,prefetch=3,batch=32,sample=3x224x224:float32+int+17x3:float16+17x3:float16,"
                        + "collate=list,held=2,pin=yes,persistent=yes,sharing=file_system,start=spawn,epochs=5,"
                        + "batches=100,dataset=2GiB",
                "x");
        assertThat(file).usingRecursiveComparison().ignoringFields("statement").isEqualTo(flag);
        assertThat(file.collate()).isEqualTo(Collate.LIST);
    }

    @Test
    void sizes_that_vary_are_taken_at_their_largest() {
        LoaderSpec loader = read("""
                loaders:
                  - workers: 1
                    batch: 2
                    sample: [{max-shape: [3, 1333, 1333], dtype: uint8}, {max-bytes: 1KiB}]
                    extras: [{kind: base-of-views, count: 2, bytes: 1MiB}, {kind: early-exits}]
                """).loaders().get(0);
        assertThat(loader.sample()).extracting(l -> l.bytes().bytes()).containsExactly(3L * 1333 * 1333, 1024L);
        assertThat(loader.sample().get(0).text()).isEqualTo("at most 3x1333x1333:uint8");
        assertThat(loader.extras())
                .containsExactly(
                        new SharedExtra(SharedExtra.Kind.BASE_OF_VIEWS, 2, ByteCount.mebibytes(1)),
                        new SharedExtra(SharedExtra.Kind.EARLY_EXITS, 1, ByteCount.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"no, 4", "yes, 3"})
    void batches_of_an_epoch_follow_from_its_samples(String drop, long batches) {
        assertThat(read("loaders: [{workers: 1, batch: 3, sample: int, samples: 10, drop-last: " + drop + "}]")
                        .loaders()
                        .get(0)
                        .batchesPerEpoch())
                .isEqualTo(OptionalLong.of(batches));
    }

    @Test
    void groups_may_lie_in_every_way() {
        Workload w = read("""
                groups:
                  - {name: tp, size: 2}
                  - {name: dp, stride: 2, share: yes}
                  - {name: ep, ranks: [[0, 3], [1, 2]], copies: 2, operations: [alltoall]}
                """);
        assertThat(w.groups().get(0).layout().communicators(4)).containsExactly(List.of(0, 1), List.of(2, 3));
        assertThat(w.groups().get(1).layout().communicators(4)).containsExactly(List.of(0, 2), List.of(1, 3));
        assertThat(w.groups().get(1).share()).isTrue();
        assertThat(w.groups().get(2).layout().communicators(4)).containsExactly(List.of(0, 3), List.of(1, 2));
        assertThat(w.groups().get(2).copies()).isEqualTo(2);
        assertThat(new GroupLayout.Strided(2, OptionalInt.of(2)).communicators(8))
                .containsExactly(List.of(0, 2), List.of(1, 3), List.of(4, 6), List.of(5, 7));
    }

    @Test
    void known_tenants_are_computed_from_their_own_settings() {
        Workload w = read("""
                others:
                  - {name: scratch, bytes: 5000}
                  - {kind: ray-plasma, available-memory: 100GB, free-shm: 64GB}
                  - {kind: vllm-ring, readers: 3, chunk: 10MiB, rings: 2}
                  - {kind: open-mpi, processes: 8}
                  - {kind: mosaicml-streaming, samples: 1000, shards: 10}
                  - {kind: torch-share-memory, tensors: [{bytes: 1, count: 3}, {bytes: 4097}]}
                  - {kind: nvshmem, bytes: 1MiB}
                """);
        assertThat(w.others())
                .extracting(o -> o.bytes().bytes())
                .containsExactly(
                        5000L,
                        30_000_000_000L,
                        (10L * 1024 * 1024 * 10 + 4096) * 2,
                        8L * 16 * 1024 * 1024,
                        (6L + 1 + 1 + 2) * 4096,
                        3L * 4096 + 8192,
                        1L << 20);
        assertThat(w.others().get(2).formula()).contains("readers");
        assertThat(w.others().get(2).inputs())
                .anyMatch(i -> i.name().equals("rings") && i.value().equals("2"));
    }

    @Test
    void versions_keep_their_last_zero() {
        Workload w = read("torch: 2.10\nnccl: 2.20.5\nassume: {cuda-driver: 12.0, nic: [\"mlx5_0:200@PHB:0\"]}");
        assertThat(w.assume()).contains("torch=2.10", "cuda-driver=12.0");
        assertThat(w.nccl().orElseThrow()).hasToString("2.20.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rank: 4                                                | job.yaml:1:1: unknown key "rank"; did you mean ranks?
            `loaders: [{num_workers: 4, workers: 1}]`              | workers= says the same as num_workers=; give one of the two
            `loaders: [{num_workers: 1, batch_size: 0}]`           | job.yaml:1:40: batch_size is the number 0; expected a whole number from 1
            `loaders: [{prefetch: 1}]`                             | job.yaml:1:11: the key "workers" is missing: worker processes
            `loaders: [{workers: many}]`                           | job.yaml:1:21: workers is the text "many"; expected a whole number
            `loaders: [{workers: 4}]`                              | job.yaml:1:11: loader loader: batch= is missing
            `loaders: [{workers: 1, batch: 1, sample: 3x4}]`       | job.yaml:1:42: loader loader: sample=, leaf 1: "3x4" lacks a dtype
            `loaders: [{workers: 1, batch: 1, sample: [{shape: [3], dtype: flot32}]}]` | job.yaml:1:43: sample: "flot32" is not a dtype of PyTorch; did you mean float32?
            `loaders: [{workers: 1, batch: 1, sample: int, sample-time: 5}]` | job.yaml:1:60: sample-time is the number 5; expected to make one sample
            `loaders: [{workers: 1, batch: 1, sample: int, step-time: 5ms}]` | sample-time= is missing
            `loaders: [{workers: 0}, {workers: 0, name: loader}]`  | two loaders are called "loader"
            `groups: [{name: a, ranks: [[0]], size: 2}]`           | ranks say who belongs together
            `groups: [{name: a}, {name: a}]`                       | two groups are called "a"
            `groups: [{name: a, operations: [alreduce]}]`          | "alreduce"; did you mean allreduce?
            `others: [{kind: ray-plasm}]`                          | unknown kind "ray-plasm"; did you mean ray-plasma?
            `others: [{kind: ray-plasma}]`                         | takes object-store-memory, or available-memory
            `others: [{name: x}]`                                  | job.yaml:1:10: the key "bytes" is missing
            shm-size: 2gb                                          | job.yaml:1:11: shm-size is the text "2gb": "2gb" can be read in two ways
            shm-size: 99999999999EiB                               | is more than a file system can hold
            nccl: latest                                           | job.yaml:1:7: nccl: "latest" is no NCCL version
            `env: {P2P_LEVEL: SYS}`                                | job.yaml:1:7: unknown key "P2P_LEVEL"
            `assume: {chanels: 2}`                                 | job.yaml:1:10: unknown key "chanels"; did you mean channels?
            `assume: {channels: many}`                             | job.yaml:1:20: channels=many: expected a whole number
            `{torch: 2.6.0, assume: {torch: 2.5.0}}`               | torch is stated twice
            `{gpus: [0, 1], ranks: 3}`                             | gpus names 2 GPUs and ranks says 3
            `gpus: [1, 1]`                                         | job.yaml:1:11: the number 1 occurs twice in gpus
            version: 2                                             | job.yaml:1:10: version is the number 2; expected 1
            `[1]`                                                  | job.yaml:1:1: the file is a list; expected a mapping of keys
            """)
    void what_is_wrong_is_told_with_its_place(String text, String answer) {
        assertThat(wrong(text)).anyMatch(p -> p.startsWith("job.yaml:1:") && p.contains(answer));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        assertThat(wrong("rank: 4\nshm-size: x\nloaders: [{prefetch: -1}]")).hasSize(4);
    }

    @Test
    void a_misspelt_key_is_not_missed_as_well() {
        assertThat(wrong("loaders: [{num_worker: 1}]"))
                .singleElement()
                .asString()
                .contains("unknown key \"num_worker\"; did you mean num_workers?");
        assertThat(wrong("groups: [{nam: tp}]")).singleElement().asString().contains("did you mean name?");
        assertThat(wrong("groups: [{x: tp}]")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                | job.yaml:1:1: the file is empty
            `a: [1`                           | this is no YAML
            `ranks: 1, ranks: 2`              | this is no YAML
            `{ranks: 1, ranks: 2}`            | job.yaml:1:12: the key "ranks" occurs twice; first in line 1
            `ranks: !!java.lang.Integer 2`    | is not taken
            `ranks: !x 2`                     | is not taken
            `gpus: !!set {0, 1}`              | is not taken
            `ranks: .inf`                     | is no finite number
            `{[1]: 2}`                        | Non scalar key
            `{null: 2}`                       | nothing cannot be a key
            `&a {x: *a}`                      | leads back to itself
            """)
    void what_is_no_plain_yaml_is_refused(String text, String answer) {
        assertThat(wrong(text)).singleElement().asString().contains(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `loaders:/  - name: a/    workers: 4/   batch: 2`  | 4:4: this is no YAML: this line is indented by 3 spaces, the key in line 3 by 4; add 1 space
            `loaders:/  - name: a/     workers: 4`             | 3:6: this is no YAML: this line is indented by 5 spaces, the key in line 2 by 4; remove 1 space
            `ranks: 2/ gpus: [0]`                              | 2:2: this is no YAML: this line is indented by 1 space, the key in line 1 by 0; remove 1 space
            `loaders:/- workers: 4/  batch: 2/   sample: int`  | 4:4: this is no YAML: this line is indented by 3 spaces, the key in line 3 by 2; remove 1 space
            `loaders:/  - workers: 4/    batch: 2/  sample: 1` | 4:3: this is no YAML: this line is indented by 2 spaces, the key in line 3 by 4; add 2 spaces
            `groups:/  - name: tp/    size: 2/ - name: dp`     | 4:2: this is no YAML: this line is indented by 1 space, the list item in line 2 by 2; add 1 space
            `assume:/  cpu: intel/ gpu: L4`                    | 3:2: this is no YAML: this line is indented by 1 space, the key in line 2 by 2; add 1 space
            `loaders:/  - workers: 4/~batch: 3`                | 3:1: this is no YAML: a tab indents this line; use spaces
            `loaders:/  - workers: 4/    sample: "int/    x: 1`| 3:13: this is no YAML: the quote that opens here is never closed
            `loaders:/  - workers: 4/    sample: "in\\qt"/    x: 1`| 3:17: this is no YAML: found unknown escape character q
            `"ranks: 2/---/x: 1`                               | 1:1: this is no YAML: the quote that opens here is never closed
            `loaders: [{workers: 4, batch: 2}/ranks: 2`        | 2:1: this is no YAML: the bracket that opens in line 1, column 10 is not closed before this
            `ranks 2/nccl: 2.21`                               | 1:1: this is no YAML: this line has no colon; expected KEY: VALUE
            `env:/NCCL_P2P_DISABLE: 1`                         | 2:1: "NCCL_P2P_DISABLE" belongs to "env" in line 1; indent this line deeper than that
            `loaders:/- workers: 0/batch: 3/ranks: 2`          | 3:1: "batch" belongs to "loaders" in line 1; indent this line deeper than that
            """)
    void one_line_out_of_place_is_one_message_that_says_which_and_by_how_much(String text, String answer) {
        String yaml = text.replace('/', '\n').replace('~', '\t') + "\n";
        assertThat(wrong(yaml)).singleElement().asString().startsWith("job.yaml:" + answer.strip());
    }

    @Test
    void a_second_document_is_refused() {
        assertThat(wrong("ranks: 1\n---\nranks: 2\n"))
                .singleElement()
                .asString()
                .startsWith("job.yaml:2:1: a second");
    }

    @Test
    void an_alias_stands_for_what_it_names() {
        Workload w = read("""
                loaders:
                  - {name: a, workers: 1, batch: 1, sample: &s int}
                  - {name: b, workers: 1, batch: 1, sample: *s}
                """);
        assertThat(w.loaders()).hasSize(2);
        assertThat(w.loaders().get(1).sample()).isEqualTo(w.loaders().get(0).sample());
    }

    @Test
    void aliases_that_multiply_are_stopped() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a" + (i - 1) + "]\n");
        }
        assertThat(wrong(text.toString())).singleElement().asString().contains("aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void depth_is_bounded(String open) {
        assertThat(wrong(open.repeat(20_000))).singleElement().asString().contains("levels lie within one another");
    }

    @Test
    void a_file_beyond_all_measure_is_not_parsed() {
        assertThat(wrong("#".repeat(YamlText.MOST_CHARACTERS + 1)))
                .singleElement()
                .asString()
                .contains("at most");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damage_is_answered_and_never_thrown(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            StringBuilder text = new StringBuilder(Preset.example());
            for (int k = 0; k < 1 + random.nextInt(3); k++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[]:,&*!|>'\"%@`#-\t\n\u0000\u00e4".charAt(random.nextInt(21)));
                    default -> text.delete(at, Math.min(text.length(), at + random.nextInt(200)));
                }
            }
            try {
                assertThat(read(text.toString()).loaders()).isNotNull();
            } catch (MalformedWorkload e) {
                assertThat(e.problems())
                        .as("seed %d, round %d", seed, i)
                        .isNotEmpty()
                        .allMatch(p -> p.at().line() > 0 && p.at().column() > 0);
            }
        }
    }

    @Test
    void a_loader_beyond_counting_is_refused() {
        assertThatThrownBy(() -> read("loaders: [{workers: 1000000, prefetch: 1000000, batch: 1000000, sample: 1TiB}]"))
                .isInstanceOf(MalformedWorkload.class)
                .hasMessageContaining("job.yaml:1:11: ");
    }
}
