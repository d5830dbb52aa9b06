package dev.shmfit.nccl.connect;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.GraphRules;
import dev.shmfit.nccl.graph.P2pChannelCounts;
import dev.shmfit.nccl.graph.TopoSystem;

/**
 * The channels of send/recv (src/graph/paths.cc ncclTopoComputeP2pChannels).
 *
 * @param channels all of them
 * @param perPeer those that one peer uses
 */
public record P2pChannels(int channels, int perPeer) {
    private static final int PEERS_PER_BATCH = 8;

    /**
     * The counts.
     *
     * @param system a domain's system
     * @param rank a rank of it
     * @param ranks ranks in the communicator
     * @param domains domains of the communicator
     * @param communicatorChannels the communicator's channels
     * @param parentP2p the parent's channels where resources are shared, else {@link Integer#MAX_VALUE}
     */
    public static P2pChannels of(
            TopoSystem system,
            NcclVersion version,
            NcclSettings settings,
            int rank,
            int ranks,
            int domains,
            int communicatorChannels,
            int parentP2p) {
        int maxChannels = GraphRules.maxChannels(version);
        int max = (int) settings.number("MAX_P2P_NCHANNELS", maxChannels);
        int min = (int) settings.number("MIN_P2P_NCHANNELS", 1);
        int channels = Math.min(Math.max(Math.min(communicatorChannels, max), min), parentP2p);
        int perPeer = P2pChannelCounts.perPeer(system, settings, rank, ranks, channels);
        perPeer = pow2Up(perPeer);
        channels = pow2Up(channels);
        if (ConnectRules.KERNEL_ARGUMENTS.at(version)) {
            int byArguments = ChannelLimits.of(version, settings, maxChannels).byKernelArguments();
            channels = Math.min(channels, Integer.highestOneBit(Math.max(1, byArguments)));
            if (ConnectRules.PER_PEER_BY_DOMAINS.at(version)
                    && domains > 1
                    && !settings.isSet("NCHANNELS_PER_NET_PEER")) {
                int peers = ConnectRules.PEERS_LIMITED.at(version)
                        ? (int) Math.min(ranks, positive(settings.number("P2P_MAX_PEERS", ranks), ranks))
                        : ranks;
                int batches = (peers + PEERS_PER_BATCH - 1) / PEERS_PER_BATCH;
                while (perPeer * batches > channels && perPeer > 1) {
                    perPeer /= 2;
                }
            } else {
                perPeer = Math.min(perPeer, channels);
            }
        }
        return new P2pChannels(channels, perPeer);
    }

    private static long positive(long set, long otherwise) {
        return set > 0 ? set : otherwise;
    }

    private static int pow2Up(int x) {
        return x <= 1 ? 1 : Integer.highestOneBit(x - 1) << 1;
    }

    /**
     * The channel of part {@code part} of a message. Either the base or the part
     * is mirrored, so that neighbours in one of them are far apart among the channels.
     *
     * @param base the round in which the peer's turn comes
     */
    int channel(NcclVersion version, int base, int part) {
        boolean mirrorsBase = ConnectRules.CHANNEL_FOR_PART.at(version) == ConnectRules.Parts.MIRRORED_BASE;
        return mirrorsBase ? (mirror(base % channels) + part) % channels : (base + mirror(part)) % channels;
    }

    private int mirror(int value) {
        int mirrored = 0;
        for (int b = 1, m = channels >> 1; b < channels; b <<= 1, m >>= 1) {
            if ((value & b) != 0) {
                mirrored |= m;
            }
        }
        return mirrored;
    }
}
