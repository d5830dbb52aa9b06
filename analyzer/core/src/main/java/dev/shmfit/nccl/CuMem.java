package dev.shmfit.nccl;

/**
 * Whether NCCL allocates through the driver's cuMem calls, for device memory and for host memory in place of /dev/shm
 * (src/misc/cudawrap.cc ncclCuMemEnable, ncclIsCuMemSupported, ncclCuMemHostEnable).
 *
 * @param device device memory; also makes connections lazy from 2.22
 * @param host host memory of SHM connections between processes
 * @param hostFailsHard host memory is chosen but cannot be had, and this version does not find out beforehand
 */
public record CuMem(boolean device, boolean host, boolean hostFailsHard) {
    private static final ByVersion<Long> DEVICE_DEFAULT = ByVersion.since(
                    5, 6, 0L, "no cuMem before src/misc/cudawrap.cc@v2.18.1-1")
            .then(18, 1, 0L, "src/misc/cudawrap.cc NCCL_PARAM CUMEM_ENABLE@v2.18.1-1")
            .then(19, 1, -2L, "src/misc/cudawrap.cc NCCL_PARAM CUMEM_ENABLE@v2.19.1-1");

    /** Whether a trial allocation decides before the first connection. */
    private static final ByVersion<Boolean> TRIAL = ByVersion.since(5, 6, false, "src/misc/cudawrap.cc")
            .then(26, 3, true, "src/misc/cudawrap.cc ncclCuMemHostEnable@v2.26.3-1");

    public static CuMem of(NcclVersion version, NcclSettings settings, NcclPlatform platform) {
        boolean device = device(version, settings, platform);
        boolean wanted = device && hostWanted(version, settings, platform);
        boolean trial = TRIAL.at(version);
        boolean host = wanted && (platform.cuMemHostWorks() || !trial);
        return new CuMem(device, host, host && !platform.cuMemHostWorks());
    }

    private static boolean device(NcclVersion version, NcclSettings settings, NcclPlatform platform) {
        if (!version.atLeast(18, 1)) {
            return false;
        }
        long param = settings.number("CUMEM_ENABLE", DEVICE_DEFAULT.at(version));
        boolean supported = platform.cudaDriver() >= 12000 && platform.vmm();
        return param == -2 ? supported : param != 0 && (param > 0 || !version.atLeast(19, 1));
    }

    private static boolean hostWanted(NcclVersion version, NcclSettings settings, NcclPlatform platform) {
        if (!version.atLeast(23, 4)) {
            return false;
        }
        if (!version.atLeast(24, 3)) {
            return settings.number("CUMEM_HOST_ENABLE", 0) != 0;
        }
        if (platform.cudaDriver() < 12020) {
            return false;
        }
        long param = settings.number("CUMEM_HOST_ENABLE", -1);
        return param == -1 ? platform.cudaDriver() >= 12060 : param != 0;
    }
}
