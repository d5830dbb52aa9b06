package dev.shmfit.reports.plan;

import dev.shmfit.plan.PlanPoint;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** A line for each point, after a line with the names; fields are quoted as RFC 4180 says. */
public final class CsvPlan implements PlanWriter {
    private final Appendable out;
    private boolean begun;

    public CsvPlan(Appendable out) {
        this.out = out;
    }

    @Override
    public void point(PlanPoint point) throws IOException {
        Map<String, Object> row = PlanColumns.of(point);
        if (!begun) {
            out.append(String.join(",", row.keySet())).append('\n');
            begun = true;
        }
        String line = row.values().stream()
                .map(v -> v == null ? "" : quoted(v.toString()))
                .collect(Collectors.joining(","));
        out.append(line).append('\n');
    }

    @Override
    public void end() {}

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
