package dev.shmfit.reports.html;

import dev.shmfit.reports.CommunicatorV1;
import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.reports.NodeV1.Kind;
import dev.shmfit.reports.NodeV1.Link;
import dev.shmfit.reports.NodeV1.LinkKind;
import dev.shmfit.reports.ReportV1;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The part of the picture below the boxes: NVLinks, and the pairs that NCCL connects, as arcs from GPU to GPU. */
final class PictureLinks {
    private static final int DOT = 12;
    /** With more GPUs than this the arcs of all pairs go without words: the matrix has them. */
    private static final int LABELLED = 8;

    private final ReportV1 report;
    private final Speech t;
    private final Map<Integer, Integer> gpuX;
    private final Map<String, Integer> gpuById;
    private final List<PictureView.Arc> arcs = new ArrayList<>();
    private final List<PictureView.Dot> dots = new ArrayList<>();
    private final Map<String, Transport> transports = new HashMap<>();
    private boolean hasRings;
    private boolean hasOthers;
    private int lowest;

    PictureLinks(ReportV1 report, Map<Integer, Integer> gpuX, Map<String, Integer> gpuById, Speech t) {
        this.t = t;
        this.report = report;
        this.gpuX = gpuX;
        this.gpuById = gpuById;
        report.nccl().communicators().stream().limit(1).forEach(this::note);
    }

    List<PictureView.Arc> arcs() {
        return arcs;
    }

    List<PictureView.Dot> dots() {
        return dots;
    }

    boolean hasRings() {
        return hasRings;
    }

    boolean hasOthers() {
        return hasOthers;
    }

    int bottom(int atLeast) {
        return Math.max(lowest, atLeast);
    }

    /** GPUs that stand on the same NVSwitches, with their links to them. */
    Map<Set<Integer>, List<Link>> islands() {
        Set<String> switches = new HashSet<>();
        report.node().devices().stream().filter(d -> d.kind() == Kind.NVSWITCH).forEach(d -> switches.add(d.id()));
        Map<String, List<Link>> bySwitch = new LinkedHashMap<>();
        for (Link link : report.node().links()) {
            if (link.kind() == LinkKind.NVLINK && switches.contains(link.to()) && placed(link.from())) {
                bySwitch.computeIfAbsent(link.to(), s -> new ArrayList<>()).add(link);
            }
        }
        Map<Set<Integer>, List<Link>> islands = new LinkedHashMap<>();
        for (List<Link> links : bySwitch.values()) {
            TreeSet<Integer> gpus = new TreeSet<>();
            links.forEach(link -> gpus.add(gpuById.getOrDefault(link.from(), -1)));
            islands.computeIfAbsent(gpus, g -> new ArrayList<>()).addAll(links);
        }
        return islands;
    }

    /** NVLinks from GPU to GPU, hung at {@code y}; each starts at the GPU's lower edge. */
    void nvLinks(int y, int gpuBottom) {
        Map<String, Link> direct = new TreeMap<>();
        for (Link link : report.node().links()) {
            if (link.kind() == LinkKind.NVLINK && placed(link.from()) && placed(link.to())) {
                int a = gpuById.getOrDefault(link.from(), -1);
                int b = gpuById.getOrDefault(link.to(), -1);
                direct.putIfAbsent(MatrixView.key(a, b), link);
            }
        }
        direct.forEach((key, link) -> {
            // The communicator shown need not have both GPUs; the link is there all the same.
            Transport transport = transports.get(key);
            int a = gpuById.getOrDefault(link.from(), -1);
            int b = gpuById.getOrDefault(link.to(), -1);
            String what = transport == null ? link.label() : link.label() + ", " + transport;
            arc(
                    a,
                    b,
                    y,
                    gpuBottom,
                    transport == null ? "idle" : MatrixView.css(transport),
                    "nvlink",
                    link.label(),
                    t.said("page/link", "a", a, "b", b, "what", what));
        });
    }

