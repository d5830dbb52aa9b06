package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives containers the variables of the files that they name, below those that the job sets itself. */
final class EnvFiles {
    private EnvFiles() {}

    /** The job with what was handed over; a file that was not stays named. */
    static JobManifest read(JobManifest job, List<ManifestText> files) {
        boolean names =
                job.containers().stream().anyMatch(c -> !c.process().envFiles().isEmpty());
        return names
                ? job.with(job.containers().stream().map(c -> read(c, files)).toList())
                : job;
    }

    private static ManifestContainer read(ManifestContainer c, List<ManifestText> files) {
        Map<String, Reading<String>> env = new LinkedHashMap<>();
        List<EnvFile> unread = new ArrayList<>();
        for (EnvFile named : c.process().envFiles()) {
            Optional<ManifestText> file = files.stream().filter(named::is).findFirst();
            file.ifPresentOrElse(
                    f -> env.putAll(named.raw() ? EnvFileText.raw(f) : EnvFileText.compose(f)),
                    () -> unread.add(named));
        }
        ContainerResources resources = c.resources();
        boolean own = c.process().env().containsKey(ContainerOptions.VISIBLE);
        Optional<Reading<Long>> visible = resources.gpus().isKnown() || own
                ? Optional.empty()
                : Optional.ofNullable(env.get(ContainerOptions.VISIBLE))
                        .flatMap(v -> v.match(
                                k -> ContainerOptions.visible(k.value(), k.source()),
                                a -> Optional.<Reading<Long>>empty(),
                                u -> Optional.<Reading<Long>>empty()));
        env.putAll(c.process().env());
        return new ManifestContainer(
                c.name(),
                c.role(),
                c.at(),
                c.tree(),
                visible.map(g -> new ContainerResources(
                                g,
                                "gpu",
                                resources.memoryRequest(),
                                resources.memoryLimit(),
                                Optional.ofNullable(env.get(ContainerOptions.VISIBLE))
                                        .flatMap(Reading::asOptional)
                                        .flatMap(SeenGpus::numbers)
                                        .orElse(List.of())))
                        .orElse(resources),
                new ProcessFacts(c.process().image(), c.process().commands(), env, unread),
                c.mounts(),
                c.ipc());
    }
}
