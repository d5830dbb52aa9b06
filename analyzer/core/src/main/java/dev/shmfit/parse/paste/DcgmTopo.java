package dev.shmfit.parse.paste;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links that {@code dcgmi topo --gpuid N} tells (DCGM dcgmi/Topo.cpp), put together where it was asked for several GPUs:
 *
 * <pre>{@code
 * | GPU ID: 0                                                                  |
 * | CPU Core Affinity | 0 - 11, 24 - 35                                        |
 * | To GPU 1          | Connected via a single PCIe switch                     |
 * |                   | Connected via four NVLINKs (Links: 0, 1, 2, 3)         |
 * }</pre>
 *
 * <p>"A CPU-level link" is either within a NUMA node or between two, so such a cell stays open.
 */
final class DcgmTopo {
    private static final Pattern GPU = Pattern.compile("^\\|\\s*GPU ID: (\\d{1,2})\\s*\\|$");
    private static final Pattern TO = Pattern.compile("^\\|\\s*To GPU (\\d{1,2})\\s*\\|\\s*(.*?)\\s*\\|$");
    private static final Pattern MORE = Pattern.compile("^\\|\\s*\\|\\s*(Connected via .*?)\\s*\\|$");
    private static final Pattern CORES = Pattern.compile("^\\|\\s*CPU Core Affinity\\s*\\|\\s*([\\d, -]+?)\\s*\\|$");
    private static final List<String> COUNTS = List.of(
            "no",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen");
    private static final Pattern NVLINKS = Pattern.compile("^Connected via (\\w+) NVLINKs? ");
    private static final String OPEN = "DCGM does not tell a NUMA node from a socket";

    private DcgmTopo() {}

    static void read(String item, List<PastedSection> sections, PastedFacts facts) {
        Map<Integer, Map<Integer, Reading<SmiLink>>> links = new TreeMap<>();
        Map<Integer, Reading<String>> cores = new LinkedHashMap<>();
        SourceRef first = SourceRef.of(item);
        int from = -1;
        int to = -1;
        for (PastedSection section : sections) {
            for (PastedLine line : section.lines()) {
                String text = line.stripped();
                SourceRef at = section.at(line);
                Matcher gpu = GPU.matcher(text);
                Matcher link = TO.matcher(text);
                Matcher more = MORE.matcher(text);
                Matcher core = CORES.matcher(text);
                if (gpu.matches()) {
                    from = Integer.parseInt(gpu.group(1), 10);
                    first = links.isEmpty() ? at : first;
                    links.putIfAbsent(from, new TreeMap<>());
                } else if (core.matches() && from >= 0) {
                    cores.put(from, Reading.known(core.group(1).replace(" ", ""), at));
                } else if (link.matches() && from >= 0) {
                    to = Integer.parseInt(link.group(1), 10);
                    put(links, from, to, pci(link.group(2), at));
                } else if (more.matches() && from >= 0 && to >= 0) {
                    put(links, from, to, nvLinks(more.group(1), at));
                }
            }
        }
        if (!links.isEmpty()) {
            facts.add(Topic.LINKS, matrix(links, cores), first);
        }
    }

    private static void put(
            Map<Integer, Map<Integer, Reading<SmiLink>>> links, int from, int to, Reading<SmiLink> link) {
        links.computeIfAbsent(from, f -> new TreeMap<>()).put(to, link);
        links.computeIfAbsent(to, f -> new TreeMap<>());
    }

    /** As it was told, else as the other GPU tells it. */
    private static Reading<SmiLink> link(Map<Integer, Map<Integer, Reading<SmiLink>>> links, int from, int to) {
        Reading<SmiLink> absent = Reading.absent("dcgmi topo was not asked for this pair");
        Reading<SmiLink> back = links.getOrDefault(to, Map.of()).getOrDefault(from, absent);
        return links.getOrDefault(from, Map.of()).getOrDefault(to, back);
    }

    private static Reading<SmiLink> pci(String text, SourceRef at) {
        return switch (text) {
            case "Connected via an on-board PCIe switch", "Connected via a single PCIe switch" ->
                Reading.known(new SmiLink.Pci(SmiHop.PIX), at);
            case "Connected via multiple PCIe switches" -> Reading.known(new SmiLink.Pci(SmiHop.PXB), at);
            case "Connected via a PCIe host bridge" -> Reading.known(new SmiLink.Pci(SmiHop.PHB), at);
            default -> Reading.absent(OPEN);
        };
    }

    private static Reading<SmiLink> nvLinks(String text, SourceRef at) {
        Matcher m = NVLINKS.matcher(text);
        int count = m.find() ? COUNTS.indexOf(m.group(1)) : -1;
        return count > 0
                ? Reading.known(new SmiLink.NvLinks(count), at)
                : Reading.absent("the count of NVLinks is not told");
    }

    private static SmiTopoMatrix matrix(
            Map<Integer, Map<Integer, Reading<SmiLink>>> links, Map<Integer, Reading<String>> cores) {
        List<Integer> gpus = List.copyOf(links.keySet());
        List<SmiDevice> devices = gpus.stream()
                .map(g -> new SmiDevice("GPU" + g, SmiDevice.Kind.GPU))
                .toList();
        List<List<Reading<SmiLink>>> cells = new ArrayList<>();
        List<SmiTopoMatrix.Affinity> affinities = new ArrayList<>();
        for (int from : gpus) {
            List<Reading<SmiLink>> row = new ArrayList<>();
            for (int to : gpus) {
                row.add(
                        from == to
                                ? Reading.known(new SmiLink.Self(), SourceRef.of("dcgmi topo"))
                                : link(links, from, to));
            }
            cells.add(row);
            affinities.add(new SmiTopoMatrix.Affinity(
                    cores.getOrDefault(from, Reading.absent("not said")),
                    Reading.absent("dcgmi topo does not say"),
                    Reading.absent("dcgmi topo does not say")));
        }
        return new SmiTopoMatrix(devices, cells, affinities, Map.of());
    }
}
