package dev.shmfit.facts;

import java.util.List;

/**
 * Writes matrices as nvidia-smi itself prints them, tabs included, so that a machine that nobody has at hand goes
 * through the same reader as a captured one. A cell that is not known is written {@code ?}, which no reader takes for
 * a link.
 */
public final class SmiTopoPrinter {
    private static final String LEGEND = """
            Legend:

              X    = Self
              SYS  = Connection traversing PCIe as well as the SMP interconnect between NUMA nodes (e.g., QPI/UPI)
              NODE = Connection traversing PCIe as well as the interconnect between PCIe Host Bridges within a NUMA node
              PHB  = Connection traversing PCIe as well as a PCIe Host Bridge (typically the CPU)
              PXB  = Connection traversing multiple PCIe bridges (without traversing the PCIe Host Bridge)
              PIX  = Connection traversing at most a single PCIe bridge
              NV#  = Connection traversing a bonded set of # NVLinks
            """;
    private static final String P2P_LEGEND = """
            Legend:

              X    = Self
              OK   = Status Ok
              CNS  = Chipset not supported
              GNS  = GPU not supported
              TNS  = Topology not supported
              NS   = Not supported
              DR   = Disabled by regkey
              U    = Unknown
            """;

    private SmiTopoPrinter() {}

    /** The output of {@code nvidia-smi topo -m}. */
    public static String print(SmiTopoMatrix matrix) {
        StringBuilder s = new StringBuilder();
        matrix.devices().forEach(d -> s.append('\t').append(d.name()));
        s.append("\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID\n");
        int gpu = 0;
        for (int i = 0; i < matrix.devices().size(); i++) {
            s.append(matrix.devices().get(i).name());
            for (Reading<SmiLink> cell : matrix.cells().get(i)) {
                String word = cell.match(k -> k.value().text(), a -> "?", u -> "?");
                s.append('\t').append(word.equals("X") ? " X " : word);
            }
            if (matrix.devices().get(i).isGpu()) {
                SmiTopoMatrix.Affinity a = matrix.affinities().get(gpu++);
                s.append('\t').append(a.cpus().asOptional().orElse("N/A"));
                s.append('\t')
                        .append(a.numaNodes()
                                .asOptional()
                                .map(SmiTopoPrinter::ranges)
                                .orElse("N/A"));
                s.append("\t\t").append(a.gpuNumaId().asOptional().orElse("N/A"));
            } else {
                s.append("\t\t\t\t");
            }
            s.append('\n');
        }
        s.append('\n').append(LEGEND);
        if (!matrix.nicNames().isEmpty()) {
            s.append("\nNIC Legend:\n\n");
            matrix.nicNames()
                    .forEach((nic, name) ->
                            s.append("  ").append(nic).append(": ").append(name).append('\n'));
        }
        return s.toString();
    }

    /** The output of {@code nvidia-smi topo -p2p}. */
    public static String print(SmiP2pMatrix matrix) {
        StringBuilder s = new StringBuilder(" \t");
        matrix.gpuIndices().forEach(i -> s.append("GPU").append(i).append('\t'));
        s.append('\n');
        for (int i = 0; i < matrix.gpuIndices().size(); i++) {
            s.append(" GPU").append(matrix.gpuIndices().get(i)).append('\t');
            for (int j = 0; j < matrix.gpuIndices().size(); j++) {
                String word = i == j
                        ? "X"
                        : matrix.cells().get(i).get(j).match(k -> k.value().name(), a -> "?", u -> "?");
                s.append(word).append('\t');
            }
            s.append('\n');
        }
        return s.append('\n').append(P2P_LEGEND).toString();
    }

    /** {@code 0,3-9} for ascending numbers. */
    private static String ranges(List<Integer> numbers) {
        StringBuilder s = new StringBuilder();
        int i = 0;
        while (i < numbers.size()) {
            int end = i;
            while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
                end++;
            }
            s.append(s.length() == 0 ? "" : ",").append(numbers.get(i));
            if (end > i) {
                s.append('-').append(numbers.get(end));
            }
            i = end + 1;
        }
        return s.toString();
    }
}
