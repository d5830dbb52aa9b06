package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.plan.Partitions;
import dev.shmfit.plan.PodSplit;
import dev.shmfit.shm.LoaderGrid;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.Moment;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatIfTest {
    private static final String TOPO = """
            \tGPU0\tGPU1\tGPU2\tGPU3
            GPU0\tX\tPIX\tSYS\tSYS
            GPU1\tPIX\tX\tSYS\tSYS
            GPU2\tSYS\tSYS\tX\tPIX
            GPU3\tSYS\tSYS\tPIX\tX
            """;
    private static final String ISLANDS = """
            \tGPU0\tGPU1\tGPU2\tGPU3
            GPU0\tX\tPIX\tSYS\tSYS
            GPU1\tPIX\tX\tSYS\tSYS
            GPU2\tSYS\tSYS\tX\tSYS
            GPU3\tSYS\tSYS\tSYS\tX
            """;
    private static final ByteCount PAGE = ByteCount.of(4096);

    private static AnalysisRequest request(String... loaders) {
        return on(TOPO, loaders);
    }

    private static AnalysisRequest on(String table, String... loaders) {
        AnalysisRequest plain = AnalysisRequest.of(
                CaptureParser.parse(Capture.of("node", List.of(new CapturedItem.Text(CaptureFiles.TOPO, table)))));
        return plain.loading(LoaderSpecParser.parseAll(List.of(loaders)));
    }

    @Test
    void the_job_as_it_is_needs_at_each_moment_what_the_analysis_says() {
        for (String[] loaders : List.of(
                new String[] {},
                new String[] {"workers=4,batch=32,sample=3x224x224:float32,epochs=2"},
                new String[] {"name=a,workers=4,batch=32,sample=1MiB", "name=b,workers=2,batch=8,sample=1MiB"})) {
            AnalysisRequest request = request(loaders);
            Analysis analysis = Analyzer.analyze(request);
            WhatIf whatIf = Analyzer.whatIf(request, analysis);

            List<ByteCount> rank =
                    LoaderGrid.perRank(RankDemand.of(request.job().loaders(), PAGE), PAGE);
            List<ByteCount> sums = new ArrayList<>();
            for (int m = 0; m < Moment.values().length; m++) {
                sums.add(nccl(whatIf, whatIf.base())
                        .byMoment()
                        .get(m)
                        .plus(rank.get(m).times(whatIf.base().ranks()))
                        .plus(whatIf.others().get(m)));
            }
            assertThat(sums)
                    .isEqualTo(List.of(Moment.values()).stream()
                            .map(analysis.need().demand()::at)
                            .toList());
            assertThat(whatIf.loaders().loaders()).hasSize(Math.max(1, loaders.length));
        }
    }

    /** As {@code shmfit plan --partition} splits a job into pods that share nothing. */
    @ParameterizedTest
    @ValueSource(strings = {TOPO, ISLANDS})
    void a_job_in_containers_apart_needs_in_the_neediest_what_a_partition_says(String table) {
        AnalysisRequest request = settled(on(table, "workers=2,batch=8,sample=1MiB"));
        WhatIf whatIf = Analyzer.whatIf(request, Analyzer.analyze(request));
        List<ByteCount> rank = LoaderGrid.perRank(RankDemand.of(request.job().loaders(), PAGE), PAGE);
        Map<Integer, ByteCount> found = new TreeMap<>();
        Map<Integer, ByteCount> partitions = new TreeMap<>();
        for (PodSplit split : Partitions.of(request)) {
            if (split.way() == PodSplit.Way.SEPARATE) {
                partitions.put(split.pods(), split.required().orElseThrow());
                WhatIf.Asked asked = new WhatIf.Asked(whatIf.base().version(), 4, 0, split.pods());
                ByteCount most = ByteCount.ZERO;
                for (int m = 0; m < rank.size(); m++) {
                    most = most.max(nccl(whatIf, asked)
                            .byMoment()
                            .get(m)
                            .plus(rank.get(m).times(4 / split.pods()))
                            .plus(whatIf.others().get(m)));
                }
                found.put(split.pods(), most);
            }
        }
        assertThat(found).isEqualTo(partitions).containsOnlyKeys(2, 4);
    }

    @Test
    void fewer_ranks_never_need_more() {
        AnalysisRequest request = request();
        WhatIf whatIf = Analyzer.whatIf(request, Analyzer.analyze(request));
        ByteCount before = ByteCount.ZERO;
        for (int ranks = 1; ranks <= 4; ranks++) {
            ByteCount need = nccl(whatIf, new WhatIf.Asked(whatIf.base().version(), ranks, 0, 1))
                    .byMoment()
                    .get(1);
            assertThat(need).isGreaterThanOrEqualTo(before);
            before = need;
        }
        assertThat(before).isGreaterThan(ByteCount.ZERO);
    }

    private static AnalysisRequest settled(AnalysisRequest request) {
        return request.stating(StatedFactsParser.parse(
                List.of(
                        "cpu=intel:skylake",
                        "pcie=gen4x16",
                        "compute-capability=8.9",
                        "p2p=ok",
                        "cuda-driver=12.4",
                        "cap-sys-nice=no"),
                f -> f));
    }

    private static WhatIf.Nccl nccl(WhatIf whatIf, WhatIf.Asked asked) {
        return Objects.requireNonNull(whatIf.nccl().get(asked), asked.toString());
    }
}
