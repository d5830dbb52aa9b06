package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.NcclInternalError;
import dev.shmfit.nccl.transport.NcclInitFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A job whose forecast is compared with what it would be if an edge stood elsewhere. */
interface EdgeScenario {
    /** As {@code edges.txt} writes it. */
    String name();

    /** What the forecast says, part by part: a later part is asked for only after those before it, and only if they agree. */
    List<Supplier<String>> outputs(NcclVersion version);

    static EdgeScenario parse(String name) {
        if (name.startsWith(SettingScenario.PREFIX)) {
            return SettingScenario.parse(name);
        }
        if (name.startsWith(SizeScenario.PREFIX)) {
            return SizeScenario.parse(name);
        }
        return name.startsWith(TunerScenario.PREFIX) ? TunerScenario.parse(name) : NodeScenario.parse(name);
    }

    /** A part, or the message with which the forecast ends there. */
    static String text(Supplier<String> part) {
        try {
            return part.get();
        } catch (NcclInternalError
                | NcclInitFailure
                | IllegalStateException
                | ArithmeticException
                | IndexOutOfBoundsException e) {
            return Optional.ofNullable(e.getMessage()).orElse("fails");
        }
    }
}
