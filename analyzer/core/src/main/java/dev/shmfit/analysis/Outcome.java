package dev.shmfit.analysis;

import dev.shmfit.analysis.open.Choice;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * What the job does in one possible world.
 *
 * @param choice how the open facts are settled
 * @param shown the three phases of every communicator
 * @param stated the stated operations of every communicator
 */
record Outcome(Choice choice, List<CommunicatorForecast> shown, List<CommunicatorForecast> stated) {
    Outcome {
        shown = List.copyOf(shown);
        stated = List.copyOf(stated);
    }

    boolean fails() {
        return stated.stream().anyMatch(c -> c.failure().isPresent());
    }

    /** Pages of /dev/shm of all communicators after the stated operations. */
    ByteCount pages() {
        return sum(stated);
    }

    /** The same after everything that the report shows. */
    ByteCount shownPages() {
        return sum(shown);
    }

    private static ByteCount sum(List<CommunicatorForecast> all) {
        ByteCount sum = ByteCount.ZERO;
        for (CommunicatorForecast c : all) {
            sum = sum.plus(last(c));
        }
        return sum;
    }

    private static ByteCount last(CommunicatorForecast c) {
        List<PhaseForecast> phases = c.phases();
        return phases.isEmpty() ? ByteCount.ZERO : phases.get(phases.size() - 1).tmpfsBytes();
    }
}
