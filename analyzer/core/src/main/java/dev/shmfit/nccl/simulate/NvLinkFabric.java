package dev.shmfit.nccl.simulate;

/**
 * The NVLink domain of a node whose NVLinks go on to other nodes: what NVML says of its GPUs' fabric once that is complete.
 *
 * @param clique tells domains apart: the same where clusterUuid and cliqueId are
 * @param exports whether IMEX lets another node import memory
 */
public record NvLinkFabric(int clique, boolean exports) {}
