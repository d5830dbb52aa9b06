package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.SmiHop;
import org.junit.jupiter.api.Test;

class HopBoundsTest {
    @Test
    void two_unequal_sides_settle_the_third_on_the_longer() {
        HopBounds bounds = new HopBounds(3);
        assertThat(bounds.settle(0, 2, SmiHop.PIX)).isTrue();
        assertThat(bounds.settle(1, 2, SmiHop.SYS)).isTrue();
        assertThat(bounds.candidates(0, 1)).containsExactly(SmiHop.SYS);
    }

    @Test
    void two_equal_sides_bound_the_third_from_above() {
        HopBounds bounds = new HopBounds(3);
        assertThat(bounds.settle(0, 2, SmiHop.PXB)).isTrue();
        assertThat(bounds.settle(2, 1, SmiHop.PXB)).isTrue();
        assertThat(bounds.candidates(0, 1)).containsExactly(SmiHop.PIX, SmiHop.PXB);
    }

    @Test
    void a_refused_statement_changes_nothing() {
        HopBounds bounds = new HopBounds(4);
        assertThat(bounds.settle(0, 1, SmiHop.PIX)).isTrue();
        assertThat(bounds.settle(1, 2, SmiHop.PIX)).isTrue();
        assertThat(bounds.settle(0, 2, SmiHop.SYS)).isFalse();
        assertThat(bounds.candidates(0, 2)).containsExactly(SmiHop.PIX);
        assertThat(bounds.candidates(0, 3)).containsExactly(SmiHop.values());
    }

    @Test
    void a_contradiction_around_four_devices_is_found() {
        HopBounds bounds = new HopBounds(4);
        assertThat(bounds.settle(0, 1, SmiHop.PIX)).isTrue();
        assertThat(bounds.settle(1, 2, SmiHop.PXB)).isTrue();
        assertThat(bounds.settle(2, 3, SmiHop.PIX)).isTrue();
        assertThat(bounds.settle(0, 3, SmiHop.PHB)).isFalse();
        assertThat(bounds.settle(0, 3, SmiHop.PXB)).isTrue();
    }
}
