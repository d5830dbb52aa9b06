package dev.shmfit.cli.manifest;

import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.analysis.stated.ImageBundles;
import dev.shmfit.analysis.stated.TorchBundles;
import dev.shmfit.analysis.stated.TorchRelease;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.lint.EngineDemand;
import dev.shmfit.lint.EngineRest;
import dev.shmfit.lint.EngineSettings;
import dev.shmfit.lint.ShmNeed;
import dev.shmfit.manifest.ChosenJob;
import dev.shmfit.manifest.ComposeReader;
import dev.shmfit.manifest.EnvFile;
import dev.shmfit.manifest.ImageName;
import dev.shmfit.manifest.JobCommands;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestFormat;
import dev.shmfit.manifest.PodRanks;
import dev.shmfit.manifest.PodSpecPatch;
import dev.shmfit.manifest.SeenGpus;
import dev.shmfit.manifest.SharedMemory;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a manifest states about a job, as a workload file would. */
public final class JobWorkload {
    private static final int MOST_RANKS = 64;
    private static final int MOST_NODES = 99_999;

    private final boolean alone;
    private final JobManifest job;
    private final ManifestContainer container;
    private final List<Launch> launches;
    private final Map<String, SourceRef> sources = new LinkedHashMap<>();

    private JobWorkload(ChosenJob chosen, boolean alone) {
        this.alone = alone;
        this.job = chosen.job();
        this.container = chosen.container();
        this.launches = JobCommands.of(chosen.container()).launches();
    }

    /** The workload of the chosen container. */
    public static Workload of(ChosenJob chosen) {
        return new JobWorkload(chosen, false).workload();
    }

    /** The same without what other containers keep in the same /dev/shm. */
    public static Workload alone(ChosenJob chosen) {
        return new JobWorkload(chosen, true).workload();
    }

    /** The programs of the chosen container, and of those that share its /dev/shm, that keep files of their own there. */
    public static List<EngineUse> engines(ChosenJob chosen) {
        List<EngineUse> all = new ArrayList<>();
        for (ManifestContainer c : chosen.job().sharing(chosen.container())) {
            JobCommands.of(c).launches().forEach(l -> all.addAll(EngineRest.of(l, c)));
            if (!c.equals(chosen.container()) && ShmNeed.of(chosen.job(), c).exists()) {
                all.add(beside(c));
            }
        }
        return all.stream().distinct().toList();
    }

    /** NCCL's files of a container that shares the chosen one's /dev/shm are another job's. */
    private static EngineUse beside(ManifestContainer c) {
        return new EngineUse(
                "container " + c.name(),
                false,
                Optional.of(new EngineUse.Rest(
                        "beside-" + c.name(),
                        "What NCCL and the loaders of the container " + c.name() + " keep in the same /dev/shm",
                        "It shares the volume, and is a job of its own: analyze it by its name, as FILE#" + c.name()
                                + ".")));
    }

    private Workload workload() {
        Optional<ByteCount> limit = known("memory-limit", container.resources().memoryLimit());
        Optional<ByteCount> size = shmSize();
        return new Workload(
                Optional.empty(),
                gpus(),
                gpus().isPresent() ? OptionalInt.empty() : ranks(),
                groups(),
                List.of(),
                others(),
                size,
                limit,
                Optional.empty(),
                brought(container).flatMap(ImageBundles.Answer::nccl),
                Optional.empty(),
                settings(),
                facts(),
                sources);
    }

    private Optional<ByteCount> known(String key, Reading<ByteCount> size) {
        return size.match(
                k -> {
                    sources.put(key, file(k.source()));
                    return Optional.of(k.value());
                },
                a -> Optional.<ByteCount>empty(),
                u -> Optional.<ByteCount>empty());
    }

    /** Reports travel; the path to the file on this machine is nobody else's business. */
    private static SourceRef file(SourceRef at) {
        return SourceRef.statedIn("--job", at.item().substring(at.item().lastIndexOf('/') + 1), at.line(), at.column());
    }

    /** The kubelet makes the tmpfs no larger than the pod's memory limit (KEP-1967). */
    private Optional<ByteCount> shmSize() {
        SharedMemory shm = job.shm(container);
        Optional<ByteCount> limit = container.resources().memoryLimit().asOptional();
        if (job.format() == ManifestFormat.KUBERNETES && shm.kind() == SharedMemory.Kind.UNSIZED) {
            return known("shm-size", container.resources().memoryLimit());
        }
        Optional<ByteCount> size = known("shm-size", shm.size());
        boolean cut = job.format() == ManifestFormat.KUBERNETES && shm.volume().isPresent();
        return cut ? size.map(s -> limit.filter(l -> l.compareTo(s) < 0).orElse(s)) : size;
    }

