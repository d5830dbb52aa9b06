package dev.shmfit.parse.paste;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.GpuTraits;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.file.Pcie;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code nvidia-smi --query-gpu=… --format=csv} prints: a line of names, then one line for each GPU. The names are
 * those of {@code nvidia-smi --help-query-gpu}. Of a PCIe link the maximum counts, which is that of the GPU and its slot
 * together and what NCCL reads in /sys ({@code max_link_speed} of both, src/graph/xml.cc); the current one falls while the
 * GPU is idle.
 */
final class SmiCsv {
    private static final String NOT_SAID = "not asked for";
    private static final Pattern NAME = Pattern.compile("[a-z]\\w*(?:\\.\\w+)*+");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,8})(?: MiB)?");
    private static final Pattern CAPABILITY = Pattern.compile("(\\d{1,2})\\.(\\d)");
    private static final Pattern DRIVER = Pattern.compile("\\d{3}\\.\\d{1,3}(?:\\.\\d{1,3})?");

    private static final Pattern QUERY = Pattern.compile("--query-gpu[= ][\"']?([\\w.]+(?:,\\s?[\\w.]+)*+)");

    /** Columns from which a fact is taken, under one name each. */
    private static final Map<String, String> USED = Map.ofEntries(
            Map.entry("name", "name"),
            Map.entry("gpu_name", "name"),
            Map.entry("index", "index"),
            Map.entry("uuid", "uuid"),
            Map.entry("gpu_uuid", "uuid"),
            Map.entry("pci.bus_id", "bus"),
            Map.entry("gpu_bus_id", "bus"),
            Map.entry("driver_version", "driver"),
            Map.entry("memory.total", "memory"),
            Map.entry("compute_cap", "capability"),
            Map.entry("mig.mode.current", "mig"),
            Map.entry("fabric.state", "fabric"),
            Map.entry("pcie.link.gen.max", "generation"),
            Map.entry("pcie.link.width.max", "width"));

    /** One of these makes a line of names. */
    private static final Set<String> HEADS = Set.of("count", "timestamp", "serial");

    private final PastedSection section;
    private final PastedFacts facts;
    private final List<GpuListing.Gpu> gpus = new ArrayList<>();
    private final List<SmiQuery.Gpu> devices = new ArrayList<>();
    private final List<ByteCount> memory = new ArrayList<>();
    private final Map<Integer, GpuTraits> traits = new TreeMap<>();
    private List<String> columns = List.of();
    private int rows;

    private SmiCsv(PastedSection section, PastedFacts facts) {
        this.section = section;
        this.facts = facts;
    }

    static void read(PastedSection section, PastedFacts facts) {
        new SmiCsv(section, facts).read();
    }

    private void read() {
        for (PastedLine line : section.lines()) {
            List<String> cells = cells(line.stripped());
            if (!line.command().isEmpty()) {
                columns(asked(line.command()), section.at(line));
            } else if (isHead(cells)) {
                columns(cells.stream().map(SmiCsv::withoutUnit).toList(), section.at(line));
            } else if (!columns.isEmpty() && cells.size() == columns.size()) {
                row(cells, section.at(line));
            }
        }
        add();
    }

    private static boolean isHead(List<String> cells) {
        List<String> names = cells.stream().map(SmiCsv::withoutUnit).toList();
        return names.stream().allMatch(n -> NAME.matcher(n).matches())
                && names.stream().anyMatch(n -> USED.containsKey(n) || HEADS.contains(n) || n.contains("."));
    }

    private static String withoutUnit(String cell) {
        return cell.replaceFirst(" \\[.*", "");
    }

    private void columns(List<String> names, SourceRef at) {
        if (names.equals(columns)) {
            return;
        }
        columns = names;
        List<String> unused = names.stream().filter(n -> !USED.containsKey(n)).toList();
        if (!unused.isEmpty()) {
            facts.passOver(
                    (unused.size() == 1 ? "the column " : "the columns ")
                            + String.join(", ", unused)
                            + (unused.stream().anyMatch(n -> n.matches("pcie\\.link\\.(?:gen|width)\\..*current"))
                                    ? " (of a PCIe link NCCL reads the maximum: pcie.link.gen.max, pcie.link.width.max)"
                                    : ""),
                    at);
        }
    }

    private void row(List<String> cells, SourceRef at) {
        String number = cell(cells, "index").orElse(String.valueOf(rows));
        int index = number.matches("\\d{1,2}") ? Integer.parseInt(number, 10) : rows;
        rows++;
        cell(cells, "driver").filter(d -> DRIVER.matcher(d).matches()).ifPresent(d -> facts.add(Topic.DRIVER, d, at));
        traits.put(index, traits(cells, at));
        cell(cells, "memory")
                .map(MEMORY::matcher)
                .filter(Matcher::matches)
                .ifPresent(m -> memory.add(ByteCount.mebibytes(Lines.number(m.group(1)))));
        Optional<String> bus = cell(cells, "bus").map(NvidiaSmiTable::busId);
        Reading<String> uuid = reading(cells, "uuid", at);
        String name = cell(cells, "name").orElse("");
        if (!name.isEmpty()) {
            Reading<String> place =
                    bus.<Reading<String>>map(b -> Reading.known(b, at)).orElse(Reading.absent(NOT_SAID));
            gpus.add(new GpuListing.Gpu(index, name, uuid, place, List.of(), at));
        }
        bus.ifPresent(b -> devices.add(
                new SmiQuery.Gpu(b, name, uuid, reading(cells, "mig", at), reading(cells, "fabric", at), at)));
    }

    private GpuTraits traits(List<String> cells, SourceRef at) {
        Optional<Integer> capability = cell(cells, "capability")
                .map(CAPABILITY::matcher)
                .filter(Matcher::matches)
                .map(m -> Integer.parseInt(m.group(1), 10) * 10 + Integer.parseInt(m.group(2), 10));
        return new GpuTraits(
                capability.<Reading<Integer>>map(c -> Reading.known(c, at)).orElse(Reading.absent(NOT_SAID)),
                Pcie.of(
                        cell(cells, "generation").orElse(""),
                        cell(cells, "width").orElse(""),
                        at));
    }

    private void add() {
        if (!gpus.isEmpty()) {
            facts.add(
                    Topic.LISTING,
                    new GpuListing(gpus, GpuListing.Numbering.NVIDIA_SMI),
                    gpus.get(0).source());
        }
        Set<GpuTraits> said = traits.values().stream()
                .filter(t -> t.computeCapability().isKnown() || t.pcie().isKnown())
                .collect(Collectors.toSet());
        if (!said.isEmpty()) {
            facts.add(
                    Topic.TRAITS,
                    new GpuTraits.Table(traits, GpuListing.Numbering.NVIDIA_SMI),
                    section.at(section.lines().get(0)));
        }
        if (!devices.isEmpty() && devices.size() == rows) {
            SourceRef first = devices.get(0).source();
            Reading<List<ByteCount>> all =
                    memory.size() == rows ? Reading.known(List.copyOf(memory), first) : Reading.absent(NOT_SAID);
            facts.add(
                    Topic.QUERY, new SmiQuery(Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), devices, all), first);
        }
    }

    private Reading<String> reading(List<String> cells, String fact, SourceRef at) {
        return cell(cells, fact).<Reading<String>>map(v -> Reading.known(v, at)).orElse(Reading.absent(NOT_SAID));
    }

    /** What a row says of a fact; nothing where nvidia-smi has no answer ({@code [N/A]}, {@code [Not Supported]}). */
    private Optional<String> cell(List<String> cells, String fact) {
        for (int i = 0; i < columns.size(); i++) {
            if (fact.equals(USED.get(columns.get(i)))
                    && !cells.get(i).startsWith("[")
                    && !cells.get(i).isEmpty()) {
                return Optional.of(cells.get(i));
            }
        }
        return Optional.empty();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    /** The columns that a command names, for output without a line of names. */
    private static List<String> asked(String command) {
        Matcher m = QUERY.matcher(command);
        return m.find() ? cells(m.group(1)) : List.of();
    }
}
