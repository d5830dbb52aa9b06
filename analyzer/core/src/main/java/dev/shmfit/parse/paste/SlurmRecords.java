package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Slurm prints of a job ({@code scontrol show job}, squeue, sacct), as the options of sbatch that ask for the same. Of
 * several jobs that differ nothing tells which one is meant.
 */
final class SlurmRecords {
    private static final Pattern BEGINS = Pattern.compile("^JobId=(\\d{1,12})\\b.*$");
    private static final Pattern FIELD = Pattern.compile("(?<!\\S)([A-Z][A-Za-z/:]{1,30})=(\\S*)");
    private static final Pattern HEAD = Pattern.compile("^JobI[Dd]\\s.*|^JOBID\\s.*");
    private static final Pattern ID = Pattern.compile("\\d{1,12}(?:_\\d{1,9})?");
    private static final Pattern RULE = Pattern.compile("^-+(?: +-+)*+\\s*$");
    private static final Pattern GPUS_OF_TRES = Pattern.compile("\\bgres[/:]gpu[=:]([1-9]\\d{0,3})\\b");
    private static final Pattern MEMORY_OF_TRES = Pattern.compile("\\bmem=([1-9]\\d{0,9})(?:\\.\\d{1,3})?([MGT])");
    private static final String COMMAND = "Command";

    private record Printed(SourceRef at, Map<String, String> fields) {}

    private final Map<String, Printed> jobs = new LinkedHashMap<>();
    private Optional<Printed> open = Optional.empty();
    private List<String> head = List.of();
    private List<int[]> columns = List.of();

    static void read(String item, List<PastedLine> lines, PastedFacts facts) {
        SlurmRecords all = new SlurmRecords();
        for (PastedLine line : lines) {
            all.line(line, SourceRef.line(item, line.number()));
        }
        all.tell(facts);
    }

    private void line(PastedLine line, SourceRef at) {
        String text = line.stripped();
        Matcher begins = BEGINS.matcher(text);
        if (begins.matches()) {
            open = Optional.of(jobs.computeIfAbsent(begins.group(1), id -> new Printed(at, new LinkedHashMap<>())));
        } else if (text.isEmpty() || !line.command().isEmpty() || line.boundary()) {
            open = Optional.empty();
            head = List.of();
        } else if (HEAD.matcher(text).matches()) {
            head = List.of(text.split("\\s+", -1));
            columns = List.of();
        } else if (!head.isEmpty() && RULE.matcher(text).matches()) {
            columns = spans(line.text());
        } else if (!head.isEmpty()) {
            row(line.text(), at);
        }
        open.ifPresent(r -> fields(text, r));
    }

    private static void fields(String text, Printed record) {
        Matcher m = FIELD.matcher(text);
        while (m.find()) {
            record.fields().putIfAbsent(m.group(1), m.group(2));
        }
    }

    private static List<int[]> spans(String rule) {
        List<int[]> spans = new ArrayList<>();
        Matcher m = Pattern.compile("-+").matcher(rule);
        while (m.find()) {
            spans.add(new int[] {m.start(), m.end()});
        }
        return spans;
    }

    private void row(String text, SourceRef at) {
        List<String> cells = columns.size() == head.size()
                ? columns.stream().map(c -> cut(text, c)).toList()
                : List.of(text.strip().split("\\s+", -1));
        // A step of a job (123.batch) is no job.
        if (!ID.matcher(cells.get(0)).matches()) {
            return;
        }
        Printed record = jobs.computeIfAbsent(cells.get(0), id -> new Printed(at, new LinkedHashMap<>()));
        for (int i = 1; i < Math.min(head.size(), cells.size()); i++) {
            switch (head.get(i).toLowerCase(Locale.ROOT)) {
                case "nodes", "nnodes" -> record.fields().putIfAbsent("NumNodes", cells.get(i));
                case "tres_per_node", "gres" -> record.fields().putIfAbsent("TresPerNode", cells.get(i));
                case "alloctres" -> record.fields().putIfAbsent("AllocTRES", cells.get(i));
                case "reqtres" -> record.fields().putIfAbsent("ReqTRES", cells.get(i));
                default -> {
                    // Says nothing of the job's size.
                }
            }
        }
    }

    private static String cut(String text, int[] span) {
        return text.substring(Math.min(span[0], text.length()), Math.min(span[1], text.length()))
                .strip();
    }

    private void tell(PastedFacts facts) {
        Map<Map<String, String>, SourceRef> asked = new LinkedHashMap<>();
        for (Printed r : jobs.values()) {
            Map<String, String> options = options(r.fields());
            if (!options.isEmpty()) {
                asked.putIfAbsent(options, r.at());
            }
        }
        if (asked.size() > 1) {
            facts.passOver(
                    asked.size() + " jobs of Slurm that differ in size, of which nothing tells which one is meant",
                    asked.values().iterator().next());
            return;
        }
        asked.forEach((options, at) -> SlurmJob.record(options, at, facts));
        for (Printed r : jobs.values()) {
            String command = r.fields().getOrDefault(COMMAND, "");
            if (!command.isEmpty() && !command.equals("(null)")) {
                facts.passOver("of Slurm's job Command=" + command + ", whose script does not stand here", r.at());
            }
        }
    }

    private static Map<String, String> options(Map<String, String> of) {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "nodes", of.getOrDefault("NumNodes", ""));
        put(options, "ntasks", of.getOrDefault("NumTasks", ""));
        put(options, "ntasks-per-node", of.getOrDefault("NtasksPerN:B:S:C", "").replaceFirst(":.*", ""));
        put(options, "cpus-per-task", of.getOrDefault("CPUs/Task", ""));
        put(options, "mem", of.getOrDefault("MinMemoryNode", ""));
        String each = of.getOrDefault("TresPerNode", "").replaceFirst("^gres[:/]gpu:", "gpu:");
        put(options, "gres", each.contains("gpu") ? each : "");
        put(options, "gpus-per-task", counted(of, "TresPerTask"));
        List<String> totals = List.of("TresPerJob", "AllocTRES", "TRES", "ReqTRES");
        totals.forEach(t -> put(options, "gpus", counted(of, t)));
        totals.stream()
                .map(t -> MEMORY_OF_TRES.matcher(of.getOrDefault(t, "")))
                .filter(Matcher::find)
                .findFirst()
                .ifPresent(m -> {
                    String nodes = options.getOrDefault("nodes", "");
                    if (!options.containsKey("mem") && nodes.matches("[1-9]\\d{0,3}")) {
                        put(options, "mem", megabytes(m) / Integer.parseInt(nodes, 10) + "M");
                    }
                });
        if (!options.containsKey("nodes") && !options.containsKey("gres") && !options.containsKey("gpus")) {
            options.clear();
        }
        return options;
    }

    private static long megabytes(Matcher m) {
        long value = Long.parseLong(m.group(1), 10);
        return switch (m.group(2)) {
            case "T" -> value << 20;
            case "G" -> value << 10;
            default -> value;
        };
    }

    private static String counted(Map<String, String> of, String field) {
        Matcher m = GPUS_OF_TRES.matcher(of.getOrDefault(field, ""));
        return m.find() ? m.group(1) : "";
    }

    private static void put(Map<String, String> options, String name, String value) {
        if (!value.isEmpty() && !value.equals("0") && !value.equals("N/A") && !value.equals("(null)")) {
            options.putIfAbsent(name, value);
        }
    }
}
