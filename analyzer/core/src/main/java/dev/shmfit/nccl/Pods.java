package dev.shmfit.nccl;

import java.util.ArrayList;
import java.util.List;

/**
 * How the ranks of one machine are shared out among containers. NCCL takes two ranks for neighbours where hostname and
 * boot id, or NCCL_HOSTID in their place, agree (src/misc/utils.cc getHostHash), and also asks whether /dev/shm is the
 * same mount (src/init.cc fillInfo, shmDev).
 *
 * @param gpus the GPU indices of each pod, every pod with a /dev/shm of its own; none: all ranks share one
 * @param oneHost whether NCCL takes the pods for one host
 */
public record Pods(List<List<Integer>> gpus, boolean oneHost) {
    /** All ranks in one container, or in several that share hostname and /dev/shm. */
    public static final Pods ONE = new Pods(List.of(), true);

    public Pods {
        gpus = gpus.stream().map(List::copyOf).toList();
    }

    /** These GPUs in rank order, cut into pods of {@code size}; the last may have fewer. */
    public static Pods of(List<Integer> gpus, int size, boolean oneHost) {
        List<List<Integer>> pods = new ArrayList<>();
        for (int first = 0; first < gpus.size(); first += size) {
            pods.add(gpus.subList(first, Math.min(gpus.size(), first + size)));
        }
        return new Pods(pods, oneHost);
    }

    /** How many /dev/shm there are. */
    public int count() {
        return Math.max(1, gpus.size());
    }

    /** The pod of a GPU, from 0. */
    public int of(int gpu) {
        for (int pod = 0; pod < gpus.size(); pod++) {
            if (gpus.get(pod).contains(gpu)) {
                return pod;
            }
        }
        return 0;
    }

    /** What NCCL takes for the host of a GPU's rank, numbered from 0. */
    public int hostOf(int gpu) {
        return oneHost ? 0 : of(gpu);
    }

    /** Whether the ranks of both GPUs have the same hostHash. */
    public boolean sameHost(int a, int b) {
        return hostOf(a) == hostOf(b);
    }

    /** Whether the ranks of both GPUs have the same shmDev. */
    public boolean sameShm(int a, int b) {
        return of(a) == of(b);
    }
}
