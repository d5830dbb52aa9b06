package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.manifest.CommandLineText;
import dev.shmfit.cli.manifest.JobWorkload;
import dev.shmfit.cli.workload.MalformedWorkload;
import dev.shmfit.cli.workload.MergedWorkload;
import dev.shmfit.cli.workload.Preset;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.cli.workload.WorkloadText;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.lint.EngineRest;
import dev.shmfit.manifest.ChosenJob;
import dev.shmfit.manifest.JobCommands;
import dev.shmfit.manifest.ManifestText;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.text.Text;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.verdict.Place;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The job from a file, or from a preset. */
public final class WorkloadOptions {
    @Option(
            names = "--workload",
            paramLabel = "FILE",
            description = {
                "A workload file, YAML (- is standard input): everything that the options of the job and the node say, and"
                        + " more. \"shmfit workload --example\" prints one.",
                "An option given beside it overrides what the file says; --group, --loader and --other replace that of the"
                        + " same name and add others; --env and --assume replace by key."
            })
    private @Nullable String file;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "A usual training shape in place of a file, such as imagenet; or a program with its parallel sizes,"
                            + " such as vllm:tp=8 or megatron:tp=2,pp=2,dp=2. \"shmfit workload --presets\" lists them with what"
                            + " they assume.")
    @Nullable
    String preset;

    @Option(
            names = {"-f", "--job"},
            paramLabel = "FILE[#NAME]",
            description =
                    "The manifest or script that starts the job (- is standard input): a Kubernetes object, a compose file, a"
                            + " docker run line, a Quadlet, devcontainer.json, an sbatch script. Its GPUs, ranks, /dev/shm,"
                            + " memory limit, settings and serving engine are taken. NAME is a job, a container, or JOB/CONTAINER,"
                            + " where there are several. Repeat for files that refer to each other. What --workload or an option"
                            + " says comes before it.")
    List<String> manifests = List.of();

    private @Nullable ManifestText started;

    @Nullable
    Workload read;

    private @Nullable ChosenJob chosen;

    /** The options as if this file had been given, which has been read already. */
    public static WorkloadOptions of(Workload workload) {
        WorkloadOptions options = new WorkloadOptions();
        options.read = workload;
        return options;
    }

    /** Takes the job from the command that starts it, as if it stood in a script. */
    public void runs(List<String> words) {
        if (!words.isEmpty()) {
            runs(CommandLineText.of(words));
        }
    }

    /** The same of a command that stands in one text. */
    void runs(ManifestText command) {
        if (!manifests.isEmpty()) {
            throw new UsageError("--job and a command behind \"--\" say the same thing; give one");
        }
        started = command;
    }

    /** What the file or the preset states; nothing where neither was given. */
    Workload workload(NamedFiles given) {
        Workload stated = stated(given);
        if (manifests.isEmpty() && started == null) {
            return stated;
        }
        chosen = chosen(given);
        return MergedWorkload.of(JobWorkload.of(chosen), stated);
    }

    private ChosenJob chosen(NamedFiles given) {
        if (started != null) {
            try {
                return ChosenJob.of(given.beside(started), "");
            } catch (MalformedText e) {
                throw new UsageError("-- " + ErrorText.shown(started.text().strip()) + ": " + e.sentence(), e);
            }
        }
        List<String> files = new ArrayList<>();
        String name = "";
        for (String m : manifests) {
            int hash = m.lastIndexOf('#');
            boolean named = hash > 0;
            files.add(named ? m.substring(0, hash) : m);
            name = named ? m.substring(hash + 1) : name;
        }
        try {
            return ChosenJob.of(given.manifests(files), name);
        } catch (MalformedText e) {
            throw new InputError("--job " + ErrorText.shown(String.join(", ", manifests)) + ": " + e.sentence(), e);
        }
    }

    /** Where the manifest runs its job; empty where none was given. Known once the workload has been read. */
    Optional<Place> place() {
        return Optional.ofNullable(chosen).map(c -> {
            String named = JobWorkload.platform(c);
            try {
                return Place.parse(named);
            } catch (MalformedText e) {
                return Place.parse(named.replaceFirst(":.*", ""));
            }
        });
    }

    /** Whether a manifest, a command or a preset says what the job is. */
    boolean namesJob() {
        return !manifests.isEmpty() || started != null || preset != null;
    }

    /** Programs of the job that keep files of their own in /dev/shm. Known once the workload has been read. */
    List<EngineUse> engines() {
        if (chosen != null) {
            return JobWorkload.engines(chosen);
        }
        return preset != null && preset.startsWith("trt-llm") ? List.of(EngineRest.TRT_LLM) : List.of();
    }

    private Workload stated(NamedFiles given) {
        if (read != null) {
            return read;
        }
        if (file != null && preset != null) {
            throw new UsageError("--workload and --preset say the same thing; give one, or print the preset with"
                    + " shmfit workload --preset " + ErrorText.shown(preset) + " and edit it");
        }
        if (preset != null) {
            return preset(preset).workload();
        }
        return file == null ? Workload.NONE : parsed(name(file), given.text(file));
    }

    /** What a preset takes where the user states no figures. */
    List<Assumption> taken() {
        List<Assumption> taken = new ArrayList<>();
        if (preset != null) {
            Preset p = preset(preset);
            taken.add(new Assumption("preset", p.name(), Provenance.DEFAULT, Text.verbatim(p.summary())));
        }
        if (chosen != null) {
            String at = chosen.container().at().source().toString();
            taken.add(new Assumption(
                    "job",
                    chosen.name().isEmpty() ? chosen.job().kind() : chosen.name(),
                    Provenance.STATED,
                    Text.of("fact/job-file", "file", at.substring(at.lastIndexOf('/') + 1))));
            JobWorkload.image(chosen).ifPresent(taken::add);
            JobWorkload.made(chosen).forEach(m -> taken.add(JobWorkload.taken(m)));
            JobWorkload.experts(chosen).ifPresent(taken::add);
            taken.addAll(JobWorkload.unread(chosen));
            JobCommands.of(chosen.container())
                    .loader()
                    .ifPresent(w -> taken.add(new Assumption(
                            Assumption.LOADER_WORKERS, w.text(), Provenance.STATED, Text.of("fact/loader-workers"))));
        }
        return taken;
    }

    /** Whether standard input is taken. */
    public boolean readsStandardInput() {
        return "-".equals(file) || manifests.stream().anyMatch(m -> m.equals("-") || m.startsWith("-#"));
    }

    /** The workload in a file. */
    public static Workload read(String file, InputStream in) {
        return parsed(name(file), CaptureInput.text(file, in));
    }

    private static String name(String file) {
        return file.equals("-") ? "standard input" : file;
    }

    /** The workload that a text states. */
    public static Workload parsed(String name, String text) {
        try {
            return WorkloadText.parse(name, text);
        } catch (MalformedWorkload e) {
            throw new InputError(e.problems().size() == 1 ? String.valueOf(e.getMessage()) : several(e), e);
        }
    }

    private static String several(MalformedWorkload e) {
        return e.problems().size() + " things are wrong:" + System.lineSeparator() + e.getMessage();
    }

    /** The preset of that name. */
    public static Preset preset(String name) {
        Optional<Preset> known;
        try {
            known = Preset.named(name);
        } catch (MalformedText e) {
            throw new UsageError("--preset " + ErrorText.shown(name) + ": " + e.sentence(), e);
        }
        return known.orElseThrow(() -> new UsageError("--preset " + ErrorText.shown(name) + ": there is no such preset"
                + DidYouMean.hint(Preset.known(), name) + "; known are " + String.join(", ", Preset.known())));
    }
}
