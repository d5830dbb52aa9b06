package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers what a container of Docker's or Podman's is given, by the options of {@code docker run}: compose files,
 * Quadlets and the rest say the same in other places.
 */
final class ContainerOptions {
    /** The variable by which a container is given GPUs. */
    static final String VISIBLE = "NVIDIA_VISIBLE_DEVICES";

    private final ManifestFormat format;
    private final List<Mount> mounts = new ArrayList<>();
    private final List<Volume> volumes = new ArrayList<>();
    private final List<String> capabilities = new ArrayList<>();
    private final Map<String, Reading<Long>> ulimits = new LinkedHashMap<>();
    private final Map<String, Reading<String>> env = new LinkedHashMap<>();
    private final List<EnvFile> envFiles = new ArrayList<>();
    private Reading<Long> gpus = ContainerResources.NONE.gpus();
    private String gpuKind = "";
    private List<Integer> devices = List.of();
    private Reading<ByteCount> memory = ContainerResources.NONE.memoryLimit();
    private Reading<ByteCount> reserved = ContainerResources.NONE.memoryRequest();
    private Reading<String> ipc = IpcFacts.NONE.mode();
    private Reading<ByteCount> shmSize = IpcFacts.NONE.shmSize();
    private Reading<ByteCount> buildShmSize = IpcFacts.NONE.buildShmSize();
    private Reading<ByteCount> ownSize = IpcFacts.NONE.ownSize();
    private Reading<String> hostname = Reading.absent("no hostname is set");
    private Reading<Boolean> hostNetwork = Reading.absent("no network is set");
    private Reading<String> image = Reading.absent("no image is named");
    private Reading<Long> replicas = Reading.absent("one container");
    private List<Word> entrypoint = List.of();
    private Reading<String> inPod = Reading.absent("in no pod");
    private Optional<String> share = Optional.empty();
    private String name = "";
    private boolean privileged;
    private boolean swarm;
    private boolean unlimited;

    ContainerOptions(ManifestFormat format) {
        this.format = format;
        this.swarm = format == ManifestFormat.SWARM;
    }

    /** Takes an option by its long name, without dashes. */
    void put(String option, String value, Span at) {
        switch (option) {
            case "gpus" -> gpus(value, at);
            case "shm-size" -> shmSize = shmSize(value, at);
            case "build-shm-size" -> buildShmSize = Sizes.of(format, value, at);
            case "ipc" -> ipc = Reading.known(value, at.source());
            case "memory", "limit-memory" -> memory = Sizes.of(format, value, at);
            case "memory-reservation", "reserve-memory" -> reserved = Sizes.of(format, value, at);
            case "replicas" -> replicas = KubernetesReader.count(new Tree.Leaf(at, value, Tree.Style.PLAIN));
            case "generic-resource", "generic-resource-add" -> generic(value, at);
            case "pod" -> inPod = Reading.known(value.replaceFirst("^new:", ""), at.source());
            case "share" -> share = Optional.of(value);
            case "entrypoint" -> entrypoint = entrypoint(value, at);
            case "tmpfs" -> tmpfs(value, at);
            case "volume" -> volume(value, at);
            case "mount", "mount-add" -> mount(value, at);
            case "ulimit", "ulimit-add" -> ulimit(value, at);
            case "cap-add" -> capabilities.add(ComposeReader.capability(value));
            case "privileged" -> privileged = !value.equals("false");
            case "env", "env-add" -> env(value, at);
            case "env-file", "env-from-file" -> envFile(EnvFile.of(value, true, true, at));
            case "network", "net" -> hostNetwork = Reading.known(value.equals("host"), at.source());
            case "hostname" -> hostname = Reading.known(value, at.source());
            case "name" -> name = value;
            case "image" -> image = Reading.known(value, at.source());
            case "device" -> {
                if (value.startsWith("nvidia.com/gpu=") || value.matches("/dev/nvidia\\d+.*")) {
                    gpu(value.endsWith("=all") ? ContainerResources.ALL : one(), "nvidia.com/gpu", at);
                    device(value.replaceFirst("^(?:nvidia.com/gpu=|/dev/nvidia)", ""));
                }
            }
            default -> {}
        }
    }

    /** How many such containers there are. */
    Reading<Long> replicas() {
        return replicas;
    }

    /** What the options make of a pod. */
    PodmanPod pod(String otherwise) {
        return PodmanPod.of(name.isEmpty() ? otherwise : name, shmSize, share);
    }

    /** What a container has of the pod that it is in, where it has no IPC mode of its own. */
    void join(List<PodmanPod> pods) {
        inPod.match(
                k -> {
                    if (!ipc.isKnown()) {
                        join(k.value(), k.source(), pods);
                    }
                    return true;
                },
                a -> false,
                u -> false);
    }

