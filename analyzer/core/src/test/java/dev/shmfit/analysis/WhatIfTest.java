package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.Moment;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final String TOPO = """
            \tGPU0\tGPU1\tGPU2\tGPU3
            GPU0\tX\tPIX\tSYS\tSYS
            GPU1\tPIX\tX\tSYS\tSYS
            GPU2\tSYS\tSYS\tX\tPIX
            GPU3\tSYS\tSYS\tPIX\tX
            """;

    private static AnalysisRequest request(String... loaders) {
        AnalysisRequest plain =
                AnalysisRequest.of(Capture.of("node", List.of(new CapturedItem.Text(CaptureFiles.TOPO, TOPO))));
        return new AnalysisRequest(
                plain.capture(),
                plain.gpus(),
                plain.ranks(),
                plain.groups(),
                LoaderSpecParser.parseAll(List.of(loaders)),
                plain.others(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                plain.env(),
                plain.assumptions(),
                plain.besides());
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

            List<ByteCount> sums = new ArrayList<>();
            for (int m = 0; m < Moment.values().length; m++) {
                sums.add(nccl(whatIf, whatIf.base())
                        .byMoment()
                        .get(m)
                        .plus(whatIf.loaders().get(m).times(whatIf.base().ranks()))
                        .plus(whatIf.others().get(m)));
            }
            assertThat(sums)
                    .isEqualTo(List.of(Moment.values()).stream()
                            .map(analysis.demand()::at)
                            .toList());
            assertThat(whatIf.loader().isPresent()).isEqualTo(loaders.length < 2);
        }
    }

    @Test
    void fewer_ranks_never_need_more() {
        AnalysisRequest request = request();
        WhatIf whatIf = Analyzer.whatIf(request, Analyzer.analyze(request));
        ByteCount before = ByteCount.ZERO;
        for (int ranks = 1; ranks <= 4; ranks++) {
            ByteCount need = nccl(whatIf, new WhatIf.Asked(whatIf.base().version(), ranks, 0))
                    .byMoment()
                    .get(1);
            assertThat(need).isGreaterThanOrEqualTo(before);
            before = need;
        }
        assertThat(before).isGreaterThan(ByteCount.ZERO);
    }

    private static WhatIf.Nccl nccl(WhatIf whatIf, WhatIf.Asked asked) {
        return Objects.requireNonNull(whatIf.nccl().get(asked), asked.toString());
    }
}