    private long told() {
        return launches.stream()
                .mapToLong(l -> PodRanks.of(job, container, l))
                .max()
                .orElse(0);
    }

    private OptionalInt ranks() {
        long given = SeenGpus.count(container);
        long ranks = told() > 0 ? told() : given;
        return ranks > 0 && ranks <= MOST_RANKS ? OptionalInt.of((int) ranks) : OptionalInt.empty();
    }

    /** The GPUs that the job names by their numbers, as many as it has ranks. */
    private Optional<List<Integer>> gpus() {
        return SeenGpus.of(job, container)
                .filter(seen -> told() <= seen.size())
                .map(seen -> seen.subList(0, told() > 0 ? (int) told() : seen.size()));
    }

    /** The communicators of a serving engine on this node. */
    private List<GroupRequest> groups() {
        return serving(launches).map(l -> EngineGroups.of(l, container)).orElse(List.of());
    }

    private static Optional<Launch> serving(List<Launch> launches) {
        return launches.stream()
                .filter(l -> l.engine().serves() && l.ranks().asOptional().orElse(1L) > 1)
                .findFirst();
    }

    /** The settings that a serving engine makes itself. */
    public static List<EngineSettings.Made> made(ChosenJob chosen) {
        return serving(JobCommands.of(chosen.container()).launches())
                .map(l -> EngineSettings.of(l, chosen.container()))
                .orElse(List.of());
    }

    private List<OtherUse> others() {
        List<OtherUse> others = new ArrayList<>();
        for (ManifestContainer c : alone ? List.of(container) : job.sharing(container)) {
            others.addAll(others(c, c.equals(container) ? "" : c.name() + "-"));
        }
        return others;
    }

    /** @param prefix of their names, where the container is not the chosen one */
    private static List<OtherUse> others(ManifestContainer c, String prefix) {
        List<OtherUse> others = new ArrayList<>();
        for (Launch l : JobCommands.of(c).launches()) {
            for (OtherUse counted : EngineDemand.of(l, c)) {
                OtherUse use = counted.called(prefix + counted.name());
                long same = others.stream()
                        .filter(o ->
                                o.name().startsWith(use.name()) && o.source().equals(use.source()))
                        .count();
                others.add(same == 0 ? use : use.called(use.name() + (same + 1)));
            }
        }
        return others;
    }

    /** A setting that the engine makes itself, with the source of that. */
    public static Assumption taken(EngineSettings.Made made) {
        return new Assumption(
                made.name(), made.value(), Provenance.DEFAULT, Text.of("fact/engine-setting", "source", made.source()));
    }

    /** That a model of several experts would bring one more communicator, where nothing says what the model is. */
    public static Optional<Assumption> experts(ChosenJob chosen) {
        return serving(JobCommands.of(chosen.container()).launches())
                .filter(l -> EngineGroups.restsOnExperts(l, chosen.container()))
                .map(l -> Assumption.assumed("vllm-experts", Text.of("screen/none"), Text.of("fact/vllm-experts")));
    }

    /** What the job says elsewhere, in files that were not there, claims and patches. */
    public static List<Assumption> unread(ChosenJob chosen) {
        List<Assumption> all = new ArrayList<>();
        for (EnvFile f : chosen.container().process().envFiles()) {
            all.add(Assumption.assumed(
                    "env-file",
                    Text.of("screen/none"),
                    Text.of("fact/env-file", "file", f.written(), "at", shown(f.at().source()))));
        }
        chosen.container()
                .tree()
                .get(ComposeReader.EXTENDS)
                .filter(e -> chosen.job().format() == ManifestFormat.COMPOSE)
                .ifPresent(e -> all.add(Assumption.assumed(
                        ComposeReader.EXTENDS,
                        Text.of("screen/none"),
                        Text.of("fact/extends", "at", shown(e.at().source())))));
        chosen.container()
                .resources()
                .gpus()
                .match(
                        k -> false,
                        a -> false,
                        u -> all.add(Assumption.assumed(
                                "gpus", Text.of("screen/none"), Text.of("fact/gpus-unread", "at", shown(u.source())))));
        PodSpecPatch.unread(chosen.job().pod().tree())
                .ifPresent(at -> all.add(Assumption.assumed(
                        "pod-spec-patch",
                        Text.of("screen/none"),
                        Text.of("fact/patch-unread", "at", shown(at.source())))));
        return all;
    }

