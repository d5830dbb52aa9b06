package dev.shmfit.explain.leftover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.leftover.Staleness.Sight;
import dev.shmfit.explain.leftover.Staleness.Verdict;
import dev.shmfit.units.HiddenName;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A file is called left behind only where nobody can hold it. */
class StalenessTest {
    private static final Sight ALL = new Sight(0, "", true, pid -> pid == 4711, 60);

    private static ShmFile file(String name, long age, Long... holders) {
        return new ShmFile(name, 7, 4096, false, age, new TreeSet<>(List.of(holders)));
    }

    private static Verdict verdict(ShmFile file, Sight sight) {
        return Staleness.of(file, sight).verdict();
    }

    @Test
    void what_a_process_maps_is_held_however_old_it_is() {
        assertThat(verdict(file("nccl-Ab12Cd", 1_000_000, 99L), ALL)).isEqualTo(Verdict.HELD);
    }

    @Test
    void what_no_process_has_is_stale() {
        assertThat(verdict(file("nccl-Ab12Cd", 3600), ALL)).isEqualTo(Verdict.STALE);
        assertThat(verdict(file("torch_815_1_0", 3600), ALL)).isEqualTo(Verdict.STALE);
    }

    @Test
    void a_name_with_a_live_process_or_a_young_file_waits() {
        assertThat(verdict(file("torch_4711_1_0", 3600), ALL)).isEqualTo(Verdict.WAITING);
        assertThat(verdict(file("psm_f49f4149", 5), ALL)).isEqualTo(Verdict.WAITING);
    }

    @Test
    void where_not_all_processes_are_seen_nothing_is_stale() {
        assertThat(verdict(file("nccl-Ab12Cd", 3600), new Sight(3, "", true, p -> false, 60)))
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(verdict(file("nccl-Ab12Cd", 3600), new Sight(0, "", false, p -> false, 60)))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void where_the_look_was_not_whole_nothing_is_stale() {
        Staleness found = Staleness.of(
                file("nccl-Ab12Cd", 3600), new Sight(0, "stat did not answer in 10 s", true, p -> false, 60));

        assertThat(found.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(found.reason()).contains("stat did not answer in 10 s");
    }

    @Test
    void what_a_clean_has_put_aside_waits_while_the_clean_lives_and_is_named_when_it_was_killed() {
        String own = "nccl-Ab12Cd";
        assertThat(verdict(file(HiddenName.name(4711, "f00f00f00", own), 3600), ALL))
                .isEqualTo(Verdict.WAITING);

        Staleness left = Staleness.of(file(HiddenName.name(815, "f00f00f00", own), 3600), ALL);
        assertThat(left.verdict()).isEqualTo(Verdict.STALE);
        assertThat(left.reason()).contains("a clean took its name away, nccl-Ab12Cd");
        assertThat(left.owner().orElseThrow().program().english()).contains("NCCL");
    }

    @Test
    void a_hidden_name_keeps_the_own_one_where_both_have_room() {
        assertThat(HiddenName.of("sub/" + HiddenName.name(1, "abcdef", "a-b c")))
                .contains(new HiddenName(1, Optional.of("a-b c")));
        assertThat(HiddenName.of(HiddenName.name(1, "abcdef", "x".repeat(250))))
                .contains(new HiddenName(1, Optional.empty()));
        assertThat(HiddenName.of(".shmfit-notes")).isEmpty();
    }

    @Test
    void a_file_without_a_name_is_kept_by_somebody() {
        assertThat(verdict(new ShmFile("nccl-Ab12Cd", 7, 1, true, 1, new TreeSet<>()), ALL))
                .isEqualTo(Verdict.HELD);
    }
}
