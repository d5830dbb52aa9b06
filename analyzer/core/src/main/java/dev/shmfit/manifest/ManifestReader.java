package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the jobs in files that were handed over together: one may refer to another. */
public final class ManifestReader {
    private ManifestReader() {}

    /**
     * A job, and the file that it stands in.
     *
     * @param file as it was handed over
     * @param job what was read
     */
    public record Found(ManifestText file, JobManifest job) {}

    /** All jobs, in the order of the files and of their texts. */
    public static List<Found> read(List<ManifestText> files) {
        List<Tree> documents =
                files.stream().flatMap(f -> f.documents().stream()).toList();
        Map<String, Tree> compose = new LinkedHashMap<>();
        files.forEach(f -> f.documents().stream()
                .filter(ComposeReader::isCompose)
                .forEach(d -> compose.putIfAbsent(f.name(), ComposeReader.filled(f.name(), d, files))));
        List<PodmanPod> pods = files.stream()
                .filter(ManifestText::isScript)
                .flatMap(f -> QuadletReader.pod(f.name(), f.text()).stream())
                .toList();
        Map<String, Tree> values = new LinkedHashMap<>();
        files.forEach(f -> values.putAll(f.values()));
        KubernetesReader kubernetes = new KubernetesReader(documents, values);
        ComposeReader services = new ComposeReader(compose);
        List<Found> found = new ArrayList<>();
        for (ManifestText file : files) {
            List<JobManifest> jobs = new ArrayList<>();
            if (file.isScript() && QuadletReader.isQuadlet(file.text())) {
                jobs.addAll(QuadletReader.read(file.name(), file.text(), pods));
            } else if (file.isScript() && DockerfileReader.isDockerfile(file.text())) {
                jobs.addAll(DockerfileReader.read(file.name(), file.text()));
            } else if (!file.commands().isEmpty()) {
                jobs.addAll(ScriptReader.read(file, kubernetes, services::service));
            }
            for (Tree d : file.documents()) {
                jobs.addAll(
                        ComposeReader.isCompose(d)
                                ? services.jobs(file.name(), ComposeReader.filled(file.name(), d, files))
                                : InspectReader.isInspect(d)
                                        ? InspectReader.jobs(d)
                                        : DevcontainerReader.isDevcontainer(d)
                                                ? DevcontainerReader.jobs(d)
                                                : KubernetesReader.isObject(d)
                                                        ? kubernetes.jobs(d)
                                                        : TaskReader.isTask(d) ? TaskReader.jobs(d) : List.of());
            }
            jobs.forEach(j -> found.add(new Found(home(j, file, files), EnvFiles.read(j, files))));
        }
        return List.copyOf(found);
    }

    /** The file that says what a job gets: of a service that a script runs, the compose file. */
    private static ManifestText home(JobManifest job, ManifestText read, List<ManifestText> files) {
        return files.stream()
                .filter(f -> f.name().equals(job.at().file()))
                .findFirst()
                .orElse(read);
    }

    /** Compose files whose services scripts run: those that they name, else the usual ones beside them. */
    public static List<String> filesOfServices(List<ManifestText> files) {
        List<String> named = new ArrayList<>();
        for (ManifestText f : files) {
            if (f.commands().contains("compose")) {
                ScriptReader.read(f, new KubernetesReader(List.of(), Map.of()), (script, own, service) -> {
                    (own.isEmpty() ? ComposeOverride.DEFAULT : own).forEach(n -> named.add(EnvFile.beside(script, n)));
                    return Optional.empty();
                });
            }
        }
        return named.stream().distinct().toList();
    }

    /** Files that jobs take variables from and that were not handed over; whether they are there is not asked. */
    public static List<String> filesOfVariables(List<ManifestText> files) {
        List<String> named = new ArrayList<>();
        for (ManifestText f : files) {
            if (f.text().indexOf('$') >= 0 && f.documents().stream().anyMatch(ComposeReader::isCompose)) {
                named.add(EnvFile.beside(f.name(), ComposeReader.VARIABLES));
            }
        }
        if (files.stream().anyMatch(f -> EnvFile.mayBeNamed(f.text()))) {
            List<ManifestText> jobs = files.stream()
                    .filter(f -> !f.documents().isEmpty() || !f.commands().isEmpty())
                    .toList();
            read(jobs)
                    .forEach(j -> j.job()
                            .containers()
                            .forEach(c -> c.process().envFiles().forEach(e -> named.add(e.name()))));
        }
        return named.stream().distinct().toList();
    }
}
