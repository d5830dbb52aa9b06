package dev.shmfit.analysis.open;

import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.nccl.simulate.NvLinkFabric;
import dev.shmfit.nccl.simulate.SimulateRules;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.CudaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Driver, container and processes, as far as they are known.
 *
 * @param cudaDriver as the driver counts
 * @param sysNice whether the driver may allocate host memory on a NUMA node
 * @param ranksPerProcess consecutive ranks that share a process
 * @param stated what else the user states
 */
public record PlatformFacts(
        OptionalInt cudaDriver, Optional<Boolean> sysNice, OptionalInt ranksPerProcess, StatedFacts stated) {
    /** What makes no difference to a rank alone. */
    public static final Set<String> AMONG_RANKS = Set.of(Facts.RANKS_PER_PROCESS.key(), Facts.VMM.key());

    /** Before this version neither the driver nor the container changes what lies in /dev/shm. */
    private static final NcclVersion FIRST_DEPENDENT = SimulateRules.firstLazy();

    /** The drivers that NCCL tells apart: cuMem host memory is the default from 12.6. The one that needs more first. */
    private static final List<Integer> DRIVERS = List.of(12040, 12080);

    private static final ByteCount GRANULARITY = ByteCount.mebibytes(2);

    /** The platforms that the facts allow; the one to plan with, which uses /dev/shm, first. */
    public List<NcclPlatform> options(NcclVersion version, NcclSettings settings) {
        boolean matters = version.compareTo(FIRST_DEPENDENT) >= 0;
        List<Integer> drivers =
                cudaDriver.isPresent() ? List.of(cudaDriver.getAsInt()) : matters ? DRIVERS : DRIVERS.subList(0, 1);
        List<NcclPlatform> all = new ArrayList<>();
        for (int driver : drivers) {
            List<Boolean> nice = sysNice.map(List::of)
                    .orElse(niceMatters(version, settings, driver) ? planned(version) : List.of(true));
            nice.forEach(n -> all.add(platform(driver, n)));
        }
        return all;
    }

    /** Whether it makes a difference to NCCL that the driver may allocate host memory. */
    private boolean niceMatters(NcclVersion version, NcclSettings settings, int driver) {
        return !CuMem.of(version, settings, platform(driver, true))
                .equals(CuMem.of(version, settings, platform(driver, false)));
    }

    /** Where NCCL tries first, a refused host allocation leads back to /dev/shm; else the job fails for all sizes. */
    private static List<Boolean> planned(NcclVersion version) {
        return CuMem.hostTriedFirst(version) ? List.of(false, true) : List.of(true, false);
    }

    /** The NVLink domain that a node of the job is in, by its number; empty where NVLink joins no nodes. */
    public Optional<NvLinkFabric> fabricOf(int node) {
        return stated.get(Facts.NVLINK_DOMAIN)
                .filter(nodes -> nodes > 1)
                .map(nodes ->
                        new NvLinkFabric(node / nodes, stated.get(Facts.IMEX).orElse(true)));
    }

    private NcclPlatform platform(int driver, boolean nice) {
        return new NcclPlatform(
                driver,
                stated.get(Facts.VMM).orElse(true),
                nice,
                stated.get(Facts.CUMEM_GRANULARITY).orElse(GRANULARITY),
                ranksPerProcess.orElse(1),
                stated.get(Facts.HIDDEN_DEVICES).orElse(false),
                false,
                false);
    }

    /** {@code choice} with this platform's way to settle the open facts. */
    public Choice choice(Choice choice, NcclPlatform p) {
        Choice more = choice;
        if (cudaDriver.isEmpty()) {
            more = more.with(new Settled<>(Facts.CUDA_DRIVER, p.cudaDriver(), CudaVersion.text(p.cudaDriver())));
        }
        return sysNice.isEmpty() ? more.with(Settled.yes(Facts.CAP_SYS_NICE, p.cuMemHostWorks())) : more;
    }

    /** What is taken for granted, by name. */
    public List<Assumption> assumptions(NcclVersion version) {
        List<Assumption> all = new ArrayList<>();
        boolean matters = version.compareTo(FIRST_DEPENDENT) >= 0;
        if (cudaDriver.isEmpty() && matters) {
            all.add(Assumption.assumed(
                    Facts.CUDA_DRIVER.key(),
                    Text.of("fact/before", "version", "12.6"),
                    Text.of("fact/driver-host-memory")));
        }
        if (sysNice.isEmpty() && matters && cudaDriver.orElse(0) >= 12060) {
            all.add(Assumption.assumed(
                    Facts.CAP_SYS_NICE.key(),
                    planned(version).get(0) ? "yes" : "no",
                    Text.of(
                            "fact/sys-nice",
                            "version",
                            RuleRegister.latest("cumem-host-tried-first").toString())));
        }
        add(all, Facts.VMM.key(), stated.get(Facts.VMM).isEmpty(), "yes", Text.of("fact/vmm"));
        add(all, Facts.RANKS_PER_PROCESS.key(), ranksPerProcess.isEmpty(), "1", Text.of("fact/shared-process"));
        return all;
    }

    private static void add(List<Assumption> all, String key, boolean open, String value, Text effect) {
        if (open) {
            all.add(new Assumption(key, value, Provenance.DEFAULT, effect));
        }
    }
}
