package dev.shmfit.nccl.transport;

import dev.shmfit.nccl.Pods;
import java.util.Collections;
import java.util.List;

/**
 * Where the ranks of a communicator are: on which node, which GPU, in which container.
 *
 * @param nodes the node of each rank, numbered from 0
 * @param gpus the GPU of each rank, by NVML index on its node
 * @param pods how each node's GPUs are shared out among containers
 * @param access by node: NVML's and CUDA's word on P2P
 * @param domains the NVLink domain over nodes that each rank is in; empty where NVLink joins no nodes
 */
public record Places(
        List<Integer> nodes, List<Integer> gpus, Pods pods, List<GpuAccess> access, List<Integer> domains) {
    public Places {
        nodes = List.copyOf(nodes);
        gpus = List.copyOf(gpus);
        access = List.copyOf(access);
        domains = List.copyOf(domains);
    }

    /** All ranks on one node, by GPU. */
    public static Places onOneNode(List<Integer> gpus, Pods pods, GpuAccess access) {
        return new Places(Collections.nCopies(gpus.size(), 0), gpus, pods, List.of(access), List.of());
    }

    boolean sameNode(int a, int b) {
        return nodes.get(a).equals(nodes.get(b));
    }

    /** Whether two ranks have the same hostHash. */
    boolean sameHost(int a, int b) {
        return sameNode(a, b) && pods.sameHost(gpus.get(a), gpus.get(b));
    }

    /** Whether NVLink joins two ranks of different hosts (src/graph/paths.cc ncclTopoCheckMNNVL). */
    boolean joined(int a, int b) {
        return !sameHost(a, b) && !domains.isEmpty() && domains.get(a).equals(domains.get(b));
    }

    /** Whether two ranks have the same shmDev. */
    boolean sameShm(int a, int b) {
        return sameNode(a, b) && pods.sameShm(gpus.get(a), gpus.get(b));
    }

    /** The answers on the node of {@code rank}. */
    GpuAccess accessOf(int rank) {
        return access.get(nodes.get(rank));
    }
}
