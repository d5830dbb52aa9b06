package dev.shmfit.nccl;

import java.util.List;

/**
 * Whether NCCL allocates through the driver's cuMem calls, for device memory and for host memory in place of /dev/shm
 * (src/misc/cudawrap.cc ncclCuMemEnable, ncclIsCuMemSupported, ncclCuMemHostEnable).
 *
 * @param device device memory; also makes connections lazy from 2.22
 * @param host host memory of SHM connections between processes
 * @param hostFailsHard host memory is chosen but cannot be had, and this version does not find out beforehand
 */
public record CuMem(boolean device, boolean host, boolean hostFailsHard) {
    /** Device memory of cuMem. */
    enum Device {
        NONE,
        /** Off; any value but 0 turns it on, whether the device supports it or not. */
        OFF,
        WHERE_SUPPORTED
    }

    static final VersionRule<Device> DEVICE = VersionRule.of(
                    "cumem-enable", "whether device memory comes from cuMem by default (NCCL_CUMEM_ENABLE)")
            .since(5, 6, Device.NONE, "src/misc/cudawrap.cc, before")
            .then(18, 1, Device.OFF, "src/misc/cudawrap.cc ncclCuMemEnable@v2.18.1-1")
            .then(19, 1, Device.WHERE_SUPPORTED, "src/misc/cudawrap.cc ncclCuMemEnable@v2.19.1-1");

    /** Host memory of cuMem. */
    enum Host {
        NONE,
        OFF,
        BY_DRIVER
    }

    static final VersionRule<Host> HOST = VersionRule.of(
                    "cumem-host-enable",
                    "whether host memory of SHM comes from the driver by default (NCCL_CUMEM_HOST_ENABLE)")
            .since(5, 6, Host.NONE, "src/misc/cudawrap.cc, before")
            .then(23, 4, Host.OFF, "src/misc/cudawrap.cc NCCL_PARAM CUMEM_HOST_ENABLE@v2.23.4-1")
            .then(24, 3, Host.BY_DRIVER, "src/misc/cudawrap.cc ncclCuMemHostEnable@v2.24.3-1");

    /** Whether a trial allocation decides before the first connection. */
    static final VersionRule<Boolean> TRIAL = VersionRule.from(
            "cumem-host-tried-first",
            "whether host memory of the driver is tried before it is chosen",
            26,
            3,
            "src/misc/cudawrap.cc ncclCuMemHostEnable@v2.26.3-1");

    private static final String A_FINDING = "it decides the finding of the same name, not what is needed";

    static final VersionRule<Boolean> HOST_NEEDS_P2P = VersionRule.of(
                    "cumem-host-needs-p2p",
                    "whether host memory of the driver needs P2P between the GPUs before CUDA 13.0")
            .since(5, 6, false, "src/misc/cudawrap.cc, before")
            .then(24, 3, true, "src/misc/cudawrap.cc ncclCuMemHostEnable@v2.24.3-1; nccl#1637")
            .unseenBecause(A_FINDING)
            .then(
                    27,
                    3,
                    false,
                    "src/transport/shm.cc SHM_HANDLE_TYPE@v2.27.3-1; NCCL user guide, NCCL_CUMEM_HOST_ENABLE; nccl#1637")
            .unseenBecause(A_FINDING);

    /** Every rule of cuMem. */
    public static List<VersionRule<?>> rules() {
        return List.of(DEVICE, HOST, TRIAL, HOST_NEEDS_P2P);
    }

    /** Whether {@code version} takes host memory from the driver by default, where that is new enough. */
    public static boolean hostByDefault(NcclVersion version) {
        return HOST.at(version) == Host.BY_DRIVER;
    }

    /** Whether {@code version} tries host memory of the driver before it chooses it. */
    public static boolean hostTriedFirst(NcclVersion version) {
        return TRIAL.at(version);
    }

    /** Whether host memory of the driver needs P2P between the GPUs in {@code version}, before CUDA 13.0. */
    public static boolean hostNeedsP2p(NcclVersion version) {
        return HOST_NEEDS_P2P.at(version);
    }

    /** Since when it does not. */
    public static NcclVersion firstWithoutP2p() {
        return HOST_NEEDS_P2P.latest();
    }

    /** The first version that takes host memory from the driver by default. */
    public static NcclVersion firstByDefault() {
        return HOST.latest();
    }

    /** The first version that tries. */
    public static NcclVersion firstThatTries() {
        return TRIAL.latest();
    }

    public static CuMem of(NcclVersion version, NcclSettings settings, NcclPlatform platform) {
        boolean device = device(version, settings, platform);
        boolean wanted = device && hostWanted(version, settings, platform);
        boolean trial = TRIAL.at(version);
        boolean host = wanted && (platform.cuMemHostWorks() || !trial);
        return new CuMem(device, host, host && !platform.cuMemHostWorks());
    }

    private static boolean device(NcclVersion version, NcclSettings settings, NcclPlatform platform) {
        return switch (DEVICE.at(version)) {
            case NONE -> false;
            case OFF -> settings.number("CUMEM_ENABLE", 0) != 0;
            case WHERE_SUPPORTED -> {
                long param = settings.number("CUMEM_ENABLE", -2);
                boolean supported = platform.cudaDriver() >= 12000 && platform.vmm();
                yield param > 0 || (param == -2 && supported);
            }
        };
    }

    private static boolean hostWanted(NcclVersion version, NcclSettings settings, NcclPlatform platform) {
        Host known = HOST.at(version);
        if (known == Host.NONE) {
            return false;
        }
        if (known == Host.OFF) {
            return settings.number("CUMEM_HOST_ENABLE", 0) != 0;
        }
        if (platform.cudaDriver() < 12020) {
            return false;
        }
        long param = settings.number("CUMEM_HOST_ENABLE", -1);
        return param == -1 ? platform.cudaDriver() >= 12060 : param != 0;
    }
}
