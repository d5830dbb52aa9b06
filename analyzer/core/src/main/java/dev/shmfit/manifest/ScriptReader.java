package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads scripts and command lines: containers that they start, and what runs on the host itself, which alone sees the
 * variables that the script sets. Lines of
 * {@code #SBATCH} make it a batch job.
 */
final class ScriptReader {
    private static final Set<String> APPTAINER = Set.of("apptainer", "singularity");
    /** What stands before a command without changing it. */
    private static final Set<String> BEFORE = Set.of(
            "sudo", "exec", "nohup", "time", "env", "command", "if", "then", "else", "do", "while", "until", "!", "$",
            "{");

    private static final int LONGEST_NAME = 40;

    private final Map<String, Reading<String>> env = new LinkedHashMap<>();
    private final List<List<Word>> onHost = new ArrayList<>();
    private final List<JobManifest> jobs = new ArrayList<>();
    private final List<PodmanPod> pods = new ArrayList<>();

    /** The words of {@code docker service create} by the service's name, and the options of its updates. */
    private final Map<String, List<Word>> created = new LinkedHashMap<>();

    private final Map<String, List<Word>> updates = new LinkedHashMap<>();

    private final Map<String, Tree> values;
    private final KubernetesReader kubernetes;
    private final Elsewhere.Services services;

    private ScriptReader(ManifestText file, KubernetesReader kubernetes, Elsewhere.Services services) {
        this.values = file.values();
        this.kubernetes = kubernetes;
        this.services = services;
    }

    /**
     * @param kubernetes reads what kubectl would make
     * @param services of compose files
     */
    static List<JobManifest> read(ManifestText file, KubernetesReader kubernetes, Elsewhere.Services services) {
        ScriptReader reader = new ScriptReader(file, kubernetes, services);
        SlurmDirectives slurm = SlurmDirectives.of(file.name(), file.commands());
        ShellText.ofFile(file.name(), file.commands()).commands().forEach(reader::command);
        // A script that only starts containers does nothing else on the host that would be a job.
        boolean host = reader.jobs.isEmpty()
                || reader.onHost.stream().anyMatch(c -> LaunchReader.read(c).isPresent());
        if (!slurm.isEmpty() && host) {
            reader.jobs.add(0, reader.host(ManifestFormat.SLURM, "batch job", slurm.name(), slurm.at(), slurm));
        } else if (!reader.onHost.isEmpty() && host) {
            Span at = reader.onHost.get(0).get(0).at();
            reader.jobs.add(reader.host(
                    ManifestFormat.HOST,
                    "command",
                    shortened(reader.onHost.get(0).get(0).text()),
                    at,
                    slurm));
        }
        return List.copyOf(reader.jobs);
    }

    /** A word that a shell would compute may be a script of its own. */
    private static String shortened(String word) {
        String line = word.lines().findFirst().orElse("");
        return line.length() > LONGEST_NAME || line.length() < word.length()
                ? line.substring(0, Math.min(line.length(), LONGEST_NAME)) + "..."
                : line;
    }

    private void command(List<Word> words) {
        List<Word> bare = stripped(words);
        if (bare.isEmpty()) {
            return;
        }
        Optional<Tree> made = KubectlLine.read(bare, values);
        if (made.isPresent()) {
            jobs.addAll(kubernetes.jobs(made.get()));
            return;
        }
        Optional<PodmanPod> pod = RunLine.pod(bare);
        if (pod.isPresent()) {
            pods.add(pod.get());
            return;
        }
        Optional<ElsewhereLine> elsewhere = ElsewhereLine.read(bare).filter(ScriptReader::tells);
        if (elsewhere.isPresent()) {
            elsewhere(elsewhere.get());
            return;
        }
        Optional<JobManifest> run = RunLine.read(bare, pods);
        run.filter(j -> j.format() == ManifestFormat.SWARM).ifPresent(j -> created.put(j.name(), bare));
        run.ifPresentOrElse(jobs::add, () -> onHost.addAll(CommandWords.expanded(bare)));
    }

    /** Whether a command says anything of a job: one that only looks into a container does not. */
    private static boolean tells(ElsewhereLine line) {
        boolean looks = line.verb() == ElsewhereLine.Verb.EXEC
                || line.verb() == ElsewhereLine.Verb.COMPOSE_EXEC
                || line.verb() == ElsewhereLine.Verb.KUBECTL_EXEC;
        return !looks
                || CommandWords.expanded(line.command()).stream()
                        .anyMatch(c -> LaunchReader.read(c).isPresent()
                                || LoaderWorkers.of(c).isPresent());
    }

    /** A container that a command before has made, or a service of a compose file; else the command is all that is known. */
    private void elsewhere(ElsewhereLine line) {
        if (line.verb().isCompose()) {
            Optional<JobManifest> service = services.of(line.at().file(), line.files(), line.target());
            if (service.isEmpty() || line.verb() != ElsewhereLine.Verb.COMPOSE_UP) {
                jobs.add(service.map(s -> Elsewhere.over(s, line)).orElseGet(() -> Elsewhere.alone(line)));
            }
            return;
        }
        int made = jobs.size() - 1;
        while (made >= 0
                && !(jobs.get(made).name().equals(line.target())
                        && jobs.get(made).containers().size() == 1)) {
            made--;
        }
        if (made < 0) {
            jobs.add(Elsewhere.alone(line));
        } else if (created.containsKey(line.target())) {
            updates.computeIfAbsent(line.target(), n -> new ArrayList<>()).addAll(line.options());
            RunLine.read(
                            created.getOrDefault(line.target(), List.of()),
                            pods,
                            updates.getOrDefault(line.target(), List.of()))
                    .ifPresent(replaced(made));
        } else {
            jobs.set(made, Elsewhere.over(jobs.get(made), line));
        }
    }

    private java.util.function.Consumer<JobManifest> replaced(int at) {
        return job -> jobs.set(at, job);
    }

    /** The command without what stands before it; variables that it sets are kept. */
    private List<Word> stripped(List<Word> words) {
        int i = 0;
        boolean sudo = false;
        while (i < words.size()) {
            String text = words.get(i).text();
            boolean sets = text.matches("(?s)[A-Za-z_]\\w*=.*");
            if (text.equals("export") || text.equals("declare") || text.equals("readonly")) {
                words.subList(i + 1, words.size()).forEach(this::variable);
                return List.of();
            }
            if (sets) {
                variable(words.get(i));
            } else if (!BEFORE.contains(text) && !(sudo && text.startsWith("-"))) {
                break;
            }
            sudo |= text.equals("sudo") || text.equals("env");
            i++;
        }
        return words.subList(i, words.size());
    }

    private void variable(Word w) {
        int equals = w.text().indexOf('=');
        if (equals > 0) {
            String name = w.text().substring(0, equals);
            String value = w.text().substring(equals + 1);
            Reading<String> before = env.get(name);
            // Commands that run beside each other see GPUs of their own.
            boolean differs = name.equals("CUDA_VISIBLE_DEVICES")
                    && before != null
                    && !before.asOptional().equals(Optional.of(value));
            env.put(
                    name,
                    differs ? Reading.absent("commands set it differently") : Reading.known(value, w.at().source()));
        }
    }

    private JobManifest host(ManifestFormat format, String kind, String name, Span at, SlurmDirectives slurm) {
        boolean contained = format == ManifestFormat.HOST
                && onHost.stream()
                        .anyMatch(c ->
                                APPTAINER.contains(CommandWords.base(c.get(0).text())));
        Tree tree = new Tree.Leaf(at, "", Tree.Style.PLAIN);
        Reading<String> absent = Reading.absent("it is the host's");
        HostMounts mounts = HostMounts.of(onHost);
        Reading<String> image = HostMounts.image(onHost)
                .map(w -> Reading.known(w.text(), w.at().source()))
                .orElseGet(slurm::image);
        PodFacts pod = new PodFacts(
                Reading.known(true, at.source()),
                Reading.known(true, at.source()),
                absent,
                slurm.nodes(),
                PodFacts.ALONE,
                mounts.volumes(),
                tree);
        ManifestContainer host = new ManifestContainer(
                name,
                ManifestContainer.Role.MAIN,
                at,
                tree,
                slurm.resources(),
                new ProcessFacts(image, onHost, env),
                mounts.mounts(),
                IpcFacts.NONE);
        return new JobManifest(contained ? ManifestFormat.APPTAINER : format, kind, name, "", at, pod, List.of(host));
    }
}
