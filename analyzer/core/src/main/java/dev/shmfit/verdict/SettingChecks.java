package dev.shmfit.verdict;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.text.Text;
import dev.shmfit.topology.Link;
import dev.shmfit.units.UserInput;
import java.util.List;
import java.util.Optional;

/** Which settings of the job change the need, or harm? */
final class SettingChecks {
    /** Of CUDA 12.6, from which on host memory of the driver is the default (src/misc/cudawrap.cc@v2.24.3-1). */
    private static final int FIRST_DRIVER = 12060;

    private SettingChecks() {}

    private static boolean turnsP2pOff(Evidence e) {
        String level = e.setting("NCCL_P2P_LEVEL");
        return e.isOn("NCCL_P2P_DISABLE") || level.equalsIgnoreCase("LOC") || level.equals("0");
    }

    static List<Finding> p2pDisabled(Evidence e) {
        if (!turnsP2pOff(e)) {
            return List.of();
        }
        String name = e.isOn("NCCL_P2P_DISABLE") ? "NCCL_P2P_DISABLE" : "NCCL_P2P_LEVEL";
        String setting = name + "=" + e.setting(name);
        boolean nvlink = e.node().topology().isPresent()
                && e.node().topology().get().links().stream().anyMatch(l -> l.kind() == Link.Kind.NVLINK);
        return List.of(Finding.of(
                        "env-disables-p2p",
                        Severity.WARNING,
                        Owner.JOB,
                        Text.of(
                                "verdict/env-disables-p2p.summary",
                                "setting",
                                setting,
                                "nvlink",
                                nvlink ? "yes" : "no"),
                        Text.of("verdict/env-disables-p2p.explanation"),
                        Text.of("verdict/env-disables-p2p.remedy"))
                .from(e.where(name)));
    }

    static List<Finding> shmDisabled(Evidence e) {
        if (!e.isOn("NCCL_SHM_DISABLE")) {
            return List.of();
        }
        return List.of(Finding.of(
                        "shm-disable-set",
                        Severity.WARNING,
                        Owner.JOB,
                        Text.of("verdict/shm-disable-set.summary"),
                        Text.of("verdict/shm-disable-set.explanation"),
                        Text.of("verdict/shm-disable-set.remedy"))
                .from(e.where("NCCL_SHM_DISABLE")));
    }

    private static boolean takesDriverMemory(Evidence e) {
        return e.nccl().communicators().stream()
                .flatMap(u -> u.phases().stream())
                .map(PhaseForecast::cuMemHostBytes)
                .anyMatch(b -> b.bytes() > 0);
    }

    /** Whether NCCL asks the driver for host memory at all: by default on drivers of CUDA 12.6 and later. */
    static boolean mayTakeDriverMemory(Evidence e) {
        boolean recent = e.nccl().version().map(CuMem::hostByDefault).orElse(false);
        boolean off = e.setting("NCCL_CUMEM_HOST_ENABLE").equals("0")
                || e.setting("NCCL_CUMEM_ENABLE").equals("0");
        boolean driver = e.surroundings()
                .machine()
                .cudaDriver()
                .asOptional()
                .filter(d -> d >= FIRST_DRIVER)
                .isPresent();
        return recent && !off && (driver || takesDriverMemory(e));
    }

    static List<Finding> cuMemHost(Evidence e) {
        boolean forecast = takesDriverMemory(e);
        boolean recent = e.nccl().version().map(CuMem::hostByDefault).orElse(false);
        Optional<Boolean> nice = e.surroundings().sysNice().asOptional();
        if (!recent || e.setting("NCCL_CUMEM_HOST_ENABLE").equals("0") || (!forecast && nice.orElse(true))) {
            return List.of();
        }
        Text capability = Text.of("verdict/sys-nice");
        if (nice.isPresent() && !nice.get()) {
            boolean tries = e.nccl().version().map(CuMem::hostTriedFirst).orElse(false);
            return List.of(Finding.of(
                            "cumem-host-without-sys-nice",
                            tries ? Severity.NOTE : Severity.WARNING,
                            Owner.JOB,
                            Text.of("verdict/cumem-host-without-sys-nice.summary"),
                            Text.of(
                                    "verdict/cumem-host-without-sys-nice.explanation",
                                    "tries",
                                    tries
                                            ? Text.of("verdict/cumem-host-without-sys-nice.tries")
                                            : Text.of(
                                                    "verdict/cumem-host-without-sys-nice.fails",
                                                    "first-that-tries",
                                                    CuMem.firstThatTries()),
                                    "capability",
                                    capability),
                            tries
                                    ? Text.of("verdict/cumem-host-without-sys-nice.remedy-tries")
                                    : Text.of("verdict/cumem-host-without-sys-nice.remedy"))
                    .from(Sources.of(e.surroundings().sysNice())));
        }
        return List.of(Finding.of(
                        "cumem-host-in-place-of-shm",
                        Severity.NOTE,
                        Owner.JOB,
                        Text.of("verdict/cumem-host-in-place-of-shm.summary"),
                        Text.of("verdict/cumem-host-in-place-of-shm.explanation", "capability", capability),
                        nice.isPresent()
                                ? Text.EMPTY
                                : Text.of("verdict/cumem-host-in-place-of-shm.remedy", "option", UserInput.FACT))
                .from(Sources.of(e.surroundings().sysNice())));
    }
}
