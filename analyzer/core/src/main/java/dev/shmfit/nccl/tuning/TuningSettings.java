package dev.shmfit.nccl.tuning;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The settings that bear on the choice of the algorithm. NCCL_NTHREADS, NCCL_LL128_NTHREADS and
 * NCCL_THREAD_THRESHOLDS are read by the same function of NCCL, but only size the kernel: they are not here.
 *
 * @param algo NCCL_ALGO as it stands
 * @param proto NCCL_PROTO as it stands
 * @param nvlsEnable NCCL_NVLS_ENABLE
 * @param patEnable NCCL_PAT_ENABLE, 2.23 and later
 * @param netOverheadNanos NCCL_NET_OVERHEAD, 2.18 and later
 * @param ll128C2c NCCL_LL128_C2C, 2.27 and later
 */
public record TuningSettings(
        Optional<String> algo,
        Optional<String> proto,
        OptionalLong nvlsEnable,
        OptionalLong patEnable,
        OptionalLong netOverheadNanos,
        OptionalLong ll128C2c) {
    /** Nothing set. */
    public static final TuningSettings NONE = of(Map.of());

    /** Takes what matters from an environment. */
    public static TuningSettings of(Map<String, String> environment) {
        return new TuningSettings(
                Optional.ofNullable(environment.get("NCCL_ALGO")),
                Optional.ofNullable(environment.get("NCCL_PROTO")),
                number(environment, "NCCL_NVLS_ENABLE"),
                number(environment, "NCCL_PAT_ENABLE"),
                number(environment, "NCCL_NET_OVERHEAD"),
                number(environment, "NCCL_LL128_C2C"));
    }

    private static OptionalLong number(Map<String, String> environment, String name) {
        String text = environment.get(name);
        return text == null || text.isEmpty() ? OptionalLong.empty() : CInteger.strtoll(text);
    }
}
