package dev.shmfit.reports.plan;

import dev.shmfit.plan.PlanPoint;
import dev.shmfit.reports.Schemas;
import dev.shmfit.units.JsonWriter;
import java.io.IOException;

/** {@code {"$schema": …, "schemaVersion": 1, "points": [...]}}, a line for each point, so that large plans can be read by lines. */
public final class JsonPlan implements PlanWriter {
    private final Appendable out;
    private boolean begun;

    public JsonPlan(Appendable out) {
        this.out = out;
    }

    @Override
    public void point(PlanPoint point) throws IOException {
        out.append(begun ? ",\n" : head()).append(row(point));
        begun = true;
    }

    @Override
    public void end() throws IOException {
        out.append(begun ? "\n]}\n" : head() + "]}\n");
    }

    private static String head() {
        return Schemas.named("plan", "{\"schemaVersion\": 1, \"points\": [\n");
    }

    private static String row(PlanPoint point) {
        return JsonWriter.write(JsonWriter.Layout.LINE, PlanColumns.of(point));
    }
}
