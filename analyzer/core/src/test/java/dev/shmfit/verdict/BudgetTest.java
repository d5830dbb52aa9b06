package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.shm.OtherTenant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final String LOADER = "workers=4,prefetch=2,batch=16,sample=500kB";
    /** 10 batches of 8 000 000 bytes and semaphores. */
    private static final long NEED = 10L * 8_003_584 + 20 * 4096;

    private static List<Budget> lines(Situation s) {
        Evidence e = s.evidence();
        return Budget.of(e.need().demand(), e.supply(), e.need().rank(), MemoryNeed.of(e));
    }

    private static Budget line(Situation s, String name) {
        return lines(s).stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void every_limit_has_a_line_with_what_is_needed_and_what_there_is() {
        Situation s = new Situation()
                .loader(LOADER + ",pin=yes")
                .shm("64m")
                .memoryLimit("1g")
                .limits("32m", 5L, "2g", "8m", 1024L);
        assertThat(lines(s))
                .extracting(Budget::name)
                .containsExactly("shm", "shm-files", "memory-limit", "system-memory", "open-files", "locked-memory");
        long pinned = 8L * 8_003_584 + 20 * 4096;
        assertThat(line(s, "shm").needs()).isEqualTo(pinned);
        assertThat(line(s, "shm").has()).isEqualTo(OptionalLong.of(32L << 20));
        assertThat(line(s, "shm").suffices()).contains(false);
        assertThat(line(s, "shm-files").needs()).isEqualTo(8 + 20);
        assertThat(line(s, "shm-files").suffices()).contains(false);
        assertThat(line(s, "memory-limit").suffices()).contains(true);
        assertThat(line(s, "open-files").needs()).isEqualTo(25 + 1 + 7);
        assertThat(line(s, "locked-memory").needs()).isEqualTo(8_000_000L * (8 + 1 + 1));
        assertThat(line(s, "locked-memory").suffices()).contains(false);
    }

    @Test
    void what_is_not_known_is_not_compared_and_what_is_unlimited_never_runs_out() {
        Situation s = new Situation().loader(LOADER).limits(null, null, null, null, Long.MAX_VALUE);
        assertThat(line(s, "shm").suffices()).isEmpty();
        assertThat(line(s, "open-files").why()).hasToString("unlimited");
        assertThat(line(s, "open-files").has()).isEmpty();
        assertThat(lines(s)).extracting(Budget::name).doesNotContain("locked-memory");
    }

    @Test
    void memory_of_the_processes_counts_against_the_limit_beside_shared_memory() {
        Situation s = new Situation().loader(LOADER).shm("1g").memoryLimit("1g").resident("900m");
        assertThat(line(s, "memory-limit").needs()).isEqualTo(NEED + (900L << 20));
        assertThat(s.finding("memory-limit-shared")).isPresent();
        Situation over =
                new Situation().loader(LOADER).shm("1g").memoryLimit("1g").resident("1000m");
        Finding f = over.finding("memory-limit-too-small").orElseThrow();
        assertThat(f.severity()).isEqualTo(Severity.PROBLEM);
        assertThat(f.summary().english()).contains("OOMKilled", "1.1 GiB", "76.5 MiB of shared memory", "1000.0 MiB");
        assertThat(f.explanation().english()).contains("evicted");
        assertThat(over.verdict().status()).isEqualTo(Verdict.Status.FAILS);
        Situation exactly = new Situation()
                .loader(LOADER)
                .shm("1g")
                .memoryLimit((NEED + 4096) + "")
                .resident("4096");
        assertThat(exactly.finding("memory-limit-too-small")).isEmpty();
    }

    @Test
    void a_recommendation_above_what_there_is_says_so() {
        Situation s =
                new Situation().loader(LOADER).shm("64m").memoryLimit("100m").limits(null, null, "90m", null, null);
        assertThat(s.finding("shm-too-small").orElseThrow().remedy().english())
                .contains("128.0 MiB is more than the machine's memory (90.0 MiB)")
                .contains("128.0 MiB is more than the container's memory limit (100.0 MiB): raise that too");
        assertThat(new Situation()
                        .loader(LOADER)
                        .shm("64m")
                        .memoryLimit("1g")
                        .finding("shm-too-small")
                        .orElseThrow()
                        .remedy()
                        .english())
                .doesNotContain("is more than");
    }

    @Test
    void workers_are_valued_by_stated_times() {
        String timed = LOADER + ",sample-time=10ms,step-time=100ms";
        Finding f =
                new Situation().loader(timed).shm("1g").finding("workers-worth").orElseThrow();
        assertThat(f.summary().english())
                .isEqualTo(
                        "Loader loader: with workers=0 a step takes about 260 ms in place of 100 ms: 160 % longer, the"
                                + " GPU busy 38 % of the time in place of 100 %.");
        assertThat(f.explanation().english())
                .contains("16 × 10 ms + 100 ms = 260 ms", "16 × 10 ms / 4 = 40 ms", "An estimate");
        assertThat(f.remedy().english()).startsWith("2 workers are enough to keep the GPU busy, and 4 take more");
        assertThat(new Situation()
                        .loader(timed)
                        .shm("31m")
                        .finding("shm-too-small")
                        .orElseThrow()
                        .remedy()
                        .english())
                .contains("with workers=1 a step takes about 160 ms in place of 100 ms: 60 % longer", "(estimate)");
        assertThat(new Situation().loader(LOADER).shm("1g").finding("workers-worth"))
                .isEmpty();
    }

    @Test
    void tenants_follow_their_formulas() {
        assertThat(OtherTenant.named("vllm-ring")).isPresent();
        assertThat(OtherTenant.named("unheard-of")).isEmpty();
    }
}
