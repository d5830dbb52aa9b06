package dev.shmfit.explain.catalog;

import dev.shmfit.facts.P2pStatus;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.text.Text;
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
                Explanation.note("different-node").because().from("src/misc/utils.cc getHostHash"),
                Explanation.note("p2p-level-exceeded").because().fixedBy().from(CHECK_P2P),
                Explanation.note("p2p-turned-off").because().fixedBy().from(CHECK_P2P),
                Explanation.note("p2p-level-ok").because().from(CHECK_P2P),
                Explanation.note("nvml-p2p-ok").because().from(CHECK_P2P),
                Explanation.note("nvml-status-not-applied")
                        .because("version", RuleRegister.latest("nvml-p2p-status"))
                        .from(CHECK_P2P + "@v2.12.7-1"),
                Explanation.note("p2p-ipc").because().from(CONNECT),
                Explanation.note("p2p-cumem").because().from(CONNECT),
                Explanation.note("p2p-indirect").because().from(CONNECT),
                Explanation.note("p2p-mnnvl").because().from("src/graph/paths.cc ncclTopoCheckMNNVL"),
                Explanation.note("cuda-peer-not-asked").because().from(CONNECT),
                Explanation.note("shm-same-host").because().fixedBy().from("src/transport/shm.cc shmCanConnect"),
                Explanation.note("shm-disabled")
                        .because()
                        .fixedBy()
                        .not(WrongFix.SHM_DISABLE)
                        .from("src/transport/shm.cc shmCanConnect"),
                Explanation.note("net-faster").because().fixedBy().from("src/graph/paths.cc ncclTopoCheckNet"),
                Explanation.note("net-last").because().from("src/transport/net.cc canConnect"),
                Explanation.note("net-disabled-intra").because().from("src/transport/net.cc canConnect"),
                Explanation.other("no-transport-found", Owner.JOB)
                        .because()
                        .fixedBy()
                        .not(WrongFix.MORE_SHM)
                        .from("src/transport.cc selectTransport"),
                Explanation.note("gpu-outside-domain").because().from("src/graph/paths.cc ncclTopoTrimSystem"),
                Explanation.note("different-host").because().from("src/misc/utils.cc getHostHash"),
                Explanation.note("different-shm")
                        .because("version", RuleRegister.change("p2p-common-shm", 1))
                        .from("src/transport/p2p.cc p2pCanConnect, src/transport/shm.cc shmCanConnect"),
                Explanation.note("domains-decide").because().from("src/graph/paths.cc ncclTopoTrimSystem"),
                Explanation.of("facts-missing", Nature.UNDECIDED, Owner.NODE)
                        .because()
                        .fixedBy("fact", UserInput.FACT),
                Explanation.of("candidate", Nature.UNDECIDED, Owner.NODE).because(),
                Explanation.other("operation-fails", Owner.JOB)
                        .because()
                        .fixedBy()
                        .from("src/transport.cc ncclTransportP2pSetup"),
                Explanation.other("algorithm-list-invalid", Owner.JOB)
                        .because()
                        .fixedBy()
                        .from("src/graph/tuning.cc"),
                Explanation.other("no-algorithm", Owner.JOB).because().fixedBy().from("src/enqueue.cc")));
        for (P2pStatus status : P2pStatus.values()) {
            if (!status.isOk()) {
                all.add(refused(status));
            }
        }
        return all;
    }

    private static Explanation refused(P2pStatus status) {
        String id = "p2p-refused-" + status.name().toLowerCase(Locale.ROOT);
        Text meaning = switch (status) {
            case CNS -> Text.of("explanation/p2p-refused.cns");
            case GNS -> Text.of("explanation/p2p-refused.gns");
            case NS -> Text.of("explanation/p2p-refused.ns");
            case TNS -> Text.of("explanation/p2p-refused.tns");
            case DR -> Text.of("explanation/p2p-refused.dr");
            case U -> Text.of("explanation/p2p-refused.u");
            case OK -> Text.EMPTY;
        };
        return Explanation.of(
                        id, Nature.NO_FAILURE, Owner.JOB, Text.of("explanation/p2p-refused", "status", status.name()))
                .because(Text.sentences(meaning, Text.of("explanation/p2p-refused.because")))
                .fixedBy(
                        status == P2pStatus.CNS
                                ? Text.of("explanation/p2p-refused.cns-fix")
                                : Text.of("explanation/p2p-refused.fix"))
                .not(WrongFix.SHM_DISABLE);
    }
}
