package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code docker run}, {@code podman run}, {@code docker service create} and the like. */
final class RunLine {
    private static final Set<String> PROGRAMS = Set.of("docker", "podman", "nerdctl", "nvidia-docker");
    private static final Set<String> VERBS = Set.of("run", "create");
    /** Options that take no value (docker run, podman run, docker compose run, docker service update --help); every other one does. */
    private static final Set<String> FLAGS = Set.of(
            "d",
            "detach",
            "i",
            "interactive",
            "t",
            "tty",
            "P",
            "publish-all",
            "rm",
            "init",
            "privileged",
            "read-only",
            "sig-proxy",
            "no-healthcheck",
            "oom-kill-disable",
            "disable-content-trust",
            "q",
            "quiet",
            "replace",
            "rmi",
            "no-hosts",
            "no-hostname",
            "env-host",
            "http-proxy",
            "read-only-tmpfs",
            "tls-verify",
            "use-api-socket",
            "help",
            "unsetenv-all",
            "passwd",
            "no-resolve-image",
            "with-registry-auth",
            "infra",
            "share-parent",
            "T",
            "no-tty",
            "no-TTY",
            "service-ports",
            "use-aliases",
            "no-deps",
            "build",
            "no-build",
            "quiet-build",
            "quiet-pull",
            "remove-orphans",
            "force",
            "force-recreate",
            "no-recreate",
            "wait",
            "rollback");

    private static final Map<String, String> SHORT = Map.of(
            "m", "memory", "v", "volume", "e", "env", "h", "hostname", "w", "workdir", "u", "user", "p", "publish");
    /** Global options that take a value, before the verb. */
    private static final Set<String> GLOBAL =
            Set.of("-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "--namespace", "-n", "--root");

    private RunLine() {}

    /** The pod that a command makes; empty where it makes none. */
    static Optional<PodmanPod> pod(List<Word> words) {
        boolean makes = words.size() > 2
                && CommandWords.base(words.get(0).text()).equals("podman")
                && words.get(1).text().equals("pod")
                && words.get(2).text().equals("create");
        return makes ? Optional.of(PodmanPod.of(words.subList(3, words.size()))) : Optional.empty();
    }

    /**
     * The container that a command starts; empty where it starts none.
     *
     * @param pods that were made before
     */
    static Optional<JobManifest> read(List<Word> words, List<PodmanPod> pods) {
        return read(words, pods, List.of());
    }

    /** @param updates options of later commands about the same service */
    static Optional<JobManifest> read(List<Word> words, List<PodmanPod> pods, List<Word> updates) {
        int verb = verb(words);
        if (verb < 0) {
            return Optional.empty();
        }
        String program = CommandWords.base(words.get(0).text());
        boolean swarm = words.get(verb - 1).text().equals("service");
        ContainerOptions options = new ContainerOptions(
                swarm
                        ? ManifestFormat.SWARM
                        : program.equals("podman") ? ManifestFormat.PODMAN : ManifestFormat.DOCKER);
        if (program.equals("nvidia-docker")) {
            options.put("gpus", "all", words.get(0).at());
        }
        int image = options(words, verb + 1, options);
        List<Word> command = new ArrayList<>(options.entrypoint());
        command.addAll(image < words.size() ? words.subList(image + 1, words.size()) : List.of());
        if (image < words.size()) {
            options.put("image", words.get(image).text(), words.get(image).at());
        }
        options(updates, 0, options);
        options.join(pods);
        Span first = words.get(0).at();
        Span last = words.get(words.size() - 1).at();
        Span all = new Span(first.file(), first.line(), first.column(), first.start(), last.end());
        List<Tree> leaves = new ArrayList<>();
        words.forEach(w -> leaves.add(new Tree.Leaf(w.at(), w.text(), Tree.Style.PLAIN)));
        return Optional.of(options.job(
                program + (swarm ? " service " : " ") + words.get(verb).text(),
                "",
                all,
                new Tree.Items(all, leaves, true),
                CommandWords.expanded(command),
                options.replicas()));
    }

    /** Where the verb stands; negative where no container is started. */
    static int verb(List<Word> words) {
        if (words.isEmpty() || !PROGRAMS.contains(CommandWords.base(words.get(0).text()))) {
            return -1;
        }
        int i = 1;
        while (i < words.size() && words.get(i).text().startsWith("-")) {
            i += GLOBAL.contains(words.get(i).text()) ? 2 : 1;
        }
        String noun = i < words.size() ? words.get(i).text() : "";
        if (noun.equals("service")) {
            return i + 1 < words.size() && words.get(i + 1).text().equals("create") ? i + 1 : -1;
        }
        i += noun.equals("container") ? 1 : 0;
        return i < words.size() && VERBS.contains(words.get(i).text()) ? i : -1;
    }

    /** Takes the options that begin at a word. Where they end, the image stands. */
    static int options(List<Word> words, int from, ContainerOptions into) {
        int i = from;
        while (i < words.size()) {
            Word w = words.get(i);
            String text = w.text();
            if (text.equals("--") || !text.startsWith("-") || text.length() < 2) {
                return text.equals("--") ? i + 1 : i;
            }
            boolean isLong = text.startsWith("--");
            int equals = text.indexOf('=');
            String name = isLong ? text.substring(2, equals < 0 ? text.length() : equals) : text.substring(1);
            if (isLong && equals >= 0) {
                into.put(name, text.substring(equals + 1), w.at());
                i++;
            } else if (isLong ? FLAGS.contains(name) : flags(name)) {
                into.put(name, "true", w.at());
                i++;
            } else if (!isLong && name.length() > 1) {
                // -eNAME=VALUE, -itv SOURCE:TARGET, -m=2g.
                i += joined(words, i, name, into);
            } else {
                Word value = i + 1 < words.size() ? words.get(i + 1) : w;
                into.put(SHORT.getOrDefault(name, name), value.text(), value.at());
                i += 2;
            }
        }
        return i;
    }

    private static boolean flags(String letters) {
        return letters.chars().allMatch(c -> FLAGS.contains(String.valueOf((char) c)));
    }

    private static int joined(List<Word> words, int i, String letters, ContainerOptions into) {
        int k = 0;
        while (k < letters.length() && FLAGS.contains(letters.substring(k, k + 1))) {
            k++;
        }
        String letter = letters.substring(k, k + 1);
        String name = SHORT.getOrDefault(letter, letter);
        String rest = letters.substring(k + 1).replaceFirst("^=", "");
        if (!rest.isEmpty()) {
            into.put(name, rest, words.get(i).at());
            return 1;
        }
        if (i + 1 < words.size()) {
            into.put(name, words.get(i + 1).text(), words.get(i + 1).at());
        }
        return 2;
    }
}
