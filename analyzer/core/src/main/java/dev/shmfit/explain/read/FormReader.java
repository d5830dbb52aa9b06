package dev.shmfit.explain.read;

import dev.shmfit.explain.catalog.Says;
import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.listing.ShmOwner;
import dev.shmfit.explain.scan.Match;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Signal;
import dev.shmfit.explain.statement.Statement;
import dev.shmfit.explain.statement.Statement.Where;
import dev.shmfit.explain.statement.Target;
import java.util.Map;
import java.util.Optional;

/** What a wording that was found says, with what stood in its varying parts. */
public final class FormReader {
    private static final int LONGEST_STATUS = 6;

    private FormReader() {}

    /** The statement; empty where the parts make none, such as a process that ended well. */
    public static Optional<Statement> read(Match match) {
        Signature signature = match.signature();
        Where where = new Where(match.line(), match.lastLine());
        Map<String, String> values = match.values();
        Says says = signature.says();
        if (says instanceof Says.Directly) {
            return Optional.of(new Statement.Told(signature.id(), where, values));
        }
        if (says instanceof Says.Failure f) {
            return failure(signature, f, where, values);
        }
        return says instanceof Says.Ending e ? ending(signature, e, where, values) : Optional.empty();
    }

    private static Optional<Statement> failure(
            Signature signature, Says.Failure f, Where where, Map<String, String> values) {
        Optional<Errno> errno = f.errno().or(() -> Errno.of(values.getOrDefault("errno", "")));
        String name = values.getOrDefault("file", values.getOrDefault("path", ""));
        Target target = f.kind() == Target.Kind.UNNAMED ? named(name) : new Target(f.kind(), name);
        return errno.map(e -> new Statement.CallFailed(signature.id(), where, f.call(), e, target, values));
    }

    private static Target named(String name) {
        if (name.isEmpty()) {
            return Target.UNNAMED;
        }
        boolean segment =
                Target.mayBeSegment(name) && ShmOwner.of(name.substring(1)).isPresent();
        return segment ? new Target(Target.Kind.SHM, name) : Target.named(name);
    }

    private static Optional<Statement> ending(
            Signature signature, Says.Ending e, Where where, Map<String, String> values) {
        String status = values.getOrDefault("status", "");
        String named = values.getOrDefault("signal", values.getOrDefault("named", ""));
        Optional<Signal> signal = e.signal();
        long code = 0;
        if (signal.isEmpty() && !named.isEmpty()) {
            signal = Signal.of(named);
        } else if (signal.isEmpty() && values.containsKey("code") && status.isEmpty()) {
            signal = Signal.of(values.getOrDefault("code", ""));
        } else if (signal.isEmpty() && values.containsKey("name")) {
            signal = Signal.of("SIG" + values.getOrDefault("name", ""));
        } else if (signal.isEmpty() && values.containsKey("raw")) {
            code = ofWait(values.getOrDefault("raw", ""));
            signal = Signal.ofStatus(code);
        } else if (signal.isEmpty() && !status.isEmpty() && status.length() <= LONGEST_STATUS) {
            code = Long.parseLong(status, 10);
            signal = Signal.ofStatus(code);
        }
        if (signal.isEmpty() && code == 0) {
            return Optional.empty();
        }
        return Optional.of(new Statement.ProcessEnded(
                signature.id(), where, e.launcher(), signal, signal.isPresent() ? 0 : code, e.several(), values));
    }

    /** What wait(2) returns, as a status: the signal is in the low seven bits, the status of an end without one above eight. */
    private static long ofWait(String raw) {
        long all = raw.length() <= LONGEST_STATUS ? Long.parseLong(raw, 10) : 0;
        long signal = all & 0x7f;
        return signal != 0 ? -signal : all >> 8;
    }
}
