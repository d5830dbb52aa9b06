package dev.shmfit.nccl.connect;

import dev.shmfit.nccl.plan.TreeEdge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A communicator's channels: per channel and rank the ring neighbours and the tree's parent and children. Ranks are the
 * communicator's; -1 stands for none.
 */
public final class Channels {
    /** Children that a rank can have in a tree. */
    public static final int TREE_ARITY = 3;

    private final int ranks;
    private final List<int[]> prev = new ArrayList<>();
    private final List<int[]> next = new ArrayList<>();
    private final List<int[]> up = new ArrayList<>();
    private final List<int[][]> down = new ArrayList<>();

    Channels(int ranks) {
        this.ranks = ranks;
    }

    /** Adds a channel without any connection. */
    int addEmpty() {
        prev.add(filled());
        next.add(filled());
        up.add(filled());
        int[][] children = new int[ranks][TREE_ARITY];
        for (int[] c : children) {
            Arrays.fill(c, -1);
        }
        down.add(children);
        return prev.size() - 1;
    }

    private int[] filled() {
        int[] none = new int[ranks];
        Arrays.fill(none, -1);
        return none;
    }

    /** Adds a channel equal to channel {@code c}. */
    void addCopy(int c) {
        prev.add(prev.get(c).clone());
        next.add(next.get(c).clone());
        up.add(up.get(c).clone());
        down.add(Arrays.stream(down.get(c)).map(int[]::clone).toArray(int[][]::new));
    }

    /** Copies channels from the first on until there are {@code count} (src/graph/connect.cc copyChannels). */
    void copyUpTo(int count) {
        int start = size();
        for (int c = start; c < count; c++) {
            addCopy(c - start);
        }
    }

    void truncate(int count) {
        while (size() > count) {
            int last = size() - 1;
            prev.remove(last);
            next.remove(last);
            up.remove(last);
            down.remove(last);
        }
    }

    void ringEdge(int c, int from, int to) {
        next.get(c)[from] = to;
        prev.get(c)[to] = from;
    }

    void parent(int c, int rank, int parent) {
        up.get(c)[rank] = parent;
    }

    /** Adds a child in the first free place. */
    void child(int c, int rank, int child) {
        int[] children = down.get(c)[rank];
        for (int i = 0; i < TREE_ARITY; i++) {
            if (children[i] < 0) {
                children[i] = child;
                return;
            }
        }
    }

    public int size() {
        return prev.size();
    }

    public int next(int c, int rank) {
        return next.get(c)[rank];
    }

    public int up(int c, int rank) {
        return up.get(c)[rank];
    }

    /** The child of {@code rank} in that place; -1 for none, and then for none in later places. */
    public int childAt(int c, int rank, int place) {
        return down.get(c)[rank][place];
    }

    /** The children of {@code rank}, without the empty places. */
    public List<Integer> children(int c, int rank) {
        return Arrays.stream(down.get(c)[rank]).filter(r -> r >= 0).boxed().toList();
    }

    /** Ring {@code c} from rank 0 on (src/graph/rings.cc ncclBuildRings). */
    public List<Integer> ring(int c) {
        List<Integer> order = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < ranks && at >= 0; i++) {
            order.add(at);
            at = next.get(c)[at];
        }
        return order;
    }

    /** The edges of tree {@code c}, from each rank to its children, ranks ascending. */
    public List<TreeEdge> tree(int c) {
        List<TreeEdge> edges = new ArrayList<>();
        for (int r = 0; r < ranks; r++) {
            for (int child : children(c, r)) {
                edges.add(new TreeEdge(r, child));
            }
        }
        return edges;
    }
}
