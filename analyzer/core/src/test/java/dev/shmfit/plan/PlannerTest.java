package dev.shmfit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.units.MalformedText;
import dev.shmfit.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final List<String> FACTS = List.of("cuda-driver=12.8", "cap-sys-nice=no", "p2p=ok");
    private static final String TRAIN = "name=train,workers=4,batch=32,sample=3x224x224:float32+int,epochs=2";
    private static final String VAL = "name=val,workers=2,batch=64,sample=600KiB,persistent=yes";

    @ParameterizedTest
    @ValueSource(strings = {"l40s-x8", "rtx4090-x2", "hgx-h100-8", "a6000-x4-intel"})
    void a_point_is_what_an_analysis_of_the_same_job_says(String node) {
        Random random = new Random(node.hashCode());
        for (int round = 0; round < 6; round++) {
            Sweep sweep = SweepParser.parse(List.of(
                    "workers=" + random.nextInt(3) + "," + (3 + random.nextInt(40)),
                    "prefetch=" + (1 + random.nextInt(6)),
                    "train.batch=" + (1 + random.nextInt(300)),
                    "nodes=" + (1 + random.nextInt(3)),
                    "ranks=" + (1 + random.nextInt(2)),
                    "nccl="
                            + List.of("2.18.5", "2.21.5", "2.24.3", "2.27.7", "2.30.7")
                                    .get(random.nextInt(5)),
                    "driver=" + List.of("12.2", "12.8", "13.0").get(random.nextInt(3)),
                    "sys-nice=yes,no"));
            List<String> facts = new ArrayList<>(FACTS.subList(0, 2));
            facts.add(random.nextBoolean() ? "p2p=ok" : "p2p=none");
            AnalysisRequest base = sized(Nodes.request(node, facts, TRAIN, VAL), random);
            points(base, sweep).forEach(p -> assertSame(p, base));
        }
    }

    /** With a size of /dev/shm and a memory limit around the need, so that every verdict comes up. */
    private static AnalysisRequest sized(AnalysisRequest r, Random random) {
        return r.within(
                random.nextInt(4) == 0
                        ? java.util.Optional.empty()
                        : java.util.Optional.of(dev.shmfit.units.ByteCount.of(random.nextLong(8L << 30))),
                random.nextInt(3) == 0
                        ? java.util.Optional.of(dev.shmfit.units.ByteCount.of(random.nextLong(8L << 30)))
                        : java.util.Optional.empty());
    }

    private static void assertSame(PlanPoint p, AnalysisRequest base) {
        List<LoaderSpec> loaders = new ArrayList<>(base.job().loaders());
        loaders.set(
                0,
                loaders.get(0)
                        .sized(
                                p.workers().orElseThrow(),
                                p.prefetch().orElseThrow(),
                                p.batch().orElseThrow()));
        Analysis analysis = Analyzer.analyze(base.loading(loaders)
                .withRanks(OptionalInt.of(p.where().ranks()))
                .under(p.where().nccl(), base.nccl().env())
                .stating(base.assumptions()
                        .with("nodes=" + p.where().nodes())
                        .with("cuda-driver=" + p.where().driver().orElseThrow() / 1000 + "."
                                + p.where().driver().orElseThrow() % 1000 / 10)
                        .with("cap-sys-nice=" + (p.where().sysNice().orElseThrow() ? "yes" : "no"))));
        assertThat(p.required()).isEqualTo(analysis.need().demand().required());
        assertThat(p.recommended()).isEqualTo(analysis.need().demand().recommended());
        assertThat(p.status()).isEqualTo(analysis.verdict().status());
        assertThat(p.memory().bytes())
                .isEqualTo(analysis.need().budget().stream()
                        .filter(b -> b.name().equals("memory-limit"))
                        .findFirst()
                        .orElseThrow()
                        .needs());
        assertThat(p.bottleneck())
                .isEqualTo(analysis.need()
                        .demand()
                        .largest()
                        .map(ShmItem::consumer)
                        .filter(c -> analysis.need().demand().required().bytes() > 0));
        assertThat(p.where().pairs().shm())
                .isEqualTo((int) analysis.nccl().communicators().get(0).forecast().pairs().stream()
                        .filter(pair -> pair.transport() == Transport.SHM)
                        .count());
    }

    @Test
    void points_come_in_the_order_of_the_axes_and_as_many_as_are_announced() {
        Planner planner = new Planner(
                List.of(new PlanNode("a", Nodes.request("rtx4090-x2", FACTS, TRAIN))),
                SweepParser.parse(List.of("workers=2..6:2", "prefetch=2,4", "nccl=2.18..2.19")));
        List<PlanPoint> points = new ArrayList<>();
        planner.run(points::add);
        assertThat(points).hasSize((int) planner.points()).hasSize(36);
        assertThat(points.subList(0, 4))
                .extracting(p -> p.workers().orElseThrow())
                .containsExactly(2, 2, 4, 4);
        assertThat(points.subList(0, 4))
                .extracting(p -> p.prefetch().orElseThrow())
                .containsExactly(2, 4, 2, 4);
        assertThat(points)
                .extracting(p -> p.where().nccl().toString())
                .startsWith("2.18.1")
                .endsWith("2.19.4");
    }

    @Test
    void workers_of_no_loader_cannot_vary() {
        List<PlanNode> nodes = List.of(new PlanNode("a", Nodes.request("rtx4090-x2", FACTS)));
        assertThatThrownBy(() -> new Planner(nodes, SweepParser.parse(List.of("workers=2"))))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("needs a loader");
        List<PlanNode> named = List.of(new PlanNode("a", Nodes.request("rtx4090-x2", FACTS, TRAIN)));
        assertThatThrownBy(() -> new Planner(named, SweepParser.parse(List.of("trian.workers=2"))))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("did you mean train?");
    }

    @Test
    void the_frontier_holds_what_fits_and_nothing_that_another_point_covers() {
        AnalysisRequest request = Nodes.request("rtx4090-x2", FACTS, TRAIN)
                .within(java.util.Optional.of(dev.shmfit.units.ByteCount.gibibytes(1)), java.util.Optional.empty());
        Frontier frontier = new Frontier();
        List<PlanPoint> all = points(request, SweepParser.parse(List.of("workers=1..16", "prefetch=1..4")));
        all.forEach(frontier::add);
        assertThat(frontier.points()).isNotEmpty().allMatch(p -> p.status() != Verdict.Status.FAILS);
        for (PlanPoint p : all) {
            boolean fits = p.status() != Verdict.Status.FAILS;
            assertThat(frontier.points().stream()
                            .anyMatch(b ->
                                    b.workers().orElseThrow() >= p.workers().orElseThrow()
                                            && b.prefetch().orElseThrow()
                                                    >= p.prefetch().orElseThrow()))
                    .as("%s", p)
                    .isEqualTo(fits);
        }
    }

    private static List<PlanPoint> points(AnalysisRequest request, Sweep sweep) {
        List<PlanPoint> points = new ArrayList<>();
        new Planner(List.of(new PlanNode("node", request)), sweep).run(points::add);
        return points;
    }
}
