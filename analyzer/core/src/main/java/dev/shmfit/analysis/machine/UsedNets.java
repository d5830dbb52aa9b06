package dev.shmfit.analysis.machine;

import dev.shmfit.facts.ExcludedNets;
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
 * @param excluded the others
 */
record UsedNets(NcclXml xml, ExcludedNets excluded) {
    /** Devices of the kernel's InfiniBand drivers; a file written by hand may lack their port. */
    private static final Pattern VERBS = Pattern.compile("(mlx[45]|bnxt_re|irdma|hfi1|qedr|erdma|rocep|ionic|hns).*");

    static UsedNets of(NcclXml dump, NcclSettings settings) {
        List<String> excluded = new ArrayList<>();
        List<String> left = new ArrayList<>();
        NcclXml used = dump.withNets(net -> {
            boolean taken = isTaken(net, settings);
            (taken ? left : excluded).add(net.name());
            return taken;
        });
        return excluded.isEmpty()
                ? new UsedNets(dump, ExcludedNets.NONE)
                : new UsedNets(
                        used, new ExcludedNets(excluded.stream().distinct().toList(), left.isEmpty()));
    }

    /** The same of the devices in a table. */
    static ExcludedNets of(List<String> devices, NcclSettings settings) {
        List<String> excluded =
                devices.stream().filter(d -> !isTaken(d, 1, settings)).toList();
        return excluded.isEmpty() ? ExcludedNets.NONE : new ExcludedNets(excluded, excluded.size() == devices.size());
    }

    private static boolean isTaken(NcclXml.Net net, NcclSettings settings) {
        if (net.port() == SysfsNets.SOCKET_PORT && !VERBS.matcher(net.name()).matches()) {
            return selects(settings.text("SOCKET_IFNAME").orElse(""), net.name(), net.port());
        }
        return isTaken(net.name(), net.port(), settings);
    }

    private static boolean isTaken(String device, int port, NcclSettings settings) {
        if (isSocketsOnly(settings)) {
            return false;
        }
        return isOfPlugin(device)
                || (!isWithoutVerbs(settings) && selects(settings.text("IB_HCA").orElse(""), device, port));
    }

    /** A device that NCCL merged of several has the names of all, joined by {@code +}. */
    private static boolean selects(String list, String name, int port) {
        InterfaceList wanted = InterfaceList.of(list);
        for (String part : name.split("\\+", -1)) {
            if (wanted.takes(part, port)) {
                return true;
            }
        }
        return false;
    }

    /** EFA's devices, which NCCL's own InfiniBand transport does not drive. */
    private static boolean isOfPlugin(String device) {
        return device.startsWith("rdmap") || device.startsWith("efa");
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
