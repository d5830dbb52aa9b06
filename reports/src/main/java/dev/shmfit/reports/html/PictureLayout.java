package dev.shmfit.reports.html;

import dev.shmfit.reports.NodeV1;
import dev.shmfit.reports.NodeV1.Device;
import dev.shmfit.reports.NodeV1.Kind;
import dev.shmfit.reports.NodeV1.Link;
import dev.shmfit.reports.NodeV1.LinkKind;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays a node out on a fixed grid: all GPUs in one row, so that links between them can be compared by eye. */
final class PictureLayout {
    static final int CHIP = 62;
    private static final int GAP = 6;
    private static final int PAD = 8;
    private static final int HEADER = 26;
    private static final int NIC_HEIGHT = 32;
    private static final int GPU_HEIGHT = 54;
    private static final int BETWEEN_ROOTS = 34;
    private static final int EDGE = 4;
    private static final int LETTERS = 9;

    private final ReportV1 report;
    private final Speech t;
    private final NodeV1 node;
    private final Map<String, String> upLinks = new HashMap<>();
    private final Map<Integer, Integer> gpuX = new HashMap<>();
    private final Map<String, Integer> gpuById = new LinkedHashMap<>();
    private final List<PictureView.Box> boxes = new ArrayList<>();
    private final List<PictureView.Chip> chips = new ArrayList<>();
    private final List<PictureView.Wire> wires = new ArrayList<>();
    private final List<PictureView.Bar> bars = new ArrayList<>();
    private int depth;
    private int nicTop;
    private int gpuTop;
    private int gpuBottom;

    private PictureLayout(ReportV1 report, Speech t) {
        this.t = t;
        this.report = report;
        this.node = report.node();
    }

    static PictureView of(ReportV1 report, Speech t) {
        return new PictureLayout(report, t).lay();
    }

    private PictureView lay() {
        List<Boxes> roots = Boxes.of(node);
        node.links().forEach(this::noteUpLink);
        depth = roots.stream().mapToInt(Boxes::depth).max().orElse(0);
        int nicRows = roots.stream().mapToInt(Boxes::nicRows).max().orElse(0);
        nicTop = EDGE + depth * HEADER + 4;
        gpuTop = nicTop + nicRows * (NIC_HEIGHT + GAP);
        gpuBottom = gpuTop + GPU_HEIGHT;
        int x = EDGE;
        int previousEnd = -1;
        boolean smp = node.links().stream().anyMatch(link -> link.kind() == LinkKind.SMP);
        for (Boxes root : roots) {
            if (previousEnd >= 0 && smp && root.device() != null) {
                wires.add(new PictureView.Wire(
                        previousEnd,
                        EDGE + 16,
                        x,
                        EDGE + 16,
                        "smp",
                        clip(smpLabel(), 5),
                        (previousEnd + x) / 2,
                        EDGE + 11));
            }
            int end = box(root, x, 0);
            previousEnd = end;
            x = end + BETWEEN_ROOTS;
        }
        int width = Math.max(x - BETWEEN_ROOTS + EDGE, 200);
        int bottom = gpuBottom + depth * PAD + EDGE;
        PictureLinks links = new PictureLinks(report, gpuX, gpuById, t);
        int y = bottom;
        for (Map.Entry<Set<Integer>, List<Link>> island : links.islands().entrySet()) {
            y = island(island.getKey(), island.getValue(), y + 18);
        }
        links.nvLinks(y + 2, gpuBottom);
        y = links.bottom(y);
        links.transports(y);
        return new PictureView(
                width,
                links.bottom(y) + EDGE,
                boxes,
                chips,
                wires,
                bars,
                links.dots(),
                links.arcs(),
                assumed(),
                links.hasRings(),
                links.hasOthers(),
                links.rings(),
                summary());
    }

    /** The best link to the device above: a GPU on C2C or NVLink to its CPU also has a PCIe link. */
    private void noteUpLink(Link link) {
        boolean toCpu = link.kind() == LinkKind.NVLINK
                && node.devices().stream().anyMatch(d -> d.kind() == Kind.NUMA && d.id().equals(link.to()));
        if (toCpu || link.kind() == LinkKind.C2C) {
            upLinks.put(link.from(), link.label());
        } else if (link.kind() == LinkKind.PCI) {
            upLinks.merge(link.from(), link.label(), (a, b) -> a.isEmpty() ? b : a);
        }
    }

