package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.shm.ShmSupply;
import org.junit.jupiter.api.Test;

class LimitChecksTest {
    private static final String LOADER = "workers=4,prefetch=2,batch=16,sample=1MiB";

    @Test
    void a_memory_limit_below_the_need_is_a_problem_whatever_the_size_of_shm() {
        Situation s = new Situation()
                .loader(LOADER)
                .shm("1g")
                .memoryLimit("128m")
                .in(Surroundings.unknown().on(Platform.KUBERNETES));
        assertThat(s.verdict().status()).isEqualTo(Verdict.Status.FAILS);
        Finding f = s.finding("memory-limit-too-small").orElseThrow();
        assertThat(f.severity()).isEqualTo(Severity.PROBLEM);
        assertThat(f.explanation().english()).contains("OOMKilled");
        assertThat(f.fixes().get(0).snippet().english()).contains("sizeLimit: 1Gi");
    }

    @Test
    void a_size_limit_of_32_gib_leaves_68_of_100() {
        Situation s = new Situation().loader(LOADER).shm("32Gi").memoryLimit("100Gi");
        assertThat(s.finding("memory-left-when-shm-full")
                        .orElseThrow()
                        .summary()
                        .english())
                .isEqualTo("With /dev/shm full (32.0 GiB), 68.0 GiB of the memory limit of 100.0 GiB are left.");
        assertThat(s.finding("memory-limit-shared").orElseThrow().summary().english())
                .contains("160.1 MiB");
    }

    @Test
    void the_memory_limit_grows_with_shm() {
        Situation s = new Situation()
                .loader("workers=8,prefetch=2,batch=64,sample=2MiB")
                .shm("64m")
                .memoryLimit("8Gi")
                .in(Surroundings.unknown().on(Platform.KUBERNETES));
        // 18 batches of 128 MiB: 3 GiB with headroom; 64 MiB were there before.
        assertThat(s.finding("shm-too-small")
                        .orElseThrow()
                        .fixes()
                        .get(0)
                        .snippet()
                        .english())
                .contains("sizeLimit: 3Gi")
                .contains("memory: 11Gi");
    }

    @Test
    void a_tmpfs_above_its_memory_limit_protects_nothing() {
        assertThat(new Situation().loader(LOADER).shm("64g").memoryLimit("8g").finding("shm-size-above-memory-limit"))
                .isPresent();
        Situation unlimited = new Situation().loader(LOADER).shm("64g").memoryLimit(ShmSupply.UNLIMITED.bytes() + "");
        assertThat(unlimited.finding("shm-size-above-memory-limit")).isEmpty();
        assertThat(unlimited.finding("memory-limit-shared")).isEmpty();
    }

    @Test
    void a_tmpfs_larger_than_the_machine_is_named() {
        assertThat(new Situation()
                        .loader(LOADER)
                        .shm("1000g")
                        .limits(null, null, "64g", null, null)
                        .finding("shm-size-above-memory"))
                .isPresent();
        assertThat(new Situation()
                        .loader(LOADER)
                        .shm("1g")
                        .limits(null, null, "100m", null, null)
                        .finding("system-memory-too-small"))
                .map(Finding::severity)
                .contains(Severity.PROBLEM);
    }

    @Test
    void too_few_descriptors_are_a_problem_when_sure_and_a_warning_when_possible() {
        // 88 tensors: 176 in a settled worker, 465 in the parent at the most.
        Situation s = new Situation()
                .loader("workers=2,prefetch=2,batch=44,collate=list,sample=9:int64+9:int64")
                .shm("1g");
        assertThat(s.limits(null, null, null, null, 128L).finding("nofile-too-small"))
                .map(Finding::severity)
                .contains(Severity.PROBLEM);
        assertThat(s.limits(null, null, null, null, 256L).finding("nofile-too-small"))
                .map(Finding::severity)
                .contains(Severity.WARNING);
        assertThat(s.limits(null, null, null, null, 465L).finding("nofile-too-small"))
                .isEmpty();
    }

    @Test
    void locked_memory_matters_only_when_pinning() {
        Situation pinned = new Situation().loader(LOADER + ",pin=yes").shm("1g");
        assertThat(pinned.limits(null, null, null, "8m", null).finding("memlock-too-small"))
                .map(Finding::severity)
                .contains(Severity.WARNING);
        assertThat(pinned.limits(null, null, null, "64g", null).finding("memlock-too-small"))
                .isEmpty();
        assertThat(new Situation()
                        .loader(LOADER)
                        .shm("1g")
                        .limits(null, null, null, "8m", null)
                        .finding("memlock-too-small"))
                .isEmpty();
    }

    @Test
    void named_files_leak_and_use_mappings() {
        assertThat(new Situation()
                        .loader(LOADER + ",sharing=file_system")
                        .shm("1g")
                        .finding("file-system-sharing"))
                .isPresent();
        assertThat(new Situation()
                        .loader("workers=16,prefetch=8,batch=512,collate=list,sample=1:int64,sharing=file_system")
                        .shm("1g")
                        .finding("mappings-too-many"))
                .isPresent();
    }
}
