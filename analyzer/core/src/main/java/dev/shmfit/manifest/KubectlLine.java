package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code kubectl run}, {@code kubectl create job} and {@code kubectl create deployment} as the object that they make,
 * with what {@code --overrides} changes of it. What stands in the words is marked as inherited: only the overrides are a
 * text that can be changed.
 */
final class KubectlLine {
    private static final Set<String> PROGRAMS = Set.of("kubectl", "oc", "microk8s", "k3s");
    /** Options without a value (kubectl run, create job, create deployment --help). */
    private static final Set<String> FLAGS = Set.of(
            "-i",
            "--stdin",
            "-t",
            "--tty",
            "-it",
            "-ti",
            "--rm",
            "--attach",
            "--command",
            "--privileged",
            "-q",
            "--quiet",
            "--expose",
            "--force",
            "--wait",
            "--leave-stdin-open",
            "--allow-missing-template-keys",
            "--save-config",
            "--show-managed-fields",
            "--insecure-skip-tls-verify",
            "--match-server-version",
            "--warnings-as-errors",
            "-R",
            "--recursive");

    private final List<Word> words;
    private final Map<String, List<Word>> options = new LinkedHashMap<>();
    private final List<Word> names = new ArrayList<>();
    private List<Word> command = List.of();

    private KubectlLine(List<Word> words) {
        this.words = words;
        int i = 1;
        while (i < words.size()) {
            String text = words.get(i).text();
            int equals = text.indexOf('=');
            if (text.equals("--")) {
                command = words.subList(i + 1, words.size());
                break;
            } else if (text.startsWith("-") && equals > 0) {
                put(
                        text.substring(0, equals),
                        new Word(text.substring(equals + 1), words.get(i).at()));
            } else if (text.startsWith("-") && (FLAGS.contains(text) || i + 1 == words.size())) {
                put(text, new Word("true", words.get(i).at()));
            } else if (text.startsWith("-")) {
                i++;
                put(text, words.get(i));
            } else {
                names.add(words.get(i));
            }
            i++;
        }
    }

