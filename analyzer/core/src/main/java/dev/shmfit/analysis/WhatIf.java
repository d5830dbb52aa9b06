package dev.shmfit.analysis;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.shm.LoaderGrid;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would the job need if it were another? The forecast repeated for other numbers of ranks, channels and versions of
 * NCCL, and the loader for other sizes. At each moment the need is {@code NCCL + ranks x loaders + others}; the job needs
 * what it needs at the worst moment. Lists by moment have the order of {@link dev.shmfit.shm.Moment}.
 *
 * @param base the job as it is
 * @param nccl what NCCL needs, by what is asked; {@code base} is among them
 * @param loader of the job; one without workers where it has none; empty where it has several, which inherit of each other
 * @param loaders what the loaders of one rank need, as they are
 * @param others everything else, as it is
 * @param open facts that the capture leaves open, and how they are settled throughout
 */
public record WhatIf(
        Asked base,
        Map<Asked, Nccl> nccl,
        Optional<LoaderGrid> loader,
        List<ByteCount> loaders,
        List<ByteCount> others,
        Map<String, String> open) {
    public WhatIf {
        nccl = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(nccl));
        loaders = List.copyOf(loaders);
        others = List.copyOf(others);
        open = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(open));
    }

    /**
     * One question.
     *
     * @param ranks the first ones of the job
     * @param channels stated; 0: as NCCL chooses
     */
    public record Asked(NcclVersion version, int ranks, int channels) {}

    /**
     * The answer.
     *
     * @param byMoment bytes of /dev/shm
     * @param collectiveChannels of the first communicator
     * @param failure why NCCL does not come up; empty where it does
     */
    public record Nccl(List<ByteCount> byMoment, int collectiveChannels, Optional<String> failure) {
        public Nccl {
            byMoment = List.copyOf(byMoment);
        }
    }
}
