package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.connect.P2pChannels;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.nccl.tuning.Algorithm;
import dev.shmfit.units.ByteCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A job's NCCL life on one node, step by step: communicators are made, operations run. Each step answers with what it
 * newly put into /dev/shm. Mutable; one job, one instance.
 */
public final class Job {
    private final NcclNode node;
    private final NcclVersion version;
    private final NcclSettings settings;
    private final CuMem cuMem;
    private final SegmentSizes sizes;

    /**
     * What a step did.
     *
     * @param segments new files in /dev/shm, on the node
     * @param cuMemHostBytes host memory allocated through the driver instead
     * @param failure why the step fails, whatever the size of /dev/shm
     */
    public record Step(List<Segments> segments, ByteCount cuMemHostBytes, Optional<String> failure) {
        public Step {
            segments = List.copyOf(segments);
        }
    }

    public Job(NcclNode node) {
        this.node = node;
        this.version = node.version();
        this.settings = node.settings();
        this.cuMem = CuMem.of(version, settings, node.platform());
        this.sizes = SegmentSizes.of(version, settings, node.platform().arm());
    }

    /** Collects what one step creates. */
    private final class Tally {
        private final Map<SegmentKind, Long> counts = new LinkedHashMap<>();
        private ByteCount host = ByteCount.ZERO;
        private ByteCount nvlsSize = ByteCount.ZERO;
        private Optional<String> failure = Optional.empty();

        private void add(SegmentKind kind) {
            counts.merge(kind, 1L, Long::sum);
        }

        private Step step() {
            List<Segments> segments = counts.entrySet().stream()
                    .map(e -> new Segments(e.getKey(), size(e.getKey()), e.getValue()))
                    .toList();
            return new Step(segments, host, failure);
        }

        private ByteCount size(SegmentKind kind) {
            return switch (kind) {
                case SHM_RECEIVE -> sizes.receive();
                case SHM_SEND -> sizes.send();
                case PROXY_POOL -> sizes.pool();
                case NVLS -> nvlsSize;
                case P2P_MEMCPY -> sizes.p2pMemcpy();
                case NET_PROXY -> ByteCount.ZERO;
            };
        }
    }

    /**
     * Decides everything about a communicator; nothing is connected yet.
     *
     * @param sharing the communicator whose resources it shares, if any
     * @throws dev.shmfit.nccl.transport.NcclInitFailure where NCCL gives up
     */
    public Communicator make(CommunicatorSpec spec, Optional<Communicator> sharing) {
        return new CommunicatorInit(node, spec, sharing).run();
    }

    /** The files that ncclCommInitRank leaves. */
    public Step init(Communicator c) {
        Tally tally = new Tally();
        if (c.eager()) {
            if (c.size() > 1) {
                connectRings(c, tally);
                connectTrees(c, tally);
            }
            for (int r = 0; r < c.size(); r++) {
                pool(c, r, tally);
            }
        }
        nvlsGroup(c, tally);
        return tally.step();
    }

    /** The files that an operation newly creates. */
    public Step run(Communicator c, Operation operation) {
        Tally tally = new Tally();
        if (c.size() > 1) {
            if (operation instanceof Operation.OfAll all) {
                collective(c, all, tally);
            } else if (operation instanceof Operation.SendReceive sr) {
                sendReceive(c, sr.from(), sr.to(), tally);
            } else {
                for (int a = 0; a < c.size(); a++) {
                    for (int b = 0; b < c.size(); b++) {
                        if (a != b) {
                            sendReceive(c, a, b, tally);
                        }
                    }
                }
            }
        }
        return tally.step();
    }

    private void collective(Communicator c, Operation.OfAll op, Tally tally) {
        var decision = c.tuner().choose(op.collective(), op.bytes());
        if (decision instanceof dev.shmfit.nccl.tuning.Decision.Refused refused) {
            tally.failure = Optional.of(refused.summary());
            return;
        }
        if (c.eager() || !(decision instanceof dev.shmfit.nccl.tuning.Decision.Chosen chosen)) {
            return;
        }
        if (chosen.algorithm() == Algorithm.RING) {
            connectRings(c, tally);
        } else if (chosen.algorithm() == Algorithm.TREE) {
            connectTrees(c, tally);
        }
    }

    private void connectRings(Communicator c, Tally tally) {
        for (int ch = 0; ch < c.channels().size(); ch++) {
            for (int r = 0; r < c.size(); r++) {
                connect(c, r, c.channels().next(ch, r), ch, 0, tally);
            }
        }
    }

