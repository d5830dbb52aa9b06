package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page needs to answer "what if": tables, from which it only picks and adds up. Lists by moment run from init to
 * an epoch's turn. Bytes are {@code long}.
 *
 * @param version the one that the report is for; {@code ranks} and {@code channels} likewise, 0: as NCCL chooses
 * @param containers over which the job is split as the report has it
 * @param nccl what NCCL needs
 * @param loaders of one rank, in the order of the job
 * @param kept what workers of a loader (row) keep of another (column) where both have workers: 0 nothing, 1 batches held
 *     between loops, 2 those inside the loop's body
 * @param stages numbers of the loaders that are alive together; of several stages that which needs most counts
 * @param keepers for each loader whether its workers keep what is left of loaders of earlier stages
 * @param inherited for each moment whether what is kept or left is counted
 * @param others everything else
 * @param moments their names
 * @param open facts that the capture leaves open, settled as {@code --assume} takes them
 */
@JsonPropertyOrder({"version", "ranks", "channels", "containers"})
public record WhatIfV1(
        String version,
        int ranks,
        int channels,
        int containers,
        List<Nccl> nccl,
        List<Loader> loaders,
        List<List<Integer>> kept,
        List<List<Integer>> stages,
        List<Boolean> keepers,
        List<Boolean> inherited,
        List<Long> others,
        List<String> moments,
        List<String> open) {
    public WhatIfV1 {
        nccl = List.copyOf(nccl);
        loaders = List.copyOf(loaders);
        kept = List.copyOf(kept);
        stages = List.copyOf(stages);
        keepers = List.copyOf(keepers);
        inherited = List.copyOf(inherited);
        others = List.copyOf(others);
        moments = List.copyOf(moments);
        open = List.copyOf(open);
    }

    /**
     * What NCCL needs in a version, with some ranks, channels and containers, in the container that needs most.
     *
     * @param v version
     * @param r ranks
     * @param c channels as stated, 0: as NCCL chooses
     * @param p containers over which the ranks are split
     * @param has channels that result
     * @param needs bytes by moment
     * @param fails why NCCL does not come up; absent where it does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Nccl(
            String v,
            int r,
            int c,
            int p,
            int has,
            List<Long> needs,
            @Nullable String fails) {
        public Nccl {
            needs = List.copyOf(needs);
        }
    }

    /**
     * One rank's loader over a grid of sizes.
     *
     * @param together whether the samples of a batch share a storage
     * @param header of a storage
     * @param page in which storages are charged
     * @param constant what a batch takes for storages that do not grow with it
     * @param leaves bytes that a sample adds to each of its storages
     * @param smaller what the loader as it is needs less: by moment, while another one runs after it, and of the batches
     *     that are left after its loop
     * @param beside whether its iterator is made right after that of the loader before
     * @param cells by workers, then prefetch: by moment fixed bytes, and how many batches; then what others may keep:
     *     bytes, batches held between loops, batches inside the loop's body; and batches at a hand-over; then
     *     fixed bytes, and how many batches, that are left while another loader runs after it
     * @param stated the other keys, as {@code --loader} takes them
     */
    public record Loader(
            String name,
            int workers,
            int prefetch,
            int batch,
            boolean together,
            long header,
            long page,
            long constant,
            List<Long> leaves,
            List<Long> smaller,
            boolean beside,
            List<Integer> workersOf,
            List<Integer> prefetchOf,
            List<List<Long>> cells,
            String sample,
            String stated) {
        public Loader {
            leaves = List.copyOf(leaves);
            smaller = List.copyOf(smaller);
            workersOf = List.copyOf(workersOf);
            prefetchOf = List.copyOf(prefetchOf);
            cells = List.copyOf(cells);
        }
    }
}
