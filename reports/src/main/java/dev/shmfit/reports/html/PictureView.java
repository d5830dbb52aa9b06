package dev.shmfit.reports.html;

import java.util.List;

/**
 * The node as a drawing, in its own units: boxes within boxes (sockets, NUMA nodes, switches), devices in them, below
 * them NVLink, and below that which pairs NCCL connects and how.
 *
 * @param assumed whether labels show facts that were assumed, with a question mark
 * @param hasRings whether the rings are known, so that they and not all pairs are shown first
 * @param rings the different rings, each {@code CHANNEL+CHANNEL:GPU-GPU-GPU}, parted by blanks; empty where not known
 * @param hasOthers whether there are pairs that are neighbours in no ring
 */
record PictureView(
        int width,
        int height,
        List<Box> boxes,
        List<Chip> chips,
        List<Wire> wires,
        List<Bar> bars,
        List<Dot> dots,
        List<Arc> arcs,
        boolean assumed,
        boolean hasRings,
        boolean hasOthers,
        String rings,
        String summary) {
    /** A device that holds others. */
    record Box(int x, int y, int width, int height, String css, String label, String detail, String title) {}

    /** A device that holds none. */
    record Chip(
            int x,
            int y,
            int width,
            int height,
            String css,
            String label,
            String detail,
            String note,
            String title,
            String gpu) {}

    /** A straight link. */
    record Wire(int x1, int y1, int x2, int y2, String css, String label, int labelX, int labelY) {}

    /** An NVSwitch: all that stand on it reach each other. */
    record Bar(int x, int y, int width, int height, String label) {}

    /** A rank in the picture of the transports. */
    record Dot(int x, int y, String label, String gpu, String title) {}

    /**
     * A curved link.
     *
     * @param scope {@code ring}, {@code other} or {@code nvlink}
     * @param key both GPU indices, as the matrix has them
     */
    record Arc(String path, String css, String scope, String label, int labelX, int labelY, String key, String title) {}
}
