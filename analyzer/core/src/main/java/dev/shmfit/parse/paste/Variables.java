package dev.shmfit.parse.paste;

import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables of an environment. Only names that matter here are kept; of any other not even the value is repeated, for it
 * may be a secret.
 */
final class Variables {
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "^(?:export\\s+|declare\\s+-x\\s+|setenv\\s+|-\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$", Pattern.DOTALL);
    /** One of those that a shell exports at once. */
    private static final Pattern EXPORTED =
            Pattern.compile("\\b([A-Za-z_][A-Za-z0-9_]*)=(?:\"([^\"]*)\"|'([^']*)'|([^\\s;&]*))");

    private static final Pattern ECHO = Pattern.compile("^(?:echo|printenv) +\"?\\$?\\{?([A-Z][A-Z0-9_]*)\\}?\"?$");
    /** The same asked of Python. */
    private static final Pattern ASKED = Pattern.compile(
            "^(?:>>> |\\(Pdb\\) |ipdb> |In \\[\\d+\\]: )?(?:print\\()?os\\.(?:environ\\[|environ\\.get\\(|getenv\\()[\"']([A-Z][A-Z0-9_]*)[\"'](?:,[^)]*)?[\\])]+$");

    private static final Pattern ANSWER = Pattern.compile("^(?:Out\\[\\d+\\]: )?['\"]?([\\w.,:=-]+)['\"]?$(?<!None)");
    private static final Pattern UNSET =
            Pattern.compile("^(?:unset (?:-v )?|UnsetEnvironment=)([A-Z_][A-Z0-9_ ]*)(?:[;&#].*)?$");
    private static final Pattern POPPED = Pattern.compile(
            "^(?:>>> )?(?:del os\\.environ\\[|os\\.(?:environ\\.pop|unsetenv)\\()[\"']([A-Z][A-Z0-9_]*)[\"'].*$");
    private static final List<String> PREFIXES = List.of("NCCL_", "CUDA_", "NVIDIA_VISIBLE", "TORCH_", "PYTORCH_");
    private static final List<String> NAMES =
            List.of("WORLD_SIZE", "LOCAL_WORLD_SIZE", "GROUP_WORLD_SIZE", "SLURM_GPUS_ON_NODE", "OMP_NUM_THREADS");
    /** How many ranks a launcher starts on the node, as torchrun tells each of them. */
    static final String RANKS = "LOCAL_WORLD_SIZE";
    /** On how many nodes, by the same. */
    static final String NODES = "GROUP_WORLD_SIZE";
    /** How many GPUs Slurm gives the job on this node; which ones, it says elsewhere or not at all. */
    static final String SLURM_GPUS = "SLURM_GPUS_ON_NODE";

    /** {@code 8(x2)}: as many on each of two nodes. */
    private static final Pattern SLURM_TASKS = Pattern.compile("^([1-9]\\d{0,3})(?:\\(x\\d+\\))?$");

    /** A value and words behind it: what somebody tells of a setting. */
    private static final Pattern SENTENCE =
            Pattern.compile("^[^\\s\"']*(?:\\s+[A-Za-z'’]{2,}[.,;:!?)]?){2}(?:\\s.*)?$");

    private static final Pattern LONG_SENTENCE = Pattern.compile("^[^\\s\"']*(?:\\s+[a-z'’]{2,}){3}\\b");

    /** A value in quotes, as a keyword argument of Python with a comma, or up to a comment, a semicolon or another command. */
    private static final Pattern VALUE = Pattern.compile(
            "^(?:(?:\"([^\"]*)\"|'([^']*)'),?|(.*?))(?:\\s+#.*|\\s*;.*|\\s*&&.*|\\s+\\\\)?$", Pattern.DOTALL);

    /** A value before the command that it is for: {@code NAME=1 ./train.sh}; empty before any. */
    private static final Pattern BEFORE_COMMAND = Pattern.compile(
            "^([^\\s\"']*)\\s+(?:(?:\\.{0,2}|~)/\\S|(?:python|bash|sh|sudo|time|exec|torchrun|mpirun)\\b|[a-z][\\w.+-]*\\s(?:.*\\s)?-{1,2}\\w).*$");

    private static final Pattern VERSION = Pattern.compile("^(\\d+\\.\\d+\\.\\d+)");
    private static final String NO = "not said";

    private Variables() {}

    /** Every variable of the section; whether it holds one that every environment has. */
    static void read(PastedSection section, PastedFacts facts) {
        boolean whole = section.command().matches("(?s).*\\b(?:env|printenv|export -p)\\b.*");
        for (PastedLine line : section.lines()) {
            String text =
                    line.command().isEmpty() ? line.stripped() : line.command().strip();
            assignment(text, section.at(line), facts);
            whole |= text.matches("^(?:declare -x |export )?(?:PATH|HOME|PWD)=.*");
        }
        if (whole) {
            facts.add(Topic.ENVIRONMENT, true, section.at(section.lines().get(0)));
        }
    }

    /** What {@code echo $NAME} prints: the line below the command, where that is neither blank nor a command itself. */
    static void echoed(String item, List<PastedLine> lines, PastedFacts facts) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            PastedLine value = lines.get(i + 1);
            Matcher m = ECHO.matcher(lines.get(i).command().strip());
            SourceRef at = SourceRef.line(item, value.number());
            if (m.matches() && value.command().isEmpty() && !value.stripped().isEmpty()) {
                take(m.group(1), value.stripped(), at, facts);
            }
            Matcher asked = ASKED.matcher(lines.get(i).stripped());
            Matcher answer = ANSWER.matcher(value.stripped());
            if (asked.matches() && answer.matches()) {
                take(asked.group(1), answer.group(1), at, facts);
            }
        }
    }

    /** A variable that is unset is not set, whatever stands above. */
    static void takenBack(String item, List<PastedLine> lines, PastedFacts facts) {
        for (PastedLine line : lines) {
            String text =
                    line.command().isEmpty() ? line.stripped() : line.command().strip();
            Matcher unset = UNSET.matcher(text);
            Matcher popped = POPPED.matcher(text);
            if (unset.matches() || popped.matches()) {
                SourceRef at = SourceRef.line(item, line.number());
                if (facts.isConditional(at)) {
                    continue;
                }
                List<String> names = Lines.words(unset.matches() ? unset.group(1) : popped.group(1));
                names.forEach(n -> facts.unset(n, at));
                facts.forget(
                        Topic.SETTING,
                        s -> names.contains(s.value().name())
                                && s.source().item().equals(item)
                                && s.source().line() < line.number());
            }
        }
    }

    /** {@code NAME=VALUE}, as shells write it; anything else is passed over. */
    static void assignment(String text, SourceRef at, PastedFacts facts) {
        if (text.startsWith("export ")) {
            exported(text, at, facts);
            return;
        }
        Matcher m = ASSIGNMENT.matcher(text);
        boolean told = m.matches()
                && SENTENCE.matcher(m.group(2)).matches()
                && (LONG_SENTENCE.matcher(m.group(2)).find()
                        || !BEFORE_COMMAND.matcher(m.group(2)).matches());
        if (m.matches() && !told) {
            String value = BEFORE_COMMAND.matcher(m.group(2)).replaceFirst("$1");
            take(m.group(1), unquoted(value.strip()), at, facts);
        }
    }

    private static void exported(String text, SourceRef at, PastedFacts facts) {
        Matcher m = EXPORTED.matcher(text.replaceFirst("\\s#(?=[^\"']*$).*$", ""));
        while (m.find()) {
            String quoted = m.group(2) == null ? m.group(3) : m.group(2);
            take(m.group(1), quoted == null ? m.group(4) : quoted, at, facts);
        }
    }

    /** One variable. */
    static void take(String written, String value, SourceRef at, PastedFacts facts) {
        // What Apptainer hands on to the container.
        String name = written.replaceFirst("^(?:APPTAINER|SINGULARITY)ENV_", "");
        switch (name) {
            case "NCCL_VERSION" -> {
                // Images of NVIDIA's name the library that they installed by it; NCCL reads no such variable.
                Matcher m = VERSION.matcher(value);
                if (m.find()) {
                    facts.add(Topic.NCCL_OF_SYSTEM, m.group(1), at);
                }
            }
            case "KUBERNETES_SERVICE_HOST" -> facts.add(Topic.PLATFORM, clues(Clue.KUBERNETES, at), at);
            case "SLURM_JOB_ID", "SLURM_JOBID" -> facts.add(Topic.PLATFORM, clues(Clue.SLURM, at), at);
            case "SLURM_NNODES", "SLURM_JOB_NUM_NODES", "PBS_NUM_NODES" -> background(NODES, count(value), at, facts);
            case "SLURM_NTASKS_PER_NODE", "SLURM_TASKS_PER_NODE", "SLURM_STEP_TASKS_PER_NODE" -> {
                // One task on a node starts the ranks itself, by a launcher.
                Matcher m = SLURM_TASKS.matcher(value);
                int tasks = m.matches() ? count(m.group(1)) : 0;
                background(RANKS, tasks == 1 ? 0 : tasks, at, facts);
            }
            case "SLURM_MEM_PER_NODE" ->
                SlurmJob.size(value).ifPresent(b -> facts.add(Topic.MEMORY_LIMIT, DockerInspect.limit(b, at), at));
            case "OMPI_COMM_WORLD_LOCAL_SIZE" -> background(RANKS, count(value), at, facts);
            case "OMPI_COMM_WORLD_SIZE" -> background("WORLD_SIZE", count(value), at, facts);
            case "ARGO_CONTAINER_NAME", "ARGO_POD_NAME" -> facts.add(Topic.PLATFORM, clues(Clue.ARGO, at), at);
            case "PYTORCH_VERSION" -> {
                // NVIDIA's images: the version of the PyTorch that they built.
                if (value.matches("\\d+\\.\\d+.*")) {
                    facts.add(Topic.TORCH, value, at);
                }
            }
            default -> {
                if (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith)) {
                    Optional<String> known = ShellValue.of(value);
                    if (known.isEmpty() && NAMES.contains(name)) {
                        // A count that a script works out: what it is made of counts.
                        return;
                    }
                    if (known.isEmpty() || facts.isConditional(at)) {
                        facts.name(name, value, true, at);
                    } else {
                        facts.add(Topic.SETTING, new Setting(name, known.get(), at), at);
                    }
                }
            }
        }
    }

    /** A count that holds where no launcher says another; 0 is none. */
    static void background(String name, int count, SourceRef at, PastedFacts facts) {
        if (count > 0 && !facts.isConditional(at)) {
            facts.add(Topic.BACKGROUND, new Setting(name, String.valueOf(count), at), at);
        }
    }

    private static int count(String value) {
        return value.matches("[1-9]\\d{0,4}") ? Integer.parseInt(value, 10) : 0;
    }

    /** What a program or a variable tells of the place. */
    enum Clue {
        KUBERNETES,
        ARGO,
        SLURM,
        DOCKER,
        PODMAN,
        HYPERVISOR
    }

    /** One clue. */
    static PlatformClues clues(Clue clue, SourceRef at) {
        Reading<Boolean> yes = Reading.known(true, at);
        Reading<Boolean> no = Reading.absent(NO);
        return new PlatformClues(
                clue == Clue.KUBERNETES ? yes : no,
                clue == Clue.ARGO ? yes : no,
                clue == Clue.SLURM ? yes : no,
                clue == Clue.DOCKER ? yes : no,
                clue == Clue.PODMAN ? yes : no,
                no,
                Reading.absent(NO),
                clue == Clue.HYPERVISOR ? yes : no);
    }

    private static String unquoted(String value) {
        Matcher m = VALUE.matcher(value);
        if (!m.matches()) {
            return value;
        }
        String quoted = m.group(1) == null ? m.group(2) : m.group(1);
        return quoted == null ? m.group(3).strip() : quoted;
    }
}
