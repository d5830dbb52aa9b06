package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** What it says of single GPUs beyond their names; absent where that is nothing. */
    public Reading<GpuTraits.Table> traits() {
        Map<Integer, GpuTraits> all = new TreeMap<>();
        for (int i = 0; i < gpus.size(); i++) {
            if (gpus.get(i).pcie().isKnown()) {
                all.put(i, new GpuTraits(Reading.absent("not said"), gpus.get(i).pcie()));
            }
        }
        return all.isEmpty()
                ? Reading.absent("it says nothing of PCIe")
                : Reading.known(
                        new GpuTraits.Table(all, GpuListing.Numbering.NVIDIA_SMI),
                        gpus.get(0).source());
    }

    /**
     * One GPU.
     *
     * @param busId as the kernel writes it, {@code 0000:41:00.0}, in lower case
     * @param name of the product
     * @param uuid such as {@code GPU-5a2b…}
     * @param mig whether it is cut into MIG instances: {@code Enabled}, {@code Disabled}, {@code N/A}
     * @param fabric its state in an NVLink fabric, such as {@code Completed} or {@code In Progress}; {@code N/A} without
     * @param pcie the best link that it and its slot can train together
     */
    public record Gpu(
            String busId,
            String name,
            Reading<String> uuid,
            Reading<String> mig,
            Reading<String> fabric,
            Reading<GpuTraits.Pcie> pcie,
            SourceRef source) {
        /** A GPU of whose link nothing is said. */
        public Gpu(
                String busId,
                String name,
                Reading<String> uuid,
                Reading<String> mig,
                Reading<String> fabric,
                SourceRef source) {
            this(busId, name, uuid, mig, fabric, Reading.absent("not said"), source);
        }

        /** The same with its UUID. */
        public Gpu withUuid(Reading<String> said) {
            return new Gpu(busId, name, said, mig, fabric, pcie, source);
        }

        /** The same with its MIG mode. */
        public Gpu withMig(Reading<String> said) {
            return new Gpu(busId, name, uuid, said, fabric, pcie, source);
        }

        /** The same with the state of its fabric. */
        public Gpu withFabric(Reading<String> said) {
            return new Gpu(busId, name, uuid, mig, said, pcie, source);
        }

        /** The same with its PCIe link. */
        public Gpu withPcie(Reading<GpuTraits.Pcie> said) {
            return new Gpu(busId, name, uuid, mig, fabric, said, source);
        }
    }
}
