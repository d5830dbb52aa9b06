package dev.shmfit.parse.paste;

import dev.shmfit.facts.ShmFacts;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that starts a job or its container: variables before it, {@code -e} and {@code --shm-size} of
 * {@code docker run}, {@code -x} of mpirun.
 */
final class LaunchCommand {
    /** Options of {@code docker run} and {@code podman run} that have no value: what follows the others is theirs, or is the image. */
    private static final Set<String> FLAGS = Set.of(
            "--detach",
            "--interactive",
            "--tty",
            "--rm",
            "--privileged",
            "--init",
            "--read-only",
            "--publish-all",
            "--no-healthcheck",
            "--oom-kill-disable",
            "--quiet",
            "--replace",
            "--env-host",
            "--http-proxy");

    private static final Pattern MOUNTED = Pattern.compile(
            "^(?:/dev/shm/?(?::.*)?|[^:]*:/dev/shm/?(?::.*)?|(?:.*,)?(?:destination|target|dst)=/dev/shm/?(?:,.*)?)$");
    private static final Pattern SIZE = Pattern.compile("\\b(?:tmpfs-)?size=([^,]+)");

    private static final Set<String> RUNTIMES = Set.of("docker", "podman", "nerdctl");

    private final List<SourceRef> places;
    private final PastedFacts facts;
    private final List<String> words;

    private LaunchCommand(List<String> words, List<SourceRef> places, PastedFacts facts) {
        this.words = words;
        this.places = places;
        this.facts = facts;
    }

    static void read(PastedSection section, PastedFacts facts) {
        List<PastedLine> command = new ArrayList<>();
        for (PastedLine line : section.lines()) {
            command.add(line);
            if (!text(line).endsWith("\\")) {
                command(section, command, facts);
                command.clear();
            }
        }
        command(section, command, facts);
    }

    private static String text(PastedLine line) {
        // What a unit of systemd starts, and the prefixes that tell how (systemd.service(5)).
        return line.command().isEmpty()
                ? line.stripped().replaceFirst("^Exec(?:Start)?=[-@:+!|]*\\s*", "")
                : line.command().strip();
    }

    /** Words of a command, each with the line on which it begins. */
    private static void command(PastedSection section, List<PastedLine> lines, PastedFacts facts) {
        StringBuilder joined = new StringBuilder();
        TreeMap<Integer, SourceRef> begins = new TreeMap<>();
        for (PastedLine line : lines) {
            begins.put(joined.length(), section.at(line));
            joined.append(text(line).replaceFirst("\\\\$", "")).append(' ');
        }
        List<String> words = new ArrayList<>();
        List<SourceRef> places = new ArrayList<>();
        Matcher m = PastedWords.in(joined);
        while (m.find()) {
            words.add(PastedWords.bare(m.group()));
            places.add(begins.floorEntry(m.start()).getValue());
        }
        if (!words.isEmpty()) {
            facts.command(joined.toString().strip(), places.get(0));
            new LaunchCommand(words, places, facts).read();
        }
    }

    private void read() {
        int i = 0;
        while (i < words.size()
                && (isAssignment(words.get(i))
                        || Set.of("sudo", "env", "time", "exec", "nohup").contains(words.get(i)))) {
            Variables.assignment(words.get(i), places.get(i), facts);
            i++;
        }
        if (i >= words.size()) {
            return;
        }
        SourceRef first = places.get(i);
        LaunchRanks launch = LaunchRanks.of(words.subList(i, words.size()));
        launch.ranks().ifPresent(n -> Variables.take(Variables.RANKS, String.valueOf(n), first, facts));
        launch.nodes().ifPresent(n -> Variables.take(Variables.NODES, String.valueOf(n), first, facts));
        String program = words.get(i).substring(words.get(i).lastIndexOf('/') + 1);
        if (RUNTIMES.contains(program)) {
            container(program, i + 1);
        } else if (program.startsWith("mpi")) {
            for (int k = i + 1; k + 1 < words.size(); k++) {
                boolean apart = words.get(k).matches("-g?env");
                if (apart && k + 2 < words.size() && words.get(k + 1).indexOf('=') < 0) {
                    Variables.take(words.get(k + 1), words.get(k + 2), places.get(k + 1), facts);
                } else if (apart || words.get(k).equals("-x")) {
                    Variables.assignment(words.get(k + 1), places.get(k + 1), facts);
                }
            }
        } else if (program.equals("apptainer") || program.equals("singularity")) {
            for (int k = i + 1; k + 1 < words.size(); k++) {
                boolean next = words.get(k).equals("--env");
                if (next || words.get(k).startsWith("--env=")) {
                    SourceRef at = places.get(next ? k + 1 : k);
                    String list = next ? words.get(k + 1) : words.get(k).substring("--env=".length());
                    for (String variable : list.split(",(?=[A-Za-z_]\\w*=)", -1)) {
                        Variables.assignment(variable, at, facts);
                    }
                }
            }
        } else if (program.equals("deepspeed")) {
            included(i);
        } else if (program.matches("srun|salloc|sbatch")) {
            SlurmJob.command(slurmOptions(i), first, facts);
            for (int k = i + 1; k < words.size(); k++) {
                SlurmJob.exported(words.get(k), places.get(k), facts);
            }
        } else if (program.equals("qsub") || program.equals("bsub")) {
            BatchJob.command(program, words.subList(i, words.size()), first, facts);
        }
    }

