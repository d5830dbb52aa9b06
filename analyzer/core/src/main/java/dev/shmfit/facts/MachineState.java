package dev.shmfit.facts;

import java.util.List;

/**
 * What is the state of the machine's parts that NCCL relies on: its NUMA nodes, its GPUs, its fabric?
 *
 * @param poorNumaNodes NUMA nodes that lack what others have, one sentence part each, such as {@code "NUMA node 1 has no
 *     memory"}
 * @param partitioned GPUs that are cut into MIG instances, by bus id
 * @param fabricNotReady GPUs that have not joined their NVLink fabric, each with what the driver says of it
 * @param hidden GPUs on the PCI bus that the driver does not show here, by bus id
 * @param shown GPUs that the driver shows here
 * @param cudaDriver the newest CUDA that the driver runs, as it counts: 12040 for 12.4
 */
public record MachineState(
        List<Reading.Known<String>> poorNumaNodes,
        List<Reading.Known<String>> partitioned,
        List<Reading.Known<String>> fabricNotReady,
        List<Reading.Known<String>> hidden,
        int shown,
        Reading<Integer> cudaDriver) {
    /** Nothing is known. */
    public static final MachineState UNKNOWN =
            new MachineState(List.of(), List.of(), List.of(), List.of(), 0, Reading.absent("not captured"));

    public MachineState {
        poorNumaNodes = List.copyOf(poorNumaNodes);
        partitioned = List.copyOf(partitioned);
        fabricNotReady = List.copyOf(fabricNotReady);
        hidden = List.copyOf(hidden);
    }
}
