package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The result of a search, and its scratch copy while it runs (src/include/graph.h struct ncclTopoGraph): the channels as
 * orders of ranks, with bandwidth per channel and path types.
 */
public final class ChannelGraph {
    private static final int[] NOTHING = {};

    Pattern pattern;
    int minChannels;
    int maxChannels;
    int crossNic;
    int channels;
    float bwIntra;
    float bwInter;
    float latencyInter;
    int typeIntra;
    int typeInter;
    boolean sameChannels;
    int hops;
    final int gpus;
    final int[] intra;

    /** Two NICs for each channel, as indices of NET nodes: where it comes from, where it goes. */
    final int[] inter;

    ChannelGraph(Pattern pattern, int minChannels, int maxChannels, int gpus) {
        this.pattern = pattern;
        this.minChannels = minChannels;
        this.maxChannels = maxChannels;
        this.gpus = gpus;
        int room = Math.max(maxChannels, gpus) + 1;
        this.intra = new int[room * gpus];
        this.inter = new int[room * 2];
    }

    private ChannelGraph(ChannelGraph o, int[] intra, int[] inter) {
        this.gpus = o.gpus;
        this.intra = intra;
        this.inter = inter;
        copyScalars(o);
    }

    ChannelGraph copy() {
        return new ChannelGraph(this, intra.clone(), inter.clone());
    }

    /** What {@link #set} takes from it; without room for more channels. */
    ChannelGraph snapshot() {
        return channels == 0
                ? new ChannelGraph(this, NOTHING, NOTHING)
                : new ChannelGraph(this, Arrays.copyOf(intra, channels * gpus), Arrays.copyOf(inter, channels * 2));
    }

    /**
     * What the search finds on an equal node, whose ranks come in the same order.
     *
     * @param own ranks of this node, ascending
     * @param others the ranks of the other, ascending
     */
    public ChannelGraph of(List<Integer> own, List<Integer> others) {
        ChannelGraph copy = copy();
        for (int i = 0; i < channels * gpus; i++) {
            int place = own.indexOf(intra[i]);
            // Behind an NVLS head nothing is filled in: 0, whether or not that is a rank of this node.
            copy.intra[i] = place < 0 ? 0 : others.get(place);
        }
        return copy;
    }

    /** Takes over settings and channels; what lies beyond the last channel is scratch. */
    void set(ChannelGraph o) {
        copyScalars(o);
        System.arraycopy(o.intra, 0, intra, 0, o.channels * gpus);
        System.arraycopy(o.inter, 0, inter, 0, o.channels * 2);
    }

    private void copyScalars(ChannelGraph o) {
        this.pattern = o.pattern;
        this.minChannels = o.minChannels;
        this.maxChannels = o.maxChannels;
        this.crossNic = o.crossNic;
        this.channels = o.channels;
        this.bwIntra = o.bwIntra;
        this.bwInter = o.bwInter;
        this.latencyInter = o.latencyInter;
        this.typeIntra = o.typeIntra;
        this.typeInter = o.typeInter;
        this.sameChannels = o.sameChannels;
        this.hops = o.hops;
    }

    public Pattern pattern() {
        return pattern;
    }

    /** Number of channels found. */
    public int channels() {
        return channels;
    }

    /** GB/s per channel inside the node. */
    public float bwIntra() {
        return bwIntra;
    }

    /** GB/s per channel to the network. */
    public float bwInter() {
        return bwInter;
    }

    public float latencyInter() {
        return latencyInter;
    }

    /** The worst path type inside the node, as the version's number. */
    public int typeIntra() {
        return typeIntra;
    }

    /** The worst path type to the network, as the version's number. */
    public int typeInter() {
        return typeInter;
    }

    public boolean sameChannels() {
        return sameChannels;
    }

    public int crossNic() {
        return crossNic;
    }

    /** The ranks of channel {@code c}, in order. */
    public List<Integer> order(int c) {
        List<Integer> ranks = new ArrayList<>();
        for (int i = 0; i < gpus; i++) {
            ranks.add(intra[c * gpus + i]);
        }
        return ranks;
    }
}
