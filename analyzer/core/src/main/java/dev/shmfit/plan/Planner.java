package dev.shmfit.plan;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.PreparedAnalysis;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Every point of a grid, in order: kinds of node, nodes of the job, ranks, NCCL versions, drivers, capabilities, then workers, prefetch factors,
 * batches. NCCL's part is forecast once for each case; each point then comes from the same code as an analysis.
 */
public final class Planner {
    /** Points that are computed before the first of them is handed on. */
    private static final int CHUNK = 2048;

    private static final int CASES_AT_ONCE = 4;

    private final List<PlanNode> nodes;
    private final Sweep sweep;

    /**
     * @throws MalformedText where a loader's counts vary that no node's job has
     */
    public Planner(List<PlanNode> nodes, Sweep sweep) {
        this.nodes = List.copyOf(nodes);
        this.sweep = sweep;
        for (PlanNode n : nodes) {
            int which = which(n.request().job().loaders());
            if (sweep.loader().varies() && which < 0) {
                throw new MalformedText("a sweep over workers, prefetch or batch needs a loader");
            }
        }
    }

    /** How many points there are. */
    public long points() {
        return Math.multiplyExact(nodes.size(), Math.multiplyExact(sweep.cases(), sweep.loaderPoints()));
    }

    /**
     * Computes all points and hands them on in order, a few thousand at a time.
     *
     * @throws MalformedText where a case asks for what its node does not have
     * @throws dev.shmfit.analysis.machine.NotAssessable where a node's capture does not suffice
     */
    public void run(Consumer<PlanPoint> sink) {
        List<Case> cases = cases();
        for (int first = 0; first < cases.size(); first += CASES_AT_ONCE) {
            List<Prepared> some = cases.subList(first, Math.min(cases.size(), first + CASES_AT_ONCE)).parallelStream()
                    .map(Case::prepared)
                    .toList();
            some.forEach(p -> points(p, sink));
        }
    }

    private record Case(PlanNode node, AnalysisRequest request, PlanCase.Container container) {
        Prepared prepared() {
            PreparedAnalysis prepared = Analyzer.prepare(request);
            return new Prepared(PlanCase.of(node.name(), prepared, container), prepared);
        }
    }

    private record Prepared(PlanCase where, PreparedAnalysis analysis) {}

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (PlanNode node : nodes) {
            for (Optional<Integer> count : orNone(sweep.nodes())) {
                for (Optional<Integer> ranks : orNone(sweep.ranks())) {
                    for (Optional<NcclVersion> nccl : orNone(sweep.nccl())) {
                        add(cases, node, ofEach(node.request(), r -> ofJob(r, count, ranks, nccl)));
                    }
                }
            }
        }
        return cases;
    }

    private void add(List<Case> cases, PlanNode node, AnalysisRequest request) {
        for (Optional<Integer> driver : orNone(sweep.drivers())) {
            for (Optional<Boolean> nice : orNone(sweep.sysNice())) {
                cases.add(new Case(
                        node, ofEach(request, r -> in(r, driver, nice)), new PlanCase.Container(driver, nice)));
            }
        }
    }

    /** A change to a job is one to all kinds of node that it goes over. */
    private static AnalysisRequest ofEach(AnalysisRequest request, UnaryOperator<AnalysisRequest> change) {
        AnalysisRequest changed = change.apply(request);
        return request.among().map(a -> changed.among(a.each(change))).orElse(changed);
    }

    private static AnalysisRequest ofJob(
            AnalysisRequest asked, Optional<Integer> nodes, Optional<Integer> ranks, Optional<NcclVersion> nccl) {
        AnalysisRequest request = asked;
        if (nodes.isPresent()) {
            request = request.stating(request.assumptions().with("nodes=" + nodes.get()));
        }
        if (ranks.isPresent()) {
            request = request.withRanks(OptionalInt.of(ranks.get()));
        }
        if (nccl.isPresent()) {
            request = request.under(nccl.get(), request.nccl().env());
        }
        return request;
    }

    private static AnalysisRequest in(AnalysisRequest asked, Optional<Integer> driver, Optional<Boolean> nice) {
        AnalysisRequest request = asked;
        if (driver.isPresent()) {
            request = request.stating(request.assumptions().with("cuda-driver=" + CudaVersion.text(driver.get())));
        }
        return nice.isPresent()
                ? request.stating(request.assumptions().with("cap-sys-nice=" + (nice.get() ? "yes" : "no")))
                : request;
    }

    private static <T> List<Optional<T>> orNone(List<T> values) {
        return values.isEmpty()
                ? List.of(Optional.empty())
                : values.stream().map(Optional::of).toList();
    }

    private void points(Prepared p, Consumer<PlanPoint> sink) {
        int all = Math.toIntExact(sweep.loaderPoints());
        for (int first = 0; first < all; first += CHUNK) {
            int size = Math.min(CHUNK, all - first);
            int offset = first;
            PlanPoint[] points = new PlanPoint[size];
            IntStream.range(0, size).parallel().forEach(i -> points[i] = point(p, offset + i));
            Arrays.stream(points).forEach(sink);
        }
    }

    private PlanPoint point(Prepared p, int number) {
        List<LoaderSpec> loaders = new ArrayList<>(p.analysis().loaders());
        int which = which(loaders);
        Optional<LoaderSpec> varied = which < 0 ? Optional.empty() : Optional.of(sized(loaders.get(which), number));
        varied.ifPresent(l -> loaders.set(which, l));
        return point(p, loaders, varied);
    }

    private static PlanPoint point(Prepared p, List<LoaderSpec> loaders, Optional<LoaderSpec> varied) {
        RankDemand rank = p.analysis().rank(loaders);
        PreparedAnalysis.Need need = p.analysis().need(rank);
        ShmDemand shm = need.shm();
        ByteCount recommended = shm.recommended();
        ByteCount rest =
                ByteCount.of(need.memory().total().bytes() - need.memory().shm().bytes());
        return new PlanPoint(
                p.where(),
                varied.map(l -> new PlanPoint.Loader(l.workers(), l.prefetch(), l.batch())),
                new PlanPoint.Shm(shm.required(), p.analysis().least(rank), recommended),
                need.memory().total(),
                recommended.plus(rest),
                shm.required().bytes() == 0 ? Optional.empty() : shm.largest().map(ShmItem::consumer),
                varied.flatMap(l -> l.times().map(t -> t.busyPercent(l.workers(), l.batch()))),
                p.analysis().status(rank, shm));
    }

    private LoaderSpec sized(LoaderSpec loader, int number) {
        int batches = Math.max(1, sweep.loader().batch().size());
        int prefetches = Math.max(1, sweep.loader().prefetch().size());
        return loader.sized(
                at(sweep.loader().workers(), number / (batches * prefetches), loader.workers()),
                at(sweep.loader().prefetch(), number / batches % prefetches, loader.prefetch()),
                at(sweep.loader().batch(), number % batches, loader.batch()));
    }

    private static int at(List<Integer> values, int index, int otherwise) {
        return values.isEmpty() ? otherwise : values.get(index);
    }

    private int which(List<LoaderSpec> loaders) {
        List<String> names = loaders.stream().map(LoaderSpec::name).toList();
        if (sweep.loader().name().isEmpty()) {
            return names.isEmpty() ? -1 : 0;
        }
        int which = names.indexOf(sweep.loader().name());
        if (which < 0) {
            throw new MalformedText("no loader is called \"" + sweep.loader().name() + "\""
                    + DidYouMean.hint(names, sweep.loader().name()) + (names.isEmpty() ? "" : "; there are " + names));
        }
        return which;
    }
}
