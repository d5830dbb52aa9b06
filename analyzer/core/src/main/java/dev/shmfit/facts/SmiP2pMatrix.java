package dev.shmfit.facts;

import java.util.List;

/**
 * The table of {@code nvidia-smi topo -p2p}.
 *
 * @param capabilities which question it answers: {@code r}, {@code w}, {@code n}, {@code a}, {@code p}; several for
 *     {@code rw}; empty where neither the command line nor the file's name says it
 * @param gpuIndices the GPUs in order
 * @param cells {@code cells.get(i).get(j)} for GPUs i and j of {@code gpuIndices}; the diagonal is known OK
 */
public record SmiP2pMatrix(String capabilities, List<Integer> gpuIndices, List<List<Reading<P2pStatus>>> cells) {
    public SmiP2pMatrix {
        gpuIndices = List.copyOf(gpuIndices);
        cells = cells.stream().map(List::copyOf).toList();
    }
}
