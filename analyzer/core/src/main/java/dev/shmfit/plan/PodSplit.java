package dev.shmfit.plan;

import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * A job of a whole node, cut into pods of equal size.
 *
 * @param pods how many
 * @param size ranks of each
 * @param way what the pods share
 * @param pairs ordered pairs of the job
 * @param required of the /dev/shm of the pod that needs most; where they share one, of that; empty where it cannot be
 *     told
 * @param recommended the size to ask for
 * @param rule why pairs of different pods do what they do, with its source
 * @param failure why the job does not run so; empty where it does
 */
public record PodSplit(
        int pods,
        int size,
        Way way,
        PairCounts pairs,
        Optional<ByteCount> required,
        Optional<ByteCount> recommended,
        Text rule,
        Optional<Text> failure) {
    /** What pods of a node share. */
    public enum Way {
        /** One container with all GPUs. */
        WHOLE("nccl/pods-whole"),
        /** Nothing: the usual pods. */
        SEPARATE("nccl/pods-separate"),
        /** NCCL_HOSTID is the same in all, /dev/shm is not. */
        HOST_ID("nccl/pods-host-id"),
        /** NCCL_HOSTID and /dev/shm are the same, each sees its GPUs alone. */
        SHARED("nccl/pods-shared"),
        /** One pod, a MIG instance of another GPU for each rank. */
        MIG("nccl/pods-mig");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        /** What {@code --assume} takes for it. */
        public List<String> facts(int pods) {
            return switch (this) {
                case WHOLE -> List.of();
                case SEPARATE -> List.of("pods=" + pods);
                case HOST_ID -> List.of("pods=" + pods, "pods-share=host");
                case SHARED -> List.of("hidden-devices=yes");
                case MIG -> List.of("p2p=none");
            };
        }

        /** In a few words. */
        public Text words() {
            return Text.of(words);
        }
    }
}
