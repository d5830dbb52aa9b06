package dev.shmfit.verify;

import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.text.Text;
import java.util.List;

/**
 * A communicator of the log beside its forecast.
 *
 * @param logged what the log shows
 * @param gpus the GPU of each rank, by index; empty where they could not be told
 * @param how by what the GPUs were told: {@code bus id}, {@code NVML index} …
 * @param checks everything that could be compared
 * @param notCompared what could not be, and why, as sentences
 */
public record CommunicatorCheck(
        LoggedCommunicator logged, List<Integer> gpus, Text how, List<ComparedItem> checks, List<Text> notCompared) {
    public CommunicatorCheck {
        gpus = List.copyOf(gpus);
        checks = List.copyOf(checks);
        notCompared = List.copyOf(notCompared);
    }

    /** How many checks differ. */
    public long differences() {
        return checks.stream().filter(ComparedItem::differs).count();
    }
}
