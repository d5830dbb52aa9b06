package dev.shmfit.explain.catalog;

import dev.shmfit.facts.P2pStatus;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules that decide a pair's transport, by the ids that a trace shows. */
final class RuleExplanations {
    private static final String CHECK_P2P = "src/graph/paths.cc ncclTopoCheckP2p";
    private static final String CONNECT = "src/transport/p2p.cc p2pCanConnect";

    private RuleExplanations() {}

    static List<Explanation> all() {
        List<Explanation> all = new ArrayList<>(List.of(
                Explanation.note("different-node", "The two ranks are on different nodes")
                        .because(
                                "NCCL tells nodes apart by a hash of the host. Ranks of different nodes reach each other over"
                                        + " the network; such a pair takes nothing of either node's /dev/shm.")
                        .from("src/misc/utils.cc getHostHash"),
                Explanation.note("p2p-level-exceeded", "The GPUs are farther apart than P2P may reach")
                        .because(
                                "NCCL lets P2P reach up to PCIe switches (PXB) on most machines. Beyond a host bridge it"
                                        + " takes shared memory, even where P2P would work.")
                        .fix(
                                "Usually leave it and size /dev/shm. NCCL_P2P_LEVEL=SYS tries P2P; measure before keeping it.")
                        .from(CHECK_P2P),
                Explanation.note("p2p-turned-off", "A setting turns P2P off for every pair")
                        .because("NCCL_P2P_DISABLE=1 and NCCL_P2P_LEVEL=LOC let P2P reach no other GPU, not even over"
                                + " NVLink.")
                        .fix(
                                "Unset it unless it works around a fault. It is often left behind in an image or a script.")
                        .from(CHECK_P2P),
                Explanation.note("p2p-level-ok", "The GPUs are near enough for P2P")
                        .because("Their path type is within NCCL's level.")
                        .from(CHECK_P2P),
                Explanation.note("nvml-p2p-ok", "NVML says that P2P works for the pair")
                        .because("Both read and write are OK, as nvidia-smi topo -p2p r and w show them.")
                        .from(CHECK_P2P),
                Explanation.note("nvml-status-not-applied", "NVML says no, and this NCCL goes on")
                        .because("Before " + RuleRegister.latest("nvml-p2p-status")
                                + " NCCL only mentions a P2P status other than OK for pairs without NVLink.")
                        .from(CHECK_P2P + "@v2.12.7-1"),
                Explanation.note("p2p-ipc", "P2P, memory shared by CUDA IPC")
                        .because("cudaDeviceCanAccessPeer says yes. Such a pair takes nothing of /dev/shm.")
                        .from(CONNECT),
                Explanation.note("p2p-cumem", "P2P, memory shared by the driver's allocator (cuMem)")
                        .because("cudaDeviceCanAccessPeer says yes. Such a pair takes nothing of /dev/shm.")
                        .from(CONNECT),
                Explanation.note("p2p-indirect", "P2P through a third GPU")
                        .because(
                                "The pair has no NVLink of its own and reaches each other through a GPU that both have one"
                                        + " to.")
                        .from(CONNECT),
                Explanation.note("cuda-peer-not-asked", "CUDA is not asked whether the pair can do P2P")
                        .because(
                                "The other GPU is hidden from the process (CUDA_VISIBLE_DEVICES); NCCL then relies on the"
                                        + " level and on NVML.")
                        .from(CONNECT),
                Explanation.note("shm-same-host", "Shared memory: same host, same /dev/shm")
                        .because("P2P was refused before, as the trace says.")
                        .fix("Nothing to repair: each direction and channel takes 9.2 MiB of /dev/shm by default.")
                        .from("src/transport/shm.cc shmCanConnect"),
                Explanation.note("shm-disabled", "NCCL_SHM_DISABLE=1 forbids shared memory")
                        .because("The pair goes over the network inside the node.")
                        .fix("Unset it and give the job the room it needs.")
                        .not(WrongFix.SHM_DISABLE)
                        .from("src/transport/shm.cc shmCanConnect"),
                Explanation.note("net-faster", "The network is faster than the way between the GPUs")
                        .because("Both GPUs reach a network card with more bandwidth than they reach each other with.")
                        .fix("NCCL_NET_DISABLE_INTRA=1 keeps such a pair inside.")
                        .from("src/graph/paths.cc ncclTopoCheckNet"),
                Explanation.note("net-last", "The network, because nothing else is left")
                        .because("P2P and shared memory were refused, as the trace says.")
                        .from("src/transport/net.cc canConnect"),
                Explanation.note("net-disabled-intra", "NCCL_NET_DISABLE_INTRA=1 forbids the network inside the node")
                        .because("The setting is read where a pair of one node would use the network.")
                        .from("src/transport/net.cc canConnect"),
                Explanation.other("no-transport-found", Owner.JOB, "No transport accepts the pair")
                        .because(
                                "P2P, shared memory and the network all refuse: NCCL stops with \"No transport found\". Two"
                                        + " containers without a common /dev/shm and without a network, or settings that forbid all.")
                        .fix("Allow one: unset NCCL_SHM_DISABLE, or give the ranks a common /dev/shm or a network.")
                        .not(WrongFix.MORE_SHM)
                        .from("src/transport.cc selectTransport"),
                Explanation.note("gpu-outside-domain", "The other GPU is in another part of the node")
                        .because("NCCL splits a node whose GPUs cannot reach each other into parts and treats them as"
                                + " different nodes.")
                        .from("src/graph/paths.cc ncclTopoTrimSystem"),
                Explanation.note("different-host", "The containers are different hosts to NCCL")
                        .because(
                                "Hostname and boot id, or NCCL_HOSTID in their place, differ: neither P2P nor shared memory,"
                                        + " whatever the GPUs could do. One container for all ranks, or a common NCCL_HOSTID with"
                                        + " one /dev/shm, changes that.")
                        .from("src/misc/utils.cc getHostHash"),
                Explanation.note("different-shm", "The containers are one host to NCCL, but have a /dev/shm each")
                        .because("NCCL compares the mounts of /dev/shm: for shared memory always, for P2P since "
                                + RuleRegister.change("p2p-common-shm", 1) + ". A"
                                + " volume or --ipc that the containers share changes that.")
                        .from("src/transport/p2p.cc p2pCanConnect, src/transport/shm.cc shmCanConnect"),
                Explanation.note("domains-decide", "NCCL takes parts of the node for different nodes")
                        .because(
                                "GPUs that reach each other neither by P2P nor by shared memory are trimmed out of each"
                                        + " other's view.")
                        .from("src/graph/paths.cc ncclTopoTrimSystem"),
                Explanation.of(
                                "facts-missing",
                                Nature.UNDECIDED,
                                Owner.NODE,
                                "The answer depends on a fact not captured")
                        .because("The candidates say which transport follows from which value.")
                        .fix(UserInput.FACT + " states it."),
                Explanation.of(
                                "candidate",
                                Nature.UNDECIDED,
                                Owner.NODE,
                                "One of the transports that the facts leave open")
                        .because("It holds where the missing fact has the value named."),
                Explanation.other("operation-fails", Owner.JOB, "The first operation fails")
                        .because(
                                "The communicator is made, and connecting for the operation does not succeed; the summary"
                                        + " says for which pair.")
                        .fix("See the trace of the pair.")
                        .from("src/transport.cc ncclTransportP2pSetup"),
                Explanation.other("algorithm-list-invalid", Owner.JOB, "NCCL_ALGO or NCCL_PROTO cannot be read")
                        .because("Newer versions refuse a list that names an unknown algorithm or collective.")
                        .fix("Correct or unset it.")
                        .from("src/graph/tuning.cc"),
                Explanation.other("no-algorithm", Owner.JOB, "No algorithm and protocol is left for a collective")
                        .because("NCCL_ALGO and NCCL_PROTO together exclude all that the version has for it.")
                        .fix("Unset them.")
                        .from("src/enqueue.cc")));
        for (P2pStatus status : P2pStatus.values()) {
            if (!status.isOk()) {
                all.add(refused(status));
            }
        }
        return all;
    }

    private static Explanation refused(P2pStatus status) {
        String meaning = switch (status) {
            case CNS ->
                "The driver does not allow P2P across this chipset; in a virtual machine it sees the emulated one.";
            case GNS, NS -> "These GPUs do not support P2P; for many PCIe cards that is normal.";
            case TNS -> "The driver does not allow P2P on this path.";
            case DR -> "A registry key of the driver disables P2P.";
            case U -> "The driver does not know.";
            case OK -> "";
        };
        Explanation e = Explanation.note(
                        "p2p-refused-" + status.name().toLowerCase(Locale.ROOT), "nvidia-smi topo -p2p says " + status)
                .because(meaning + " NCCL goes through host memory for such a pair.")
                .not(WrongFix.SHM_DISABLE);
        return status == P2pStatus.CNS
                ? e.fix("In a virtual machine: a P2P clique or a virtual PCIe switch in the hypervisor. Else size"
                        + " /dev/shm.")
                : e.fix("Size /dev/shm; no setting of NCCL changes what the driver says.");
    }
}
