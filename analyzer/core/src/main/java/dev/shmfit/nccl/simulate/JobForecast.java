package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.plan.TreeEdge;
import dev.shmfit.nccl.transport.NcclInitFailure;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a plan and writes down what each communicator does and leaves in /dev/shm. */
public final class JobForecast {
    private static final String INIT = "init";

    private final NcclNode node;
    private final ByteCount pageSize;
    private final int on;
    private final Job job;
    /** Where the need alone is told, nobody asks by which NICs ranks reach other nodes. */
    private final boolean needAlone;

    private final List<Progress> all = new ArrayList<>();

    private JobForecast(NcclNode node, ByteCount pageSize, int on, Job job, boolean needAlone) {
        this.node = node;
        this.pageSize = pageSize;
        this.on = on;
        this.job = job;
        this.needAlone = needAlone;
    }

    /** What one communicator has come to. */
    private static final class Progress {
        private final JobPlan.Member member;
        private final Optional<Communicator> communicator;
        private final List<PhaseForecast> phases = new ArrayList<>();
        private final NodeCrossings crossings;
        private Optional<InitFailure> failure;
        private ByteCount total = ByteCount.ZERO;
        private ByteCount pages = ByteCount.ZERO;
        private ByteCount host = ByteCount.ZERO;

        Progress(
                JobPlan.Member member,
                Optional<Communicator> communicator,
                Optional<InitFailure> failure,
                NodeCrossings crossings) {
            this.member = member;
            this.communicator = communicator;
            this.failure = failure;
            this.crossings = crossings;
        }
    }

    /**
     * The forecast of every communicator of {@code plan}, in its order.
     *
     * @param pageSize in which /dev/shm counts
     * @param pod whose /dev/shm is counted, by its place in the node's pods
     */
    public static List<CommunicatorForecast> of(NcclNode node, JobPlan plan, ByteCount pageSize, int pod) {
        return of(node, plan, pageSize, 0, pod);
    }

    /**
     * The same for a job of several nodes, as one of them sees it: its ranks, their pairs, and what it holds.
     *
     * @param on the node
     */
    public static List<CommunicatorForecast> of(NcclNode node, JobPlan plan, ByteCount pageSize, int on, int pod) {
        return of(new DecidedCommunicators(node), plan, pageSize, on, pod);
    }

    /**
     * The same, where the job is looked at from several nodes or containers.
     *
     * @param decided what was decided when it was looked at before
     */
    public static List<CommunicatorForecast> of(
            DecidedCommunicators decided, JobPlan plan, ByteCount pageSize, int on, int pod) {
        return new JobForecast(decided.node(), pageSize, on, Job.seenFrom(decided, on, pod), false).run(plan);
    }

    /**
     * What the search counts on for the ring of one communicator: channels times GB/s of each. NCCL's model, not a
     * measurement; empty where the communicator does not come up or has one rank.
     */
    public static Optional<Float> ringBandwidth(NcclNode node, CommunicatorSpec spec) {
        try {
            float bandwidth = new Job(node).make(spec, Optional.empty()).tuner().ringBusBandwidth();
            return spec.size() > 1 ? Optional.of(bandwidth) : Optional.empty();
        } catch (NcclInitFailure e) {
            return Optional.empty();
        }
    }

    /**
     * The need alone, which is quicker to tell: of each container of a node, by place, in whole pages.
     *
     * @param on the node
     * @return after each round of the plan
     */
    public static List<List<ByteCount>> needs(DecidedCommunicators decided, JobPlan plan, ByteCount pageSize, int on) {
        Job job = Job.seenFrom(decided, on, 0);
        JobForecast forecast = new JobForecast(decided.node(), pageSize, on, job, true);
        forecast.make(plan);
        List<List<ByteCount>> needs = new ArrayList<>();
        for (int round = 0; round < plan.rounds().size(); round++) {
            forecast.operate(plan, round);
            needs.add(job.pagesOn(on, pageSize));
        }
        return needs;
    }

    private List<CommunicatorForecast> run(JobPlan plan) {
        make(plan);
        for (int round = 0; round < plan.rounds().size(); round++) {
            operate(plan, round);
        }
        return all.stream().map(this::forecast).toList();
    }

