package dev.shmfit.verify;

import dev.shmfit.log.BusId;
import dev.shmfit.nccl.NcclVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Prints a script as a version of NCCL words it (INFO of src/init.cc, src/graph/rings.cc, src/transport, src/misc at the
 * tags), the ranks' lines mixed.
 */
final class ScriptPrinter {
    /** One for each wording. */
    static final List<String> WORDINGS = List.of(
            "2.4.8", "2.5.7", "2.6.4", "2.7.8", "2.8.4", "2.10.3", "2.12.12", "2.13.4", "2.14.3", "2.16.5", "2.17.1",
            "2.18.1", "2.18.6", "2.20.5", "2.21.5", "2.22.3", "2.23.4", "2.24.3", "2.26.2", "2.27.7", "2.28.9",
            "2.29.2", "2.30.3", "2.30.7");

    private static final int FIRST_PID = 4000;

    private final Script script;
    private final NcclVersion wording;
    private final Random random;
    private final List<List<String>> byRank = new ArrayList<>();

    private ScriptPrinter(Script script, NcclVersion wording, long seed) {
        this.script = script;
        this.wording = wording;
        this.random = new Random(seed);
    }

    static String print(Script script, String wording, long seed) {
        return new ScriptPrinter(script, NcclVersion.parse(wording).orElseThrow(), seed).text();
    }

    /** The words of the script's own version. */
    static String print(Script script, long seed) {
        return print(script, script.version(), seed);
    }

    private boolean since(int minor, int patch) {
        return wording.compareTo(NcclVersion.of(2, minor, patch)) >= 0;
    }

    private String text() {
        for (int r = 0; r < script.ranks(); r++) {
            byRank.add(new ArrayList<>());
        }
        for (int r = 0; r < script.ranks(); r++) {
            rank(r);
        }
        StringBuilder all = new StringBuilder("NCCL version " + script.version() + "+cuda12.4\n");
        int[] next = new int[byRank.size()];
        List<Integer> open = new ArrayList<>();
        for (int r = 0; r < next.length; r++) {
            open.add(r);
        }
        while (!open.isEmpty()) {
            int r = open.get(random.nextInt(open.size()));
            for (int run = random.nextInt(3);
                    run >= 0 && next[r] < byRank.get(r).size();
                    run--) {
                all.append(byRank.get(r).get(next[r]++)).append('\n');
            }
            if (next[r] == byRank.get(r).size()) {
                open.remove(Integer.valueOf(r));
            }
        }
        return all.toString();
    }

    private void say(int rank, int thread, String format, Object... values) {
        int pid = FIRST_PID + rank / script.ranksPerProcess();
        int tid = pid * 10 + rank * 1000 + thread;
        byRank.get(rank)
                .add(String.format(Locale.ROOT, "node-7:%d:%d [%d] NCCL INFO ", pid, tid, cudaDev(rank))
                        + String.format(Locale.ROOT, format, values));
    }

    private int cudaDev(int rank) {
        return rank;
    }

    private void rank(int r) {
        if (since(13, 4)) {
            say(r, 0, "cudaDriverVersion 12040");
        }
        script.env().forEach((k, v) -> setting(r, k, v));
        if (since(18, 3)) {
            init(r, "START");
        }
        if (since(20, 3)) {
            say(
                    r,
                    1,
                    "comm 0x%x rank %d nRanks %d nNodes 1 localRanks %d localRank %d MNNVL 0",
                    pointer(r),
                    r,
                    script.ranks(),
                    script.ranks(),
                    r);
        }
        if (since(5, 6)) {
            rings(r);
            trees(r);
        } else {
            rings(r);
        }
        boolean lazy = since(22, 3);
        if (!lazy) {
            connections(r, 1);
        }
        if (!since(5, 6)) {
            trees(r);
        }
        segments(r, 1);
        counts(r);
        init(r, "COMPLETE");
        if (lazy) {
            connections(r, 2);
        }
        later(r);
    }

    private void setting(int r, String name, String value) {
        boolean p2pOff = name.equals("NCCL_P2P_DISABLE") && value.equals("1") && !since(30, 3);
        if (p2pOff && since(6, 4)) {
            say(r, 1, "NCCL_P2P_LEVEL set by environment to LOC");
        } else if (value.matches("-?\\d+")) {
            say(r, 1, "%s set by environment to %s.", name, value);
        } else {
            say(r, 1, "%s set by environment to %s", name, value);
        }
    }

    private long pointer(int r) {
        return 0x55d8db252140L + r * 0x5d60L;
    }

    private String hex(int r) {
        return Long.toHexString(
                BusId.parseAddress(script.busIds().get(r)).orElseThrow().packed());
    }

    private void init(int r, String end) {
        String function = since(21, 5) ? "ncclCommInitRank " : "";
        String rank = since(29, 2) && end.equals("START") ? "[Rank " + r + "] " : "";
        String nvml = since(5, 6) && !since(18, 3) ? "" : " nvmlDev " + r;
        String bus = since(5, 6) ? " busId " + hex(r) : "";
        String id = since(16, 2) ? " commId 0xab55a18c6f2a4343" : "";
        say(
                r,
                1,
                "%s%scomm 0x%x rank %d nranks %d cudaDev %d%s%s%s - Init %s",
                rank,
                function,
                pointer(r),
                r,
                script.ranks(),
                cudaDev(r),
                nvml,
                bus,
                id,
                end);
    }

