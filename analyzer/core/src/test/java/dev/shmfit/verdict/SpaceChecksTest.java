package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.shm.RecommendedSize;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import org.junit.jupiter.api.Test;

class SpaceChecksTest {
    /** 4 workers x 2, 16 images of 500 KB: 10 batches of 8 000 000 bytes and semaphores. */
    private static final String STORY = "workers=4,prefetch=2,batch=16,sample=500kB";

    private static final long STORY_NEED = 10L * 8_003_584 + 20 * 4096;

    @Test
    void four_workers_do_not_fit_into_dockers_default() {
        Situation s = new Situation()
                .loader(STORY)
                .shm("64m")
                .in(Surroundings.unknown().on(Platform.DOCKER));
        assertThat(s.evidence().need().demand().required()).isEqualTo(ByteCount.of(STORY_NEED));
        assertThat(s.verdict())
                .returns(Verdict.Status.FAILS, Verdict::status)
                .returns(
                        "needs 76.5 MiB of /dev/shm, has 64.0 MiB",
                        v -> v.headline().english());
        Finding f = s.finding("shm-too-small").orElseThrow();
        assertThat(f.severity()).isEqualTo(Severity.PROBLEM);
        assertThat(f.owner()).isEqualTo(Owner.JOB);
        assertThat(f.fixes()).extracting(PlatformFix::platform).containsExactly(Platform.DOCKER, Platform.COMPOSE);
        assertThat(f.fixes().get(0).snippet().english()).contains("--shm-size=128m");
        assertThat(f.remedy().english()).contains("workers=4,prefetch=1 fits");
        assertThat(f.evidence()).containsExactly(SourceRef.of("--shm-size 64m"));
        assertThat(s.findings().get(0)).isEqualTo(f);
    }

    @Test
    void exactly_what_is_needed_is_tight_and_one_byte_less_fails() {
        assertThat(new Situation().loader(STORY).shm(STORY_NEED + "").verdict().status())
                .isEqualTo(Verdict.Status.TIGHT);
        Situation less = new Situation().loader(STORY).shm((STORY_NEED - 1) + "");
        assertThat(less.verdict())
                .returns(Verdict.Status.FAILS, Verdict::status)
                .returns(
                        "needs 76.5 MiB of /dev/shm, has 76.4 MiB",
                        v -> v.headline().english());
    }

    @Test
    void the_recommended_size_fits_and_a_byte_less_is_tight() {
        ByteCount recommended = RecommendedSize.of(ByteCount.of(STORY_NEED));
        assertThat(new Situation().loader(STORY).shm(recommended.bytes() + "").verdict())
                .isEqualTo(new Verdict(
                        Verdict.Status.FITS,
                        Text.of(
                                "verdict/headline",
                                "who",
                                "job",
                                "need",
                                "76.5 MiB",
                                "have",
                                "128.0 MiB",
                                "of",
                                "whole")));
        Situation less = new Situation().loader(STORY).shm((recommended.bytes() - 1) + "");
        assertThat(less.verdict().status()).isEqualTo(Verdict.Status.TIGHT);
        assertThat(less.finding("shm-tight")).map(Finding::severity).contains(Severity.WARNING);
    }

    @Test
    void free_bytes_decide_and_what_is_used_is_asked_for_besides() {
        Situation s = new Situation()
                .loader(STORY)
                .shm("256m")
                .limits("64m", null, null, null, null)
                .in(Surroundings.unknown().on(Platform.HOST));
        assertThat(s.verdict().headline().english()).isEqualTo("needs 76.5 MiB of /dev/shm, has 64.0 MiB free");
        assertThat(s.finding("shm-too-small")
                        .orElseThrow()
                        .fixes()
                        .get(0)
                        .snippet()
                        .english())
                .contains("size=512m");
    }

    @Test
    void an_unknown_size_is_looked_for_and_none_is_set() {
        Situation s = new Situation().loader(STORY);
        assertThat(s.verdict().status()).isEqualTo(Verdict.Status.UNKNOWN);
        assertThat(s.verdict().headline().english()).isEqualTo("needs 76.5 MiB of /dev/shm, whose size is not known");
        Finding unknown = s.finding("shm-size-unknown").orElseThrow();
        assertThat(unknown.fixes()).isEmpty();
        assertThat(unknown.remedy().english()).contains("df -h /dev/shm").contains("76.5 MiB or more");
    }