    private void put(String name, Word value) {
        options.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /**
     * The object that a command makes; empty where it makes none that has pods.
     *
     * @param values what words stand for that are JSON
     */
    static Optional<Tree> read(List<Word> words, Map<String, Tree> values) {
        if (words.isEmpty() || !PROGRAMS.contains(CommandWords.base(words.get(0).text()))) {
            return Optional.empty();
        }
        return new KubectlLine(words).object(values);
    }

    private Optional<Tree> object(Map<String, Tree> values) {
        List<String> verbs =
                names.stream().map(Word::text).filter(t -> !t.equals("kubectl")).toList();
        if (verbs.size() >= 2 && verbs.get(0).equals("run")) {
            Tree pod = top("v1", "Pod", word(1), pod(word(1), has("--command") ? "command" : "args"));
            return Optional.of(overridden(pod, values));
        }
        if (verbs.size() < 3 || !verbs.get(0).equals("create") || options.get("--image") == null) {
            return Optional.empty();
        }
        return switch (verbs.get(1)) {
            case "job" -> Optional.of(top("batch/v1", "Job", word(2), template(pod(word(2), "command"))));
            case "deployment", "deploy" -> {
                Map<String, Tree.Entry> spec = template(pod(word(2), "command"));
                last("--replicas").or(() -> last("-r")).ifPresent(r -> spec.put("replicas", entry(r)));
                yield Optional.of(top("apps/v1", "Deployment", word(2), spec));
            }
            default -> Optional.empty();
        };
    }

    private Word word(int name) {
        List<Word> verbs =
                names.stream().filter(w -> !w.text().equals("kubectl")).toList();
        return verbs.get(name);
    }

    private boolean has(String flag) {
        return last(flag).filter(w -> !w.text().equals("false")).isPresent();
    }

    private Optional<Word> last(String option) {
        List<Word> all = options.getOrDefault(option, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private Tree top(String version, String kind, Word name, Map<String, Tree.Entry> spec) {
        Map<String, Tree.Entry> all = new LinkedHashMap<>();
        all.put("apiVersion", entry(new Word(version, words.get(0).at())));
        all.put("kind", entry(new Word(kind, words.get(0).at())));
        all.put("metadata", entry(keys(Map.of("name", entry(name)))));
        all.put("spec", entry(keys(spec)));
        return keys(all);
    }

    private Map<String, Tree.Entry> template(Map<String, Tree.Entry> pod) {
        Map<String, Tree.Entry> spec = new LinkedHashMap<>();
        spec.put("template", entry(keys(Map.of("spec", entry(keys(pod))))));
        return spec;
    }

    private Map<String, Tree.Entry> pod(Word name, String words) {
        Map<String, Tree.Entry> container = new LinkedHashMap<>();
        container.put("name", entry(name));
        last("--image").ifPresent(i -> container.put("image", entry(i)));
        if (!command.isEmpty()) {
            container.put(
                    words, entry(items(command.stream().<Tree>map(this::leaf).toList())));
        }
        List<Tree> env = new ArrayList<>();
        for (Word w : options.getOrDefault("--env", List.of())) {
            int equals = w.text().indexOf('=');
            if (equals > 0) {
                env.add(keys(Map.of(
                        "name", entry(new Word(w.text().substring(0, equals), w.at())),
                        "value", entry(new Word(w.text().substring(equals + 1), w.at())))));
            }
        }
        if (!env.isEmpty()) {
            container.put("env", entry(items(env)));
        }
        if (has("--privileged")) {
            container.put(
                    "securityContext",
                    entry(keys(Map.of(
                            "privileged",
                            entry(new Word("true", this.words.get(0).at()))))));
        }
        last("--limits").ifPresent(l -> container.put("resources", entry(keys(Map.of("limits", entry(limits(l)))))));
        Map<String, Tree.Entry> pod = new LinkedHashMap<>();
        pod.put("containers", entry(items(List.of(keys(container)))));
        return pod;
    }

    /** {@code nvidia.com/gpu=2,memory=8Gi}, which kubectl took up to 1.23. */
    private Tree limits(Word w) {
        Map<String, Tree.Entry> all = new LinkedHashMap<>();
        for (String part : w.text().split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                all.put(part.substring(0, equals), entry(new Word(part.substring(equals + 1), w.at())));
            }
        }
        return keys(all);
    }

    /** What is mounted at /dev/shm is not known where the overrides cannot be read. */
    private Tree overridden(Tree object, Map<String, Tree> values) {
        Optional<Word> given = last("--overrides");
        if (given.isEmpty()) {
            return object;
        }
        Tree overrides = values.get(given.get().text());
        String type = last("--override-type").map(Word::text).orElse("merge");
        if (overrides == null || type.equals("json")) {
            return JsonMerge.strategic(object, withUnknownMount(given.get()));
        }
        return type.equals("strategic")
                ? JsonMerge.strategic(object, overrides)
                : JsonMerge.replacing(object, overrides);
    }

    private Tree withUnknownMount(Word at) {
        Tree mount =
                keys(Map.of("mountPath", entry(new Word(Mount.SHM, at.at())), "name", entry(new Word("", at.at()))));
        Tree container = keys(Map.of("name", entry(word(1)), "volumeMounts", entry(items(List.of(mount)))));
        Tree spec = keys(Map.of("containers", entry(items(List.of(container)))));
        return keys(Map.of("spec", entry(spec)));
    }

    private Span here(Span at) {
        return new Span(at.file(), at.line(), at.column(), at.start(), at.start());
    }

    private Tree.Leaf leaf(Word w) {
        return new Tree.Leaf(here(w.at()), w.text(), Tree.Style.PLAIN);
    }

    private Tree.Entry entry(Word w) {
        return entry(leaf(w));
    }

    private Tree.Entry entry(Tree value) {
        return new Tree.Entry(value.at(), value, true);
    }

    private Tree keys(Map<String, Tree.Entry> entries) {
        return new Tree.Keys(here(words.get(0).at()), entries, true);
    }

    private Tree items(List<Tree> items) {
        return new Tree.Items(here(words.get(0).at()), items, true);
    }
}
