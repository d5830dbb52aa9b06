package dev.shmfit.cli.admission;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What the gate has done so far, in the text format of Prometheus. */
final class AdmissionMetrics {
    /** Upper edges of the histogram in milliseconds. */
    private static final int[] EDGES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000};

    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> findings = new ConcurrentSkipListMap<>();
    private final Map<Integer, LongAdder> refused = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> reloads = new ConcurrentHashMap<>();
    private final LongAdder[] buckets = new LongAdder[EDGES.length + 1];
    private final LongAdder nanos = new LongAdder();
    private final AtomicInteger under = new AtomicInteger();
    private final Supplier<Instant> notAfter;

    AdmissionMetrics(Supplier<Instant> notAfter) {
        this.notAfter = notAfter;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
        reloads.put("success", new LongAdder());
        reloads.put("failure", new LongAdder());
    }

    void begun() {
        under.incrementAndGet();
    }

    void ended() {
        under.decrementAndGet();
    }

    /** A review was answered. */
    void answered(String path, Reviewer.Judged judged, long tookNanos) {
        String labels =
                "path=\"" + path + "\",decision=\"" + judged.answer().decision().word() + "\"";
        requests.computeIfAbsent(labels, k -> new LongAdder()).increment();
        judged.findings()
                .forEach(f -> findings.computeIfAbsent(f.rule().id(), k -> new LongAdder())
                        .increment());
        nanos.add(tookNanos);
        int i = 0;
        while (i < EDGES.length && tookNanos > EDGES[i] * 1_000_000L) {
            i++;
        }
        buckets[i].increment();
    }

    /** A request was no review that could be read. */
    void refused(int status) {
        refused.computeIfAbsent(status, k -> new LongAdder()).increment();
    }

    /** The files of TLS have changed. */
    void reloaded(boolean success) {
        LongAdder of = reloads.get(success ? "success" : "failure");
        if (of != null) {
            of.increment();
        }
    }

    String text() {
        StringBuilder out = new StringBuilder();
        head(out, "shmfit_admission_requests_total", "counter", "Reviews that were answered.");
        requests.forEach((labels, n) -> line(out, "shmfit_admission_requests_total{" + labels + "}", n.sum()));
        head(out, "shmfit_admission_findings_total", "counter", "Findings in reviewed objects, by rule.");
        findings.forEach((id, n) -> line(out, "shmfit_admission_findings_total{rule=\"" + id + "\"}", n.sum()));
        head(out, "shmfit_admission_refused_total", "counter", "Requests that are no review, by HTTP status.");
        refused.forEach((code, n) -> line(out, "shmfit_admission_refused_total{code=\"" + code + "\"}", n.sum()));
        head(out, "shmfit_admission_in_flight", "gauge", "Reviews that are being answered.");
        line(out, "shmfit_admission_in_flight", under.get());
        head(out, "shmfit_admission_duration_seconds", "histogram", "From the first byte of a review to its answer.");
        long sum = 0;
        for (int i = 0; i < EDGES.length; i++) {
            sum += buckets[i].sum();
            line(out, "shmfit_admission_duration_seconds_bucket{le=\"" + seconds(EDGES[i] * 1000L) + "\"}", sum);
        }
        sum += buckets[EDGES.length].sum();
        line(out, "shmfit_admission_duration_seconds_bucket{le=\"+Inf\"}", sum);
        out.append("shmfit_admission_duration_seconds_sum ")
                .append(seconds(nanos.sum() / 1000))
                .append('\n');
        line(out, "shmfit_admission_duration_seconds_count", sum);
        head(out, "shmfit_admission_tls_reloads_total", "counter", "Changes of the TLS files, by result.");
        for (String result : new String[] {"success", "failure"}) {
            LongAdder n = reloads.get(result);
            line(out, "shmfit_admission_tls_reloads_total{result=\"" + result + "\"}", n == null ? 0 : n.sum());
        }
        head(out, "shmfit_admission_tls_not_after_seconds", "gauge", "When the certificate in use ends to hold.");
        line(out, "shmfit_admission_tls_not_after_seconds", notAfter.get().getEpochSecond());
        return out.toString();
    }

    private static String seconds(long micros) {
        String fraction =
                Long.toString(1_000_000 + micros % 1_000_000).substring(1).replaceFirst("0+$", "");
        return micros / 1_000_000 + (fraction.isEmpty() ? "" : "." + fraction);
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder out, String name, long value) {
        out.append(name).append(' ').append(value).append('\n');
    }
}
