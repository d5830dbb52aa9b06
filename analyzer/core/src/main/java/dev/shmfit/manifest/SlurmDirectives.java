package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code #SBATCH} lines of a batch script.
 *
 * @param options by their long names
 * @param at where the first stands
 */
record SlurmDirectives(Map<String, Word> options, Span at) {
    private static final Pattern LINE = Pattern.compile("(?m)^#SBATCH[ \\t]+(.*)$");
    private static final Pattern OPTION =
            Pattern.compile("(?<!\\S)(--?)([A-Za-z][A-Za-z-]*)(?:[= \\t]*)(\"[^\"]*\"|(?!-)[^\\s#]*)");
    private static final Map<String, String> SHORT = Map.of(
            "N",
            "nodes",
            "n",
            "ntasks",
            "c",
            "cpus-per-task",
            "J",
            "job-name",
            "G",
            "gpus",
            "p",
            "partition",
            "t",
            "time");

    static SlurmDirectives of(String file, String text) {
        LineIndex lines = new LineIndex(file, text);
        Map<String, Word> options = new LinkedHashMap<>();
        Span first = lines.span(0, 0);
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            Matcher m = OPTION.matcher(line.group(1));
            int comment = line.group(1).indexOf(" #");
            m.region(0, comment < 0 ? line.group(1).length() : comment);
            while (m.find()) {
                Span at = lines.span(line.start(1) + m.start(), line.start(1) + m.end());
                first = options.isEmpty() ? at : first;
                String name = m.group(1).equals("--")
                        ? m.group(2)
                        : SHORT.getOrDefault(m.group(2).substring(0, 1), m.group(2));
                String joined = m.group(1).equals("-") ? m.group(2).substring(1) : "";
                // Of two lines that say the same the last one holds.
                options.put(
                        name.equals("tasks-per-node") ? "ntasks-per-node" : name,
                        new Word((joined + m.group(3)).replace("\"", ""), at));
            }
        }
        return new SlurmDirectives(options, first);
    }

    boolean isEmpty() {
        return options.isEmpty();
    }

    String name() {
        return text("job-name").orElse("");
    }

    private Optional<String> text(String option) {
        return Optional.ofNullable(options.get(option)).map(Word::text).filter(t -> !t.isEmpty());
    }

    Reading<Long> nodes() {
        Word w = options.get("nodes");
        if (w == null) {
            return Reading.absent("no count of nodes is stated");
        }
        Matcher m = Pattern.compile("(\\d{1,7})(?:-(\\d{1,7}))?").matcher(w.text());
        return m.matches()
                ? Reading.known(Long.parseLong(m.group(2) == null ? m.group(1) : m.group(2), 10), w.at().source())
                : new Reading.Unreadable<>(w.text(), w.at().source(), "this is no count of nodes");
    }

    Reading<String> image() {
        Word w = options.get("container-image");
        return w == null ? Reading.absent("no image is named") : Reading.known(w.text(), w.at().source());
    }

    /** GPUs and memory of one node. */
    ContainerResources resources() {
        return new ContainerResources(
                gpus(), options.isEmpty() ? "" : "gres", ContainerResources.NONE.memoryRequest(), memory());
    }

    private Reading<Long> gpus() {
        for (String name : new String[] {"gpus-per-node", "gres", "gpus"}) {
            Word w = options.get(name);
            if (w == null) {
                continue;
            }
            Optional<Long> count = count(name, w.text());
            if (count.isEmpty()) {
                continue;
            }
            long nodes = name.equals("gpus")
                    ? nodes().asOptional().filter(n -> n > 0).orElse(1L)
                    : 1;
            return Reading.known((count.get() + nodes - 1) / nodes, w.at().source());
        }
        Word task = options.get("gpus-per-task");
        Word tasks = options.get("ntasks-per-node");
        if (task != null && tasks != null && tasks.text().matches("\\d{1,5}")) {
            return count("gpus", task.text())
                    .map(c -> Reading.known(
                            c * Long.parseLong(tasks.text(), 10), task.at().source()))
                    .orElseGet(() -> ContainerResources.NONE.gpus());
        }
        return ContainerResources.NONE.gpus();
    }

    /** {@code 8}, {@code a100:8}, {@code gpu:a100:8(S:0-1)}, {@code gpu}. */
    private static Optional<Long> count(String option, String text) {
        if (option.equals("gres")) {
            Matcher m = Pattern.compile("(?:^|,)gpu(?::[A-Za-z][\\w.-]*)?(?::(\\d{1,5}))?(?:\\([^)]*\\))?(?:,|$)")
                    .matcher(text);
            return m.find() ? Optional.of(m.group(1) == null ? 1L : Long.parseLong(m.group(1), 10)) : Optional.empty();
        }
        Matcher m = Pattern.compile("(?:[A-Za-z][\\w.-]*:)?(\\d{1,5})").matcher(text);
        return m.matches() ? Optional.of(Long.parseLong(m.group(1), 10)) : Optional.empty();
    }

    /** {@code --mem} is for a node, and 0 stands for all of it. */
    private Reading<ByteCount> memory() {
        Word w = options.get("mem");
        if (w == null || w.text().equals("0")) {
            return Reading.absent("no memory limit is set");
        }
        return Sizes.of(ManifestFormat.SLURM, w.text(), w.at());
    }
}
