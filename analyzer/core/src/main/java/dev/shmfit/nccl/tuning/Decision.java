package dev.shmfit.nccl.tuning;

import dev.shmfit.text.Text;
import java.util.List;

/** NCCL's answer for one collective of one size: an algorithm, or none. */
public sealed interface Decision {
    /**
     * The combination with the smallest estimate.
     *
     * @param microseconds NCCL's estimate; a model's number, not a measurement
     * @param fallback nothing that was enabled can do it, so NCCL went back to the ring
     */
    record Chosen(Algorithm algorithm, Protocol protocol, float microseconds, boolean fallback) implements Decision {}

    /**
     * NCCL returns an error.
     *
     * @param rule stable id
     * @param ncclResult NCCL's name of the error
     * @param atInit true where the communicator cannot even be made
     * @param summary one sentence
     * @param sources where it was read
     */
    record Refused(String rule, String ncclResult, boolean atInit, Text summary, List<String> sources)
            implements Decision {
        public Refused {
            sources = List.copyOf(sources);
        }
    }
}