    /** Ranks and their transports below {@code top}. */
    void transports(int top) {
        if (transports.isEmpty()) {
            return;
        }
        int y = top + 24;
        CommunicatorV1 world = report.nccl().communicators().get(0);
        for (int rank = 0; rank < world.gpus().size(); rank++) {
            int gpu = world.gpus().get(rank);
            if (gpuX.containsKey(gpu)) {
                String title = t.said("page/dot", "rank", rank, "gpu", gpu);
                dots.add(new PictureView.Dot(x(gpu), y, String.valueOf(rank), String.valueOf(gpu), title));
            }
        }
        Map<String, Integer> ringEdges = ringEdges(world);
        hasRings = !ringEdges.isEmpty();
        lowest = Math.max(lowest, y + DOT);
        List<String> keys = new ArrayList<>(transports.keySet());
        keys.sort(Comparator.comparingInt(PictureLinks::first).thenComparingInt(PictureLinks::second));
        boolean words = world.gpus().size() <= LABELLED;
        for (String key : keys) {
            if (!gpuX.containsKey(first(key)) || !gpuX.containsKey(second(key))) {
                continue;
            }
            Transport transport = transports.getOrDefault(key, Transport.UNKNOWN);
            int channels = ringEdges.getOrDefault(key, 0);
            String scope = channels > 0 ? "ring" : "other";
            hasOthers |= channels == 0;
            String label = channels > 0 || words ? MatrixView.word(transport) : "";
            String title = channels > 0
                    ? t.said(
                            "page/arc-ring",
                            "a",
                            first(key),
                            "b",
                            second(key),
                            "what",
                            transport,
                            "some",
                            channels,
                            "all",
                            world.rings().size())
                    : t.said("page/link", "a", first(key), "b", second(key), "what", transport);
            arc(first(key), second(key), y + DOT, y + DOT, MatrixView.css(transport), scope, label, title);
        }
    }

    /** The rings that differ, with the channels that have them; NCCL doubles its channels, so most occur twice. */
    String rings() {
        if (report.nccl().communicators().isEmpty()) {
            return "";
        }
        CommunicatorV1 world = report.nccl().communicators().get(0);
        Map<String, List<String>> channels = new LinkedHashMap<>();
        for (int c = 0; c < world.rings().size(); c++) {
            List<Integer> ring = world.rings().get(c);
            if (ring.stream().allMatch(rank -> known(world, rank))) {
                String gpus = ring.stream()
                        .map(rank -> String.valueOf(world.gpus().get(rank)))
                        .collect(Collectors.joining("-"));
                channels.computeIfAbsent(gpus, g -> new ArrayList<>()).add(String.valueOf(c));
            }
        }
        return channels.entrySet().stream()
                .map(e -> String.join("+", e.getValue()) + ":" + e.getKey())
                .collect(Collectors.joining(" "));
    }

    /** For every pair of neighbours the number of rings in which they are. */
    private static Map<String, Integer> ringEdges(CommunicatorV1 world) {
        Map<String, Integer> edges = new HashMap<>();
        for (List<Integer> ring : world.rings()) {
            Set<String> once = new HashSet<>();
            for (int i = 0; i < ring.size(); i++) {
                int a = ring.get(i);
                int b = ring.get((i + 1) % ring.size());
                if (a != b && known(world, a) && known(world, b)) {
                    once.add(MatrixView.key(world.gpus().get(a), world.gpus().get(b)));
                }
            }
            once.forEach(key -> edges.merge(key, 1, Integer::sum));
        }
        return edges;
    }

    /** Both directions of a pair as one; where they differ, the costlier one shows. */
    private void note(CommunicatorV1 world) {
        for (Pair pair : world.pairs()) {
            if (known(world, pair.from()) && known(world, pair.to())) {
                String key = MatrixView.key(
                        world.gpus().get(pair.from()), world.gpus().get(pair.to()));
                transports.merge(key, pair.transport(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        }
    }

    private void arc(int a, int b, int y, int from, String css, String scope, String label, String title) {
        int x1 = Math.min(x(a), x(b));
        int x2 = Math.max(x(a), x(b));
        int drop = 8 + (int) Math.round(4.6 * Math.sqrt(x2 - x1));
        int control = y + drop * 4 / 3;
        String path = "M" + x1 + " " + from + "L" + x1 + " " + y + "C" + x1 + " " + control + " " + x2 + " " + control
                + " " + x2 + " " + y + "L" + x2 + " " + from;
        lowest = Math.max(lowest, y + drop + 10);
        arcs.add(
                new PictureView.Arc(path, css, scope, label, (x1 + x2) / 2, y + drop + 4, MatrixView.key(a, b), title));
    }

    private boolean placed(String device) {
        return gpuById.containsKey(device);
    }

    private int x(int gpu) {
        return gpuX.getOrDefault(gpu, 0);
    }

    private static boolean known(CommunicatorV1 world, int rank) {
        return rank >= 0 && rank < world.gpus().size();
    }

    private static int first(String key) {
        return Integer.parseInt(key.substring(0, key.indexOf('-')));
    }

    private static int second(String key) {
        return Integer.parseInt(key.substring(key.indexOf('-') + 1));
    }
}
