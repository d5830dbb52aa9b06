package dev.shmfit.units;

/** Versions of CUDA as CUDA counts them: 12.8 is 12080. */
public final class CudaVersion {
    private CudaVersion() {}

    /** {@code 12080} for 12 and 8. */
    public static int counted(int major, int minor) {
        return major * 1000 + minor * 10;
    }

    /** {@code 12.8} for 12080. */
    public static String text(int counted) {
        return counted / 1000 + "." + counted % 1000 / 10;
    }
}
