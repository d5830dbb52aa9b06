package dev.shmfit.nccl.transport;

import java.util.Arrays;

/**
 * Two answers about ordered pairs of GPUs, by NVML index: NVML's P2P status for read and write, and CUDA's
 * cudaDeviceCanAccessPeer. Immutable.
 */
public final class GpuAccess {
    private final boolean[][] nvmlOk;
    private final boolean[][] canAccessPeer;
    private final boolean[][] denied;

    /**
     * @param nvmlOk read and write status OK, from row to column
     * @param canAccessPeer CUDA's answer, from row to column
     */
    public GpuAccess(boolean[][] nvmlOk, boolean[][] canAccessPeer) {
        this(nvmlOk, canAccessPeer, new boolean[0][]);
    }

    private GpuAccess(boolean[][] nvmlOk, boolean[][] canAccessPeer, boolean[][] denied) {
        this.nvmlOk = deepCopy(nvmlOk);
        this.canAccessPeer = deepCopy(canAccessPeer);
        this.denied = deepCopy(denied);
    }

    /**
     * The same, where CUDA itself was asked.
     *
     * @param pairs of which CUDA said no, from row to column
     */
    public GpuAccess withDenied(boolean[][] pairs) {
        return new GpuAccess(nvmlOk, canAccessPeer, pairs);
    }

    /** Whether CUDA was asked about the pair and said no: then nothing that NCCL looks at before makes it P2P. */
    boolean isDenied(int from, int to) {
        return from != to && at(denied, from, to);
    }

    /** All pairs of {@code gpus} GPUs alike. */
    public static GpuAccess uniform(int gpus, boolean nvmlOk, boolean canAccessPeer) {
        return new GpuAccess(filled(gpus, nvmlOk), filled(gpus, canAccessPeer));
    }

    public boolean nvmlOk(int from, int to) {
        return from == to || at(nvmlOk, from, to);
    }

    public boolean canAccessPeer(int from, int to) {
        return from == to || at(canAccessPeer, from, to);
    }

    private static boolean at(boolean[][] matrix, int from, int to) {
        return from < matrix.length && to < matrix[from].length && matrix[from][to];
    }

    private static boolean[][] deepCopy(boolean[][] m) {
        return Arrays.stream(m).map(boolean[]::clone).toArray(boolean[][]::new);
    }

    private static boolean[][] filled(int n, boolean value) {
        boolean[][] m = new boolean[n][n];
        for (boolean[] row : m) {
            Arrays.fill(row, value);
        }
        return m;
    }
}
