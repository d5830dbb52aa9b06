package dev.shmfit.nccl.connect;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;

/**
 * The channel limits that settings and kernel arguments impose (src/graph/connect.cc ncclMinNchannels,
 * ncclMaxNchannels; src/init.cc for CTAs).
 *
 * @param min at least, by NCCL_MIN_NCHANNELS
 * @param max at most, by NCCL_MAX_NCHANNELS and the kernel's argument space
 * @param minCtas at least, by NCCL_MIN_CTAS
 * @param maxCtas at most, by NCCL_MAX_CTAS
 * @param byKernelArguments at most, by the argument space alone
 */
record ChannelLimits(int min, int max, int minCtas, int maxCtas, int byKernelArguments) {
    private static final int UNDEFINED = -2;

    static ChannelLimits of(NcclVersion version, NcclSettings settings, int maxChannels) {
        long min = 0;
        min = settings.number("MIN_NRINGS", UNDEFINED) != UNDEFINED ? settings.number("MIN_NRINGS", 0) : min;
        min = settings.number("MIN_NCHANNELS", UNDEFINED) != UNDEFINED ? settings.number("MIN_NCHANNELS", 0) : min;
        long max = maxChannels;
        max = settings.number("MAX_NRINGS", UNDEFINED) != UNDEFINED ? settings.number("MAX_NRINGS", 0) : max;
        max = settings.number("MAX_NCHANNELS", UNDEFINED) != UNDEFINED ? settings.number("MAX_NCHANNELS", 0) : max;
        int byArguments = maxChannels;
        if (ConnectRules.KERNEL_ARGUMENTS.at(version)) {
            byArguments = Math.min(maxChannels, byKernelArguments(settings, maxChannels));
            max = Math.min(max, byArguments);
        }
        int minCtas = 1;
        int maxCtas = maxChannels;
        if (ConnectRules.CTAS.at(version)) {
            minCtas = ctas(settings, "MIN_CTAS", 1, maxChannels);
            maxCtas = ctas(settings, "MAX_CTAS", maxChannels, maxChannels);
            minCtas = Math.min(minCtas, maxCtas);
        }
        return new ChannelLimits(
                (int) Math.max(0, Math.min(min, maxChannels)),
                (int) Math.max(1, Math.min(max, maxChannels)),
                minCtas,
                maxCtas,
                byArguments);
    }

    /** What fits beside the kernel's fixed arguments of 32 bytes, at 16 bytes a batch (src/include/device.h). */
    private static int byKernelArguments(NcclSettings settings, int maxChannels) {
        long bytes = settings.number("WORK_ARGS_BYTES", Long.MAX_VALUE);
        return (int) Math.min(maxChannels, Long.divideUnsigned(bytes - 32, 16));
    }

    private static int ctas(NcclSettings settings, String name, int byDefault, int maxChannels) {
        long value = settings.number(name, byDefault);
        return value <= 0 ? byDefault : (int) Math.min(value, maxChannels);
    }
}
