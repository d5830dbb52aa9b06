package dev.shmfit.analysis.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of interfaces as NCCL reads it (src/misc/utils.cc parseStringList, matchIfList): {@code ^} excludes,
 * {@code =} compares whole names in place of beginnings, {@code :N} names a port.
 */
record InterfaceList(boolean excludes, boolean whole, List<String> names) {
    static InterfaceList of(String text) {
        boolean excludes = text.startsWith("^");
        String rest = excludes ? text.substring(1) : text;
        boolean whole = rest.startsWith("=");
        List<String> names = new ArrayList<>();
        for (String name : (whole ? rest.substring(1) : rest).split(",", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new InterfaceList(excludes, whole, names);
    }

    boolean takes(String name, int port) {
        if (names.isEmpty()) {
            return true;
        }
        boolean listed = names.stream().anyMatch(n -> {
            int colon = n.indexOf(':');
            String wanted = colon < 0 ? n : n.substring(0, colon);
            String wantedPort = colon < 0 ? "" : n.substring(colon + 1);
            boolean portFits = port < 0 || wantedPort.isEmpty() || wantedPort.equals(String.valueOf(port));
            return portFits && (whole ? name.equals(wanted) : name.startsWith(wanted));
        });
        return listed != excludes;
    }
}
