package dev.shmfit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.cause.Cause;
import dev.shmfit.explain.cause.Hit;
import dev.shmfit.units.ByteCount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order, counts, bounds, and what stands beside messages. */
class DiagnosisTest {
    private static final String EXTEND = "n:1:2 [0] misc/shmutils.cc:87 NCCL WARN Error: failed to extend"
            + " /dev/shm/nccl-abcdef to 33030532 bytes, error: No space left on device (28)";

    @Test
    void the_root_comes_before_what_followed_even_where_it_is_printed_later() {
        Diagnosis d = ExplainFixtures.diagnose(List.of(
                "RuntimeError: NCCL error: unhandled system error (run with NCCL_DEBUG=INFO for details)",
                "n:1:3 [1] proxy.cc:1326 NCCL WARN Socket recv failed",
                EXTEND));
        assertThat(d.causes().stream().map(c -> c.explanation().id()))
                .containsExactly("shm-too-small", "nccl-system-error", "peer-gone");
        assertThat(d.root()).hasValueSatisfying(c -> assertThat(c.firstLine()).isEqualTo(3));
    }

    @Test
    void repetitions_are_counted_and_their_first_lines_kept() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            lines.add(EXTEND);
        }
        Hit hit = ExplainFixtures.diagnose(lines).causes().get(0).hits().get(0);
        assertThat(hit.count()).isEqualTo(1000);
        assertThat(hit.lines()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(hit.sizes()).hasSize(1);
    }

    @Test
    void where_only_consequences_are_seen_no_cause_is_named() {
        Diagnosis d = ExplainFixtures.diagnose(List.of("n:1:3 [1] proxy.cc:1326 NCCL WARN Socket recv failed"));
        assertThat(d.root()).isEmpty();
        assertThat(d.causeMissing()).isTrue();
        assertThat(d.size()).isEmpty();
    }

    @Test
    void the_version_that_the_log_names_rules_meanings_out() {
        Diagnosis d = ExplainFixtures.diagnose(List.of(
                "NCCL version 2.14.3+cuda11.7",
                "NCCL WARN Error while creating shared memory segment /dev/shm/nccl-abcdef (size 9637888)"));
        assertThat(d.causes().get(0).hits().get(0).sizes().get(0).meanings())
                .allSatisfy(m -> assertThat(m.request()).isFalse());
    }

    @Test
    void a_need_that_the_text_names_becomes_the_size() {
        Diagnosis d = ExplainFixtures.diagnose(List.of(
                "System memory request exceeds memory available in /dev/shm. The request is for 10200547328 bytes, and the"
                        + " amount available is 9663676416 bytes."));
        assertThat(d.size()).hasValueSatisfying(s -> {
            assertThat(s.size()).contains(ByteCount.gibibytes(11));
        });
    }

    @Test
    void a_full_tmpfs_makes_a_bus_error_certain_and_an_empty_one_speaks_against_it() {
        String error = "RuntimeError: DataLoader worker (pid 7) is killed by signal: Bus error.";
        Cause full = ExplainFixtures.diagnose(List.of(error, "shm 64M 64M 0 100% /dev/shm"))
                .causes()
                .get(0);
        assertThat(full.explanation().id()).isEqualTo("shm-too-small");
        assertThat(full.confidence()).isEqualTo(Confidence.CERTAIN);
        Cause empty = ExplainFixtures.diagnose(List.of(error, "tmpfs 252G 1G 251G 1% /dev/shm"))
                .causes()
                .get(0);
        assertThat(empty.explanation().id()).isEqualTo("bus-error-not-shm");
        assertThat(empty.role()).isEqualTo(Role.SYMPTOM);
    }

    @Test
    void a_listing_is_summed_and_its_sizes_are_read() throws Exception {
        ExplainFixtures.Case c = ExplainFixtures.all().stream()
                .filter(x -> x.file().contains("ls_after_crash"))
                .findFirst()
                .orElseThrow();
        Diagnosis d = ExplainFixtures.diagnose(c.lines());
        assertThat(d.observations().get(0).sizes()).containsEntry("sum", ByteCount.of(385230452));
        assertThat(d.files().stream().filter(f -> f.size().bytes() == 33030532).findFirst())
                .hasValueSatisfying(
                        f -> assertThat(f.meanings().get(0).words().english()).contains("2.26.2 to before 2.28.3"));
        assertThat(d.files().stream()
                        .filter(f -> f.program().english().equals("PyTorch"))
                        .findFirst())
                .hasValueSatisfying(f -> assertThat(f.pids()).containsExactly("4711", "4712"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void random_text_is_not_recognised(long seed) {
        Random random = new Random(seed);
        String[] words =
                ("error shared memory space left device bus worker killed failed segment nccl size bytes open files"
                                + " pid signal torch unable allocate /dev/shm connection rank timeout 9637892 (28) : , loss epoch")
                        .split(" ", -1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            StringBuilder line = new StringBuilder();
            String last = "";
            // One or two words on a line can be all that a shell prints.
            for (int w = 3 + random.nextInt(12); w >= 0; w--) {
                String word = words[random.nextInt(words.length)];
                // Two words that are a message by themselves.
                if (!(last.equals("open") && word.equals("files"))) {
                    line.append(word).append(' ');
                }
                last = word;
            }
            lines.add(line.toString());
        }
        assertThat(ExplainFixtures.diagnose(lines).causes()).as("seed %d", seed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noise_and_damage_do_no_harm(long seed) {
        Random random = new Random(seed);
        StringBuilder line = new StringBuilder(EXTEND);
        for (int i = 0; i < 500; i++) {
            line.insert(random.nextInt(line.length()), (char) random.nextInt(0x3000));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(line.substring(random.nextInt(line.length() / 2)).repeat(20));
        }
        assertThat(ExplainFixtures.diagnose(lines).lines()).as("seed %d", seed).isEqualTo(50);
    }

    @Test
    void a_line_in_parts_is_read_as_one() {
        Diagnostician reader = new Diagnostician();
        reader.line("x".repeat(40_000) + EXTEND.substring(0, 70));
        byte[] rest = (EXTEND.substring(70) + "y".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        reader.part(rest, 0, rest.length);
        Diagnosis d = reader.diagnosis();
        assertThat(d.lines()).isEqualTo(1);
        assertThat(d.causes().get(0).firstLine()).isEqualTo(1);
    }
}
