package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.graph.NetProxy;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.nccl.tuning.Decision;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A job's NCCL life on one node, step by step: communicators are made, operations run, communicators are destroyed. Each
 * step answers with what it newly put into /dev/shm, or took away. Mutable; one job, one instance.
 */
public final class Job {
    private final NcclNode node;
    private final DecidedCommunicators decided;
    private final Predicate<Holding> counted;

    /** The only node whose connections are followed; -1 for all. */
    private final int watched;

    private final CuMem cuMem;
    private final SegmentSizes sizes;
    private final Set<Resources> families = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * What a step did.
     *
     * @param segments new files in /dev/shm, on the node
     * @param cuMemHostBytes host memory allocated through the driver instead
     * @param connected new connections, of which not all take memory
     * @param failure why the step fails, whatever the size of /dev/shm
     */
    public record Step(
            List<Segments> segments, ByteCount cuMemHostBytes, List<Connected> connected, Optional<Text> failure) {
        public Step {
            segments = List.copyOf(segments);
            connected = List.copyOf(connected);
        }
    }

    /**
     * A new connection.
     *
     * @param from the sending rank, in the communicator
     * @param to the receiving rank, in the communicator
     * @param channel on which channel
     * @param connIndex which of the connectors on that channel: 1 for send/recv from 2.12
     * @param transport how
     * @param net over the network: by which NIC the sender goes, and through whose proxy
     */
    public record Connected(
            int from, int to, int channel, int connIndex, Transport transport, Optional<NetProxy> net) {}

    /**
     * Memory in place, or given back.
     *
     * @param segments files in /dev/shm, on the node
     * @param cuMemHostBytes host memory from the driver
     */
    public record Memory(List<Segments> segments, ByteCount cuMemHostBytes) {
        public Memory {
            segments = List.copyOf(segments);
        }
    }

    /** A job of which the memory of all containers is counted. */
    public Job(NcclNode node) {
        this(new DecidedCommunicators(node), h -> true, -1);
    }

    /**
     * A job of which the memory of one container is counted.
     *
     * @param decided communicators decided before, from whichever node or container they were looked at
     * @param onNode on which node the container is
     * @param pod its place in the node's {@link dev.shmfit.nccl.Pods}
     */
    public static Job seenFrom(DecidedCommunicators decided, int onNode, int pod) {
        return new Job(decided, h -> h.node() == onNode && decided.node().pods().of(h.gpu()) == pod, onNode);
    }

    private Job(DecidedCommunicators decided, Predicate<Holding> counted, int watched) {
        this.node = decided.node();
        this.decided = decided;
        this.watched = watched;
        this.counted = counted;
        this.cuMem = CuMem.of(node.version(), node.settings(), node.platform());
        this.sizes = SegmentSizes.ofJob(
                node.version(), node.settings(), node.platform().arm());
    }

    /**
     * Decides everything about a communicator; nothing is connected yet.
     *
     * @param sharing the communicator whose resources it shares, if any: its parent where that was made with splitShare
     * @throws dev.shmfit.nccl.transport.NcclInitFailure where NCCL gives up
     */
    public Communicator make(CommunicatorSpec spec, Optional<Communicator> sharing) {
        Communicator made = sharing.isPresent() ? new CommunicatorInit(node, spec, sharing).run() : decided.make(spec);
        made.resources().join(made);
        families.add(made.resources());
        return made;
    }

    /** The files that ncclCommInitRank leaves. */
    public Step init(Communicator c) {
        Connector connector = connector(c);
        if (c.eager()) {
            if (c.size() > 1) {
                connector.rings();
                connector.trees();
                connector.nvlsTrees();
                connector.patWhereAlone();
                connector.nvbPeers();
            }
            for (int r = 0; r < c.size(); r++) {
                connector.pool(r);
            }
        }
        CollNetBound bound = new CollNetBound(node, c, connector);
        bound.heads();
        if (c.eager()) {
            bound.connections();
        }
        connector.nvlsGroups();
        return step(connector);
    }

    /** The files that an operation newly creates. */
    public Step run(Communicator c, Operation operation) {
        Connector connector = connector(c);
        if (c.size() > 1) {
            if (operation instanceof Operation.OfAll all) {
                collective(c, all, connector);
                new CollNetBound(node, c, connector).collective();
            } else if (operation instanceof Operation.SendReceive sr) {
                connector.sendReceive(sr.from(), sr.to());
            } else {
                connector.allToAll();
            }
        }
        return step(connector);
    }

    /** What ncclCommDestroy, on all ranks of the communicator, gives back. A second time: nothing. */
    public Memory destroy(Communicator c) {
        return c.resources().isAlive(c) ? memory(c.resources().leave(c)) : new Memory(List.of(), ByteCount.ZERO);
    }

    /** What all communicators hold together at this moment. */
    public Memory live() {
        return memory(families.stream().flatMap(f -> f.held().stream()).toList());
    }

    /** What all communicators hold together on one node at this moment. */
    public Memory liveOn(int onNode) {
        return memory(families.stream()
                .flatMap(f -> f.held().stream())
                .filter(h -> h.node() == onNode)
                .toList());
    }

    /**
     * What has come into /dev/shm of each container of one node up to this moment, in whole pages.
     *
     * @param pageSize in which /dev/shm counts
     */
    List<ByteCount> pagesOn(int onNode, ByteCount pageSize) {
        ByteCount[] pods = new ByteCount[node.pods().count()];
        Arrays.fill(pods, ByteCount.ZERO);
        for (Resources family : families) {
            for (Holding h : family.held()) {
                if (h.node() == onNode && !h.cuMemHost()) {
                    int pod = node.pods().of(h.gpu());
                    pods[pod] = pods[pod].plus(new Segments(h.kind(), h.bytes(), 1).inPagesOf(pageSize));
                }
            }
        }
        return List.of(pods);
    }

    private Connector connector(Communicator c) {
        return new Connector(node, cuMem, sizes, c, watched);
    }

    private void collective(Communicator c, Operation.OfAll op, Connector connector) {
        Decision decision = c.tuner().choose(op.collective(), op.bytes());
        if (node.collNet() == CollNet.LEAST) {
            return;
        }
        if (decision instanceof Decision.Refused refused) {
            connector.fail(refused.summary());
        } else if (!c.eager() && decision instanceof Decision.Chosen chosen) {
            switch (chosen.algorithm()) {
                case RING -> connector.rings();
                case TREE -> connector.trees();
                case PAT -> connector.pat();
                case NVLS_TREE -> connector.nvlsTrees();
                // Multicast needs no connection; CollNet is bounded, not chosen.
                case NVLS, COLLNET_DIRECT, COLLNET_CHAIN -> {}
            }
        }
    }

    private Step step(Connector connector) {
        Memory created = memory(connector.created());
        return new Step(created.segments(), created.cuMemHostBytes(), connector.connected(), connector.failure());
    }

    private record Alike(SegmentKind kind, ByteCount bytes) {}

    private Memory memory(List<Holding> holdings) {
        Map<Alike, Long> files = new LinkedHashMap<>();
        ByteCount host = ByteCount.ZERO;
        for (Holding h : holdings.stream().filter(counted).toList()) {
            if (h.cuMemHost()) {
                host = host.plus(h.bytes());
            } else {
                files.merge(new Alike(h.kind(), h.bytes()), 1L, Long::sum);
            }
        }
        List<Segments> segments = files.entrySet().stream()
                .map(e -> new Segments(e.getKey().kind(), e.getKey().bytes(), e.getValue()))
                .toList();
        return new Memory(segments, host);
    }
}
