package dev.shmfit.analysis;

import dev.shmfit.facts.Provenance;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.shm.LoaderGrid;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.Moment;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.RankGrid;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final World world;
    private final JobFacts job;
    private final List<LoaderSpec> loaders;

    WhatIfTable(Simulation simulation, World world, JobFacts job, List<LoaderSpec> loaders) {
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
        int ranks = job.shape().gpus().size();
        List<ByteCount> others = new ArrayList<>();
        for (Moment m : Moment.values()) {
            others.add(
                    ByteCount.of(besides.at(m).bytes() - own.next().times(ranks).bytes()));
        }
        WhatIf.Asked base =
                new WhatIf.Asked(simulation.version(), ranks, job.channels().orElse(0), 1);
        List<LoaderSpec> adjustable =
                loaders.isEmpty() ? List.of(LoaderSpecParser.parse(NO_LOADER, "loader")) : loaders;
        return new WhatIf(
                base,
                job.nodes(),
                nccl(base, allVersions),
                RankGrid.of(adjustable, granule),
                others,
                new TreeMap<>(world.choice().taken()));
    }

    private Map<WhatIf.Asked, List<WhatIf.Nccl>> nccl(WhatIf.Asked base, boolean allVersions) {
        Map<WhatIf.Asked, List<InContainer>> asked = new LinkedHashMap<>();
        for (WhatIf.Asked a : asked(base, allVersions)) {
            List<InContainer> parts = parts(a);
            if (parts.stream().allMatch(this::suits)) {
                asked.put(a, parts);
            }
        }
        // The same part occurs in several splits.
        List<InContainer> all =
                asked.values().stream().flatMap(List::stream).distinct().toList();
        List<WhatIf.Nccl> answers = all.parallelStream().map(this::answer).toList();
        Map<InContainer, WhatIf.Nccl> answered = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            answered.put(all.get(i), answers.get(i));
        }
        Map<WhatIf.Asked, List<WhatIf.Nccl>> table = new LinkedHashMap<>();
        asked.forEach((question, parts) -> table.put(question, different(parts, answered)));
        return table;
    }

    private static List<WhatIf.Nccl> different(List<InContainer> parts, Map<InContainer, WhatIf.Nccl> answered) {
        List<WhatIf.Nccl> different = new ArrayList<>();
        for (InContainer part : parts) {
            WhatIf.Nccl answer = Objects.requireNonNull(answered.get(part));
            if (different.stream().noneMatch(answer::isLike)) {
                different.add(answer);
            }
        }
        return List.copyOf(different);
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
            VersionSweep.VERSIONS.stream()
                    .filter(v -> isExact(v, job.nodes()))
                    .forEach(v -> asked.add(new WhatIf.Asked(v, base.ranks(), base.channels(), 1)));
        }
        return asked;
    }

    /**
     * What is asked about one container.
     *
     * @param nodes of the job as NCCL counts them: every container is one; no more than two, from which on the count
     *     makes no difference
     */
    private record InContainer(NcclVersion version, List<Integer> gpus, int channels, int nodes) {}

    private List<InContainer> parts(WhatIf.Asked asked) {
        int size = asked.ranks() / asked.containers();
        int nodes = Math.min(2, asked.containers() * job.nodes());
        List<InContainer> parts = new ArrayList<>();
        for (int from = 0; from < asked.ranks(); from += size) {
            parts.add(new InContainer(
                    asked.version(), job.shape().gpus().subList(from, from + size), asked.channels(), nodes));
        }
        return parts;
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
    private boolean suits(InContainer asked) {
        try {
            shape(asked);
            return true;
        } catch (MalformedText e) {
            return false;
        }
    }

    private JobShape shape(InContainer asked) {
        return new JobShape(asked.gpus(), job.shape().groups(), Pods.ONE);
    }

    private WhatIf.Nccl answer(InContainer asked) {
        Simulation there = new Simulation(
                asked.version(),
                simulation.settings(),
                shape(asked),
                simulation.platform(),
                simulation.pageSize(),
                simulation.searches());
        Outcome outcome = outcome(there, asked);
        List<CommunicatorForecast> stated = outcome.stated();
        ShmDemand demand = ShmDemand.of(
                PreparedAnalysis.uses(stated),
                Provenance.ASSUMED,
                RankDemand.of(List.of(), simulation.pageSize()),
                0,
                List.of(),
                simulation.pageSize());
        List<ByteCount> byMoment = new ArrayList<>();
        for (Moment m : Moment.values()) {
            byMoment.add(demand.at(m));
        }
        Optional<String> failure = stated.stream()
                .flatMap(c -> c.failure().stream())
                .map(InitFailure::summary)
                .findFirst();
        return new WhatIf.Nccl(
                asked.gpus(), byMoment, outcome.shown().get(0).channels().collective(), failure);
    }

    private Outcome outcome(Simulation there, InContainer asked) {
        if (asked.channels() > 0) {
            return there.withChannels(asked.channels()).planned(world);
        }
        return isExact(there.version(), asked.nodes())
                ? there.planned(world)
                : new Merge(ChannelRange.outcomes(there, List.of(world), OptionalInt.empty(), asked.nodes())).planned();
    }

    private static boolean isExact(NcclVersion version, int nodes) {
        return version.compareTo(Simulation.FIRST_EXACT) >= 0 && nodes == 1;
    }
}
