package dev.shmfit.nccl.connect;

/**
 * The two binary trees over nodes that NCCL lays so that each node is a leaf in one of them (src/graph/trees.cc
 * ncclGetDtree). Positions are node numbers; -1 stands for none.
 *
 * @param up parent
 * @param down0 first child
 * @param down1 second child
 * @param childType whether the node is its parent's first (0) or second (1) child
 */
record DoubleTree(int up, int down0, int down1, int childType) {
    static DoubleTree first(int nodes, int node) {
        return binary(nodes, node);
    }

    /** The mirror image for an even number of nodes, else the first tree shifted by one. */
    static DoubleTree second(int nodes, int node) {
        if (nodes % 2 == 1) {
            DoubleTree t = binary(nodes, (node - 1 + nodes) % nodes);
            return new DoubleTree(shift(t.up, nodes), shift(t.down0, nodes), shift(t.down1, nodes), t.childType);
        }
        DoubleTree t = binary(nodes, nodes - 1 - node);
        return new DoubleTree(mirror(t.up, nodes), mirror(t.down0, nodes), mirror(t.down1, nodes), t.childType);
    }

    private static int shift(int n, int nodes) {
        return n == -1 ? -1 : (n + 1) % nodes;
    }

    private static int mirror(int n, int nodes) {
        return n == -1 ? -1 : nodes - 1 - n;
    }

    private static DoubleTree binary(int nodes, int node) {
        int bit = 1;
        while (bit < nodes && (bit & node) == 0) {
            bit <<= 1;
        }
        if (node == 0) {
            return new DoubleTree(-1, -1, nodes > 1 ? bit >> 1 : -1, 0);
        }
        int up = (node ^ bit) | (bit << 1);
        if (up >= nodes) {
            up = node ^ bit;
        }
        int low = bit >> 1;
        int down0 = low == 0 ? -1 : node - low;
        int down1 = low == 0 ? -1 : node + low;
        while (down1 >= nodes) {
            down1 = low == 0 ? -1 : node + low;
            low >>= 1;
        }
        return new DoubleTree(up, down0, down1, node < up ? 0 : 1);
    }
}