    private void join(String name, SourceRef at, List<PodmanPod> pods) {
        Optional<PodmanPod> pod =
                pods.stream().filter(p -> p.name().equals(name)).findFirst();
        if (pod.isEmpty()) {
            ipc = Reading.known("container:pod " + name, at);
        } else if (pod.get().sharesIpc()) {
            ipc = Reading.known(PodmanPod.MODE + name, at);
            ownSize = shmSize;
            shmSize = pod.get().shmSize();
        }
    }

    /** What runs in place of the image's own entry point, before the command. */
    List<Word> entrypoint() {
        return entrypoint;
    }

    /** One word to Docker; to Podman also a list of JSON's. A service of a swarm has it split by a shell's rules. */
    private List<Word> entrypoint(String value, Span at) {
        String bare = value.strip();
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1).replace(',', ' ');
        } else if (format != ManifestFormat.SWARM) {
            return bare.isEmpty() ? List.of() : List.of(new Word(value, at));
        }
        return ShellText.of(new Word(bare, at)).commands().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** {@code NVIDIA-GPU=2}: what a node of a swarm calls its GPUs, its daemon's configuration says. */
    void generic(String value, Span at) {
        int equals = value.indexOf('=');
        swarm = true;
        if (equals > 0 && value.substring(0, equals).toLowerCase(Locale.ROOT).contains("gpu")) {
            gpus(value.substring(equals + 1), at);
        }
    }

    /** Of 0 Docker makes its default (moby, daemon/container.go adaptContainerSettings), Podman a tmpfs without a limit. */
    private Reading<ByteCount> shmSize(String value, Span at) {
        Reading<ByteCount> size = Sizes.of(format, value, at);
        boolean none = size.asOptional().filter(s -> s.bytes() == 0).isPresent();
        unlimited = none && (format == ManifestFormat.PODMAN || format == ManifestFormat.QUADLET);
        return none ? Reading.absent("a size of 0 is none") : size;
    }

    private long one() {
        return gpus.asOptional().orElse(0L) + 1;
    }

    /** One more GPU by its number; one without makes the numbers of the others no list. */
    private void device(String number) {
        List<Integer> all = new ArrayList<>(devices);
        SeenGpus.numbers(number).ifPresentOrElse(all::addAll, all::clear);
        devices = all.size() == gpus.asOptional().orElse(0L) ? all : List.of();
    }

    private void gpu(long count, String kind, Span at) {
        gpus = Reading.known(count, at.source());
        gpuKind = kind;
    }

    /** {@code all}, a count, or {@code "device=0,1"}, with options behind. */
    private void gpus(String value, Span at) {
        String bare = value.replace("\"", "").replace("'", "").strip();
        if (bare.equals("all") || bare.equals("-1")) {
            gpu(ContainerResources.ALL, "gpu", at);
        } else if (bare.matches("\\d{1,4}(,.*)?")) {
            gpu(Long.parseLong(bare.replaceFirst(",.*", ""), 10), "gpu", at);
        } else if (bare.contains("device=")) {
            String list = bare.substring(bare.indexOf("device=") + 7);
            gpu(list.isEmpty() ? 0 : list.split(",", -1).length, "gpu", at);
            devices = SeenGpus.numbers(list).orElse(List.of());
        } else if (bare.contains("count=")) {
            String count = bare.substring(bare.indexOf("count=") + 6).replaceFirst(",.*", "");
            gpus(count, at);
        } else {
            gpus = new Reading.Unreadable<>(value, at.source(), "this names no GPUs");
        }
    }

    /** {@code /dev/shm:rw,size=2g}. */
    private void tmpfs(String value, Span at) {
        String[] parts = value.split(":", 2);
        String size = "";
        for (String o : (parts.length > 1 ? parts[1] : "").split(",", -1)) {
            size = o.startsWith("size=") ? o.substring(5) : size;
        }
        mounted(parts[0], Volume.Kind.MEMORY, size, "", at);
    }

    /** {@code SOURCE:TARGET[:OPTIONS]}. */
    private void volume(String value, Span at) {
        String[] parts = value.split(":", -1);
        if (parts.length >= 2) {
            boolean path = parts[0].startsWith("/");
            mounted(parts[1], path ? Volume.Kind.HOST_PATH : Volume.Kind.OTHER, "", path ? parts[0] : "", at);
        }
    }

    /** {@code type=tmpfs,destination=/dev/shm,tmpfs-size=2147483648}. */
    private void mount(String value, Span at) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String f : value.split(",", -1)) {
            int equals = f.indexOf('=');
            fields.put(equals < 0 ? f : f.substring(0, equals), equals < 0 ? "" : f.substring(equals + 1));
        }
        String target = first(fields, "target", "destination", "dst");
        String source = first(fields, "source", "src");
        String type = fields.getOrDefault("type", "volume");
        if (!target.isEmpty()) {
            mounted(target, kind(type), first(fields, "tmpfs-size", "tmpfs-opts"), source, at);
        }
    }

    static Volume.Kind kind(String type) {
        return switch (type) {
            case "tmpfs" -> Volume.Kind.MEMORY;
            case "bind" -> Volume.Kind.HOST_PATH;
            default -> Volume.Kind.OTHER;
        };
    }

    private static String first(Map<String, String> fields, String... names) {
        for (String n : names) {
            String value = fields.getOrDefault(n, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** A mount with a volume of its own behind it. */
    void mounted(String target, Volume.Kind kind, String size, String source, Span at) {
        String own = "mount" + (volumes.size() + 1);
        Reading<ByteCount> bytes =
                size.isEmpty() ? Reading.absent("no size is set for the tmpfs") : Sizes.of(format, size, at);
        volumes.add(new Volume(own, kind, bytes, source, at, new Tree.Leaf(at, size, Tree.Style.PLAIN)));
        mounts.add(new Mount(own, target, "", at));
    }

    /** {@code memlock=-1:-1}: what holds is the soft limit. */
    private void ulimit(String value, Span at) {
        int equals = value.indexOf('=');
        if (equals > 0) {
            String soft = value.substring(equals + 1).replaceFirst(":.*", "");
            ulimits.put(value.substring(0, equals), limit(soft, at));
        }
    }

    static Reading<Long> limit(String soft, Span at) {
        if (soft.equals("unlimited") || soft.equals("-1")) {
            return Reading.known(-1L, at.source());
        }
        return soft.matches("\\d{1,18}")
                ? Reading.known(Long.parseLong(soft, 10), at.source())
                : new Reading.Unreadable<>(soft, at.source(), "this is no limit");
    }

    void env(String value, Span at) {
        int equals = value.indexOf('=');
        if (equals > 0) {
            String text = value.substring(equals + 1);
            boolean open = format == ManifestFormat.COMPOSE && ComposeVariables.isOpen(text);
            env.put(
                    value.substring(0, equals),
                    open
                            ? Reading.absent("it is a variable that no file here sets")
                            : Reading.known(text, at.source()));
        } else {
            env.put(value, Reading.absent("it is taken from whoever starts the container"));
        }
        if (value.startsWith(VISIBLE + "=") && !gpus.isKnown()) {
            visible(value.substring(equals + 1), at.source()).ifPresent(g -> {
                gpus = g;
                gpuKind = "gpu";
                devices = SeenGpus.numbers(value.substring(equals + 1)).orElse(List.of());
            });
        }
    }

    /** The GPUs that {@code NVIDIA_VISIBLE_DEVICES} gives a container; empty where it gives none. */
    static Optional<Reading<Long>> visible(String value, SourceRef at) {
        String list = value.toLowerCase(Locale.ROOT);
        boolean none = list.isEmpty() || list.equals("void") || list.equals("none");
        long count = list.equals("all") ? ContainerResources.ALL : list.split(",", -1).length;
        return none ? Optional.empty() : Optional.of(Reading.known(count, at));
    }

    void envFile(EnvFile file) {
        envFiles.add(file);
    }

    JobManifest job(
            String kind, String otherwise, Span at, Tree tree, List<List<Word>> commands, Reading<Long> replicas) {
        String called = name.isEmpty() ? otherwise : name;
        boolean mounted = mounts.stream().anyMatch(Mount::isShm);
        if (unlimited && !mounted) {
            mounted(Mount.SHM, Volume.Kind.MEMORY, "", "", at);
        }
        ManifestContainer container = new ManifestContainer(
                called,
                ManifestContainer.Role.MAIN,
                at,
                tree,
                new ContainerResources(gpus, gpuKind, reserved, memory, devices),
                new ProcessFacts(image, commands, env, envFiles),
                mounts,
                new IpcFacts(
                        ipc,
                        new IpcFacts.Shm(shmSize, buildShmSize, ownSize),
                        capabilities,
                        ulimits,
                        privileged,
                        swarm,
                        false));
        PodFacts pod =
                new PodFacts(Reading.absent("no pod"), hostNetwork, hostname, replicas, PodFacts.ALONE, volumes, tree);
        return new JobManifest(format, kind, called, "", at, pod, List.of(container));
    }
}
