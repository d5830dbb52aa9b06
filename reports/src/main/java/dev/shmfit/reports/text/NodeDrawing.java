package dev.shmfit.reports.text;

import dev.shmfit.reports.NodeV1;
import dev.shmfit.reports.NodeV1.Device;
import dev.shmfit.reports.NodeV1.Kind;
import dev.shmfit.reports.NodeV1.Link;
import dev.shmfit.reports.NodeV1.LinkKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A node drawn in letters: the PCIe tree of each NUMA node, and beside each GPU its NVLinks. */
public final class NodeDrawing {
    private final NodeV1 node;
    private final StyledLines lines;
    private final Map<String, Device> byId = new LinkedHashMap<>();

    private NodeDrawing(NodeV1 node, StyledLines lines) {
        this.node = node;
        this.lines = lines;
        node.devices().forEach(d -> byId.put(d.id(), d));
    }

    /** The drawing, lines with their ends. */
    public static String of(NodeV1 node, TextStyle style) {
        StringBuilder text = new StringBuilder();
        NodeDrawing drawing = new NodeDrawing(node, new StyledLines(text, style));
        try {
            for (Device d : node.devices()) {
                if (d.parent() == null && d.kind() != Kind.NVSWITCH) {
                    drawing.device(d, "", "");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Draws a device and all below it.
     *
     * @param first before the device itself
     * @param rest before what is below it
     */
    private void device(Device d, String first, String rest) throws IOException {
        lines.line(first + label(d));
        List<Device> below = node.devices().stream()
                .filter(c -> Objects.equals(c.parent(), d.id()))
                .toList();
        for (int i = 0; i < below.size(); i++) {
            boolean last = i == below.size() - 1;
            device(below.get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
        }
    }

    private String label(Device d) {
        List<String> parts = new ArrayList<>();
        parts.add(d.label());
        parts.add(d.detail());
        parts.add(upward(d));
        if (d.gpu() != null) {
            parts.add(peers(d));
        }
        parts.removeIf(String::isEmpty);
        return String.join("  ", parts);
    }

    private String upward(Device d) {
        return node.links().stream()
                .filter(l -> l.kind() == LinkKind.PCI && l.from().equals(d.id()) && l.to().equals(d.parent()))
                .map(Link::label)
                .findFirst()
                .orElse("");
    }

    private String peers(Device gpu) {
        List<String> words = new ArrayList<>();
        for (Link l : node.links()) {
            if (l.kind() == LinkKind.PCI || l.kind() == LinkKind.SMP) {
                continue;
            }
            String other = l.from().equals(gpu.id()) ? l.to() : l.to().equals(gpu.id()) ? l.from() : "";
            Device peer = byId.get(other);
            if (peer != null) {
                words.add(l.label() + " to " + peer.label());
            }
        }
        return String.join(", ", words);
    }
}
