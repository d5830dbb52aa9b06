package dev.shmfit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.cause.Cause;
import dev.shmfit.explain.cause.Hit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a text has a bound; what was let go counts as unknown, and hides nothing. */
class LongTextsTest {
    /** More than a list of files keeps. */
    private static final int MANY = 25_000;

    private static String file(int i) {
        return "-rw------- 1 root root 33030532 Nov 28 10:00 nccl-" + String.valueOf(100_000 + i);
    }

    private static String holder(int i) {
        return "python3 " + (4000 + i % 50) + " root mem REG 0,53 33030532 " + i + " /dev/shm/nccl-" + (100_000 + i);
    }

    private static List<String> ids(Diagnosis d) {
        return d.causes().stream().map(Cause::id).toList();
    }

    @Test
    void a_file_that_an_overlong_list_of_open_files_may_name_is_no_leftover() {
        List<String> lines = new ArrayList<>();
        lines.add("COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME");
        for (int i = 0; i < MANY; i++) {
            lines.add(holder(i));
        }
        for (int i = MANY - 100; i < MANY; i++) {
            lines.add(file(i));
        }

        assertThat(ids(ExplainFixtures.diagnose(lines))).doesNotContain("shm-leftovers");
    }

    @Test
    void a_file_that_a_whole_list_of_open_files_lacks_is_a_leftover() {
        List<String> lines =
                List.of("COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME", holder(1), file(1), file(2), file(3));

        assertThat(ids(ExplainFixtures.diagnose(lines))).contains("shm-leftovers");
    }

    @Test
    void thousands_of_files_that_were_looked_for_do_not_hide_the_one_write_that_failed() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            lines.add("warning: cannot open /etc/app/" + i + ".conf: No such file or directory");
        }
        lines.add("OSError: [Errno 28] No space left on device: '/dev/shm/weights.bin'");

        assertThat(ids(ExplainFixtures.diagnose(lines))).containsExactly("shm-too-small");
    }

    @Test
    void thousands_of_mentions_do_not_hide_the_end_of_a_process() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            lines.add("- Fix \"Bus error (core dumped)\" in case " + i);
        }
        lines.add("bash: line 1:  4711 Bus error               (core dumped) python train.py");

        assertThat(ids(ExplainFixtures.diagnose(lines))).isNotEmpty();
        assertThat(ExplainFixtures.diagnose(lines.subList(0, 300)).causes()).isEmpty();
    }

    /** Beyond a number of statements what was read before is only counted: it counts as much as where each is read. */
    @Test
    void what_is_said_ten_thousand_times_is_counted_each_time() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lines.add("RuntimeError: unable to write to file </torch_" + i + "_1_2>: No space left on device (28)");
            lines.add("  exitcode  : -" + (i % 2 == 0 ? 7 : 9) + " (pid: " + i + ")");
            lines.add("node1:12:345 [0] misc/shmutils.cc:72 NCCL WARN Error: failed to extend /dev/shm/nccl-"
                    + (100_000 + i) + " to " + (9_637_892 + i % 2) + " bytes, error: No space left on device (28)");
        }
        List<Hit> hits = ExplainFixtures.diagnose(lines).causes().stream()
                .flatMap(c -> c.hits().stream())
                .toList();

        assertThat(hits)
                .filteredOn(h -> h.id().equals("torch-allocate"))
                .extracting(Hit::count)
                .containsExactly(10_000L);
        assertThat(hits)
                .filteredOn(h -> h.id().equals("ended-torchrun"))
                .extracting(Hit::count)
                .contains(5_000L);
        assertThat(hits)
                .filteredOn(h -> h.id().equals("nccl-extend"))
                .singleElement()
                .satisfies(h -> {
                    assertThat(h.count()).isEqualTo(10_000);
                    assertThat(h.sizes()).extracting(Hit.Size::count).containsExactly(5_000L, 5_000L);
                });
    }
}
