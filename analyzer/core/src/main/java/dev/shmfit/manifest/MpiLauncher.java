package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ranks that {@code mpirun} starts in other pods than its own. A launcher without GPUs, as MPIJob and Volcano have it,
 * reaches the pods with GPUs over ssh or kubectl exec: its command line runs there.
 */
final class MpiLauncher {
    private MpiLauncher() {}

    /**
     * The pods of one object, each with the command lines that run in it.
     *
     * @param whole whether all of them belong to one job
     */
    static List<JobManifest> placed(List<JobManifest> jobs, boolean whole) {
        if (!whole || jobs.stream().noneMatch(JobManifest::usesGpus)) {
            return jobs;
        }
        List<List<Word>> started = jobs.stream()
                .filter(j -> !j.usesGpus())
                .flatMap(j -> j.containers().stream())
                .flatMap(c -> c.process().commands().stream())
                .filter(MpiLauncher::launches)
                .toList();
        return started.isEmpty()
                ? jobs
                : jobs.stream()
                        .map(j -> j.with(j.containers().stream()
                                .map(c -> placed(j, c, started))
                                .toList()))
                        .toList();
    }

    private static ManifestContainer placed(JobManifest job, ManifestContainer c, List<List<Word>> started) {
        List<List<Word>> own = new ArrayList<>(c.process().commands());
        if (!job.usesGpus()) {
            own.removeIf(MpiLauncher::launches);
        } else if (c.role() == ManifestContainer.Role.MAIN
                && c.resources().gpus().isKnown()) {
            own.addAll(started);
        }
        return c.running(own);
    }

    private static boolean launches(List<Word> line) {
        Optional<Launch> launch = LaunchReader.read(line);
        return line.stream()
                        .anyMatch(w -> Engine.named(CommandWords.base(w.text()))
                                .filter(Engine.MPIRUN::equals)
                                .isPresent())
                && launch.isPresent();
    }
}
