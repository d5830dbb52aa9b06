package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command about a container that something else makes: {@code docker exec}, {@code docker compose run}, {@code exec} and
 * {@code up}, {@code docker service update}, {@code kubectl exec}.
 *
 * @param verb what it does
 * @param files of compose that it names
 * @param target the container or service; empty where it names none
 * @param options behind the verb
 * @param command what runs there; empty where the container's own command does
 * @param at where it stands
 */
record ElsewhereLine(Verb verb, List<String> files, String target, List<Word> options, List<Word> command, Span at) {
    private static final Set<String> ENGINES = Set.of("docker", "podman", "nerdctl");
    private static final Set<String> COMPOSE = Set.of("docker-compose", "podman-compose");
    private static final Set<String> KUBECTL = Set.of("kubectl", "oc");
    /** Options of compose that take a value, before its verb. */
    private static final Set<String> COMPOSE_VALUES = Set.of(
            "-f",
            "--file",
            "-p",
            "--project-name",
            "--profile",
            "--env-file",
            "--project-directory",
            "--ansi",
            "--progress",
            "--parallel");

    private static final Set<String> ENGINE_VALUES =
            Set.of("-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "--namespace", "-n", "--root");

    /** What a command does to the container. */
    enum Verb {
        EXEC("exec"),
        COMPOSE_RUN("compose run"),
        COMPOSE_EXEC("compose exec"),
        COMPOSE_UP("compose up"),
        SERVICE_UPDATE("service update"),
        KUBECTL_EXEC("kubectl exec");

        private final String shown;

        Verb(String shown) {
            this.shown = shown;
        }

        /** As the kind of a job. */
        String shown() {
            return shown;
        }

        boolean isCompose() {
            return this == COMPOSE_RUN || this == COMPOSE_EXEC || this == COMPOSE_UP;
        }
    }

    /** Whether a job is what such a command says of it. */
    static boolean isKindOf(JobManifest job) {
        for (Verb v : Verb.values()) {
            if (v.shown.equals(job.kind())) {
                return true;
            }
        }
        return false;
    }

    static Optional<ElsewhereLine> read(List<Word> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String program = CommandWords.base(words.get(0).text());
        if (KUBECTL.contains(program)) {
            return kubectl(words);
        }
        if (COMPOSE.contains(program)) {
            return compose(words, 1);
        }
        int verb = ENGINES.contains(program) ? behind(words, 1, ENGINE_VALUES, new ArrayList<>()) : words.size();
        String noun = text(words, verb);
        return switch (noun) {
            case "compose" -> compose(words, verb + 1);
            case "exec" -> line(Verb.EXEC, List.of(), words, verb + 1);
            case "container" ->
                text(words, verb + 1).equals("exec") ? line(Verb.EXEC, List.of(), words, verb + 2) : Optional.empty();
            case "service" ->
                text(words, verb + 1).equals("update")
                        ? line(Verb.SERVICE_UPDATE, List.of(), words, verb + 2)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<ElsewhereLine> compose(List<Word> words, int from) {
        List<String> files = new ArrayList<>();
        int verb = behind(words, from, COMPOSE_VALUES, files);
        return switch (text(words, verb)) {
            case "run" -> line(Verb.COMPOSE_RUN, files, words, verb + 1);
            case "exec" -> line(Verb.COMPOSE_EXEC, files, words, verb + 1);
            case "up", "start", "create" -> line(Verb.COMPOSE_UP, files, words, verb + 1);
            default -> Optional.empty();
        };
    }

    private static Optional<ElsewhereLine> line(Verb verb, List<String> files, List<Word> words, int from) {
        ContainerOptions unused = new ContainerOptions(ManifestFormat.DOCKER);
        int target = Math.min(words.size(), RunLine.options(words, from, unused));
        List<Word> command = target < words.size() ? words.subList(target + 1, words.size()) : List.of();
        return verb == Verb.COMPOSE_UP || target < words.size()
                ? Optional.of(new ElsewhereLine(
                        verb, files, text(words, target), words.subList(from, target), command, span(words)))
                : Optional.empty();
    }

    /** The words behind {@code --}, and the pod that is named before them. */
    private static Optional<ElsewhereLine> kubectl(List<Word> words) {
        int dashes = 1;
        while (dashes < words.size() && !words.get(dashes).text().equals("--")) {
            dashes++;
        }
        List<String> before = words.subList(1, dashes).stream().map(Word::text).toList();
        int exec = before.indexOf("exec");
        if (exec < 0 || dashes + 1 >= words.size()) {
            return Optional.empty();
        }
        String pod = before.subList(exec + 1, before.size()).stream()
                .filter(t -> !t.startsWith("-"))
                .findFirst()
                .orElse("");
        return Optional.of(new ElsewhereLine(
                Verb.KUBECTL_EXEC, List.of(), pod, List.of(), words.subList(dashes + 1, words.size()), span(words)));
    }

    /** Where the first word stands that is no option; the values of {@code -f} are kept. */
    private static int behind(List<Word> words, int from, Set<String> values, List<String> files) {
        int i = from;
        while (i < words.size() && words.get(i).text().startsWith("-")) {
            String option = text(words, i);
            if (option.equals("-f") || option.equals("--file")) {
                files.add(text(words, i + 1));
            } else if (option.startsWith("--file=")) {
                files.add(option.substring("--file=".length()));
            }
            i += values.contains(option) ? 2 : 1;
        }
        return i;
    }

    private static String text(List<Word> words, int i) {
        return i < words.size() ? words.get(i).text() : "";
    }

    private static Span span(List<Word> words) {
        Span first = words.get(0).at();
        Span last = words.get(words.size() - 1).at();
        return new Span(first.file(), first.line(), first.column(), first.start(), last.end());
    }
}
