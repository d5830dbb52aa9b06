package dev.shmfit.reports.plan;

import dev.shmfit.plan.PlanPoint;
import java.io.IOException;

/** Writes a plan point by point. */
public interface PlanWriter {
    /** Writes one point; it is called in the order of the plan. */
    void point(PlanPoint point) throws IOException;

    /** Writes what stands after the last point. */
    void end() throws IOException;
}