    private void connectTrees(Communicator c, Tally tally) {
        for (int ch = 0; ch < c.channels().size(); ch++) {
            for (int r = 0; r < c.size(); r++) {
                for (int child : c.channels().children(ch, r)) {
                    connect(c, r, child, ch, 0, tally);
                    connect(c, child, r, ch, 0, tally);
                }
            }
        }
    }

    private void sendReceive(Communicator c, int from, int to, Tally tally) {
        int connIndex = version.atLeast(9, 6) ? 1 : 0;
        P2pChannels p2p = new P2pChannels(c.counts().p2p(), c.counts().p2pPerPeer());
        int base = round(c.size(), from, to);
        for (int part = 0; part < c.counts().p2pPerPeer(); part++) {
            connect(c, from, to, p2p.channel(version, base, part), connIndex, tally);
        }
    }

    /** In which round of the schedule {@code from} sends to {@code to} (src/init.cc, p2p schedule; 2.22 on). */
    private int round(int ranks, int from, int to) {
        int delta = (to - from + ranks) % ranks;
        if (!version.atLeast(22, 3)) {
            return delta;
        }
        int pow2 = ranks <= 1 ? 1 : Integer.highestOneBit(ranks - 1) << 1;
        int round = 0;
        int at = 0;
        for (int i = 1; i <= pow2; i++) {
            if (at == delta) {
                return round;
            }
            if (at < ranks) {
                round++;
            }
            at = (at + i) & (pow2 - 1);
        }
        return round;
    }

    private void connect(Communicator c, int from, int to, int channel, int connIndex, Tally tally) {
        if (from == to || to < 0) {
            return;
        }
        Decision d = c.decision(from, to);
        int a = c.worldRank(from);
        int b = c.worldRank(to);
        if (d.transport() == Transport.ERROR) {
            tally.failure = Optional.of("no transport for rank " + from + " to rank " + to);
            return;
        }
        if (!c.resources().connect(new Resources.Connection(a, b, channel, connIndex), d.transport())) {
            return;
        }
        switch (d.transport()) {
            case SHM -> connectShm(c, from, to, tally);
            case NET -> {
                pool(c, from, tally);
                pool(c, to, tally);
            }
            case P2P -> {
                if (Settings.p2pMemcpy(version, settings)) {
                    tally.add(SegmentKind.P2P_MEMCPY);
                    pool(c, from, tally);
                    pool(c, to, tally);
                }
            }
            case ERROR, UNKNOWN -> {}
        }
    }

    private void connectShm(Communicator c, int from, int to, Tally tally) {
        boolean sameProcess =
                node.platform().processOf(c.worldRank(from)) == node.platform().processOf(c.worldRank(to));
        if (cuMem.host() && !sameProcess) {
            if (cuMem.hostFailsHard()) {
                tally.failure = Optional.of("the driver refuses cuMem host memory, and NCCL " + version
                        + " does not fall back to /dev/shm");
                return;
            }
            tally.host = tally.host.plus(sizes.hostAllocations(node.platform().cuMemHostGranularity()));
        } else {
            tally.add(SegmentKind.SHM_RECEIVE);
            tally.add(SegmentKind.SHM_SEND);
        }
        if (Settings.shmMemcpy(version, settings, 1)) {
            pool(c, from, tally);
        }
        if (Settings.shmMemcpy(version, settings, 2)) {
            pool(c, to, tally);
        }
    }

    private void pool(Communicator c, int rank, Tally tally) {
        if (sizes.pool().bytes() > 0 && c.resources().addPool(c.worldRank(rank))) {
            tally.add(SegmentKind.PROXY_POOL);
        }
    }

    private void nvlsGroup(Communicator c, Tally tally) {
        if (!c.nvls() || c.domains().stream().allMatch(d -> d.system().gpuCount() < 2)) {
            return;
        }
        boolean reuses =
                c.sharesParent() && version.atLeast(22, 3) && c.resources().hasNvlsGroupOfSize(c.size());
        ByteCount size = sizes.nvls(c.size());
        if (size.bytes() > 0 && !reuses) {
            c.resources().addNvlsGroup(Set.copyOf(c.spec().worldRanks()));
            tally.nvlsSize = size;
            tally.add(SegmentKind.NVLS);
        }
    }
}