    /** Draws a box and all in it from {@code x} on; gives its right end. */
    private int box(Boxes box, int x, int level) {
        int slot = boxes.size();
        int at = x + PAD;
        at = direct(box, at);
        for (Boxes inner : box.inner()) {
            at = box(inner, at, level + 1) + GAP;
        }
        Device device = box.device();
        int end = Math.max(at - GAP, x + PAD + CHIP + 14) + PAD;
        int top = EDGE + level * HEADER;
        int height = gpuBottom + (depth - level) * PAD - top;
        String label = device == null ? t.said("page/not-placed") : device.label();
        String detail = device == null ? "" : joined(device.detail(), upLinks.getOrDefault(device.id(), ""));
        int room = (end - x - 2 * PAD) * 10 / 63;
        String shown = clip(label, Math.max(4, room));
        boxes.add(
                slot,
                new PictureView.Box(
                        x,
                        top,
                        end - x,
                        height,
                        device == null ? "unplaced" : device.kind().word(),
                        shown,
                        room - shown.length() - 2 >= detail.length() ? detail : "",
                        joined(label, detail)));
        return end;
    }

    private int direct(Boxes box, int x) {
        int columns = box.columns();
        for (int i = 0; i < box.nics().size(); i++) {
            int row = i / columns;
            chip(box.nics().get(i), x + i % columns * (CHIP + GAP), nicTop + row * (NIC_HEIGHT + GAP), NIC_HEIGHT);
        }
        for (int i = 0; i < box.gpus().size(); i++) {
            Device gpu = box.gpus().get(i);
            int left = x + i * (CHIP + GAP);
            if (gpu.gpu() != null) {
                gpuX.put(gpu.gpu(), left + CHIP / 2);
                gpuById.put(gpu.id(), gpu.gpu());
            }
            chip(gpu, left, gpuTop, GPU_HEIGHT);
        }
        return x + columns * (CHIP + GAP);
    }

    private void chip(Device device, int x, int y, int height) {
        String link = upLinks.getOrDefault(device.id(), "");
        chips.add(new PictureView.Chip(
                x,
                y,
                CHIP,
                height,
                device.kind().word(),
                clip(device.label(), 8),
                clip(device.detail(), LETTERS),
                device.kind() == Kind.GPU ? clip(link, LETTERS) : "",
                joined(joined(device.label(), device.detail()), link),
                device.gpu() == null ? "" : String.valueOf(device.gpu())));
    }

    /** An NVSwitch bar below the boxes, and what stands on it; gives its lower end. */
    private int island(Set<Integer> gpus, List<Link> links, int y) {
        int left = gpus.stream().mapToInt(g -> gpuX.getOrDefault(g, EDGE)).min().orElse(EDGE);
        int right =
                gpus.stream().mapToInt(g -> gpuX.getOrDefault(g, EDGE)).max().orElse(EDGE);
        List<String> labels = links.stream().map(Link::label).distinct().toList();
        for (int gpu : gpus) {
            int x = gpuX.getOrDefault(gpu, EDGE);
            wires.add(new PictureView.Wire(x, gpuBottom, x, y, "nvlink", "", x, y));
        }
        long switches = links.stream().map(Link::to).distinct().count();
        Text name = Text.of("page/nvswitches", "switches", switches);
        String label = labels.size() == 1
                ? t.said("page/from-each", "switches", name, "links", labels.get(0))
                : name.in(t.language());
        bars.add(new PictureView.Bar(left - CHIP / 2, y, right - left + CHIP, 24, label));
        return y + 24 + GAP;
    }

    private boolean assumed() {
        return node.links().stream().anyMatch(link -> link.label().endsWith("?"))
                || node.devices().stream().anyMatch(device -> device.detail().endsWith("?"));
    }

    private String smpLabel() {
        return node.links().stream()
                .filter(link -> link.kind() == LinkKind.SMP)
                .map(Link::label)
                .findFirst()
                .orElse("");
    }

    private String summary() {
        Map<Kind, Integer> counts = new LinkedHashMap<>();
        node.devices().forEach(d -> counts.merge(d.kind(), 1, Integer::sum));
        List<Text> parts = new ArrayList<>(List.of(count(Kind.GPU, node.gpus().size())));
        counts.forEach((kind, n) -> {
            if (kind != Kind.GPU) {
                parts.add(count(kind, n));
            }
        });
        return t.said("page/picture-summary", "parts", Text.commas(parts));
    }

    private static Text count(Kind kind, int n) {
        return switch (kind) {
            case SOCKET -> Text.of("page/count-socket", "n", n);
            case NUMA -> Text.of("page/count-numa", "n", n);
            case SWITCH -> Text.of("page/count-switch", "n", n);
            case GPU -> Text.of("page/count-gpu", "n", n);
            case NIC -> Text.of("page/count-nic", "n", n);
            case NVSWITCH -> Text.of("page/count-nvswitch", "n", n);
        };
    }

    private static String clip(String text, int letters) {
        return VisibleText.clip(text, letters);
    }

    private static String joined(String a, String b) {
        return a.isEmpty() || b.isEmpty() ? a + b : a + " · " + b;
    }
}
