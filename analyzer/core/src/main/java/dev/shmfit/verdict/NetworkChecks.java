package dev.shmfit.verdict;

import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Of a job of several nodes: which settings decide what joins them, and what could not be followed? */
final class NetworkChecks {
    private static final String HOST_ID = "NCCL_HOSTID";

    private NetworkChecks() {}

    static List<Finding> of(Evidence e) {
        List<Finding> all = new ArrayList<>();
        netDevices(e).ifPresent(all::add);
        excluded(e).ifPresent(all::add);
        hostId(e).ifPresent(all::add);
        return all;
    }

    /** How many NICs a GPU may use. */
    private static Optional<Finding> netDevices(Evidence e) {
        String policy = e.nccl().env().getOrDefault("NCCL_NETDEVS_POLICY", "AUTO");
        boolean limits = policy.equalsIgnoreCase("ALL") || policy.regionMatches(true, 0, "MAX:", 0, 4);
        return limits
                ? Optional.of(Finding.of(
                        "net-devices-policy-not-compared",
                        Severity.NOTE,
                        Owner.JOB,
                        Text.of("verdict/net-devices-policy-not-compared.summary", "policy", policy),
                        Text.of("verdict/net-devices-policy-not-compared.explanation"),
                        Text.of("verdict/net-devices-policy-not-compared.remedy")))
                : Optional.empty();
    }

    /** The settings of this run keep NCCL from adapters that its dump has. */
    private static Optional<Finding> excluded(Evidence e) {
        List<String> names = e.node().excluded().names();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<String> settings = Stream.of("NCCL_NET", "NCCL_IB_DISABLE", "NCCL_IB_HCA", "NCCL_SOCKET_IFNAME")
                .filter(name -> !e.setting(name).isEmpty())
                .toList();
        boolean others = !e.node().excluded().all();
        return Optional.of(Finding.of(
                        "adapters-excluded",
                        others ? Severity.NOTE : Severity.NOT_ASSESSED,
                        Owner.JOB,
                        Text.of(
                                "verdict/adapters-excluded.summary",
                                "settings",
                                String.join(
                                        ", ",
                                        settings.stream()
                                                .map(name -> name + "=" + e.setting(name))
                                                .toList()),
                                "adapters",
                                String.join(", ", names),
                                "others",
                                others ? "yes" : "no"),
                        Text.of("verdict/adapters-excluded.explanation"),
                        Text.of("verdict/adapters-excluded.remedy"))
                .from(settings.stream().flatMap(name -> e.where(name).stream()).toList()));
    }

    /** Nodes that call themselves the same are one host to NCCL, on which equal bus ids are one GPU. */
    private static Optional<Finding> hostId(Evidence e) {
        return e.setting(HOST_ID).isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                                "host-id-set",
                                Severity.WARNING,
                                Owner.JOB,
                                Text.of("verdict/host-id-set.summary", "setting", HOST_ID + "=" + e.setting(HOST_ID)),
                                Text.of("verdict/host-id-set.explanation"),
                                Text.of("verdict/host-id-set.remedy"))
                        .from(e.where(HOST_ID)));
    }
}
