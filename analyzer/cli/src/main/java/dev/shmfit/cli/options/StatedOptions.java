package dev.shmfit.cli.options;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.manifest.CommandLineText;
import dev.shmfit.manifest.ManifestText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of the job and of the node without a command line: from words such as {@code --ranks 4}, as the form of the
 * web page states them. picocli finds options by reflection, which a page cannot; what they mean is the same.
 */
public final class StatedOptions {
    /** The options that are taken, each with one value. */
    public static final List<String> NAMES = List.of(
            "--gpus",
            "--ranks",
            "--group",
            "--loader",
            "--other",
            "--shm-size",
            "--memory-limit",
            "--platform",
            "--nccl",
            "--nodes",
            "--rank-order",
            "--env",
            "--assume",
            "--preset");

    private final JobOptions job = new JobOptions();
    private final NodeOptions node = new NodeOptions();
    private final WorkloadOptions workload = new WorkloadOptions();

    private StatedOptions() {}

    /**
     * What starts the job and what it does, as texts.
     *
     * @param workload the text of a workload file; empty for none
     * @param manifests the files of {@code --job}
     * @param name of the job in them; empty where there is one
     * @param command what stands behind {@code --}; empty for none
     */
    public record Job(String workload, List<ManifestText> manifests, String name, String command) {
        /** Nothing is stated. */
        public static final Job NONE = new Job("", List.of(), "", "");

        public Job {
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * The question that the words ask about a capture.
     *
     * @param words options and their values, one after the other
     * @throws UsageError where a word is wrong
     */
    public static Function<CaptureInput, AnalysisRequest> question(List<String> words, Job job) {
        StatedOptions options = new StatedOptions();
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw new UsageError(words.get(i) + ": a value is missing");
            }
            options.take(words.get(i), words.get(i + 1));
        }
        if (!job.workload().isBlank()) {
            options.workload.read = WorkloadOptions.parsed("the workload file", job.workload());
        }
        options.workload.manifests = named(job);
        if (!job.command().isBlank()) {
            options.workload.runs(CommandLineText.of(job.command()));
        }
        return Question.ofInput(options.workload, options.job, options.node, new Given(job.manifests()));
    }

    private static List<String> named(Job job) {
        List<String> names = new ArrayList<>();
        job.manifests().forEach(m -> names.add(m.name()));
        if (!names.isEmpty() && !job.name().isBlank()) {
            names.set(
                    names.size() - 1,
                    names.get(names.size() - 1) + "#" + job.name().strip());
        }
        return names;
    }

    /** A page has no files of a system, but what was given to it. */
    private record Given(List<ManifestText> manifests) implements NamedFiles {
        @Override
        public String text(String file) {
            throw new UsageError("\"" + ErrorText.shown(file) + "\": no option can name a file here");
        }

        @Override
        public List<ManifestText> manifests(List<String> files) {
            return manifests;
        }
    }

    private void take(String option, String value) {
        switch (option) {
            case "--gpus" -> job.gpus = converted(option, value, new Values.GpuList());
            case "--ranks" -> job.ranks = converted(option, value, new Values.Ranks());
            case "--group" -> job.groups = and(job.groups, converted(option, value, new Values.Group()));
            case "--loader" -> job.loaders = and(job.loaders, value);
            case "--other" -> job.others = and(job.others, value);
            case "--shm-size" -> node.shmSize = converted(option, value, new Values.Size());
            case "--memory-limit" -> node.memoryLimit = converted(option, value, new Values.Size());
            case "--platform" -> node.platform = value;
            case "--nccl" -> node.nccl = converted(option, value, new Values.NcclChoice());
            case "--nodes" -> node.nodes = converted(option, value, new Values.Nodes());
            case "--rank-order" -> node.rankOrder = converted(option, value, new Values.Order());
            case "--env" -> node.env = and(node.env, value);
            case "--assume" -> node.assume = and(node.assume, value);
            case "--preset" -> workload.preset = value;
            default ->
                throw new UsageError(
                        "\"" + ErrorText.shown(option) + "\" is not taken here; known are " + String.join(", ", NAMES));
        }
    }

    private static <T> List<T> and(List<T> before, T more) {
        List<T> all = new ArrayList<>(before);
        all.add(more);
        return all;
    }

    private static <T> T converted(String option, String value, ITypeConverter<T> converter) {
        try {
            return converter.convert(value);
        } catch (TypeConversionException e) {
            throw new UsageError("Invalid value for option '" + option + "': " + e.getMessage(), e);
        } catch (Exception e) {
            // The interface of picocli lets a converter throw anything; ours do not.
            throw new IllegalStateException(option, e);
        }
    }
}
