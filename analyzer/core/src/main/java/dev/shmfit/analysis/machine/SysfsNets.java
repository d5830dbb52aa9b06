package dev.shmfit.analysis.machine;

import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.PciTree;
import dev.shmfit.nccl.NcclSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which network adapters of /sys does NCCL use, and to which PCI function does it attach each? InfiniBand and RoCE first
 * (src/transport/net_ib.cc@v2.27.7-1, ncclIbInitDevices, ncclIbGetPciPath), sockets where there are none
 * (net_socket.cc, src/misc/socket.cc ncclFindInterfaces).
 */
final class SysfsNets {
    /** What NCCL takes where an interface does not tell, in Mb/s. */
    private static final int SLOW = 10_000;

    /** An interface that sockets use has no port (net_socket.cc ncclNetSocketGetProperties). */
    static final int SOCKET_PORT = 0;

    private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?) Gb/sec.*");
    private static final Pattern STATE = Pattern.compile("port(\\d+)_state");
    private static final Pattern FUNCTION = Pattern.compile("(.*/[0-9a-f]{4,8}:[0-9a-f]{2}:)([0-9a-f]{2})\\.[0-9a-f]");
    private static final String INFINIBAND = "infiniband";

    private final PciTree tree;
    private final NcclSettings settings;

    /**
     * One adapter.
     *
     * @param pci the path of the function in whose place NCCL sees it
     * @param own the path of its own function
     */
    record Adapter(String pci, String own, NcclXml.Net net) {}

    private SysfsNets(PciTree tree, NcclSettings settings) {
        this.tree = tree;
        this.settings = settings;
    }

    static List<Adapter> of(PciTree tree, NcclSettings settings) {
        SysfsNets nets = new SysfsNets(tree, settings);
        List<Adapter> fast = nets.verbs();
        return fast.isEmpty() ? nets.sockets() : fast;
    }

    private List<Adapter> verbs() {
        if (UsedNets.isSocketsOnly(settings) || UsedNets.isWithoutVerbs(settings)) {
            return List.of();
        }
        InterfaceList selection = InterfaceList.of(settings.text("IB_HCA").orElse(""));
        List<Adapter> found = new ArrayList<>();
        int number = 0;
        for (PciTree.Adapter a : adapters(INFINIBAND)) {
            boolean first = true;
            for (String port : activePorts(a)) {
                if (!selection.takes(a.name(), Integer.parseInt(port, 10))) {
                    continue;
                }
                // A second port is counted, but has the name of the first, under which there is one already.
                if (first) {
                    found.add(new Adapter(
                            merged(a.pci()),
                            a.pci(),
                            net(a.name(), number, rate(a, port), Integer.parseInt(port, 10))));
                }
                first = false;
                number++;
            }
        }
        return found;
    }

    private List<Adapter> sockets() {
        String stated = settings.text("SOCKET_IFNAME").orElse("");
        List<PciTree.Adapter> up = adapters("net").stream()
                .filter(a -> a.attributes().getOrDefault("operstate", "").equals("up"))
                .toList();
        boolean overInfiniband = up.stream().anyMatch(a -> a.name().startsWith("ib"));
        InterfaceList selection = InterfaceList.of(!stated.isEmpty() ? stated : overInfiniband ? "ib" : "^docker,lo");
        List<Adapter> found = new ArrayList<>();
        for (PciTree.Adapter a : up) {
            if (selection.takes(a.name(), -1)) {
                String speed = a.attributes().getOrDefault("speed", "");
                int rate = speed.matches("[1-9]\\d{0,7}") ? Integer.parseInt(speed, 10) : SLOW;
                found.add(new Adapter(a.pci(), a.pci(), net(a.name(), found.size(), rate, SOCKET_PORT)));
            }
        }
        return found;
    }

    /** By number, as the kernel registers them: mlx5_2 before mlx5_10. */
    private List<PciTree.Adapter> adapters(String kind) {
        return tree.adapters().stream()
                .filter(a -> a.kind().equals(kind))
                .sorted(Comparator.comparingInt((PciTree.Adapter a) -> a.name().length())
                        .thenComparing(PciTree.Adapter::name))
                .toList();
    }

    private static List<String> activePorts(PciTree.Adapter adapter) {
        List<String> ports = new ArrayList<>();
        adapter.attributes().forEach((name, value) -> {
            Matcher m = STATE.matcher(name);
            if (m.matches() && value.contains("ACTIVE")) {
                ports.add(m.group(1));
            }
        });
        return ports;
    }

    /** Functions of one card are one device; virtual functions too, unless NCCL_IB_MERGE_VFS=0 (from 2.18). */
    private String merged(String path) {
        Matcher m = FUNCTION.matcher(path);
        if (!m.matches()) {
            return path;
        }
        String device = settings.number("IB_MERGE_VFS", 1) != 0 ? "00" : m.group(2);
        return m.group(1) + device + ".0";
    }

    private static int rate(PciTree.Adapter adapter, String port) {
        Matcher rate = RATE.matcher(adapter.attributes().getOrDefault("port" + port + "_rate", ""));
        return rate.matches() ? (int) Math.round(Double.parseDouble(rate.group(1)) * 1000) : SLOW;
    }

    private static NcclXml.Net net(String name, int number, int speed, int port) {
        return new NcclXml.Net(
                name, number, OptionalInt.of(speed), port, 0, OptionalLong.empty(), OptionalInt.empty(), false, false);
    }
}
