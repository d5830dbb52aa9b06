package dev.shmfit.cli.workload;

import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.register.VersionRange;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a workload file: as YAML, against the schema, and then value by value. */
public final class WorkloadText {
    private final String file;
    private final ValueReader values = new ValueReader();

    private WorkloadText(String file) {
        this.file = file;
    }

    /**
     * What the text states.
     *
     * @param file what messages call it
     * @throws MalformedWorkload with file, line and column of everything that is wrong
     */
    public static Workload parse(String file, String text) {
        Yaml yaml = YamlText.parse(file, text);
        List<Problem> problems = WorkloadSchema.examine(yaml);
        if (!problems.isEmpty()) {
            throw new MalformedWorkload(problems);
        }
        return new WorkloadText(file).workload((Yaml.Mapping) yaml);
    }

    private Workload workload(Yaml.Mapping m) {
        Optional<Yaml> nccl = m.get("nccl");
        Optional<VersionRange> compared = compared(m);
        Optional<List<Integer>> gpus = m.get("gpus").map(values::numbers);
        OptionalInt ranks = values.count(m, "ranks");
        if (gpus.isPresent() && ranks.isPresent() && gpus.get().size() != ranks.getAsInt()) {
            values.wrong(
                    m.get("ranks").orElse(m),
                    "gpus names " + gpus.get().size() + " GPUs and ranks says " + ranks.getAsInt()
                            + "; give one of the two, or the same number");
        }
        Map<String, String> env = new LinkedHashMap<>();
        if (m.get("env").orElse(m) instanceof Yaml.Mapping e && m.get("env").isPresent()) {
            e.entries().forEach((key, entry) -> env.put(key, environment(entry.value())));
        }
        Workload workload = new Workload(
                m.get("description").map(ValueReader::text),
                gpus,
                ranks,
                new GroupReader(values).groups(m),
                new LoaderReader(values).loaders(m),
                new OtherReader(values).others(m),
                values.size(m, "shm-size"),
                values.size(m, "memory-limit"),
                values.size(m, "rss-per-rank"),
                compared.isPresent() ? end(nccl, compared.get()) : values.read(m, "nccl", WorkloadText::version),
                compared,
                env,
                assume(m),
                sources(m));
        if (!values.problems().isEmpty()) {
            throw new MalformedWorkload(values.problems());
        }
        return workload;
    }

    /** NCCL reads numbers; a truth is written as it reads them. */
    private static String environment(Yaml value) {
        String text = ValueReader.text(value);
        boolean truth = value instanceof Yaml.Scalar s && s.kind() == Yaml.Kind.TRUTH;
        return truth ? (text.equals("yes") ? "1" : "0") : text;
    }

    /** {@code all}, or a range; one version compares nothing. */
    private Optional<VersionRange> compared(Yaml.Mapping m) {
        String text = m.get("nccl").map(ValueReader::text).orElse("").strip();
        if (text.equals("all")) {
            return Optional.of(VersionRange.all());
        }
        return text.contains("..") ? values.read(m, "nccl", VersionRange::parse) : Optional.empty();
    }

    /** A range is about what it ends in; {@code all} names no version. */
    private static Optional<NcclVersion> end(Optional<Yaml> nccl, VersionRange range) {
        boolean all = nccl.map(ValueReader::text).orElse("").strip().equals("all");
        return all ? Optional.empty() : Optional.of(range.to());
    }

    private static NcclVersion version(String text) {
        return NcclVersion.parse(text)
                .orElseThrow(
                        () -> new MalformedText(
                                "\"" + text
                                        + "\" is no NCCL version; expected one such as 2.21.5, a range such as 2.21.5..2.27.7, or all"));
    }

    /** The facts, each as {@code --assume} takes it; wrong ones are told where they stand. */
    private List<String> assume(Yaml.Mapping m) {
        List<String> statements = new ArrayList<>();
        Map<String, Yaml> seen = new LinkedHashMap<>();
        for (String key : List.of("torch", "ranks-per-process", "nodes", "rank-order")) {
            m.get(key).ifPresent(v -> fact(key, v, seen, statements));
        }
        m.get("assume")
                .ifPresent(a -> ((Yaml.Mapping) a)
                        .entries()
                        .forEach((key, entry) -> fact(key, entry.value(), seen, statements)));
        return statements;
    }

    private void fact(String key, Yaml value, Map<String, Yaml> seen, List<String> statements) {
        if (seen.put(key, value) != null) {
            values.wrong(value, key + " is stated twice in this file: at the top and under assume");
            return;
        }
        if (value instanceof Yaml.Sequence && !key.equals("nic")) {
            values.wrong(value, key + " takes one value; only nic takes a list");
            return;
        }
        List<Yaml> items = value instanceof Yaml.Sequence s ? s.items() : List.of(value);
        for (Yaml item : items) {
            String statement = key + "=" + ValueReader.text(item);
            try {
                StatedFacts read = StatedFactsParser.parse(List.of(statement), file -> "");
                if (!read.all().isEmpty()) {
                    statements.add(statement);
                }
            } catch (MalformedText e) {
                // A matrix of peer access is a file of its own, which is read when the job is analysed.
                boolean matrix = key.equals("peer-access");
                if (matrix) {
                    statements.add(statement);
                } else {
                    values.wrong(item, e.sentence());
                }
            }
        }
    }

    private Map<String, SourceRef> sources(Yaml.Mapping m) {
        Map<String, SourceRef> sources = new LinkedHashMap<>();
        // Reports travel; the path to the file on this machine is nobody else's business.
        String name = file.substring(file.lastIndexOf('/') + 1);
        for (String key : List.of("shm-size", "memory-limit")) {
            m.get(key)
                    .ifPresent(v ->
                            sources.put(key, SourceRef.statedIn("--workload", name, v.at().line(), v.at().column())));
        }
        return sources;
    }
}
