package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job asks Slurm for ({@code #SBATCH} lines, options of srun, salloc and sbatch): GPUs and memory of a node, nodes,
 * and the tasks on each, which are the ranks where srun starts them. A launcher's own options go before the last two.
 */
final class SlurmJob {
    private static final Pattern DIRECTIVE = Pattern.compile("^#SBATCH\\s+(.*)$");
    private static final Pattern OPTION = Pattern.compile(
            "(?<!\\S)(?:--([a-z][a-z-]*)|-([A-Za-z]))(?:[= \\t]?((?<=[= \\t])(?!-)[^\\s#]+|(?<=-[A-Za-z])\\d\\S*))?");
    private static final Map<String, String> SHORT =
            Map.of("N", "nodes", "n", "ntasks", "c", "cpus-per-task", "G", "gpus");
    private static final Pattern GRES = Pattern.compile(
            "(?:^|,)(?:gres[/:])?gpu(?:[:=][A-Za-z][\\w.-]*)?(?:[:=](\\d{1,3}))?(?:\\([^)]*\\))?(?:,|$)");
    private static final Pattern COUNT = Pattern.compile("(?:[A-Za-z][\\w.-]*:)?([1-9]\\d{0,3})");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,12})([KMGT]?)B?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NODES = Pattern.compile("(?:\\d+-)?([1-9]\\d{0,4})");
    private static final Pattern EXPORT = Pattern.compile("(?<!\\S)--export[= ](\\S+)");
    private static final List<String> READ = List.of(
            "nodes",
            "ntasks",
            "ntasks-per-node",
            "tasks-per-node",
            "gres",
            "gpus",
            "gpus-per-node",
            "gpus-per-task",
            "mem",
            "mem-per-cpu",
            "mem-per-gpu",
            "cpus-per-task");

    private record Option(String value, SourceRef at) {}

    private final Map<String, Option> options = new LinkedHashMap<>();
    private final List<String> others = new ArrayList<>();
    private SourceRef otherAt = SourceRef.of("nowhere");

    /** Reads the directives of a text, of which the last of two counts. */
    static void read(String item, List<PastedLine> lines, PastedFacts facts) {
        SlurmJob job = new SlurmJob();
        for (PastedLine line : lines) {
            Matcher m = DIRECTIVE.matcher(line.stripped());
            if (m.matches()) {
                SourceRef at = SourceRef.line(item, line.number());
                job.options(m.group(1), at);
                exported(m.group(1), at, facts);
            }
        }
        if (!job.options.isEmpty()) {
            SourceRef at = job.options.values().iterator().next().at();
            facts.add(Topic.PLATFORM, Variables.clues(Variables.Clue.SLURM, at), at);
        }
        if (job.options.containsKey("cpus-per-task")) {
            job.others.add("--cpus-per-task");
            job.otherAt = job.others.size() == 1 ? job.at("cpus-per-task") : job.otherAt;
        }
        job.tell(facts);
    }

    /** {@code --export=ALL,NAME=VALUE}: variables that the job gets. */
    static void exported(String options, SourceRef at, PastedFacts facts) {
        Matcher m = EXPORT.matcher(options);
        if (m.find()) {
            for (String variable : m.group(1).replace("\"", "").split(",(?=\\w+(?:=|,|$))", -1)) {
                Variables.assignment(variable, at, facts);
            }
        }
    }

    /** Reads the options of a command. */
    static void command(List<String> words, SourceRef at, PastedFacts facts) {
        SlurmJob job = new SlurmJob();
        job.options(String.join(" ", words), at);
        job.others.clear();
        job.tell(facts);
    }

    /** Tells what Slurm printed of a job, as options. */
    static void record(Map<String, String> printed, SourceRef at, PastedFacts facts) {
        SlurmJob job = new SlurmJob();
        printed.forEach((name, value) -> job.options.put(name, new Option(value, at)));
        facts.add(Topic.PLATFORM, Variables.clues(Variables.Clue.SLURM, at), at);
        job.tell(facts);
    }

    private void options(String text, SourceRef at) {
        Matcher m = OPTION.matcher(text.replaceFirst("\\s#.*$", "").replace("\"", ""));
        while (m.find()) {
            String name = m.group(1) == null ? SHORT.getOrDefault(m.group(2), "") : m.group(1);
            if (READ.contains(name) && m.group(3) != null) {
                options.put(name.equals("tasks-per-node") ? "ntasks-per-node" : name, new Option(m.group(3), at));
            } else if (!name.equals("export")) {
                otherAt = others.isEmpty() ? at : otherAt;
                others.add(m.group().strip());
            }
        }
    }

    private void tell(PastedFacts facts) {
        Optional<Integer> nodes = number("nodes", NODES);
        nodes.ifPresent(n -> Variables.background(Variables.NODES, n, at("nodes"), facts));
        Optional<Integer> tasks = number("ntasks-per-node", COUNT);
        Optional<Integer> all = number("ntasks", COUNT);
        String tasksBy = tasks.isPresent() ? "ntasks-per-node" : "ntasks";
        if (tasks.isEmpty() && all.isPresent() && all.get() % nodes.orElse(1) == 0) {
            tasks = all.map(a -> a / nodes.orElse(1));
        }
        // One task on a node starts the ranks itself, by a launcher.
        tasks.filter(t -> t > 1).ifPresent(t -> Variables.background(Variables.RANKS, t, at(tasksBy), facts));
        Optional<Integer> gpus = gpus(nodes.orElse(1), tasks);
        gpus.ifPresent(g -> Variables.background(Variables.SLURM_GPUS, g, at(gpusBy()), facts));
        memory(gpus, tasks, facts);
        if (!others.isEmpty()) {
            facts.passOver("of #SBATCH " + String.join(", ", others), otherAt);
        }
    }

    private String gpusBy() {
        return List.of("gpus-per-node", "gres", "gpus", "gpus-per-task").stream()
                .filter(options::containsKey)
                .findFirst()
                .orElse("");
    }

    private Optional<Integer> gpus(int nodes, Optional<Integer> tasks) {
        String by = gpusBy();
        Optional<Integer> count = by.equals("gres") ? gres() : number(by, COUNT);
        return switch (by) {
            case "gpus" -> count.map(c -> (c + nodes - 1) / nodes);
            case "gpus-per-task" -> count.map(c -> c * tasks.orElse(1));
            default -> count;
        };
    }

    private Optional<Integer> gres() {
        Matcher m = GRES.matcher(value("gres"));
        return m.find() ? Optional.of(m.group(1) == null ? 1 : Integer.parseInt(m.group(1), 10)) : Optional.empty();
    }

    /** {@code --mem} is for a node, and 0 stands for all of it; without a unit it counts MiB. */
    private void memory(Optional<Integer> gpus, Optional<Integer> tasks, PastedFacts facts) {
        for (String by : List.of("mem", "mem-per-gpu", "mem-per-cpu")) {
            Optional<Integer> times = switch (by) {
                case "mem" -> Optional.of(1);
                case "mem-per-gpu" -> gpus;
                default -> number("cpus-per-task", COUNT).map(c -> c * tasks.orElse(1));
            };
            Optional<ByteCount> each = size(value(by));
            if (each.isPresent() && times.isPresent()) {
                ByteCount limit = each.get().times(times.get());
                facts.add(Topic.MEMORY_LIMIT, DockerInspect.limit(limit, at(by)), at(by));
            }
        }
    }

    /** A size of Slurm's; empty where it is none, or 0. */
    static Optional<ByteCount> size(String text) {
        Matcher m = MEMORY.matcher(text);
        if (!m.matches() || Long.parseLong(m.group(1), 10) == 0) {
            return Optional.empty();
        }
        String unit = m.group(2).isEmpty() ? "M" : m.group(2);
        return PastedSizes.docker(m.group(1) + unit);
    }

    private String value(String option) {
        Option o = options.get(option);
        return o == null ? "" : o.value();
    }

    private SourceRef at(String option) {
        Option o = options.get(option);
        return o == null ? otherAt : o.at();
    }

    private Optional<Integer> number(String option, Pattern form) {
        Matcher m = form.matcher(value(option));
        return m.matches() ? Optional.of(Integer.valueOf(m.group(1), 10)) : Optional.empty();
    }
}
