package dev.shmfit.analysis.stated;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many ranks and nodes launchers, allocations and environments tell of, in the variables of torchrun: WORLD_SIZE ranks
 * in all, LOCAL_WORLD_SIZE on each of GROUP_WORLD_SIZE nodes.
 *
 * @param gpus of the node that the job may use
 */
public record CountsRead(Map<String, Readings<String>> settings, int gpus) {
    private static final String ALL = "WORLD_SIZE";
    private static final String LOCAL = "LOCAL_WORLD_SIZE";
    private static final String GROUPS = "GROUP_WORLD_SIZE";

    public CountsRead {
        // Not Map.copyOf: TeaVM's divides by the size of an empty one.
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The nodes: as told, else by the ranks of all nodes and of one. */
    public static Optional<Reading.Known<Integer>> nodes(Map<String, Readings<String>> settings) {
        Optional<Reading.Known<Integer>> told = count(settings, GROUPS);
        Optional<Reading.Known<Integer>> all = count(settings, ALL);
        Optional<Reading.Known<Integer>> local = count(settings, LOCAL);
        return told.isPresent() || local.isEmpty()
                ? told
                : all.filter(a -> a.value() % local.get().value() == 0)
                        .map(a -> new Reading.Known<>(a.value() / local.get().value(), a.source()));
    }

    /** The ranks that a launcher starts on the node, where it has so many GPUs. */
    public Optional<Reading.Known<Integer>> ranks() {
        return count(settings, LOCAL).filter(r -> r.value() <= gpus);
    }

    /**
     * What a count says that the answer does not go by: more ranks than the node has GPUs, or ranks in all that the nodes
     * known of do not make up.
     *
     * @param taken ranks on the node
     */
    public Optional<Finding> unmatched(int taken) {
        Optional<Reading.Known<Integer>> local = count(settings, LOCAL).filter(r -> r.value() > gpus);
        if (local.isPresent()) {
            return local.map(l -> finding("node", l, taken, 1));
        }
        int nodes = nodes(settings).map(Reading.Known::value).orElse(1);
        return count(settings, ALL)
                .filter(a -> a.value() != (long) taken * nodes)
                .map(a -> finding("all", a, taken, nodes));
    }

    private Finding finding(String where, Reading.Known<Integer> said, int taken, int nodes) {
        return Finding.of(
                        "ranks-not-on-node",
                        Severity.WARNING,
                        Owner.JOB,
                        Text.of(
                                "verdict/ranks-not-on-node.summary",
                                "at",
                                said.source(),
                                "where",
                                where,
                                "said",
                                said.value(),
                                "gpus",
                                gpus,
                                "taken",
                                taken,
                                "nodes",
                                nodes),
                        Text.of("verdict/ranks-not-on-node.explanation"),
                        Text.of(
                                "verdict/ranks-not-on-node.remedy",
                                "ranks",
                                UserInput.RANKS,
                                "nodes",
                                UserInput.FACT + " nodes=N"))
                .from(List.of(said.source()));
    }

    private static Optional<Reading.Known<Integer>> count(Map<String, Readings<String>> settings, String name) {
        Readings<String> readings = settings.get(name);
        return readings != null
                        && readings.best() instanceof Reading.Known<String> k
                        && k.value().matches("[1-9]\\d{0,4}")
                ? Optional.of(new Reading.Known<>(Integer.valueOf(k.value(), 10), k.source()))
                : Optional.empty();
    }
}