    private void make(JobPlan plan) {
        for (JobPlan.Member m : plan.communicators()) {
            all.add(make(m));
        }
        for (Progress p : all) {
            p.communicator.ifPresent(c -> record(p, INIT, List.of(job.init(c))));
        }
    }

    private void operate(JobPlan plan, int round) {
        for (Progress p : all) {
            operate(p, plan.rounds().get(round), round);
        }
    }

    private Progress make(JobPlan.Member m) {
        Optional<Communicator> parent =
                m.parent().isPresent() ? all.get(m.parent().getAsInt()).communicator : Optional.empty();
        NodeCrossings crossings = new NodeCrossings(node, m.spec(), on);
        try {
            return new Progress(m, Optional.of(job.make(m.spec(), parent)), Optional.empty(), crossings);
        } catch (NcclInitFailure e) {
            return new Progress(m, Optional.empty(), Optional.of(e.failure()), crossings);
        }
    }

    private void operate(Progress p, String name, int round) {
        if (p.communicator.isEmpty() || p.failure.isPresent()) {
            return;
        }
        List<Job.Step> steps = new ArrayList<>();
        for (Operation o : p.member.operations().get(round)) {
            steps.add(job.run(p.communicator.get(), o));
        }
        record(p, name, steps);
    }

    private void record(Progress p, String phase, List<Job.Step> steps) {
        List<Segments> created = new ArrayList<>();
        for (Job.Step step : steps) {
            step.segments().forEach(s -> add(created, s));
            if (!needAlone) {
                p.crossings.add(step.connected());
            }
            p.host = p.host.plus(step.cuMemHostBytes());
            if (step.failure().isPresent() && p.failure.isEmpty()) {
                p.failure = Optional.of(
                        new InitFailure("operation-fails", phase, step.failure().get()));
            }
        }
        for (Segments s : created) {
            p.total = p.total.plus(s.total());
            p.pages = p.pages.plus(s.inPagesOf(pageSize));
        }
        p.phases.add(new PhaseForecast(phase, created, p.total, p.pages, p.host));
    }

    /** Equal segments of several steps are one entry. */
    private static void add(List<Segments> all, Segments more) {
        for (int i = 0; i < all.size(); i++) {
            Segments s = all.get(i);
            if (s.kind() == more.kind() && s.bytes().equals(more.bytes())) {
                all.set(i, new Segments(s.kind(), s.bytes(), s.count() + more.count()));
                return;
            }
        }
        all.add(more);
    }

    private CommunicatorForecast forecast(Progress p) {
        CommunicatorSpec spec = p.member.spec();
        if (p.communicator.isEmpty()) {
            return NotMade.forecast(node, NodeView.of(spec, on).alone(spec), p.failure.orElseThrow());
        }
        Communicator c = p.communicator.get();
        NodeView view = NodeView.of(spec, on);
        List<List<Integer>> rings = new ArrayList<>();
        List<List<TreeEdge>> trees = new ArrayList<>();
        for (int ch = 0; ch < c.channels().size() && c.size() > 1; ch++) {
            rings.add(c.channels().ring(ch).stream().map(view::number).toList());
            trees.add(c.channels().tree(ch).stream()
                    .map(e -> new TreeEdge(view.number(e.parent()), view.number(e.child())))
                    .toList());
        }
        return new CommunicatorForecast(
                spec.name(),
                view.own().stream().map(spec.worldRanks()::get).toList(),
                view.own().stream().map(spec.gpus()::get).toList(),
                c.counts(),
                rings,
                trees,
                pairs(c, view),
                p.phases,
                p.crossings.result(c),
                p.failure);
    }

    private List<PairForecast> pairs(Communicator c, NodeView view) {
        ViaText via = new ViaText(node, c);
        List<PairForecast> pairs = new ArrayList<>();
        for (int a : view.own()) {
            for (int b : view.own()) {
                if (a != b) {
                    Decision d = c.decision(a, b);
                    pairs.add(new PairForecast(
                            view.number(a),
                            view.number(b),
                            c.pairs().path(a, b),
                            d.transport(),
                            via.of(a, b),
                            d.rule(),
                            d.trace()));
                }
            }
        }
        return pairs;
    }
}
