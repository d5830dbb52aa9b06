package dev.shmfit.reports.plan;

import dev.shmfit.plan.PlanPoint;
import dev.shmfit.units.CudaVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a point under the names that CSV and JSON give them; byte counts are integers, unknown is null. */
final class PlanColumns {
    private PlanColumns() {}

    static Map<String, Object> of(PlanPoint p) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("node", p.where().node());
        row.put("nccl", p.where().nccl().toString());
        row.put("ranks", p.where().ranks());
        row.put("driver", p.where().driver().map(CudaVersion::text).orElse(null));
        row.put("sysNice", p.where().sysNice().orElse(null));
        row.put("workers", p.workers().orElse(null));
        row.put("prefetch", p.prefetch().orElse(null));
        row.put("batch", p.batch().orElse(null));
        row.put("requiredBytes", p.required().bytes());
        row.put("recommendedBytes", p.recommended().bytes());
        row.put("memoryBytes", p.memory().bytes());
        row.put("memoryLimitBytes", p.memoryLimit().bytes());
        row.put("pairs", p.where().pairs().all());
        row.put("shmPairs", p.where().pairs().shm());
        row.put("netPairs", p.where().pairs().net());
        row.put("openPairs", p.where().pairs().open());
        row.put("channels", p.where().channels());
        row.put("bottleneck", p.bottleneck().orElse(null));
        row.put("gpuBusyPercent", p.busyPercent().orElse(null));
        row.put("status", p.status().word());
        row.put("failure", p.where().failure().map(f -> f.rule()).orElse(null));
        row.put("nodes", p.where().nodes());
        row.put("leastBytes", p.shm().least().bytes());
        return row;
    }
}
