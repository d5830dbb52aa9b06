package dev.shmfit.facts;

import java.util.List;

/**
 * Network adapters of a node that settings keep NCCL from using.
 *
 * @param names each once
 * @param all whether no adapter is left, so that sockets join nodes
 */
public record ExcludedNets(List<String> names, boolean all) {
    /** Settings exclude no adapter. */
    public static final ExcludedNets NONE = new ExcludedNets(List.of(), false);

    public ExcludedNets {
        names = List.copyOf(names);
    }
}
