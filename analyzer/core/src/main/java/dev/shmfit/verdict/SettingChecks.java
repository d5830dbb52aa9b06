package dev.shmfit.verdict;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.plan.PhaseForecast;
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
                        setting + " turns P2P off for every pair" + (nvlink ? ", NVLink included." : "."),
                        "All traffic between GPUs then goes through shared memory (or the network): slower, and the"
                                + " need of /dev/shm is at its highest. As a test it is fine; it is often left behind"
                                + " in an image, a job script or nccl.conf.",
                        "Unset it, unless P2P is known to be broken on this machine (then see IOMMU and ACS).")
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
                        "NCCL_SHM_DISABLE sends pairs without P2P over the network inside the node.",
                        "It does not free NCCL of /dev/shm: the proxy's pool and other segments are made all the same."
                                + " What it saves in space it costs in speed.",
                        "Unset it and give the job the space it needs.")
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
        String capability = "Docker grants SYS_NICE only with --cap-add SYS_NICE.";
        if (nice.isPresent() && !nice.get()) {
            boolean tries = e.nccl().version().map(CuMem::hostTriedFirst).orElse(false);
            return List.of(Finding.of(
                            "cumem-host-without-sys-nice",
                            tries ? Severity.NOTE : Severity.WARNING,
                            Owner.JOB,
                            "The container lacks CAP_SYS_NICE, which NCCL's host memory through the driver needs.",
                            (tries
                                            ? "NCCL notices and falls back to /dev/shm."
                                            : "NCCL before " + CuMem.firstThatTries()
                                                    + " does not try first: where the driver offers such"
                                                    + " memory, it fails.")
                                    + " On the host itself the same job may need no /dev/shm at all. " + capability,
                            tries
                                    ? "Either size /dev/shm as stated, or add the capability."
                                    : "Add the capability, or set NCCL_CUMEM_HOST_ENABLE=0 and size /dev/shm.")
                    .from(Sources.of(e.surroundings().sysNice())));
        }
        return List.of(Finding.of(
                        "cumem-host-in-place-of-shm",
                        Severity.NOTE,
                        Owner.JOB,
                        "NCCL takes host memory through the driver in place of /dev/shm for its connections.",
                        "That needs a recent driver and CAP_SYS_NICE. Without either, the same connections go to"
                                + " /dev/shm. " + capability,
                        nice.isPresent()
                                ? ""
                                : "Check that the container has the capability, or plan with" + " " + UserInput.FACT
                                        + " cap-sys-nice=no.")
                .from(Sources.of(e.surroundings().sysNice())));
    }
}
