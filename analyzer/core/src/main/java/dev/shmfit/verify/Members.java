package dev.shmfit.verify;

import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.LoggedPair;
import dev.shmfit.log.LoggedRank;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ranks of a communicator that run on the captured node.
 *
 * @param gpus GPU index by rank, for those ranks
 * @param how by what the GPUs were told
 * @param all whether these are all ranks of the communicator
 * @param obstacle why there is nothing to compare; empty where there is
 */
record Members(SortedMap<Integer, Integer> gpus, Text how, boolean all, Optional<Text> obstacle) {
    static Members of(LoggedCommunicator c, GpuIdentity identity) {
        Optional<String> host = mainHost(c);
        boolean spans = c.nodes().orElse(1) > 1 || spansHosts(c);
        SortedMap<Integer, Integer> gpus = new TreeMap<>();
        Text how = Text.EMPTY;
        List<Integer> unknown = new ArrayList<>();
        for (int rank = 0; rank < c.size(); rank++) {
            if (spans && !isOn(c, rank, host)) {
                continue;
            }
            Optional<GpuIdentity.Told> told = identity.of(c, rank);
            if (told.isEmpty()) {
                unknown.add(rank);
                continue;
            }
            gpus.put(rank, told.get().gpu());
            how = told.get().how();
        }
        boolean twice = gpus.values().stream().distinct().count() < gpus.size();
        if (gpus.isEmpty() && unknown.size() == c.size() && !spans) {
            return inOrder(c, identity);
        }
        Optional<Text> obstacle = twice
                ? Optional.of(Text.of("verify/several-ranks-one-gpu"))
                : gpus.size() < 2
                        ? Optional.of(
                                gpus.isEmpty()
                                        ? c.ranks().isEmpty() && c.devices().isEmpty()
                                                ? Text.of("verify/ranks-not-said")
                                                : Text.of("verify/gpus-not-captured")
                                        : Text.of("verify/one-rank-found"))
                        : Optional.empty();
        return new Members(gpus, how, gpus.size() == c.size() && !spans, obstacle);
    }

    /** A log that names no device says at least how many ranks there are; all of a node's GPUs can be meant only. */
    private static Members inOrder(LoggedCommunicator c, GpuIdentity identity) {
        SortedMap<Integer, Integer> gpus = new TreeMap<>();
        if (c.sized() && c.size() == identity.all().size()) {
            for (int r = 0; r < c.size(); r++) {
                gpus.put(r, identity.all().get(r));
            }
            return new Members(gpus, Text.of("verify/by-order"), true, Optional.empty());
        }
        boolean named = !c.ranks().isEmpty() || !c.devices().isEmpty();
        return new Members(
                gpus,
                Text.EMPTY,
                false,
                Optional.of(named ? Text.of("verify/gpus-not-captured") : Text.of("verify/gpus-not-said")));
    }

    private static boolean spansHosts(LoggedCommunicator c) {
        long hosts = c.ranks().values().stream()
                .map(r -> r.origin().host())
                .distinct()
                .count();
        Map<String, Integer> seen = new HashMap<>();
        for (Map.Entry<Integer, String> d : c.devices().entrySet()) {
            if (seen.put(d.getValue(), d.getKey()) != null) {
                return true;
            }
        }
        return hosts > 1;
    }

    private static Optional<String> mainHost(LoggedCommunicator c) {
        Map<String, Integer> count = new LinkedHashMap<>();
        for (LoggedRank r : c.ranks().values()) {
            count.merge(r.origin().host(), 1, Integer::sum);
        }
        return count.entrySet().stream()
                .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                .map(Map.Entry::getKey);
    }

    /** On the host, or joined to a rank there by what does not leave a host. */
    private static boolean isOn(LoggedCommunicator c, int rank, Optional<String> host) {
        LoggedRank own = c.ranks().get(rank);
        if (own != null) {
            return host.isPresent() && own.origin().host().equals(host.get());
        }
        for (LoggedPair p : c.pairs()) {
            int peer = p.from() == rank ? p.to() : p.to() == rank ? p.from() : -1;
            LoggedRank other = peer < 0 ? null : c.ranks().get(peer);
            if (other != null
                    && host.isPresent()
                    && other.origin().host().equals(host.get())
                    && p.via().transport() != Transport.NET) {
                return true;
            }
        }
        return false;
    }
}
