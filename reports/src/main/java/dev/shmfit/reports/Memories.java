package dev.shmfit.reports;

import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
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
        return of(report, Language.ENGLISH);
    }

    /** The same in a language. */
    public static List<Row> of(ReportV1 report, Language language) {
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
            int cards = memory.gpuBytes().size();
            rows.add(new Row(
                    Text.of("budget/gpu-memory").in(language),
                    sum,
                    Text.of("budget/gpu-memory-note", "cards", cards).in(language)));
        }
        if (ram != null) {
            rows.add(new Row("RAM", ram, Text.of("budget/ram-note").in(language)));
        }
        if (limit != null) {
            String most = Words.need(memory.requiredBytes(), language);
            rows.add(new Row(
                    Text.of("budget/memory-limit").in(language),
                    limit,
                    Text.of("budget/limit-note", "needs", most).in(language)));
        }
        if (size != null) {
            String needs = Words.need(report.shm().requiredBytes(), language);
            Text note = ram == null
                    ? Text.of("budget/shm-note", "needs", needs)
                    : Text.of("budget/shm-note-of-ram", "percent", percent(size, ram), "needs", needs);
            rows.add(new Row("/dev/shm", size, note.in(language)));
        }
        return rows;
    }

    private static Text percent(long part, long whole) {
        if (part < whole / 100_000) {
            return Text.of("budget/less-than", "percent", "0.001");
        }
        return Text.verbatim(BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(Math.max(1, whole)), new MathContext(2, RoundingMode.HALF_UP))
                .toPlainString());
    }
}
