package dev.shmfit.analysis.machine;

import dev.shmfit.facts.NcclXml;
import dev.shmfit.nccl.NcclSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which adapters of NCCL's dump the settings of a run leave: NCCL adds those that its network offers and drops the others
 * of a topology that it reads (src/graph/topo.cc@v2.27.7-1 ncclTopoGetSystem, src/transport/net_ib.cc ncclIbInitDevices,
 * net_socket.cc, src/plugin/net.cc). A dump may be of another run.
 *
 * @param xml without the others
 * @param excluded the names of the others, each once
 */
record UsedNets(NcclXml xml, List<String> excluded) {
    /** Devices of the kernel's InfiniBand drivers; a file written by hand may lack their port. */
    private static final Pattern VERBS = Pattern.compile("(mlx[45]|bnxt_re|irdma|hfi1|qedr|erdma|rocep|ionic|hns).*");

    UsedNets {
        excluded = List.copyOf(excluded);
    }

    static UsedNets of(NcclXml dump, NcclSettings settings) {
        List<String> excluded = new ArrayList<>();
        NcclXml used = dump.withNets(net -> {
            boolean taken = isTaken(net, settings);
            if (!taken && !excluded.contains(net.name())) {
                excluded.add(net.name());
            }
            return taken;
        });
        return new UsedNets(excluded.isEmpty() ? dump : used, excluded);
    }

    private static boolean isTaken(NcclXml.Net net, NcclSettings settings) {
        if (net.port() == SysfsNets.SOCKET_PORT && !VERBS.matcher(net.name()).matches()) {
            return selects(settings.text("SOCKET_IFNAME").orElse(""), net);
        }
        if (isSocketsOnly(settings)) {
            return false;
        }
        return isOfPlugin(net)
                || (!isWithoutVerbs(settings) && selects(settings.text("IB_HCA").orElse(""), net));
    }

    /** A device that NCCL merged of several has the names of all, joined by {@code +}. */
    private static boolean selects(String list, NcclXml.Net net) {
        InterfaceList wanted = InterfaceList.of(list);
        for (String part : net.name().split("\\+", -1)) {
            if (wanted.takes(part, net.port())) {
                return true;
            }
        }
        return false;
    }

    /** EFA's devices, which NCCL's own InfiniBand transport does not drive. */
    private static boolean isOfPlugin(NcclXml.Net net) {
        return net.name().startsWith("rdmap") || net.name().startsWith("efa");
    }

    /** NCCL_NET=Socket. */
    static boolean isSocketsOnly(NcclSettings settings) {
        return settings.text("NET").orElse("").toLowerCase(Locale.ROOT).equals("socket");
    }

    /** NCCL_IB_DISABLE=1. */
    static boolean isWithoutVerbs(NcclSettings settings) {
        return settings.number("IB_DISABLE", 0) != 0;
    }
}
