package dev.shmfit.topology;

import dev.shmfit.facts.GpuTraits;
import dev.shmfit.facts.Reading;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code nvidia-smi topo -m} does not say and another source or the user may. What stays absent stays unknown in
 * the topology.
 *
 * @param cpu the CPU of every NUMA node
 * @param pciLink the PCIe link of every GPU, NIC and switch
 * @param computeCapability of every GPU, times ten
 * @param gpuNames product names by GPU index; they tell the compute capability where nothing else does
 * @param traits what else is said of single GPUs, by index; a link in it is that GPU's, whatever {@code pciLink} says
 * @param nics speeds and places of network adapters
 * @param open which way to take what the matrix leaves open about NVLinked GPUs
 */
public record TopologyAssumptions(
        Reading<CpuIdentity> cpu,
        Reading<PciLink> pciLink,
        Reading<Integer> computeCapability,
        Map<Integer, String> gpuNames,
        Map<Integer, GpuTraits> traits,
        List<AssumedNic> nics,
        OpenChoices open) {
    /** Nothing is known beyond the matrix. */
    public static final TopologyAssumptions NONE = new TopologyAssumptions(
            Reading.absent("topo -m does not name the CPU"),
            Reading.absent("topo -m does not show PCIe links"),
            Reading.absent("topo -m does not show the compute capability"),
            Map.of(),
            Map.of(),
            List.of(),
            OpenChoices.SMALLEST);

    public TopologyAssumptions {
        gpuNames = Collections.unmodifiableMap(new TreeMap<>(gpuNames));
        traits = Collections.unmodifiableMap(new TreeMap<>(traits));
        nics = List.copyOf(nics);
    }

    public TopologyAssumptions withCpu(Reading<CpuIdentity> other) {
        return new TopologyAssumptions(other, pciLink, computeCapability, gpuNames, traits, nics, open);
    }

    public TopologyAssumptions withPciLink(Reading<PciLink> other) {
        return new TopologyAssumptions(cpu, other, computeCapability, gpuNames, traits, nics, open);
    }

    public TopologyAssumptions withComputeCapability(Reading<Integer> other) {
        return new TopologyAssumptions(cpu, pciLink, other, gpuNames, traits, nics, open);
    }

    public TopologyAssumptions withGpuNames(Map<Integer, String> other) {
        return new TopologyAssumptions(cpu, pciLink, computeCapability, other, traits, nics, open);
    }

    public TopologyAssumptions withTraits(Map<Integer, GpuTraits> other) {
        return new TopologyAssumptions(cpu, pciLink, computeCapability, gpuNames, other, nics, open);
    }

    public TopologyAssumptions withNics(List<AssumedNic> other) {
        return new TopologyAssumptions(cpu, pciLink, computeCapability, gpuNames, traits, other, open);
    }

    public TopologyAssumptions withOpen(OpenChoices other) {
        return new TopologyAssumptions(cpu, pciLink, computeCapability, gpuNames, traits, nics, other);
    }
}
