package dev.shmfit.manifest;

import dev.shmfit.manifest.ManifestContainer.Role;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The container of a manifest that a question is about.
 *
 * @param file in which it stands
 * @param job that it belongs to
 * @param container itself
 */
public record ChosenJob(ManifestText file, JobManifest job, ManifestContainer container) {
    private static final int SHOWN = 8;

    /**
     * Chooses by name, else the only one that uses GPUs or starts ranks, else the only one there is.
     *
     * @param files in which the jobs were looked for
     * @param name of a job, of a container, or both as {@code JOB/CONTAINER}; empty where none is said
     * @throws MalformedText where there is none, or more than one
     */
    public static ChosenJob of(List<ManifestText> files, String name) {
        List<ChosenJob> all = ManifestReader.read(files).stream()
                .flatMap(f -> f.job().containers().stream()
                        .filter(c -> c.role() != Role.INIT)
                        .map(c -> new ChosenJob(f.file(), f.job(), c)))
                .toList();
        if (all.isEmpty()) {
            throw new MalformedText(NoJob.told(files));
        }
        List<ChosenJob> started =
                narrowed(all, c -> ElsewhereLine.isKindOf(c.job) || c.job.format() != ManifestFormat.COMPOSE);
        boolean runs = started.stream().anyMatch(c -> ElsewhereLine.isKindOf(c.job));
        List<ChosenJob> named = name.isEmpty()
                ? (runs ? started : all)
                : all.stream().filter(c -> c.is(name)).toList();
        if (named.isEmpty()) {
            List<String> names = all.stream().map(ChosenJob::name).toList();
            throw new MalformedText(
                    "nothing is called \"" + name + "\"" + DidYouMean.hint(names, name) + "; there is " + shown(all));
        }
        List<ChosenJob> working = narrowed(narrowed(named, ChosenJob::works), c -> c.container.role() == Role.MAIN);
        // Of the pods of one object those that have ranks, not a launcher or a head that only schedules.
        boolean ofOne = working.stream()
                .allMatch(c -> c.job.at().equals(working.get(0).job.at()));
        List<ChosenJob> fitting =
                ofOne ? narrowed(working, c -> c.job.pod().together().isKnown()) : working;
        if (fitting.size() > 1 && !fitting.stream().allMatch(fitting.get(0)::isAlike)) {
            throw new MalformedText("several jobs are here: " + shown(fitting) + "; say which one: FILE#NAME");
        }
        return fitting.get(0);
    }

    private static List<ChosenJob> narrowed(List<ChosenJob> from, Predicate<ChosenJob> by) {
        List<ChosenJob> fewer = from.stream().filter(by).toList();
        return fewer.isEmpty() ? from : fewer;
    }

    /** Whether both are pods of one job that have the same of everything that is asked about. */
    private boolean isAlike(ChosenJob other) {
        return job.at().equals(other.job.at())
                && job.pod().together().isKnown()
                && other.job.pod().together().isKnown()
                && container
                        .resources()
                        .gpus()
                        .asOptional()
                        .equals(other.container.resources().gpus().asOptional())
                && container
                        .resources()
                        .memoryLimit()
                        .asOptional()
                        .equals(other.container.resources().memoryLimit().asOptional())
                && job.shm(container).kind() == other.job.shm(other.container).kind()
                && job.shm(container)
                        .size()
                        .asOptional()
                        .equals(other.job.shm(other.container).size().asOptional())
                && settings(container).equals(settings(other.container))
                && texts(container).equals(texts(other.container));
    }

    private static Map<String, Optional<String>> settings(ManifestContainer c) {
        Map<String, Optional<String>> settings = new TreeMap<>();
        c.process().env().forEach((name, value) -> settings.put(name, value.asOptional()));
        return settings;
    }

    private static List<List<String>> texts(ManifestContainer c) {
        return c.process().commands().stream()
                .map(line -> line.stream().map(Word::text).toList())
                .toList();
    }

    private boolean works() {
        JobCommands commands = JobCommands.of(container);
        return !Observer.is(container)
                && (container.resources().asksForGpus() || !commands.launches().isEmpty());
    }

    /** {@code JOB/CONTAINER}, or one of the two where the other is the same or none. */
    public String name() {
        return job.name().isEmpty() || job.name().equals(container.name())
                ? container.name()
                : container.name().isEmpty() ? job.name() : job.name() + "/" + container.name();
    }

    private boolean is(String name) {
        return name.equals(job.name())
                || name.equals(container.name())
                || name.equals(name())
                || (!job.part().isEmpty() && (name.equals(job.part()) || name.equals(job.name() + "/" + job.part())));
    }

    /** By its name, by its part where others have the same name. */
    private String told(List<ChosenJob> among) {
        boolean shared = among.stream().filter(j -> j.name().equals(name())).count() > 1;
        return shared && !job.part().isEmpty() ? job.part() : name().isEmpty() ? job.kind() : name();
    }

    private static String shown(List<ChosenJob> jobs) {
        return jobs.stream()
                        .limit(SHOWN)
                        .map(j -> j.told(jobs) + " (line " + j.container.at().line() + ")")
                        .collect(Collectors.joining(", "))
                + (jobs.size() > SHOWN ? " and " + (jobs.size() - SHOWN) + " more" : "");
    }
}