    private void rings(int r) {
        if (r != 0) {
            return;
        }
        for (int c = 0; c < script.rings().size(); c++) {
            List<Integer> ring = script.rings().get(c);
            StringBuilder ranks = new StringBuilder();
            for (int rank : ring) {
                ranks.append(
                        since(23, 4)
                                ? String.format(Locale.ROOT, " %d", rank)
                                : String.format(Locale.ROOT, " %3d", rank));
            }
            String blank = since(23, 4) ? "" : " ";
            String of = since(5, 6)
                    ? String.format(Locale.ROOT, "/%02d", script.rings().size())
                    : "";
            say(r, 1, "Channel %02d%s :%s%s%s", c, of, blank, ranks, since(23, 4) ? "" : "   ");
        }
    }

    private void trees(int r) {
        StringBuilder line = new StringBuilder("Trees");
        for (Map.Entry<Integer, List<String>> t : script.trees().entrySet()) {
            for (String place : t.getValue()) {
                String[] parts = place.split("->", -1);
                if (Integer.parseInt(parts[1]) != r) {
                    continue;
                }
                String forward = parts[2] + "->" + r + "->" + parts[0];
                String words = since(8, 3) ? place : since(5, 6) ? place + "|" + forward : forward;
                line.append(String.format(Locale.ROOT, " [%d] %s", t.getKey(), words));
            }
        }
        if (line.length() > 5) {
            // NCCL's own line is too short for many channels.
            say(r, 1, "%s", line.length() > 980 ? line.substring(0, 1023 - prefixLength(r)) : line.toString());
        }
    }

    private int prefixLength(int r) {
        int pid = FIRST_PID + r / script.ranksPerProcess();
        return String.format(Locale.ROOT, "node-7:%d:%d [%d] NCCL INFO ", pid, pid * 10 + r * 1000 + 1, cudaDev(r))
                .length();
    }

    private void connections(int r, int thread) {
        for (Script.Link l : script.links()) {
            if (l.from() == r && (l.collective() || !since(7, 3))) {
                l.channels().forEach(c -> connection(r, thread, l, c, 0));
            }
        }
        if (since(8, 3) && complete(r, true)) {
            say(r, thread, since(24, 3) ? "Connected all rings, use ring PXN 0 GDR 0" : "Connected all rings");
        }
        if (since(8, 3) && complete(r, false)) {
            say(r, thread, "Connected all trees");
        }
    }

    private void later(int r) {
        for (Script.Link l : script.links()) {
            if (l.from() == r && !l.collective() && since(7, 3)) {
                l.channels().forEach(c -> connection(r, 5, l, c, 1));
            }
        }
    }

    private void connection(int r, int thread, Script.Link l, int channel, int index) {
        String via = l.via();
        boolean shm = via.startsWith("SHM");
        boolean net = via.startsWith("NET");
        boolean indexed = !shm && since(net ? 12 : 14, net ? 7 : 3);
        String word = since(7, 3) ? "Channel" : "Ring";
        String words = via;
        if (shm && via.equals("SHM/direct/direct")) {
            words = since(30, 7) ? "SHM/direct" : since(13, 4) ? via : "direct shared memory";
        }
        say(
                r,
                thread,
                "%s %02d%s : %d[%s] -> %d[%s]%s via %s",
                word,
                channel,
                indexed ? "/" + index : "",
                l.from(),
                device(l.from()),
                l.to(),
                device(l.to()),
                net ? " [send]" : "",
                net ? "NET/Socket/0" : words);
    }

    private String device(int rank) {
        return since(5, 6) && !since(18, 3) ? hex(rank) : String.valueOf(rank);
    }

    private boolean complete(int r, boolean rings) {
        for (int c = 0; c < script.rings().size(); c++) {
            for (int to = 0; to < script.ranks(); to++) {
                boolean needed = rings ? next(script.rings().get(c), r) == to : inTree(c, r, to);
                if (needed && !script.connects(r, to, c)) {
                    return false;
                }
            }
        }
        return !script.rings().isEmpty();
    }

    private static int next(List<Integer> ring, int r) {
        return ring.get((ring.indexOf(r) + 1) % ring.size());
    }

    private boolean inTree(int channel, int r, int to) {
        for (String place : script.trees().getOrDefault(channel, List.of())) {
            String[] parts = place.split("->", -1);
            boolean own = Integer.parseInt(parts[1]) == r;
            if (own
                    && (Integer.parseInt(parts[2]) == to
                            || List.of(parts[0].split("/", -1)).contains(String.valueOf(to)))) {
                return true;
            }
        }
        return false;
    }

    private void segments(int r, int thread) {
        if (!since(14, 3)) {
            return;
        }
        script.segments().forEach((bytes, count) -> {
            for (int i = 0; i < count; i++) {
                if (i % script.ranks() == r) {
                    String place = since(30, 7) ? "os/linux.cc:812 (ncclOsShmOpen) " : "";
                    say(r, thread, "%sAllocated %d bytes of shared memory in /dev/shm/nccl-aB%d%d", place, bytes, r, i);
                }
            }
        });
    }

    private void counts(int r) {
        if (!since(7, 3) || script.counts().isEmpty() || (r != 0 && since(18, 3))) {
            return;
        }
        List<Integer> n = script.counts();
        say(
                r,
                1,
                "%d coll channels, %s%s%d p2p channels, %d p2p channels per peer",
                n.get(0),
                since(20, 3) ? "0 collnet channels, " : "",
                since(17, 1) ? n.get(1) + " nvls channels, " : "",
                n.get(2),
                n.get(3));
    }
}
