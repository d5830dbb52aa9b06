package dev.shmfit.facts;

/**
 * A row or column of {@code nvidia-smi topo -m}.
 *
 * @param name the name as printed: {@code GPU0}, {@code NIC3}, {@code mlx5_0}
 * @param kind GPU or NIC
 */
public record SmiDevice(String name, Kind kind) {
    /** What the row stands for. */
    public enum Kind {
        GPU,
        NIC
    }

    public boolean isGpu() {
        return kind == Kind.GPU;
    }

    /** The number in {@code GPU7}. Only for GPUs. */
    public int gpuIndex() {
        if (!isGpu()) {
            throw new IllegalStateException(name + " is not a GPU");
        }
        return Integer.parseInt(name, 3, name.length(), 10);
    }
}
