package dev.shmfit.topology;

/**
 * The stable name of a device within one topology: {@code numa:0}, {@code gpu:3}, {@code pci:0000:3b:00.0},
 * {@code nic:mlx5_0}, {@code nvswitch}.
 */
public record DeviceId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
