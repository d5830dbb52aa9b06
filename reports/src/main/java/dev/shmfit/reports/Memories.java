package dev.shmfit.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The memories that are taken for one another, side by side: a GPU with 80 GB beside a machine with 221 GB does not help a
 * job whose /dev/shm has 64 MB.
 */
public final class Memories {
    /**
     * One of them.
     *
     * @param name short
     * @param bytes how large it is
     * @param note what it is for, and what this job has to do with it
     */
    public record Row(String name, long bytes, String note) {}

    private Memories() {}

    /** Those that are known; none where there is nothing to take /dev/shm for. */
    public static List<Row> of(ReportV1 report) {
        ReportV1.Memory memory = report.memory();
        Long ram = memory.systemBytes();
        Long limit = memory.limitBytes();
        Long size = report.shm().sizeBytes();
        List<Row> rows = new ArrayList<>();
        if (memory.gpuBytes().isEmpty() && ram == null) {
            return rows;
        }
        if (!memory.gpuBytes().isEmpty()) {
            long sum = memory.gpuBytes().stream().mapToLong(Long::longValue).sum();
            rows.add(new Row(
                    "GPU memory",
                    sum,
                    "on " + Words.count(memory.gpuBytes().size(), "card")
                            + ": the model and its activations; nothing of /dev/shm lies there"));
        }
        if (ram != null) {
            rows.add(new Row("RAM", ram, "of the machine; /dev/shm takes its pages from it, as they are written"));
        }
        if (limit != null) {
            rows.add(new Row(
                    "memory limit",
                    limit,
                    "of the container; what is written to /dev/shm counts against it, here up to "
                            + Words.need(memory.requiredBytes())));
        }
        if (size != null) {
            rows.add(new Row(
                    "/dev/shm",
                    size,
                    (ram == null ? "" : percent(size, ram) + " % of the RAM; ")
                            + "what workers and NCCL share, of which this job needs "
                            + Words.need(report.shm().requiredBytes())));
        }
        return rows;
    }

    private static String percent(long part, long whole) {
        if (part < whole / 100_000) {
            return "less than 0.001";
        }
        return BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(Math.max(1, whole)), new MathContext(2, RoundingMode.HALF_UP))
                .toPlainString();
    }
}
