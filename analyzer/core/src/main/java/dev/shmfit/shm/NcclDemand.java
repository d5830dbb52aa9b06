package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What NCCL's communicators of the node take, as one consumer. */
public final class NcclDemand {
    private static final String NAME = "nccl";

    private NcclDemand() {}

    /**
     * A communicator and how far the workload drives it.
     *
     * @param lastPhase the name of the last phase that the stated operations reach; all phases up to it count
     */
    public record Use(CommunicatorForecast forecast, String lastPhase) {
        /** The phases that happen, in order; all of them where none has that name. */
        public List<PhaseForecast> phases() {
            List<PhaseForecast> happening = new ArrayList<>();
            for (PhaseForecast phase : forecast.phases()) {
                happening.add(phase);
                if (phase.name().equals(lastPhase)) {
                    return happening;
                }
            }
            return happening;
        }
    }

    /** All communicators of the node together; empty names no consumer. */
    public static ShmItem item(List<Use> uses, Provenance provenance, ByteCount pageSize) {
        ByteCount init = ByteCount.ZERO;
        ByteCount later = ByteCount.ZERO;
        long files = 0;
        List<Figure> figures = new ArrayList<>();
        for (Use use : uses) {
            ByteCount worst = ByteCount.ZERO;
            for (PhaseForecast phase : use.phases()) {
                worst = worst.max(phase.tmpfsBytes());
                for (Segments s : phase.segments()) {
                    files = Exact.plus(files, s.count());
                    figures.add(figure(use.forecast().group(), phase, s, provenance, pageSize));
                }
            }
            List<PhaseForecast> phases = use.phases();
            init = init.plus(phases.isEmpty() ? ByteCount.ZERO : phases.get(0).tmpfsBytes());
            later = later.plus(worst);
        }
        Map<Moment, ByteCount> moments = new EnumMap<>(Moment.class);
        for (Moment m : Moment.values()) {
            moments.put(m, m == Moment.INIT ? init : later);
        }
        figures.add(new Figure(
                NAME,
                later,
                "sum over the communicators of all segments alive, each in whole pages",
                List.of(Figure.Input.of("communicators", uses.size(), provenance)),
                "the forecast of each communicator"));
        return new ShmItem(NAME, moments, files, provenance, figures);
    }

    private static Figure figure(
            String group, PhaseForecast phase, Segments s, Provenance provenance, ByteCount pageSize) {
        return new Figure(
                NAME + ":" + group + ":" + phase.name() + ":" + s.kind().word() + ":"
                        + s.bytes().bytes(),
                s.inPagesOf(pageSize),
                "count x bytes in whole pages",
                List.of(
                        Figure.Input.of("count", s.count(), provenance),
                        Figure.Input.of("bytes", s.bytes().bytes(), provenance),
                        Figure.Input.of("page", pageSize.bytes(), Provenance.REPORTED)),
                "the forecast of communicator " + group);
    }

    /** The bytes, in whole pages, that segments of one kind take in the phases that happen. */
    public static ByteCount ofKind(List<Use> uses, SegmentKind kind, ByteCount pageSize) {
        ByteCount sum = ByteCount.ZERO;
        for (Use use : uses) {
            for (PhaseForecast phase : use.phases()) {
                for (Segments s : phase.segments()) {
                    sum = s.kind() == kind ? sum.plus(s.inPagesOf(pageSize)) : sum;
                }
            }
        }
        return sum;
    }
}
