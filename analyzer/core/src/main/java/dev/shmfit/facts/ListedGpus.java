package dev.shmfit.facts;

/**
 * GPUs as programs list them.
 *
 * @param listings every list, whoever wrote it
 * @param traits what lists and queries say of single GPUs beyond their names
 */
public record ListedGpus(Readings<GpuListing> listings, Readings<GpuTraits.Table> traits) {}
