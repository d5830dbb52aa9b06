package dev.shmfit.analysis;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.shm.RankGrid;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would the job need if it were another? The forecast repeated for other numbers of ranks, channels, containers and
 * versions of NCCL, and the loaders for other sizes. At each moment the need is {@code NCCL + ranks x loaders + others};
 * the job needs what it needs at the worst moment, and where it is split, what the neediest container needs. Lists by
 * moment have the order of {@link dev.shmfit.shm.Moment}.
 *
 * @param base the job as it is
 * @param nccl what NCCL needs, by what is asked, in the container that needs most; {@code base} is among them
 * @param loaders of one rank; one without workers where the job has none
 * @param others everything else, as it is, in each container
 * @param open facts that the capture leaves open, and how they are settled throughout
 */
public record WhatIf(
        Asked base, Map<Asked, Nccl> nccl, RankGrid loaders, List<ByteCount> others, Map<String, String> open) {
    public WhatIf {
        nccl = Collections.unmodifiableMap(new LinkedHashMap<>(nccl));
        others = List.copyOf(others);
        open = Collections.unmodifiableMap(new LinkedHashMap<>(open));
    }

    /**
     * One question.
     *
     * @param ranks the first ones of the job
     * @param channels stated; 0: as NCCL chooses
     * @param containers over which the ranks are split in equal parts, in their order; each has a host name and a
     *     /dev/shm of its own
     */
    public record Asked(NcclVersion version, int ranks, int channels, int containers) {}

    /**
     * The answer for one container.
     *
     * @param byMoment bytes of /dev/shm
     * @param collectiveChannels of the first communicator
     * @param failure why NCCL does not come up; empty where it does
     */
    public record Nccl(List<ByteCount> byMoment, int collectiveChannels, Optional<Text> failure) {
        public Nccl {
            byMoment = List.copyOf(byMoment);
        }
    }
}
