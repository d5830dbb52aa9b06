package dev.shmfit.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * GPUs as one program lists them.
 *
 * @param gpus in the order of their numbers
 * @param numbering whose numbers these are
 */
public record GpuListing(List<Gpu> gpus, Numbering numbering) {
    /** Who counts the GPUs. */
    public enum Numbering {
        /** nvidia-smi, by bus id. */
        NVIDIA_SMI,
        /** CUDA, which counts the fastest first unless CUDA_DEVICE_ORDER says otherwise, and visible GPUs only. */
        CUDA,
        /** Nobody: the program names GPUs without a number. */
        NONE
    }

    /**
     * One GPU.
     *
     * @param index its number; the place in the list where there is no number
     * @param name of the product
     * @param uuid such as {@code GPU-5a2b…}
     * @param busId as the kernel writes it, {@code 0000:41:00.0}, in lower case
     * @param instances the MIG instances into which it is cut
     */
    public record Gpu(
            int index,
            String name,
            Reading<String> uuid,
            Reading<String> busId,
            List<Instance> instances,
            SourceRef source) {
        public Gpu {
            instances = List.copyOf(instances);
        }

        /** The same with one MIG instance more. */
        public Gpu with(Instance instance) {
            List<Instance> more = new ArrayList<>(instances);
            more.add(instance);
            return new Gpu(index, name, uuid, busId, more, source);
        }
    }

    /**
     * A MIG instance.
     *
     * @param profile such as {@code 1g.10gb}
     * @param uuid such as {@code MIG-3c1e…}; empty where it is not told
     */
    public record Instance(String profile, String uuid, SourceRef source) {}

    public GpuListing {
        gpus = List.copyOf(gpus);
    }

    /** The one product that all of them are; empty where they differ. */
    public Optional<String> product() {
        List<String> names = gpus.stream().map(Gpu::name).distinct().toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