    /** The options before the command that Slurm runs; those that count tasks are a launcher's ({@link LaunchRanks}). */
    private List<String> slurmOptions(int from) {
        List<String> options = new ArrayList<>();
        for (int k = from + 1; k < words.size(); k++) {
            boolean value = words.get(k - 1).matches("--?[A-Za-z][\\w-]*");
            if (!words.get(k).startsWith("-") && !value) {
                break;
            }
            options.add(words.get(k));
        }
        return options;
    }

    /** {@code --include localhost:0,2}: DeepSpeed's launcher sets CUDA_VISIBLE_DEVICES (deepspeed/launcher/runner.py). */
    private void included(int from) {
        for (int k = from + 1; k < words.size(); k++) {
            boolean next = words.get(k).equals("--include") || words.get(k).equals("-i");
            String value = next && k + 1 < words.size()
                    ? words.get(k + 1)
                    : words.get(k).startsWith("--include=") ? words.get(k).substring("--include=".length()) : "";
            if (value.matches("[^@:]+:\\d+(?:,\\d+)*+")) {
                String list = value.substring(value.indexOf(':') + 1);
                Variables.take("CUDA_VISIBLE_DEVICES", list, places.get(k), facts);
            }
        }
    }

    private static boolean isAssignment(String word) {
        return word.matches("[A-Za-z_][A-Za-z0-9_]*=.*");
    }

    /**
     * {@code --gpus 2}, {@code --gpus device=0,2}: dockerd hands a count over as the first so many numbers (moby
     * daemon/nvidia_linux.go).
     */
    private void gpus(String value, SourceRef at) {
        String devices = value.replaceFirst("^.*device=", "").replaceFirst(",[a-z]+=.*$", "");
        boolean counted = value.matches("[1-9]\\d?");
        if (counted) {
            GivenGpus.counted(Integer.parseInt(value, 10), at, facts);
        } else if (value.contains("device=")) {
            GivenGpus.listed(devices, at, facts);
        }
    }

    /** The size of a tmpfs that is mounted over the runtime's: {@code --tmpfs /dev/shm:rw,size=4g}, {@code tmpfs-size=} of --mount. */
    private static String tmpfs(String option, String value) {
        Matcher m = SIZE.matcher(value);
        boolean tmpfs = option.equals("--tmpfs") || value.contains("type=tmpfs");
        return tmpfs && m.find() ? m.group(1) : "";
    }

    private void container(String program, int from) {
        SourceRef first = places.get(from - 1);
        facts.add(
                Topic.PLATFORM,
                Variables.clues(program.equals("podman") ? Variables.Clue.PODMAN : Variables.Clue.DOCKER, first),
                first);
        boolean hostIpc = false;
        boolean mounted = false;
        boolean nice = false;
        String size = "";
        SourceRef sizeAt = first;
        List<String> cdi = new ArrayList<>();
        SourceRef cdiAt = first;
        int begin = from;
        while (begin < words.size() && words.get(begin).matches("container|run|create|exec")) {
            begin++;
        }
        for (int i = begin; i < words.size(); i++) {
            String option = words.get(i);
            if (!option.startsWith("-")) {
                // The image; what follows is its command.
                break;
            }
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            SourceRef at = places.get(i);
            int equals = option.indexOf('=');
            if (option.startsWith("--") && equals > 0) {
                value = option.substring(equals + 1);
                option = option.substring(0, equals);
            } else if (option.matches("-[em][^-].*")) {
                value = option.substring(2).replaceFirst("^=", "");
                option = option.substring(0, 2);
            } else if (!FLAGS.contains(option) && !option.matches("-[ditPq]+")) {
                i++;
            }
            switch (option) {
                case "-e", "--env" -> Variables.assignment(value, at, facts);
                case "--shm-size" -> {
                    size = mounted ? size : value;
                    sizeAt = mounted ? sizeAt : at;
                }
                case "--tmpfs", "--mount", "-v", "--volume" -> {
                    Matcher m = MOUNTED.matcher(value);
                    if (m.matches()) {
                        mounted = true;
                        size = tmpfs(option, value);
                        sizeAt = at;
                    }
                }
                case "--gpus" -> gpus(value, at);
                case "--device" -> {
                    if (value.matches("[\\w.-]*nvidia\\.com/[\\w-]+=.*")) {
                        cdi.add(value);
                        cdiAt = at;
                    }
                }
                case "-m", "--memory" ->
                    PastedSizes.docker(value)
                            .ifPresent(b -> facts.add(Topic.MEMORY_LIMIT, DockerInspect.limit(b, at), at));
                case "--ipc" -> hostIpc = value.equals("host");
                case "--privileged" -> nice = true;
                case "--cap-add" -> nice |= value.toUpperCase(Locale.ROOT).matches("(?:CAP_)?SYS_NICE|ALL");
                default -> {
                    // Says nothing about /dev/shm or NCCL.
                }
            }
        }
        if (!cdi.isEmpty()) {
            GivenGpus.listed(String.join(",", cdi), cdiAt, facts);
        }
        facts.add(Topic.SYS_NICE, nice, first);
        if (mounted && size.isEmpty()) {
            facts.passOver("what is mounted at /dev/shm, without a size", sizeAt);
        } else if (!hostIpc || mounted) {
            SourceRef at = sizeAt;
            if (size.isEmpty()) {
                facts.add(Topic.SHM_DEFAULT, ShmFacts.CONTAINER_DEFAULT, at);
            } else {
                PastedSizes.docker(size).ifPresent(b -> facts.add(Topic.SHM_DEFINED, b, at));
            }
        }
    }
}
