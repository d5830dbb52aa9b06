package dev.shmfit.analysis.open;

import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.GpuTopology;

/**
 * A node that the facts allow.
 *
 * @param choice how the open facts are settled in it
 * @param multicast whether its NVSwitches multicast
 */
public record CandidateNode(Choice choice, GpuTopology topology, GpuAccess access, boolean multicast) {}
