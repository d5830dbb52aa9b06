package dev.shmfit.nccl.observed;

import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.CommunicatorSpec;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.nccl.simulate.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Performs the steps of an observed job with several communicators, by the names they have in the file. */
final class ObservedJob {
    private final ObservedCase observed;
    private final Job job;
    private final Map<String, List<Made>> groups = new LinkedHashMap<>();
    private final Map<String, List<Segments>> createdByEach = new TreeMap<>();
    private final Map<String, List<Job.Connected>> connectedByEach = new TreeMap<>();

    /** What a step did in all communicators of its name together. */
    record Outcome(List<Segments> created, boolean failed) {}

    /** A communicator, and whether those split from it share its resources. */
    private record Made(Communicator communicator, boolean shares) {}

    ObservedJob(ObservedCase observed) {
        this.observed = observed;
        this.job = new Job(observed.input());
    }

    Job.Memory live() {
        return job.live();
    }

    boolean knows(String name) {
        return groups.containsKey(name);
    }

    Communicator communicator(String name, List<Integer> worldRanks) {
        return groups.get(name).stream()
                .map(Made::communicator)
                .filter(c -> c.spec().worldRanks().equals(worldRanks))
                .findFirst()
                .orElseThrow();
    }

    List<Segments> createdBy(Communicator c, String step) {
        return createdByEach.getOrDefault(key(c, step), List.of());
    }

    List<Job.Connected> connectedBy(Communicator c) {
        return connectedByEach.getOrDefault(key(c, ""), List.of());
    }

    private static String key(Communicator c, String step) {
        return c.spec().name() + c.spec().worldRanks() + step;
    }

    Outcome perform(String step) {
        if (step.equals("init")) {
            return observed.json().at("/platform/world").asBoolean()
                    ? make(step, "world", List.of(observed.world().worldRanks()), Optional.empty(), worldShares())
                    : new Outcome(List.of(), false);
        }
        if (step.contains("=")) {
            String[] parts = step.split("[=:]", -1);
            boolean shares = parts[1].startsWith("split1");
            Optional<String> base = parts[1].contains("@")
                    ? Optional.of(parts[1].substring(parts[1].indexOf('@') + 1))
                    : Optional.empty();
            List<List<Integer>> members = Arrays.stream(parts[2].split("\\+", -1))
                    .map(m -> Arrays.stream(m.split("\\.", -1))
                            .map(Integer::valueOf)
                            .toList())
                    .toList();
            return make(step, parts[0], members, base, shares);
        }
        int dot = step.indexOf('.');
        String group = dot < 0 ? "world" : step.substring(0, dot);
        String operation = step.substring(dot + 1);
        if (operation.equals("destroy")) {
            groups.get(group).forEach(m -> job.destroy(m.communicator()));
            return new Outcome(List.of(), false);
        }
        List<Segments> created = new ArrayList<>();
        boolean failed = false;
        for (Made m : groups.get(group)) {
            String plain = operation.contains("#") ? operation.substring(0, operation.indexOf('#')) : operation;
            for (Operation op : ObservedCase.operations(plain, m.communicator().size())) {
                failed |= note(step, m.communicator(), job.run(m.communicator(), op), created);
            }
        }
        return new Outcome(created, failed);
    }

    private boolean worldShares() {
        return observed.json().at("/platform/worldSplitShare").asBoolean();
    }

    private Outcome make(String step, String name, List<List<Integer>> members, Optional<String> base, boolean shares) {
        List<Segments> created = new ArrayList<>();
        boolean failed = false;
        for (List<Integer> ranks : members) {
            Optional<Communicator> sharing = base.flatMap(b -> groups.get(b).stream()
                    .filter(m -> m.communicator().spec().worldRanks().containsAll(ranks))
                    .filter(Made::shares)
                    .map(Made::communicator)
                    .findFirst());
            Communicator c = job.make(new CommunicatorSpec(name, ranks, ranks), sharing);
            groups.computeIfAbsent(name, n -> new ArrayList<>()).add(new Made(c, shares));
            failed |= note(step, c, job.init(c), created);
        }
        return new Outcome(created, failed);
    }

    private boolean note(String stepName, Communicator c, Job.Step step, List<Segments> created) {
        created.addAll(step.segments());
        createdByEach.merge(key(c, stepName), step.segments(), ObservedJob::joined);
        connectedByEach.merge(key(c, ""), step.connected(), ObservedJob::joined);
        return step.failure().isPresent();
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
