package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that leave /dev/shm alone where there is too little of it. */
class TakenElsewhereTest {
    private static final ByteCount PAGE = ByteCount.of(4096);
    private static final ByteCount LIMIT = ByteCount.of(2_000_000_000L);
    private static final ByteCount WANTED = ByteCount.mebibytes(500);
    private static final ByteCount LEFT = ByteCount.kibibytes(32);
    private static final ByteCount ONE = ByteCount.of(1);

    private static Optional<ByteCount> known(ByteCount bytes) {
        return Optional.of(bytes);
    }

    private static OtherTenant ray() {
        return OtherTenant.named("ray-plasma").orElseThrow();
    }

    private static OtherUse joblib() {
        return OtherTenant.named("joblib")
                .orElseThrow()
                .use("joblib", WANTED, List.of())
                .unless(new TakenElsewhere.SmallerThan(LIMIT, LEFT));
    }

    /** joblib/_memmapping_reducer.py: SYSTEM_SHARED_MEM_FS_MIN_SIZE is asked of the whole, not of what is free. */
    @Test
    void joblib_wants_a_tmpfs_of_two_billion_bytes_however_much_of_it_is_free() {
        assertThat(joblib().in(known(LIMIT), known(ONE)).bytes()).isEqualTo(WANTED);
        assertThat(joblib().in(known(ByteCount.of(1_999_999_999L)), known(LIMIT))
                        .bytes())
                .isEqualTo(LEFT);
    }

    @Test
    void where_what_decides_is_not_known_the_use_stays_open_between_both() {
        OtherUse open = joblib().in(Optional.empty(), known(LIMIT));
        assertThat(open.open()).isTrue();
        assertThat(open.bytes()).isEqualTo(WANTED);
        assertThat(open.least()).isEqualTo(LEFT);
        assertThat(open.elsewhere()).isPresent();
        assertThat(joblib().in(known(LIMIT), Optional.empty()).open()).isFalse();
    }

    @Test
    void what_never_goes_elsewhere_is_the_same_on_every_tmpfs() {
        OtherUse stated = OtherUse.stated("cache", WANTED);
        assertThat(stated.in(known(ONE), known(ONE))).isSameAs(stated);
        assertThat(stated.open()).isFalse();
    }

    @Test
    void a_part_that_need_be_touched_is_never_more_than_the_whole() {
        OtherUse stated = OtherUse.stated("cache", WANTED);
        assertThat(stated.from(LEFT).least()).isEqualTo(LEFT);
        assertThat(stated.from(LEFT).open()).isTrue();
        assertThat(stated.from(LIMIT).least()).isEqualTo(WANTED);
        assertThatThrownBy(() -> new OtherUse("cache", LEFT, WANTED, "stated", List.of(), "the user", Optional.empty()))
                .hasMessageContaining("at least");
    }

    /** ray/_private/services.py determine_plasma_store_config: up to 10^10 bytes the store moves, above it Ray stops. */
    @Test
    void a_stated_store_of_ray_moves_where_it_does_not_fit_unless_it_is_too_large_to_move() {
        ByteCount most = ByteCount.of(10_000_000_000L);
        OtherUse moves = ray().ray("ray", new OtherTenant.RayStore(known(most), LIMIT), Optional.empty(), List.of());
        assertThat(moves.bytes()).isEqualTo(most);
        assertThat(moves.least()).isEqualTo(PAGE.times(3));
        assertThat(moves.in(Optional.empty(), known(most)).bytes()).isEqualTo(most);
        assertThat(moves.in(Optional.empty(), known(ByteCount.of(9_999_999_999L)))
                        .bytes())
                .isEqualTo(ByteCount.ZERO);

        OtherUse stops =
                ray().ray("ray", new OtherTenant.RayStore(known(most.plus(ONE)), LIMIT), Optional.empty(), List.of());
        assertThat(stops.elsewhere()).isEmpty();
        assertThat(stops.in(Optional.empty(), known(most)).least()).isEqualTo(most.plus(ONE));
    }

    @ParameterizedTest
    @CsvSource({
        // Available memory, free bytes of /dev/shm, bytes in /dev/shm.
        "20000000000, 6000000000, 6000000000",
        "20000000000, 5999999999, 0",
        // More than 10^10 is at most 95 % of what is free, and fits.
        "100000000000, 20000000000, 19000000000",
        "100000000000, 9999999999, 0",
        "100000000000, 10000000000, 10000000000"
    })
    void rays_own_store_is_as_large_as_the_place_allows(long memory, long free, long taken) {
        OtherUse use = ray().ray(
                        "ray",
                        new OtherTenant.RayStore(Optional.empty(), ByteCount.of(memory)),
                        Optional.empty(),
                        List.of());
        assertThat(use.in(Optional.empty(), known(ByteCount.of(free))).bytes()).isEqualTo(ByteCount.of(taken));
        assertThat(use.in(Optional.empty(), Optional.empty()).open()).isTrue();
    }

    @Test
    void of_rays_store_the_pages_of_written_objects_count() {
        ByteCount objects = ByteCount.of(100_000_000L);
        ByteCount written = OtherTenant.rayObjects(objects, PAGE);
        assertThat(written).isEqualTo(ByteCount.of(100_012_032L));
        assertThat(OtherTenant.rayObjects(ByteCount.ZERO, PAGE)).isEqualTo(PAGE.times(3));
        OtherUse use = ray().ray(
                        "ray",
                        new OtherTenant.RayStore(Optional.empty(), ByteCount.gibibytes(64)),
                        known(objects),
                        List.of());
        assertThat(use.bytes()).isEqualTo(written);
        assertThat(use.in(Optional.empty(), known(ByteCount.gibibytes(32))).bytes())
                .isEqualTo(written);
        OtherUse full = ray().ray(
                        "ray",
                        new OtherTenant.RayStore(known(ByteCount.mebibytes(80)), LIMIT),
                        known(objects),
                        List.of());
        assertThat(full.bytes()).isEqualTo(ByteCount.mebibytes(80));
    }

    @Test
    void the_rings_of_engines_follow_their_formulas() {
        ByteCount ring = ByteCount.of(6 * (4L << 20) + 4096);
        assertThat(OtherTenant.groupRing(8)).isEqualTo(ring);
        assertThat(OtherTenant.sglang(3, 8)).isEqualTo(ring.times(3));
        assertThat(OtherTenant.openMpiTouched(8)).isEqualTo(ByteCount.kibibytes(576));
    }

    @Test
    void an_engine_serves_and_another_tenant_does_not() {
        assertThat(OtherTenant.serves(
                        OtherTenant.named("vllm-ring").orElseThrow().use("vllm", WANTED, List.of())))
                .isTrue();
        assertThat(OtherTenant.serves(joblib())).isFalse();
        assertThat(OtherTenant.serves(OtherUse.stated("vllm", WANTED))).isFalse();
    }
}
