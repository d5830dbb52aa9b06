package dev.shmfit.verdict;

import dev.shmfit.facts.MachineState;
import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.CuMem;
import dev.shmfit.units.UserInput;
import java.util.List;

/** Are the machine's GPUs, its fabric and its NUMA nodes as NCCL expects them, and are all of them here? */
final class MachineChecks {
    private static final int SHOWN = 6;
    private static final int CUDA_13 = 13000;

    private MachineChecks() {}

    static List<Finding> fabric(Evidence e) {
        List<Reading.Known<String>> waiting = machine(e).fabricNotReady();
        if (waiting.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "fabric-not-ready",
                        Severity.PROBLEM,
                        Owner.NODE,
                        waiting.size() + " GPU(s) have not joined the NVLink fabric: " + some(waiting) + ".",
                        "On machines with NVSwitches no CUDA program starts until the fabric manager has joined every GPU:"
                                + " error 802, \"system not yet initialized\". A fabric manager that is stopped, or of another"
                                + " version than the driver, never does.",
                        "systemctl status nvidia-fabricmanager; its version must be the driver's. Take the node out of"
                                + " service until nvidia-smi -q shows the fabric's state as Completed.")
                .from(sources(waiting)));
    }

    static List<Finding> partitioned(Evidence e) {
        List<Reading.Known<String>> cut = machine(e).partitioned();
        if (cut.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "mig-enabled",
                        Severity.WARNING,
                        Owner.NODE,
                        cut.size() + " GPU(s) are cut into MIG instances: " + some(cut) + ".",
                        "There is no P2P to or from a MIG instance, whatever links its GPU has: NCCL goes through shared"
                                + " memory or the network. The forecast takes the GPUs as whole ones, by the tables of"
                                + " nvidia-smi.",
                        "For a job over several GPUs switch MIG off (nvidia-smi -mig 0); else plan with "
                                + UserInput.FACT + " p2p=none.")
                .from(sources(cut)));
    }

    static List<Finding> hidden(Evidence e) {
        List<Reading.Known<String>> hidden = machine(e).hidden();
        if (hidden.isEmpty()) {
            return List.of();
        }
        int shown = machine(e).shown();
        return List.of(Finding.of(
                        "gpus-hidden",
                        Severity.NOTE,
                        Owner.JOB,
                        "The driver shows " + shown + " of " + (shown + hidden.size()) + " GPUs of this machine; "
                                + some(hidden) + (hidden.size() == 1 ? " is" : " are")
                                + " not given to this container.",
                        "Ranks in another container are on another node for NCCL: it goes by host name and boot id, and by"
                                + " the device of /dev/shm. They talk over the network, though they share the machine, and"
                                + " this forecast does not count them.",
                        "Give one container all GPUs of the job on this node. If that cannot be: the same host name (or"
                                + " NCCL_HOSTID), the same /dev/shm, and all GPUs visible in each.")
                .from(sources(hidden)));
    }

    static List<Finding> numaNodes(Evidence e) {
        List<Reading.Known<String>> poor = machine(e).poorNumaNodes();
        if (poor.isEmpty()) {
            return List.of();
        }
        boolean matters = SettingChecks.mayTakeDriverMemory(e);
        String summary =
                String.join("; ", poor.stream().map(Reading.Known::value).toList());
        return List.of(Finding.of(
                        "numa-node-empty",
                        matters ? Severity.WARNING : Severity.NOTE,
                        Owner.NODE,
                        summary + ".",
                        "NCCL " + CuMem.firstByDefault()
                                + " and later may take host memory from the driver, on the NUMA node of each GPU. A rank whose"
                                + " node cannot give any falls back to /dev/shm while the others do not: \"Error while"
                                + " attaching to shared memory segment\" with a garbled name or size, with /dev/shm empty.",
                        "Set NCCL_CUMEM_HOST_ENABLE=0 for all ranks alike; on the node, fill the memory slots of every"
                                + " socket, or set one NUMA node per socket in the firmware. More /dev/shm does nothing.")
                .from(sources(poor)));
    }

    /** On drivers before CUDA 13.0 (NCCL user guide, NCCL_CUMEM_HOST_ENABLE; nccl#1637). */
    static List<Finding> driverMemoryNeedsP2p(Evidence e) {
        boolean version = e.nccl().version().filter(CuMem::hostNeedsP2p).isPresent();
        Reading<Integer> driver = machine(e).cudaDriver();
        List<SourceRef> refused = refused(e);
        boolean several = !e.nccl().communicators().isEmpty()
                && e.nccl().communicators().get(0).forecast().ranks().size() > 1;
        if (!version
                || !several
                || refused.isEmpty()
                || driver.asOptional().filter(d -> d < CUDA_13).isEmpty()
                || !SettingChecks.mayTakeDriverMemory(e)) {
            return List.of();
        }
        return List.of(Finding.of(
                        "cumem-host-needs-p2p",
                        Severity.WARNING,
                        Owner.JOB,
                        "NCCL " + e.nccl().version().orElseThrow()
                                + " takes host memory from the driver, which before CUDA 13.0"
                                + " needs P2P between the GPUs, and nvidia-smi reports pairs without.",
                        "Initialisation then fails on such machines, two GeForce cards for instance, also with"
                                + " NCCL_P2P_DISABLE=1.",
                        "Set NCCL_CUMEM_HOST_ENABLE=0 for all ranks and size /dev/shm, or use a driver for CUDA 13.0, or"
                                + " NCCL " + CuMem.firstWithoutP2p() + " or later.")
                .from(java.util.stream.Stream.concat(
                                Sources.of(driver).stream(), refused.stream().limit(2))
                        .toList()));
    }

    /** Where nvidia-smi says of pairs that P2P is not possible. */
    static List<SourceRef> refused(Evidence e) {
        return e.node().p2p().stream()
                .filter(m -> m.capabilities().isEmpty() || m.capabilities().contains("r"))
                .flatMap(m -> java.util.stream.IntStream.range(0, m.cells().size())
                        .boxed()
                        .flatMap(i -> refused(m, i).stream()))
                .toList();
    }

    private static List<SourceRef> refused(SmiP2pMatrix matrix, int row) {
        List<SourceRef> found = new java.util.ArrayList<>();
        for (int j = 0; j < matrix.cells().get(row).size(); j++) {
            if (j != row
                    && matrix.cells().get(row).get(j) instanceof Reading.Known<P2pStatus> cell
                    && !cell.value().isOk()) {
                found.add(cell.source());
            }
        }
        return found;
    }

    private static MachineState machine(Evidence e) {
        return e.surroundings().machine();
    }

    private static String some(List<Reading.Known<String>> all) {
        return String.join(
                        ", ",
                        all.stream().map(Reading.Known::value).limit(SHOWN).toList())
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
    }

    private static List<SourceRef> sources(List<Reading.Known<String>> all) {
        return all.stream().map(Reading.Known::source).distinct().limit(SHOWN).toList();
    }
}
