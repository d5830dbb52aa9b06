package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.connect.NodeGraphs;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.graph.GraphSettings;
import dev.shmfit.nccl.graph.NetProxy;
import dev.shmfit.nccl.graph.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * By which NIC, and through whose proxy, the ranks of a communicator send. Ranks in the same place of equal nodes do the
 * same, so each answer is found once. For one thread.
 */
final class NetProxies {
    private static final int NOBODY = -1;

    private final List<Domain> domains;
    private final GraphSettings settings;

    /** Channels of rings and trees that all nodes have, and heads of NVLS. */
    private final int channels;

    private final int heads;

    /** By domain: the first that shares its nodes. */
    private final int[] base;

    /** By rank. */
    private final int[] domain;

    private final int[] place;
    private final Map<Long, Answer> known = new HashMap<>();

    /** The pattern of the channel's graph; 0 for send/recv, which has none. */
    private record Question(int base, int place, int toBase, int toPlace, int pattern, int channel) {
        private static final int MOST_PLACES = 1 << 10;

        private static final int MOST_CHANNELS = 1 << 8;

        private static final int MOST_PATTERNS = 1 << 3;

        /** A number for each. */
        private long key(int domains) {
            long sender = (long) base * MOST_PLACES + place;
            long both = (sender * (domains + 1) + toBase + 1) * MOST_PLACES + toPlace + 1;
            // An odd factor keeps numbers apart, and spreads those that differ in few bits.
            return ((both * MOST_PATTERNS + pattern) * MOST_CHANNELS + channel) * LongSet.SPREAD;
        }
    }

    private record Answer(int proxyPlace, int nic, boolean gdr) {}

    NetProxies(List<Domain> domains, int ranks, GraphSettings settings) {
        this.domains = List.copyOf(domains);
        this.settings = settings;
        this.channels =
                domains.stream().mapToInt(d -> d.graphs().channels()).min().orElse(0);
        this.heads = domains.stream()
                .mapToInt(d -> d.graphs().nvls().channels())
                .min()
                .orElse(0);
        this.base = new int[domains.size()];
        this.domain = new int[ranks];
        this.place = new int[ranks];
        List<Integer> bases = new ArrayList<>();
        for (int d = 0; d < domains.size(); d++) {
            Domain own = domains.get(d);
            base[d] = bases.stream()
                    .filter(b -> domains.get(b).system().sharesNodesWith(own.system()))
                    .findFirst()
                    .orElse(d);
            if (base[d] == d) {
                bases.add(d);
            }
            List<Integer> members = own.system().ranks();
            for (int p = 0; p < members.size(); p++) {
                domain[members.get(p)] = d;
                place[members.get(p)] = p;
            }
        }
    }

    Domain domainOf(int rank) {
        return domains.get(domain[rank]);
    }

    /** Over a channel that a search found. */
    NetProxy ofChannel(Function<NodeGraphs, ChannelGraph> found, int sender, int channel) {
        ChannelGraph graph = found.apply(domainOf(sender).graphs());
        Question q = new Question(
                base[domain[sender]],
                place[sender],
                NOBODY,
                NOBODY,
                graph.pattern().number(),
                channel);
        NetProxy.Found agreed = new NetProxy.Found(graph, graph.pattern() == Pattern.NVLS ? heads : channels);
        return answer(q, sender, () -> NetProxy.of(domainOf(sender).system(), settings, agreed, sender, channel));
    }

    /** For send/recv. */
    NetProxy toPeer(int sender, int receiver, int channel) {
        Question q =
                new Question(base[domain[sender]], place[sender], base[domain[receiver]], place[receiver], 0, channel);
        return answer(
                q,
                sender,
                () -> NetProxy.toPeer(
                        domainOf(sender).system(),
                        settings,
                        sender,
                        channel,
                        new NetProxy.Peer(domainOf(receiver).system(), receiver)));
    }

    private NetProxy answer(Question q, int sender, java.util.function.Supplier<NetProxy> look) {
        long key = q.key(domains.size());
        Answer a = known.get(key);
        if (a == null) {
            NetProxy found = look.get();
            a = new Answer(place[found.rank()], found.nic(), found.gdr());
            known.put(key, a);
        }
        return new NetProxy(domainOf(sender).system().rankAt(a.proxyPlace), a.nic, a.gdr);
    }
}
