package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * What does the driver say of itself and its GPUs?
 *
 * @param driver its version, such as {@code 550.54.15}
 * @param cuda the newest CUDA that it runs, as the driver counts: 12040 for 12.4
 * @param gpus in the order of nvidia-smi's indices
 * @param memory of each of them
 */
public record SmiQuery(Reading<String> driver, Reading<Integer> cuda, List<Gpu> gpus, Reading<List<ByteCount>> memory) {
    public SmiQuery {
        gpus = List.copyOf(gpus);
    }

    /**
     * One GPU.
     *
     * @param busId as the kernel writes it, {@code 0000:41:00.0}, in lower case
     * @param name of the product
     * @param uuid such as {@code GPU-5a2b…}
     * @param mig whether it is cut into MIG instances: {@code Enabled}, {@code Disabled}, {@code N/A}
     * @param fabric its state in an NVLink fabric, such as {@code Completed} or {@code In Progress}; {@code N/A} without
     */
    public record Gpu(
            String busId,
            String name,
            Reading<String> uuid,
            Reading<String> mig,
            Reading<String> fabric,
            SourceRef source) {
        /** The same with its UUID. */
        public Gpu withUuid(Reading<String> said) {
            return new Gpu(busId, name, said, mig, fabric, source);
        }

        /** The same with its MIG mode. */
        public Gpu withMig(Reading<String> said) {
            return new Gpu(busId, name, uuid, said, fabric, source);
        }

        /** The same with the state of its fabric. */
        public Gpu withFabric(Reading<String> said) {
            return new Gpu(busId, name, uuid, mig, said, source);
        }
    }
}
