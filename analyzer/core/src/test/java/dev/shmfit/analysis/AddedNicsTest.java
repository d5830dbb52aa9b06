package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.observed.ObservedCase;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PciLink;
import dev.shmfit.topology.StructuralPaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dump of a run that saw no adapter, and the adapters stated, come to what the whole dump comes to. */
class AddedNicsTest {
    /** One run of each node whose adapters have the link of a GPU, which is what a stated one is taken to have. */
    static Stream<ObservedCase> runs() {
        return ObservedCase.load("several-nodes.jsonl.gz").stream()
                .filter(c -> !c.failed()
                        && !c.json().get("topology").isArray()
                        && !c.json().get("gpus").isArray()
                        && hasLinksOfGpus(c.node().topology()))
                .collect(Collectors.toMap(
                        c -> c.json().get("topology").asText(), c -> c, (a, b) -> a, LinkedHashMap::new))
                .values()
                .stream();
    }

    private static boolean hasLinksOfGpus(GpuTopology node) {
        PciLink link = node.gpus().get(0).pci().link();
        return !node.nics().isEmpty()
                && Stream.concat(
                                node.gpus().stream().map(Device.Gpu::pci),
                                node.nics().stream().map(Device.Nic::pci))
                        .allMatch(p -> p.link().equals(link));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void stated_adapters_count_as_dumped_ones(ObservedCase run) {
        GpuTopology node = run.node().topology();
        List<Device.Port> ports =
                node.nics().stream().flatMap(n -> n.ports().stream()).toList();
        List<String> facts = new ArrayList<>();
        facts.add("gdr=" + (ports.get(0).gdr() && node.gpus().get(0).gdr() ? "yes" : "no"));
        for (Device.Nic nic : node.nics()) {
            Device.Gpu near = node.gpus().stream()
                    .min(Comparator.comparing(g -> StructuralPaths.smiHop(node, g.id(), nic.id())))
                    .orElseThrow();
            for (Device.Port port : nic.ports()) {
                facts.add("nic=" + port.name() + ":" + port.megabitsPerSecond() / 1000 + "@"
                        + StructuralPaths.smiHop(node, near.id(), nic.id()) + ":" + near.index());
            }
        }
        assertThat(phases(run, ObservedRequests.exactWithoutAdapters(run, facts)))
                .isEqualTo(phases(run, ObservedRequests.exact(run)));
    }

    private static List<PhaseForecast> phases(ObservedCase run, AnalysisRequest request) {
        AnalysisRequest job =
                request.withRanks(OptionalInt.of(run.json().get("gpus").asInt()));
        return Analyzer.analyze(job.stating(job.assumptions()
                        .with("nodes=" + run.json().get("nodes").asInt())))
                .nccl()
                .communicators()
                .get(0)
                .forecast()
                .phases();
    }
}
