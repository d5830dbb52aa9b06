package dev.shmfit.plan;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.PreparedAnalysis;
import dev.shmfit.analysis.VersionAnalysis.Change;
import dev.shmfit.analysis.VersionSweep;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.register.VersionRange;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.Optional;

/**
 * What a change to the software of a node does to a job.
 *
 * @param before the need of /dev/shm; empty where the job does not run
 * @param after the same after the change
 * @param changes of the first communicator, each with its rule
 * @param failureBefore why the job does not run; empty where it does
 * @param failureAfter the same after the change
 */
public record Upgrade(
        Optional<ByteCount> before,
        Optional<ByteCount> after,
        List<Change> changes,
        Optional<Text> failureBefore,
        Optional<Text> failureAfter) {
    /** What can change. */
    public static final List<String> KEYS = List.of("nccl", "driver", "sys-nice");

    public Upgrade {
        changes = List.copyOf(changes);
    }

    /**
     * Compares the job before and after.
     *
     * @param changes each {@code KEY=FROM..TO}, such as {@code nccl=2.21.5..2.27.7}
     * @throws MalformedText where a change cannot be read
     */
    public static Upgrade of(AnalysisRequest request, List<String> changes) {
        AnalysisRequest from = request;
        AnalysisRequest to = request;
        for (String change : changes) {
            int equals = change.indexOf('=');
            int dots = change.indexOf("..");
            String key = equals < 0 ? change : change.substring(0, equals);
            if (!KEYS.contains(key)) {
                throw new MalformedText("unknown change \"" + key + "\"" + DidYouMean.hint(KEYS, key) + "; known are "
                        + String.join(", ", KEYS));
            }
            if (dots < equals) {
                throw new MalformedText(change + ": expected " + key + "=FROM..TO, such as nccl=2.21.5..2.27.7");
            }
            if (key.equals("nccl")) {
                VersionRange range = range(change.substring(equals + 1));
                from = from.under(range.from(), request.nccl().env());
                to = to.under(range.to(), request.nccl().env());
            } else {
                from = with(from, key, change.substring(equals + 1, dots));
                to = with(to, key, change.substring(dots + 2));
            }
        }
        return between(Analyzer.prepare(from), Analyzer.prepare(to));
    }

    private static VersionRange range(String text) {
        try {
            return VersionRange.parse(text);
        } catch (MalformedText e) {
            throw e.at("nccl=");
        }
    }

    private static AnalysisRequest with(AnalysisRequest request, String key, String value) {
        String fact = key.equals("driver") ? "cuda-driver=" : "cap-sys-nice=";
        return request.stating(request.assumptions().with(fact + value));
    }

    private static Upgrade between(PreparedAnalysis a, PreparedAnalysis b) {
        return new Upgrade(
                need(a),
                need(b),
                VersionSweep.changes(
                        a.communicators().get(0).forecast(),
                        b.communicators().get(0).forecast()),
                a.failure().map(f -> f.summary()),
                b.failure().map(f -> f.summary()));
    }

    private static Optional<ByteCount> need(PreparedAnalysis p) {
        return p.fails()
                ? Optional.empty()
                : Optional.of(p.need(p.rank(p.loaders())).shm().required());
    }
}
