package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.facts.Provenance;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.nccl.simulate.CollNet;
import dev.shmfit.shm.LoaderGrid;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.Moment;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.RankGrid;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs the forecast again for what a reader may want to change, in the one world that the report plans with. */
final class WhatIfTable {
    private static final List<Integer> CHANNELS = List.of(1, 2, 4, 8, 16, 32);
    /** A sample of a common image model, for a job whose loaders are not stated. */
    private static final String NO_LOADER = "workers=0,prefetch=2,batch=32,sample=3x224x224:float32";

    private final Simulation simulation;
    private final CandidateNode world;
    private final JobFacts job;
    private final List<LoaderSpec> loaders;
    private final List<NcclDemand.Use> planned;

    /** @param planned what the report plans with, which may be a bound that no single world reaches */
    WhatIfTable(
            Simulation simulation,
            CandidateNode world,
            JobFacts job,
            List<LoaderSpec> loaders,
            List<NcclDemand.Use> planned) {
        this.planned = List.copyOf(planned);
        this.simulation = simulation;
        this.world = world;
        this.job = job;
        this.loaders = loaders;
    }

    /**
     * The table.
     *
     * @param besides what the job needs without NCCL
     */
    WhatIf of(ShmDemand besides, boolean allVersions) {
        ByteCount granule = simulation.pageSize();
        Iterator<ByteCount> own =
                LoaderGrid.perRank(RankDemand.of(loaders, granule), granule).iterator();
        int ranks = job.shape().ranksInPod();
        List<ByteCount> others = new ArrayList<>();
        for (Moment m : Moment.values()) {
            others.add(
                    ByteCount.of(besides.at(m).bytes() - own.next().times(ranks).bytes()));
        }
        WhatIf.Asked base = new WhatIf.Asked(
                simulation.version(),
                job.shape().gpus().size(),
                job.channels().orElse(0),
                job.shape().pods().count());
        List<LoaderSpec> adjustable =
                loaders.isEmpty() ? List.of(LoaderSpecParser.parse(NO_LOADER, "loader")) : loaders;
        return new WhatIf(
                base,
                nccl(base, allVersions),
                RankGrid.of(adjustable, granule),
                others,
                new TreeMap<>(world.choice().words()));
    }

    private Map<WhatIf.Asked, WhatIf.Nccl> nccl(WhatIf.Asked base, boolean allVersions) {
        List<WhatIf.Asked> asked =
                asked(base, allVersions).stream().filter(this::suits).toList();
        List<WhatIf.Nccl> answers =
                asked.parallelStream().map(a -> answer(a, a.equals(base))).toList();
        Map<WhatIf.Asked, WhatIf.Nccl> table = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            table.put(asked.get(i), answers.get(i));
        }
        return table;
    }

    private Set<WhatIf.Asked> asked(WhatIf.Asked base, boolean allVersions) {
        Set<WhatIf.Asked> asked = new LinkedHashSet<>();
        for (int ranks : ranks(base.ranks())) {
            for (int containers = 1; containers <= ranks; containers++) {
                if (ranks % containers != 0) {
                    continue;
                }
                asked.add(new WhatIf.Asked(base.version(), ranks, 0, containers));
                for (int channels : channels(base)) {
                    asked.add(new WhatIf.Asked(base.version(), ranks, channels, containers));
                }
            }
        }
        if (allVersions) {
            // A version whose count of channels is a range is no alternative that a number could tell of.
            RuleRegister.changePoints().stream()
                    .filter(Simulation::isFollowed)
                    .forEach(v -> asked.add(new WhatIf.Asked(v, base.ranks(), base.channels(), base.containers())));
        }
        return asked;
    }

    /** All of few, and of many the powers of two and what the job has. */
    private List<Integer> ranks(int own) {
        Set<Integer> all = new TreeSet<>(Set.of(own));
        for (int r = 1; r <= own; r = own <= 4 ? r + 1 : 2 * r) {
            all.add(r);
        }
        return List.copyOf(all);
    }

    private static List<Integer> channels(WhatIf.Asked base) {
        Set<Integer> all = new TreeSet<>(CHANNELS);
        if (base.channels() > 0) {
            all.add(base.channels());
        }
        return List.copyOf(all);
    }

    /** Groups of a size divide some numbers of ranks only. */
    private boolean suits(WhatIf.Asked asked) {
        try {
            shape(asked);
            return true;
        } catch (MalformedText e) {
            return false;
        }
    }

    private JobShape shape(WhatIf.Asked asked) {
        List<Integer> gpus = job.shape().gpus().subList(0, asked.ranks());
        int containers = asked.containers();
        boolean oneHost = job.shape().pods().count() > 1 && job.shape().pods().oneHost();
        return new JobShape(
                gpus,
                job.shape().groups(),
                containers == 1 ? Pods.ONE : Pods.of(gpus, asked.ranks() / containers, oneHost),
                over(gpus));
    }

    /** The same nodes with fewer ranks on those of this kind. */
    private RankPlacement over(List<Integer> gpus) {
        return RankPlacement.of(
                job.shape().over().nodes().stream()
                        .map(n -> n.isOwnKind() ? new RankPlacement.Node(gpus, n.other()) : n)
                        .toList(),
                job.rankOrder(),
                job.platform().ranksPerProcess().orElse(1));
    }

    /** @param unchanged whether this is what the report answers */
    private WhatIf.Nccl answer(WhatIf.Asked asked, boolean unchanged) {
        Simulation there = new Simulation(
                asked.version(),
                simulation.settings(),
                shape(asked),
                simulation.platform(),
                simulation.pageSize(),
                simulation.searches(),
                false,
                CollNet.NONE);
        List<CommunicatorForecast> stated = stated(there, asked);
        ShmDemand demand = ShmDemand.of(
                unchanged ? planned : PreparedAnalysis.uses(stated),
                Provenance.ASSUMED,
                RankDemand.of(List.of(), simulation.pageSize()),
                0,
                List.of(),
                simulation.pageSize());
        List<ByteCount> byMoment = new ArrayList<>();
        for (Moment m : Moment.values()) {
            byMoment.add(demand.at(m));
        }
        Optional<Text> failure = stated.stream()
                .flatMap(c -> c.failure().stream())
                .map(InitFailure::summary)
                .findFirst();
        CommunicatorForecast first =
                unchanged && !planned.isEmpty() ? planned.get(0).forecast() : stated.get(0);
        return new WhatIf.Nccl(byMoment, first.channels().collective(), failure);
    }

    private List<CommunicatorForecast> stated(Simulation there, WhatIf.Asked asked) {
        if (asked.channels() > 0) {
            return there.withChannels(asked.channels()).statedAlone(world);
        }
        return Simulation.isFollowed(there.version())
                        && !CollNet.isAskedFor(there.version(), there.settings(), job.nodes())
                ? there.statedAlone(world)
                : new Merge(
                                ChannelRange.outcomes(
                                        there, List.of(world), OptionalInt.empty(), job.nodes(), WorkBudget.USUAL),
                                false)
                        .planned()
                        .stated();
    }
}
