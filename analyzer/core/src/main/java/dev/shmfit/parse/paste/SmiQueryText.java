package dev.shmfit.parse.paste;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.file.Pcie;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code nvidia-smi -q} prints: one block for each GPU, one {@code Key : Value} a line, blocks by indentation. */
final class SmiQueryText {
    private static final Pattern GPU = Pattern.compile("^GPU ([0-9A-Fa-f]{4,8}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\\.\\d)$");
    private static final Pattern PAIR = Pattern.compile("^([A-Za-z][\\w /().-]*?)\\s+: (.*)$");
    private static final Pattern MEBIBYTES = Pattern.compile("^(\\d{1,8}) MiB$");
    private static final String NOT_SAID = "nvidia-smi does not say";

    /** What is known of the GPU whose block is read. */
    private static final class Block {
        private final String busId;
        private final SourceRef source;
        private String name = "";
        private Reading<String> uuid = Reading.absent(NOT_SAID);
        private Reading<String> mig = Reading.absent(NOT_SAID);
        private Reading<String> fabric = Reading.absent(NOT_SAID);
        private String generation = "";
        private String width = "";
        private long memory = -1;

        Block(String busId, SourceRef source) {
            this.busId = busId;
            this.source = source;
        }
    }

    private SmiQueryText() {}

    static void read(PastedSection section, PastedFacts facts) {
        List<Block> blocks = new ArrayList<>();
        String part = "";
        for (PastedLine line : section.lines()) {
            String text = line.stripped();
            Matcher gpu = GPU.matcher(text);
            Matcher pair = PAIR.matcher(text);
            if (gpu.matches()) {
                blocks.add(new Block(NvidiaSmiTable.busId(gpu.group(1)), section.at(line)));
                part = "";
            } else if (!pair.matches()) {
                part = text;
            } else if (!blocks.isEmpty()) {
                take(
                        blocks.get(blocks.size() - 1),
                        part,
                        pair.group(1),
                        pair.group(2).strip(),
                        section.at(line));
            }
        }
        blocks.removeIf(b -> b.name.isEmpty());
        if (!blocks.isEmpty()) {
            add(blocks, facts);
        }
    }

    private static void take(Block b, String part, String key, String value, SourceRef at) {
        switch (key) {
            case "Product Name" -> b.name = value;
            case "GPU UUID" -> b.uuid = Reading.known(value, at);
            case "Max" -> {
                if (part.equals("PCIe Generation")) {
                    b.generation = value;
                } else if (part.equals("Link Width")) {
                    b.width = value;
                }
            }
            case "Current" -> {
                if (part.equals("MIG Mode")) {
                    b.mig = Reading.known(value, at);
                }
            }
            case "State" -> {
                if (part.equals("Fabric")) {
                    b.fabric = Reading.known(value, at);
                }
            }
            case "Total" -> {
                Matcher m = MEBIBYTES.matcher(value);
                if (part.equals("FB Memory Usage") && m.matches()) {
                    b.memory = Lines.number(m.group(1));
                }
            }
            default -> {
                // Nothing else of it decides anything.
            }
        }
    }

    private static void add(List<Block> blocks, PastedFacts facts) {
        List<GpuListing.Gpu> listed = new ArrayList<>();
        List<SmiQuery.Gpu> devices = new ArrayList<>();
        List<ByteCount> memory = new ArrayList<>();
        for (Block b : blocks) {
            listed.add(new GpuListing.Gpu(
                    listed.size(), b.name, b.uuid, Reading.known(b.busId, b.source), List.of(), b.source));
            devices.add(new SmiQuery.Gpu(b.busId, b.name, b.uuid, b.mig, b.fabric, b.source)
                    .withPcie(Pcie.of(b.generation, b.width, b.source)));
            if (b.memory > 0) {
                memory.add(ByteCount.mebibytes(b.memory));
            }
        }
        SourceRef first = blocks.get(0).source;
        facts.add(Topic.LISTING, new GpuListing(listed, GpuListing.Numbering.NVIDIA_SMI), first);
        Reading<List<ByteCount>> all =
                memory.size() == blocks.size() ? Reading.known(List.copyOf(memory), first) : Reading.absent(NOT_SAID);
        facts.add(Topic.QUERY, new SmiQuery(Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), devices, all), first);
    }
}
