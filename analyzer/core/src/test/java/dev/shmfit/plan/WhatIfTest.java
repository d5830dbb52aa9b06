package dev.shmfit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.units.MalformedText;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class WhatIfTest {
    private static final List<String> FACTS = List.of("cuda-driver=12.8", "cap-sys-nice=no", "p2p=ok", "multicast=yes");

    @Test
    void pods_with_a_hostname_of_their_own_talk_over_the_network() {
        List<PodSplit> splits = Partitions.of(Nodes.request("hgx-h100-8", FACTS));
        assertThat(splits.subList(0, splits.size() - 1))
                .allSatisfy(s -> assertThat(s.pairs().p2p()
                                + s.pairs().shm()
                                + s.pairs().net()
                                + s.pairs().open())
                        .isEqualTo(56));
        PodSplit mig = splits.get(splits.size() - 1);
        assertThat(mig.required()).isEmpty();
        assertThat(mig.failure().orElseThrow().english()).contains("NVLink");
        assertThat(split(splits, 1, PodSplit.Way.WHOLE)).satisfies(s -> {
            assertThat(s.pairs().p2p()).isEqualTo(56);
            assertThat(s.pairs().net()).isZero();
        });
        assertThat(split(splits, 2, PodSplit.Way.SEPARATE)).satisfies(s -> {
            assertThat(s.pairs().p2p()).isEqualTo(24);
            assertThat(s.pairs().net()).isEqualTo(32);
        });
        assertThat(split(splits, 8, PodSplit.Way.SEPARATE).pairs().net()).isEqualTo(56);
        assertThat(split(splits, 2, PodSplit.Way.HOST_ID).pairs().net()).isEqualTo(32);
        assertThat(split(splits, 2, PodSplit.Way.SHARED).pairs().p2p()).isEqualTo(56);
        assertThat(splits).extracting(PodSplit::pods).contains(4).doesNotContain(3, 5);
    }

    @Test
    void mig_instances_have_no_p2p() {
        PodSplit mig = split(
                Partitions.of(Nodes.request("l40s-x8", FACTS, "workers=2,batch=8,sample=600KiB")), 1, PodSplit.Way.MIG);
        assertThat(mig.pairs().p2p()).isZero();
        assertThat(mig.pairs().shm()).isEqualTo(56);
    }

    private static PodSplit split(List<PodSplit> all, int pods, PodSplit.Way way) {
        return all.stream()
                .filter(s -> s.pods() == pods && s.way() == way)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_upgrade_tells_what_changes_with_its_rule() {
        AnalysisRequest l40s = Nodes.request("l40s-x8", FACTS);
        Upgrade nccl = Upgrade.of(l40s, List.of("nccl=2.18.5..2.21.5"));
        assertThat(nccl.after().orElseThrow()).isGreaterThan(nccl.before().orElseThrow());
        assertThat(nccl.changes()).extracting(c -> c.rule()).contains("segment-size");
        Upgrade same = Upgrade.of(l40s, List.of("nccl=2.21.5..2.21.5"));
        assertThat(same.changes()).isEmpty();
        Upgrade nice = Upgrade.of(l40s, List.of("sys-nice=no..yes", "nccl=2.27.7..2.27.7"));
        assertThat(nice.after().orElseThrow().bytes()).isZero();
        assertThat(nice.before().orElseThrow().bytes()).isPositive();
        Upgrade refused = Upgrade.of(l40s, List.of("nccl=2.21.5..2.24.3"));
        assertThat(refused.after()).isEmpty();
        assertThat(refused.failureAfter()).isPresent();
        assertThatThrownBy(() -> Upgrade.of(l40s, List.of("ncl=1..2")))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("did you mean nccl?");
    }

    @Test
    void the_ring_is_faster_where_pairs_do_without_the_processor() {
        FallbackCost bridged = FallbackCost.of(Nodes.request("hgx-h100-8", FACTS));
        assertThat(bridged.shmPairs()).isZero();
        assertThat(bridged.asIs()).isEqualTo(bridged.allP2p());
        AnalysisRequest off = Nodes.request("hgx-h100-8", FACTS);
        FallbackCost lost = FallbackCost.of(
                off.under(dev.shmfit.nccl.NcclVersion.of(2, 21, 5), java.util.Map.of("NCCL_P2P_LEVEL", "LOC")));
        assertThat(lost.shmPairs()).isPositive();
        assertThat(lost.asIs().orElseThrow()).isLessThan(lost.allP2p().orElseThrow());
    }
}
