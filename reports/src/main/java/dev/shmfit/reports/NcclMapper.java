package dev.shmfit.reports;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.analysis.VersionAnalysis;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.OverNodes;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.text.Language;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;

/** What NCCL does. */
final class NcclMapper {
    private final Language language;

    private NcclMapper(Language language) {
        this.language = language;
    }

    static NcclV1 of(Analysis analysis, Language language) {
        NcclMapper mapper = new NcclMapper(language);
        return new NcclV1(
                analysis.nccl().version().toString(),
                analysis.nccl().env(),
                analysis.nccl().communicators().stream()
                        .map(mapper::communicator)
                        .toList(),
                analysis.nccl().versions().stream().map(mapper::version).toList());
    }

    /** Host memory that NCCL takes through the driver in the phases that happen, at its most. */
    static ByteCount cuMemHostBytes(List<NcclDemand.Use> uses) {
        ByteCount sum = ByteCount.ZERO;
        for (NcclDemand.Use use : uses) {
            sum = sum.plus(
                    use.phases().stream().map(PhaseForecast::cuMemHostBytes).reduce(ByteCount.ZERO, ByteCount::max));
        }
        return sum;
    }

    private CommunicatorV1 communicator(CommunicatorAnalysis c) {
        CommunicatorForecast forecast = c.forecast();
        return new CommunicatorV1(
                forecast.group(),
                forecast.ranks(),
                channels(forecast.channels()),
                forecast.rings(),
                forecast.trees().stream()
                        .map(tree -> tree.stream()
                                .map(edge -> new CommunicatorV1.TreeEdge(edge.parent(), edge.child()))
                                .toList())
                        .toList(),
                pairs(c),
                new CommunicatorV1.Shm(
                        forecast.phases().stream().map(NcclMapper::phase).toList()),
                forecast.failure()
                        .map(f ->
                                new CommunicatorV1.Failure(f.rule(), f.summary().in(language), f.phase()))
                        .orElse(null),
                ReportMapper.uncertain(c.uncertain()),
                forecast.gpus(),
                forecast.over().map(NcclMapper::overNodes).orElse(null));
    }

    private static OverNodesV1 overNodes(OverNodes over) {
        return new OverNodesV1(
                over.nodes(),
                over.node(),
                over.rings().stream()
                        .map(r -> new OverNodesV1.Ring(r.channels(), stop(r.first()), stop(r.last()), r.between()))
                        .toList(),
                over.crossings().stream()
                        .map(x -> new OverNodesV1.Crossing(
                                x.sendReceive() ? OverNodesV1.Use.SENDRECV : OverNodesV1.Use.COLLECTIVE,
                                x.from(),
                                x.peers(),
                                x.nic(),
                                x.proxy(),
                                x.gdr(),
                                x.channels()))
                        .toList());
    }

    private static OverNodesV1.Stop stop(OverNodes.Stop s) {
        return new OverNodesV1.Stop(s.node(), s.ranks());
    }

    private List<CommunicatorV1.Pair> pairs(CommunicatorAnalysis c) {
        List<PairForecast> forecasts = c.forecast().pairs();
        List<CommunicatorV1.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < forecasts.size(); i++) {
            pairs.add(pair(
                    forecasts.get(i), i < c.candidates().size() ? c.candidates().get(i) : List.of()));
        }
        return pairs;
    }

    private CommunicatorV1.Pair pair(PairForecast pair, List<dev.shmfit.nccl.plan.Transport> candidates) {
        return new CommunicatorV1.Pair(
                pair.from(),
                pair.to(),
                pair.path().name(),
                transport(pair.transport()),
                pair.via(),
                candidates.stream().map(NcclMapper::transport).toList(),
                pair.rule(),
                pair.trace().stream().map(this::step).toList());
    }

    /** {@code p2p-level-exceeded: path PHB is farther than level PXB [src/graph/paths.cc ncclTopoCheckP2p]}. */
    private String step(Trace step) {
        return step.rule() + ": " + step.detail().in(language)
                + (step.source().isEmpty() ? "" : " [" + step.source() + "]");
    }

    private static CommunicatorV1.Phase phase(PhaseForecast phase) {
        return new CommunicatorV1.Phase(
                phase.name(),
                phase.segments().stream()
                        .map(s -> new CommunicatorV1.Segments(
                                s.bytes().bytes(), s.count(), s.kind().word()))
                        .toList(),
                phase.totalBytes().bytes(),
                phase.tmpfsBytes().bytes(),
                phase.cuMemHostBytes().bytes());
    }

    private NcclV1.VersionRow version(VersionAnalysis v) {
        CommunicatorForecast forecast = v.forecast();
        List<CommunicatorV1.Pair> pairs =
                forecast.pairs().stream().map(p -> pair(p, List.of())).toList();
        return new NcclV1.VersionRow(
                v.version().toString(),
                channels(forecast.channels()),
                NcclV1.PairCounts.of(pairs),
                forecast.phases().stream()
                        .map(p -> new NcclV1.PhaseBytes(
                                p.name(), p.totalBytes().bytes(), p.tmpfsBytes().bytes()))
                        .toList(),
                v.required().map(ByteCount::bytes).orElse(null),
                v.changes().stream()
                        .map(c -> new NcclV1.Change(c.rule(), c.summary().in(language)))
                        .toList(),
                forecast.failure().map(f -> f.summary().in(language)).orElse(null));
    }

    private static NcclV1.Channels channels(ChannelCounts counts) {
        return new NcclV1.Channels(counts.collective(), counts.nvls(), counts.p2p(), counts.p2pPerPeer());
    }

    private static Transport transport(dev.shmfit.nccl.plan.Transport transport) {
        return switch (transport) {
            case P2P -> Transport.P2P;
            case SHM -> Transport.SHM;
            case NET -> Transport.NET;
            case ERROR -> Transport.ERROR;
            case UNKNOWN -> Transport.UNKNOWN;
        };
    }
}