    @Test
    void a_job_that_needs_nothing_fits_anywhere() {
        Situation s = new Situation().loader("workers=0");
        assertThat(s.verdict().status()).isEqualTo(Verdict.Status.FITS);
        assertThat(s.verdict().headline().english()).isEqualTo("needs no /dev/shm");
        assertThat(s.finding("shm-fits").orElseThrow().summary().english())
                .isEqualTo("The job needs nothing of /dev/shm.");
    }

    @Test
    void where_the_size_is_fixed_the_workload_has_to_change() {
        Surroundings managed = new Surroundings(
                Platform.UNKNOWN, true, Reading.absent("-"), Reading.absent("-"), Reading.absent("-"), 1);
        Finding f = new Situation()
                .loader(STORY)
                .shm("64m")
                .in(managed)
                .finding("shm-too-small")
                .orElseThrow();
        assertThat(f.fixes()).isEmpty();
        assertThat(f.remedy().english())
                .startsWith("The size cannot be changed here")
                .contains("prefetch=1 fits");
    }

    @Test
    void a_container_on_the_hosts_shm_is_given_one_of_its_own_and_the_host_is_left_alone() {
        Surroundings shared = new Surroundings(
                Platform.DOCKER,
                false,
                Reading.known(true, SourceRef.of("namespaces.txt")),
                Reading.absent("-"),
                Reading.absent("-"),
                1);
        Finding f = new Situation()
                .loader(STORY)
                .shm("64m")
                .in(shared)
                .finding("shm-too-small")
                .orElseThrow();
        assertThat(f.fixes()).extracting(PlatformFix::platform).containsExactly(Platform.DOCKER, Platform.COMPOSE);
        assertThat(f.fixes()).noneMatch(x -> x.snippet().english().contains("remount"));
    }

    @Test
    void an_init_failure_fails_whatever_the_space() {
        Situation s = new Situation().fails("nvlink-p2p-disabled").shm("64g");
        assertThat(s.verdict().status()).isEqualTo(Verdict.Status.FAILS);
        assertThat(s.verdict().headline().english()).startsWith("NCCL gives up for world (init)");
        Finding f = s.finding("nvlink-p2p-disabled").orElseThrow();
        assertThat(f.owner()).isEqualTo(Owner.NODE);
        assertThat(f.severity()).isEqualTo(Severity.PROBLEM);
    }

    @Test
    void a_size_without_its_unit_is_noticed() {
        assertThat(new Situation().shm("4096").finding("shm-size-unit-lost")).isPresent();
        assertThat(new Situation().shm("64m").finding("shm-size-unit-lost")).isEmpty();
    }

    @Test
    void files_count_against_inodes() {
        Situation s = new Situation().loader(STORY).shm("1g");
        long files = s.evidence().need().demand().files();
        assertThat(s.limits(null, files, null, null, null).finding("shm-inodes-too-few"))
                .isEmpty();
        assertThat(s.limits(null, files - 1, null, null, null).finding("shm-inodes-too-few"))
                .map(Finding::severity)
                .contains(Severity.PROBLEM);
    }

    @Test
    void the_administrator_reads_problem_state_request_effect_and_reason() {
        String text = AdministratorRequest.of(new Situation()
                        .loader(STORY)
                        .shm("64m")
                        .limits(null, null, "221g", null, null)
                        .in(Surroundings.unknown().on(Platform.DOCKER))
                        .evidence())
                .text()
                .english();
        assertThat(text)
                .contains("Problem: ")
                .contains("/dev/shm: 64.0 MiB; memory of the machine: 221.0 GiB; needed at the worst moment: 76.5 MiB")
                .contains("--shm-size=128m")
                .contains("must print 134217728")
                .contains("Expected effect: ")
                .contains("DataLoader 76.5 MiB");
    }

    @Test
    void who_takes_most_is_named() {
        assertThat(new Situation().loader(STORY).shm("64m").finding("loader-dominates"))
                .isPresent();
        Situation pool =
                new Situation().segments(SegmentKind.PROXY_POOL, 34210180, 8).shm("64m");
        assertThat(pool.finding("proxy-pool-dominates")).isPresent();
        assertThat(pool.finding("loader-dominates")).isEmpty();
        assertThat(pool.verdict().headline().english()).isEqualTo("needs 261.1 MiB of /dev/shm, has 64.0 MiB");
    }

    @Test
    void bad_advice_is_named_only_where_it_would_be_followed() {
        assertThat(new Situation().loader(STORY).shm("64m").finding("advice-to-ignore"))
                .isPresent();
        assertThat(new Situation().loader(STORY).shm("1g").finding("advice-to-ignore"))
                .isEmpty();
    }
}
