package dev.shmfit.cli.commands;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.options.JobOptions;
import dev.shmfit.cli.options.NodeOptions;
import dev.shmfit.cli.options.Output;
import dev.shmfit.cli.options.Question;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.workload.Preset;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code shmfit workload}: helps to write a workload file. */
@Command(
        name = "workload",
        sortOptions = false,
        description = "Help to write a workload file, which says what a job does: see --workload of shmfit analyze.",
        synopsisHeading = "",
        customSynopsis = {
            "shmfit workload --example|--presets|--schema [-o FILE]",
            "shmfit workload --preset NAME [-o FILE]",
            "shmfit workload --check FILE [NODE]"
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit workload --example -o job.yaml",
            "  shmfit workload --preset imagenet -o job.yaml",
            "  shmfit workload --check job.yaml",
            "  shmfit workload --check job.yaml hgx-h100-8",
            "  shmfit analyze node.tar.gz --workload job.yaml"
        })
public final class WorkloadCommand implements Callable<Integer> {
    private final CommandContext context;

    @ArgGroup(multiplicity = "1")
    private Task task = new Task();

    @Parameters(
            arity = "0..1",
            paramLabel = "NODE",
            description = "With --check: a node of the catalogue or a capture that the job is to run on.")
    private @Nullable String node;

    @Mixin
    private Output output;

    /** What is wanted: exactly one of these. */
    static final class Task {
        @Option(names = "--example", description = "Print a commented workload file that works as it is.")
        private boolean example;

        @Option(names = "--presets", description = "List the presets and what each assumes.")
        private boolean presets;

        @Option(
                names = "--preset",
                paramLabel = "NAME",
                description = "Print a preset as a workload file, with the source of each figure.")
        private @Nullable String preset;

        @Option(
                names = "--check",
                paramLabel = "FILE",
                description = "Say whether shmfit analyze would take FILE (- is standard input), on NODE where that is"
                        + " given; else what is wrong, by line and column.")
        private @Nullable String check;

        @Option(names = "--schema", description = "Print the JSON Schema of workload files, for editors.")
        private boolean schema;
    }

    public WorkloadCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        output.write(answer());
        return ExitCode.OK;
    }

    private String answer() {
        if (task.check != null) {
            return checked(task.check);
        }
        if (node != null) {
            throw new UsageError("NODE \"" + ErrorText.shown(node) + "\" has a meaning with --check alone");
        }
        if (task.preset != null) {
            return WorkloadOptions.preset(task.preset).text();
        }
        if (task.presets) {
            return presets();
        }
        if (task.schema) {
            return Preset.schema();
        }
        if (task.example) {
            return Preset.example();
        }
        throw new UsageError("what is wanted? --example, --presets, --preset NAME, --check FILE or --schema");
    }

    /** Takes the file as shmfit analyze would, as far as that can be done without a node, or on the node. */
    private String checked(String file) {
        Workload workload = WorkloadOptions.read(file, context.in());
        String name = file.equals("-") ? "standard input" : file;
        Function<CaptureInput, AnalysisRequest> question =
                Question.ofInput(WorkloadOptions.of(workload), new JobOptions(), new NodeOptions(), context.in());
        String on = "";
        try {
            workload.checkGroups();
            if (node != null) {
                CaptureInput input = CaptureInput.read(node, Map.of(), context.in());
                Analyzer.analyze(question.apply(input));
                on = ", which can run on " + input.origin().name();
            }
        } catch (MalformedText e) {
            throw new InputError(name + ": " + e.sentence(), e);
        }
        return name + ": a workload" + counts(workload) + on + System.lineSeparator();
    }

    private static String counts(Workload w) {
        List<String> parts = new ArrayList<>();
        add(parts, w.groups().size(), "group");
        add(parts, w.loaders().size(), "loader");
        add(parts, w.others().size(), "other user of /dev/shm", "other users of /dev/shm");
        return parts.isEmpty() ? " that states no groups, loaders or others" : " with " + String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String one) {
        add(parts, count, one, one + "s");
    }

    private static void add(List<String> parts, int count, String one, String many) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }

    private String presets() {
        StringBuilder text = new StringBuilder();
        int width = Preset.known().stream().mapToInt(String::length).max().orElse(0) + 2;
        for (String name : Preset.known()) {
            String lead = name + " ".repeat(width - name.length());
            for (String line : wrapped(Preset.summary(name), context.style().width() - width)) {
                text.append(lead).append(line).append(System.lineSeparator());
                lead = " ".repeat(width);
            }
        }
        return text.toString();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
