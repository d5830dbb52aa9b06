package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.terminal.Live;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.text.TextStyle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The command {@code explain}: every text's output as approved, and the ways in which it ends. */
class ExplainCommandTest {
    private static final Path EXPLAIN = Path.of(System.getProperty("shmfit.root"), "fixtures/explain");

    /** Files of {@code expected.tsv}, with the cause found by hand. */
    static List<String[]> texts() throws IOException {
        return Files.readAllLines(EXPLAIN.resolve("expected.tsv")).stream()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split("\t", -1))
                .toList();
    }

    private static Path file(String name) {
        return EXPLAIN.resolve(name).normalize();
    }

    private static Path approved(String name, String ending) {
        return EXPLAIN.resolve("expected").resolve(name.replace("../", "").replace(".txt", "") + "." + ending);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void every_text_is_explained_as_approved(String name, String cause) throws IOException {
        // A path would stand in the output.
        byte[] log = Files.readAllBytes(file(name));
        int code = cause.equals("nothing") ? ExitCode.INPUT : ExitCode.OK;
        Ran json = Shell.with(log).run("explain", "-", "--format=json");
        assertThat(json.exitCode()).as(json.err()).isEqualTo(code);
        assertThat(schema().validate(json.out(), InputFormat.JSON)).isEmpty();
        Golden.check(
                approved(name, "json"),
                () -> Shell.with(log).run("explain", "--format=json").out());
        Golden.check(approved(name, "txt"), () -> Shell.with(log).run("explain").out());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void a_redacted_text_has_the_same_explanation(String name, String cause) throws IOException {
        byte[] log = Files.readAllBytes(file(name));
        String redacted = Shell.with(log).run("explain", "--redact", "-").out();
        assertThat(causes(redacted)).isEqualTo(causes(new String(log, StandardCharsets.UTF_8)));
    }

    private static List<String> causes(String log) {
        return Shell.with(log)
                .run("explain")
                .out()
                .lines()
                .filter(l -> l.matches("(CAUSE|THEN|ALSO) .*"))
                .toList();
    }

    @Test
    void every_id_is_explained() {
        for (Explanation e : Explanations.all()) {
            Ran ran = Shell.quiet().run("explain", e.id());
            assertThat(ran.exitCode()).as(e.id()).isZero();
            assertThat(ran.out()).startsWith("ID").contains("WHY");
        }
    }

    @Test
    void a_number_is_decoded() {
        Ran ran = Shell.quiet().run("explain", "33030532");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains("pool of proxy operations", "NCCL 2.26.2 to before 2.28.3");
        Ran unknown = Shell.quiet().run("explain", "12345678");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void a_mistyped_id_is_a_wrong_command_line_with_a_proposal() {
        Ran ran = Shell.quiet().run("explain", "shm-to-small");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("did you mean shm-too-small?");
    }

    @Test
    void a_pasted_message_is_explained_itself() {
        Ran message = Shell.quiet()
                .run("explain", "RuntimeError: unable to write to file </torch_12_3_4>: No space left on device (28)");
        assertThat(message.exitCode()).isZero();
        assertThat(message.out()).contains("shm-too-small");
        Ran unknown = Shell.quiet().run("explain", "the weather is fine today");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(unknown.out()).contains("Not recognised");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "135, bus-error",
        "-7, bus-error",
        "SIGBUS, bus-error",
        "137, killed-for-memory",
        "-9, killed-for-memory",
        "139, process-crashed",
        "ENOSPC, no-space-unnamed",
        "EMFILE, nofile-too-small"
    })
    void an_exit_code_a_signal_and_an_error_are_explained_as_words(String word, String cause) {
        Ran ran = Shell.quiet().run("explain", word);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("(" + cause + ")");
    }

    @Test
    void where_a_person_types_it_says_what_it_waits_for() {
        String asked = "Paste what the job printed, then press Ctrl-D";
        assertThat(typing(true).err()).contains(asked);
        assertThat(typing(false).err()).doesNotContain(asked);
    }

    private static Ran typing(boolean typed) {
        Live none = CommandContext.none().live();
        Live live = new Live(none.machine(), none.clock(), true, true, typed, none.bytes());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Shmfit.commandLine(new CommandContext(InputStream.nullInputStream(), TextStyle.PLAIN, "test", live))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("explain");
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void a_directory_cannot_be_explained(@TempDir Path directory) {
        Ran ran = Shell.quiet().run("explain", directory.toString());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.err()).contains("is a directory");
    }

    @Test
    void nothing_to_read_is_not_recognised() {
        Ran ran = Shell.quiet().run("explain");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.out()).contains("Not recognised");
    }

    @Test
    void a_format_that_explanations_do_not_have_is_refused() {
        Ran ran = Shell.with("Too many open files").run("explain", "--format=html");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("text, json, markdown");
    }

    /** A log that a failed job printed is answered on one screen, whatever else stands in it. */
    @Test
    void the_answer_to_a_log_of_the_wild_is_one_screen() throws IOException {
        Path wild = Path.of(System.getProperty("shmfit.root"), "fixtures", "explain", "wild");
        try (java.util.stream.Stream<Path> logs = Files.list(wild)) {
            for (Path log : logs.sorted().toList()) {
                assertThat(Shell.quiet()
                                .run("explain", log.toString())
                                .out()
                                .lines()
                                .toList())
                        .as("%s", log)
                        .hasSizeLessThanOrEqualTo(40);
            }
        }
    }

    @Test
    void the_platform_chooses_the_change_to_copy() {
        String log = "RuntimeError: DataLoader worker (pid 7) is killed by signal: Bus error.";
        assertThat(Shell.with(log).run("explain", "--platform", "kubernetes").out())
                .contains("sizeLimit: SIZE", "The text does not say how much the job needs")
                .doesNotContain("docker run --shm-size");
        assertThat(Shell.with(log)
                        .run("explain", "--platform", "k8s:pod=trainer-0,container=main,image=lab/train:1.2")
                        .out())
                .contains("name: trainer-0", "- name: main", "image: lab/train:1.2", "kubectl exec trainer-0 -c main");
        assertThat(Shell.with(log).run("explain", "--platform", "dokcer").err()).contains("did you mean docker?");
    }

    @Test
    void markdown_is_written_to_the_file_whose_name_ends_so(@TempDir Path directory) throws IOException {
        Path target = directory.resolve("why.md");
        Ran ran = Shell.with("[Errno 24] Too many open files").run("explain", "-", "-o", target.toString());
        assertThat(ran.out()).isEmpty();
        assertThat(Files.readString(target)).startsWith("## The limit of open files is reached (nofile-too-small)");
    }

    private static Schema schema() throws IOException {
        try (InputStream in = JsonReport.class.getResourceAsStream("/schema/explain-1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }

    @Test
    void a_gzipped_log_is_explained_and_redacted_like_the_log_itself(@TempDir Path stored) throws IOException {
        Path packed = stored.resolve("train.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(
                    "DataLoader worker (pid 11011) is killed by signal: Bus error.\n".getBytes(StandardCharsets.UTF_8));
        }
        Ran ran = Shell.quiet().run("explain", packed.toString());
        assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
        assertThat(Shell.quiet().run("explain", "--redact", packed.toString()).out())
                .contains("killed by signal");
    }

    @Test
    void a_log_of_any_size_is_redacted_and_a_name_that_it_tells_last_is_gone_from_its_first_line() {
        String log = "before gpu-a17 speaks\n" + "0123456789 abcdefg hijklmno\n".repeat(400_000)
                + "gpu-a17:11:12 [0] NCCL INFO x\n" + "password=abc".repeat(100_000);
        Ran ran = Shell.with(log).run("explain", "--redact");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("before host-1 speaks\n").contains("host-1:11:12 [0] NCCL INFO x\n");
        assertThat(ran.out().lines().count()).isEqualTo(log.lines().count());
        assertThat(ran.err()).startsWith("replaced: 1 host, ");
    }
}