    private static String shown(SourceRef at) {
        return at.toString().replaceFirst(".*/", "");
    }

    /** What the container's image brings along by its tag. */
    private static Optional<ImageBundles.Answer> brought(ManifestContainer c) {
        return c.process().imageName().flatMap(i -> i.version().flatMap(v -> ImageBundles.of(i.path(), i.tag(), v)));
    }

    /** What the image stands for, or that nothing is known of it; empty where no image is named. */
    public static Optional<Assumption> image(ChosenJob chosen) {
        String at = chosen.container()
                .process()
                .image()
                .match(k -> k.source().toString().replaceFirst(".*/", ""), a -> "", u -> "");
        return image(chosen, Provenance.STATED, at);
    }

    /** The same of a command that stands elsewhere. */
    public static Optional<Assumption> image(ChosenJob chosen, Provenance provenance, String at) {
        ManifestContainer c = chosen.container();
        return c.process()
                .image()
                .asOptional()
                .map(name -> new Assumption("image", ImageName.of(name).shown(), provenance, brings(brought(c), at)));
    }

    private static Text brings(Optional<ImageBundles.Answer> brought, String at) {
        return brought.map(b -> b.nccl().isPresent()
                        ? Text.of(
                                "fact/image-nccl",
                                "at",
                                at,
                                "nccl",
                                b.nccl().get().toString(),
                                "source",
                                b.source())
                        : Text.of(
                                "fact/image-torch",
                                "at",
                                at,
                                "torch",
                                b.torch().map(TorchRelease::toString).orElse(""),
                                "source",
                                b.source()))
                .orElseGet(() -> Text.of("fact/image-unknown", "at", at, "option", UserInput.NCCL_VERSION));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        container
                .process()
                .env()
                .forEach((name, value) ->
                        value.asOptional().filter(v -> name.startsWith("NCCL_")).ifPresent(v -> settings.put(name, v)));
        serving(launches)
                .ifPresent(l -> EngineSettings.of(l, container).forEach(m -> settings.put(m.name(), m.value())));
        return settings;
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>(capabilities());
        nodes().ifPresent(n -> facts.add("nodes=" + n));
        brought(container)
                .flatMap(ImageBundles.Answer::torch)
                .filter(t -> TorchBundles.of(t).isPresent())
                .ifPresent(t -> facts.add("torch=" + t));
        return facts;
    }

    /**
     * Nodes of the job: as a launch says, by itself or by what surrounds it, else as many as run it together. The pods of a
     * plain batch script are what a launch asks for.
     */
    private Optional<Long> nodes() {
        Reading<Long> around = PodRanks.pods(job);
        List<Long> told = launches.stream()
                .map(l -> l.asksAround() ? around : l.nodes())
                .flatMap(n -> n.asOptional().stream())
                .toList();
        return told.isEmpty()
                ? job.pod().together().asOptional().filter(JobWorkload::several)
                : told.stream().filter(JobWorkload::several).findFirst();
    }

    private static boolean several(long nodes) {
        return nodes > 1 && nodes <= MOST_NODES;
    }

    /** A container has CAP_SYS_NICE where it is given it; of the host nothing is said. */
    private List<String> capabilities() {
        boolean contained = job.format() != ManifestFormat.SLURM
                && job.format() != ManifestFormat.HOST
                && job.format() != ManifestFormat.APPTAINER
                && job.format() != ManifestFormat.INSPECT;
        boolean given = container.ipc().privileged()
                || container.ipc().capabilities().contains("SYS_NICE")
                || container.ipc().capabilities().contains("ALL");
        return contained ? List.of("cap-sys-nice=" + (given ? "yes" : "no")) : List.of();
    }

    /** The platform of the job, as {@code --platform} takes it. */
    public static String platform(ChosenJob chosen) {
        String kind = chosen.job().kind();
        String word = switch (chosen.job().format()) {
            case KUBERNETES -> kind.contains("Workflow") ? "argo" : kind.startsWith("Ray") ? "kuberay" : "kubernetes";
            case COMPOSE -> "compose";
            case PODMAN, QUADLET -> "podman";
            case SLURM -> "slurm";
            case APPTAINER -> "apptainer";
            case HOST -> "host";
            case DOCKER, SWARM, INSPECT, DEVCONTAINER, DSTACK -> "docker";
        };
        String container = chosen.container().name();
        if (chosen.container().ipc().ofSwarm()) {
            return "docker:service=" + (container.isEmpty() ? "NAME" : container);
        }
        String key = word.equals("compose") ? "service" : "container";
        return container.isEmpty() ? word : word + ":" + key + "=" + container;
    }
}
