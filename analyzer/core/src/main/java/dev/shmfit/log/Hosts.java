package dev.shmfit.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The names of hosts met in a log. */
final class Hosts {
    static final Host NONE = new Host(new byte[0]);

    private static final int MOST = 4096;

    /** No name of a host is longer (POSIX, HOST_NAME_MAX). */
    private static final int LONGEST = 255;

    /** A host's name as it stands in the log. */
    static final class Host {
        private final byte[] bytes;
        private final String name;

        Host(byte[] bytes) {
            this.bytes = bytes;
            this.name = new String(bytes, StandardCharsets.ISO_8859_1);
        }

        String name() {
            return name;
        }

        int length() {
            return bytes.length;
        }

        boolean stands(byte[] line, int from, int to) {
            return Arrays.equals(line, from, to, bytes, 0, bytes.length);
        }
    }

    /** By a hash code of the name read backwards, so that one pass meets every name that ends at a place. */
    private final Map<Integer, Host> known = new HashMap<>();

    /**
     * The host whose name ends at {@code to} and goes back to {@code from}.
     *
     * @param mayRunOn whether another writer's text may run into the name; then the longest known name counts, if the
     *     whole is not known
     */
    Host at(byte[] line, int from, int to, boolean mayRunOn) {
        Host best = NONE;
        int hash = 0;
        int lowest = Math.max(from, to - LONGEST);
        for (int at = to - 1; at >= lowest; at--) {
            hash = 31 * hash + line[at];
            Host host = mayRunOn || at == from ? known.get(hash) : null;
            if (host != null && host.stands(line, at, to)) {
                best = host;
            }
        }
        if (best.length() == to - from || (mayRunOn && best.length() > 0)) {
            return best;
        }
        Host host = new Host(Arrays.copyOfRange(line, from, to));
        if (known.size() < MOST && to - from <= LONGEST) {
            known.putIfAbsent(hash, host);
        }
        return host;
    }
}
