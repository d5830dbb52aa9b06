package dev.shmfit.nccl.tuning;

/**
 * NCCL's estimate for one way to run a collective.
 *
 * @param microseconds a model's number, not a measurement
 */
public record Estimate(Algorithm algorithm, Protocol protocol, float microseconds) {}
