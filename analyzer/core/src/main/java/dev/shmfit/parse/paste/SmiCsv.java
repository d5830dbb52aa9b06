package dev.shmfit.parse.paste;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@code nvidia-smi --query-gpu=… --format=csv} prints: a line of names, then one line for each GPU. */
final class SmiCsv {
    private static final String NOT_SAID = "not asked for";

    private SmiCsv() {}

    static void read(PastedSection section, PastedFacts facts) {
        List<String> columns = List.of();
        List<GpuListing.Gpu> gpus = new ArrayList<>();
        for (PastedLine line : section.lines()) {
            List<String> cells = cells(line.stripped());
            if (!line.command().isEmpty()) {
                columns = asked(line.command());
            } else if (cells.contains("name")
                    || cells.contains("gpu_name")
                    || cells.contains("uuid")
                    || cells.contains("driver_version")) {
                columns = cells.stream().map(c -> c.replaceFirst(" \\[.*", "")).toList();
            } else if (!columns.isEmpty() && cells.size() == columns.size()) {
                row(columns, cells, gpus.size(), section.at(line), gpus, facts);
            }
        }
        if (!gpus.isEmpty()) {
            facts.add(
                    Topic.LISTING,
                    new GpuListing(gpus, GpuListing.Numbering.NVIDIA_SMI),
                    gpus.get(0).source());
        }
    }

    private static void row(
            List<String> columns,
            List<String> cells,
            int place,
            SourceRef at,
            List<GpuListing.Gpu> gpus,
            PastedFacts facts) {
        String name = cell(columns, cells, "name", cell(columns, cells, "gpu_name", ""));
        String index = cell(columns, cells, "index", String.valueOf(place));
        String uuid = cell(columns, cells, "uuid", cell(columns, cells, "gpu_uuid", ""));
        String bus = cell(columns, cells, "pci.bus_id", cell(columns, cells, "gpu_bus_id", ""));
        String driver = cell(columns, cells, "driver_version", "");
        if (driver.matches("\\d{3}\\.\\d{1,3}(?:\\.\\d{1,3})?")) {
            facts.add(Topic.DRIVER, driver, at);
        }
        if (!name.isEmpty() && index.matches("\\d{1,2}")) {
            gpus.add(new GpuListing.Gpu(
                    Integer.parseInt(index, 10),
                    name,
                    uuid.isEmpty() ? Reading.absent(NOT_SAID) : Reading.known(uuid, at),
                    bus.isEmpty() ? Reading.absent(NOT_SAID) : Reading.known(NvidiaSmiTable.busId(bus), at),
                    List.of(),
                    at));
        }
    }

    private static String cell(List<String> columns, List<String> cells, String name, String otherwise) {
        int at = columns.indexOf(name);
        return at < 0 ? otherwise : cells.get(at);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    /** The columns that a command names, for output without a line of names. */
    private static List<String> asked(String command) {
        int from = command.indexOf("--query-gpu=");
        return from < 0
                ? List.of()
                : cells(command.substring(from + "--query-gpu=".length()).split("\\s", 2)[0]);
    }
}
