package dev.shmfit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PartitionsTest {
    private static final String TRAIN = "workers=4,batch=32,sample=3x224x224:float32+int,epochs=2";

    @ParameterizedTest
    @ValueSource(strings = {"l40s-x8", "rtx4090-x4", "hgx-h100-8", "a6000-x4-intel", "dgx-1v"})
    void a_split_is_what_an_analysis_with_its_facts_says(String node) {
        Random random = new Random(node.hashCode());
        for (int round = 0; round < Integer.getInteger("shmfit.tests.draws", 1); round++) {
            AnalysisRequest request = drawn(node, random);
            for (PodSplit split : Partitions.of(request)) {
                if (split.required().isPresent()) {
                    assertSame(split, request);
                }
            }
        }
    }

    private static AnalysisRequest drawn(String node, Random random) {
        List<String> facts = List.of(
                "cuda-driver=" + List.of("12.2", "12.8").get(random.nextInt(2)),
                "cap-sys-nice=" + (random.nextBoolean() ? "yes" : "no"),
                "p2p=ok");
        String nccl = List.of("2.12.12", "2.18.5", "2.21.5", "2.23.4", "2.27.7", "2.30.7")
                .get(random.nextInt(6));
        return Nodes.request(node, facts, TRAIN)
                .under(
                        NcclVersion.parse(nccl).orElseThrow(),
                        random.nextBoolean() ? Map.of() : Map.of("NCCL_P2P_LEVEL", "PIX"));
    }

    private static void assertSame(PodSplit split, AnalysisRequest request) {
        StatedFacts facts = request.assumptions();
        for (String fact : split.way().facts(split.pods())) {
            facts = facts.with(fact);
        }
        Analysis analysis = Analyzer.analyze(request.stating(facts));
        assertThat(split.required()).contains(analysis.need().demand().required());
        assertThat(split.recommended()).contains(analysis.need().demand().recommended());
        List<PairForecast> pairs =
                analysis.nccl().communicators().get(0).forecast().pairs();
        List<Integer> counted = new ArrayList<>();
        for (Transport t : List.of(Transport.P2P, Transport.SHM, Transport.NET)) {
            counted.add((int) pairs.stream().filter(p -> p.transport() == t).count());
        }
        assertThat(List.of(
                        split.pairs().p2p(), split.pairs().shm(), split.pairs().net()))
                .isEqualTo(counted);
        boolean apart = split.way() == PodSplit.Way.SEPARATE || split.way() == PodSplit.Way.HOST_ID;
        assertThat(pairs).allSatisfy(p -> {
            boolean across = p.from() / split.size() != p.to() / split.size();
            if (apart && across) {
                assertThat(p.transport()).isEqualTo(Transport.NET);
            }
        });
    }

    /** Before, P2P asks for the hostHash alone: src/transport/p2p.cc p2pCanConnect@v2.9.9-1 and @v2.10.3-1. */
    @ParameterizedTest
    @CsvSource({"2.9.9, P2P", "2.10.3, NET"})
    void a_common_host_id_keeps_p2p_between_pods_up_to_2_9(String nccl, Transport between) {
        AnalysisRequest request = Nodes.request(
                        "hgx-a100-4", List.of("cuda-driver=12.2", "p2p=ok", "pods=2", "pods-share=host"))
                .under(NcclVersion.parse(nccl).orElseThrow(), Map.of());
        assertThat(Analyzer.analyze(request)
                        .nccl()
                        .communicators()
                        .get(0)
                        .forecast()
                        .pairs())
                .filteredOn(p -> p.from() / 2 != p.to() / 2)
                .extracting(PairForecast::transport)
                .containsOnly(between);
    }

    @Test
    void ranks_that_do_not_fill_the_pods_are_refused() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> Analyzer.prepare(Nodes.request("l40s-x8", List.of("pods=3")))))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("8 ranks cannot be spread evenly over 3 pods");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> Analyzer.prepare(Nodes.request("l40s-x8", List.of("pods=4", "ranks-per-process=8")))))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("does not fit pods of 2");
    }
}
