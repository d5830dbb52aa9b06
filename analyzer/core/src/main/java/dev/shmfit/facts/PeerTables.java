package dev.shmfit.facts;

/**
 * What was read about peer access between GPUs.
 *
 * @param read NVML's status for reading, {@code nvidia-smi topo -p2p r}
 * @param write the same for writing
 * @param cuda CUDA's own word, from a test that asked it
 */
public record PeerTables(Readings<SmiP2pMatrix> read, Readings<SmiP2pMatrix> write, Readings<CudaPeers> cuda) {}
