package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.ElsewhereLine.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command says of a container that something else makes, over what is known of that. */
final class Elsewhere {
    private Elsewhere() {}

    /** Gives the services of compose files. */
    @FunctionalInterface
    interface Services {
        /**
         * The service of that name.
         *
         * @param script in which the command stands
         * @param files that the command names; none where compose looks for its usual ones
         */
        Optional<JobManifest> of(String script, List<String> files, String service);
    }

    /** What a command changes of a container that is known. */
    static JobManifest over(JobManifest base, ElsewhereLine line) {
        ManifestContainer c = base.containers().get(0);
        ManifestContainer said = alone(line, base.format()).containers().get(0);
        boolean added = line.verb() == Verb.EXEC || line.verb() == Verb.COMPOSE_EXEC;
        List<List<Word>> commands = new ArrayList<>(added ? c.process().commands() : List.of());
        commands.addAll(
                line.verb() == Verb.COMPOSE_RUN && !line.command().isEmpty()
                        ? CommandWords.expanded(behindEntrypoint(c, line))
                        : said.process().commands());
        Map<String, Reading<String>> env = new LinkedHashMap<>(c.process().env());
        env.putAll(said.process().env());
        List<EnvFile> files = new ArrayList<>(c.process().envFiles());
        files.addAll(said.process().envFiles());
        List<Mount> mounts = new ArrayList<>(c.mounts());
        mounts.addAll(said.mounts());
        List<Volume> volumes = new ArrayList<>(base.pod().volumes());
        List<Volume> more = alone(line, base.format()).pod().volumes();
        // Volumes are named by their number.
        String prefix = line.verb().shown() + " ";
        mounts.replaceAll(
                m -> said.mounts().contains(m) ? new Mount(prefix + m.volume(), m.path(), m.subPath(), m.at()) : m);
        more.forEach(v -> volumes.add(new Volume(prefix + v.name(), v.kind(), v.size(), v.path(), v.at(), v.tree())));
        PodFacts pod = base.pod();
        return new JobManifest(
                base.format(),
                line.verb().isCompose() ? line.verb().shown() : base.kind(),
                base.name(),
                base.part(),
                base.at(),
                new PodFacts(
                        pod.hostIpc(),
                        pod.hostNetwork(),
                        pod.hostname(),
                        pod.replicas(),
                        pod.together(),
                        volumes,
                        pod.tree()),
                List.of(new ManifestContainer(
                        c.name(),
                        c.role(),
                        c.at(),
                        c.tree(),
                        c.resources(),
                        new ProcessFacts(
                                c.process().image(),
                                commands.isEmpty() ? c.process().commands() : commands,
                                env,
                                files),
                        mounts,
                        c.ipc())));
    }

    /** The service's entry point stays before another command, unless the line brings one. */
    private static List<Word> behindEntrypoint(ManifestContainer c, ElsewhereLine line) {
        List<Word> words = new ArrayList<>(options(line, ManifestFormat.COMPOSE).entrypoint());
        if (words.isEmpty()) {
            words.addAll(CommandWords.list(c.tree().get("entrypoint")));
        }
        words.addAll(line.command());
        return words;
    }

    /** The container by the command alone: what it has at /dev/shm is not known, unless the command mounts it. */
    static JobManifest alone(ElsewhereLine line) {
        ManifestFormat format = line.verb() == Verb.KUBECTL_EXEC
                ? ManifestFormat.KUBERNETES
                : line.verb() == Verb.SERVICE_UPDATE
                        ? ManifestFormat.SWARM
                        : line.verb().isCompose() ? ManifestFormat.COMPOSE : ManifestFormat.DOCKER;
        JobManifest job = alone(line, format);
        ManifestContainer c = job.containers().get(0);
        List<Mount> mounts = new ArrayList<>(c.mounts());
        if (c.shmMount().isEmpty()) {
            mounts.add(new Mount("", Mount.SHM, "", line.at()));
        }
        return job.with(List.of(new ManifestContainer(
                c.name(), c.role(), c.at(), c.tree(), c.resources(), c.process(), mounts, c.ipc())));
    }

    private static JobManifest alone(ElsewhereLine line, ManifestFormat format) {
        boolean runs = line.verb() != Verb.SERVICE_UPDATE && line.verb() != Verb.COMPOSE_UP;
        return options(line, format)
                .job(
                        line.verb().shown(),
                        line.target(),
                        line.at(),
                        new Tree.Leaf(line.at(), "", Tree.Style.PLAIN),
                        runs ? CommandWords.expanded(line.command()) : List.of(),
                        Reading.absent("one container"));
    }

    private static ContainerOptions options(ElsewhereLine line, ManifestFormat format) {
        ContainerOptions options = new ContainerOptions(format);
        RunLine.options(line.options(), 0, options);
        return options;
    }
}
