package dev.shmfit.verdict;

import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.SizeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How does one give a job a /dev/shm of a certain size, on each platform, and how does one see that it has it?
 *
 * @param size of /dev/shm to ask for
 * @param memoryLimit what the container's memory limit must be then, where it has one
 * @param names of container, pod, service and image
 * @param hostIpc whether the container shares the host's IPC namespace now, and with it the host's /dev/shm
 */
public record Remedies(ByteCount size, Optional<ByteCount> memoryLimit, PlaceNames names, boolean hostIpc) {
    private static final List<Platform> ORDER = List.of(
            Platform.DOCKER,
            Platform.COMPOSE,
            Platform.KUBERNETES,
            Platform.ARGO,
            Platform.PODMAN,
            Platform.SLURM,
            Platform.HOST);

    /** For a container of which only the limit is known. */
    public Remedies(ByteCount size, Optional<ByteCount> memoryLimit) {
        this(size, memoryLimit, PlaceNames.UNKNOWN, false);
    }

    /** The fixes: for a known platform that one, else those of the usual platforms. */
    public List<PlatformFix> forPlatform(Platform platform) {
        if (platform == Platform.DOCKER && !names.isService()) {
            // From inside nobody can tell which of the two has started a container.
            return List.of(fix(platform), fix(Platform.COMPOSE));
        }
        if (platform != Platform.UNKNOWN) {
            return List.of(fix(platform));
        }
        List<PlatformFix> all = new ArrayList<>();
        ORDER.forEach(p -> all.add(fix(p)));
        return List.copyOf(all);
    }

    /** The fix for one platform; for an unknown one the host's. */
    public PlatformFix fix(Platform platform) {
        return switch (platform) {
            case DOCKER -> names.isService() ? swarm() : docker("docker", platform);
            case PODMAN -> docker("podman", platform);
            case COMPOSE -> manifests().compose();
            case KUBERNETES -> manifests().kubernetes();
            case ARGO -> manifests().argo();
            case KUBERAY -> manifests().kuberay();
            case AZUREML -> manifests().azureml();
            case APPTAINER -> apptainer();
            case SLURM -> slurm();
            case HOST, UNKNOWN -> host();
        };
    }

    private Manifests manifests() {
        return new Manifests(size, memoryLimit, names, hostIpc);
    }

    private PlatformFix docker(String command, Platform platform) {
        String letters = SizeText.docker(size);
        String memory = memoryLimit.map(m -> " --memory=" + SizeText.docker(m)).orElse("");
        boolean podman = command.equals("podman");
        Text trap = podman ? Text.of("remedy/not-with-podman-ipc") : Text.of("remedy/not-with-docker-ipc");
        Object forAll = podman ? "" : Text.joined(Text.of("remedy/docker-default", "size", letters), "\n");
        return new PlatformFix(
                platform,
                Text.joined(
                        Text.of("remedy/keeps-size"),
                        "\n",
                        trap,
                        "\n",
                        forAll,
                        command + " run --shm-size=" + letters + memory + " " + names.image() + " …"),
                Text.joined(
                        command + " inspect --format '{{.HostConfig.ShmSize}}' " + names.container() + "   ",
                        mustPrint(size.bytes()),
                        "\n" + command + " exec " + names.container() + " df -h /dev/shm   ",
                        mustBe(size)));
    }

    /** A service of Docker Swarm has no size of /dev/shm. */
    private PlatformFix swarm() {
        String memory =
                memoryLimit.map(m -> " --limit-memory=" + SizeText.docker(m)).orElse("");
        return new PlatformFix(
                Platform.DOCKER,
                Text.joined(
                        Text.of("remedy/swarm-mount"),
                        "\n",
                        "docker service update --mount-add type=tmpfs,dst=/dev/shm,tmpfs-size=" + SizeText.docker(size)
                                + memory + " " + names.service()),
                Text.joined(
                        "docker exec $(docker ps -q -f name=" + names.service() + ") df -h /dev/shm   ", mustBe(size)));
    }

    /** {@code # must print 67108864}. */
    static Text mustPrint(Object value) {
        return Text.of("remedy/must-print", "value", value.toString());
    }

    /** {@code # Size must be 64M}. */
    static Text mustBe(ByteCount size) {
        return Text.of("remedy/must-be", "size", df(size));
    }

    /** With --contain a tmpfs without a size, which is half the memory; else the host's (addDevMount). */
    private PlatformFix apptainer() {
        String exec = "apptainer exec --nv --contain " + names.image();
        return new PlatformFix(
                Platform.APPTAINER,
                Text.joined(
                        Text.of("remedy/apptainer-own"), "\n", Text.of("remedy/apptainer-keep"), "\n" + exec + " …"),
                Text.joined(exec + " df -h /dev/shm   ", Text.of("remedy/at-least", "size", df(size))));
    }

    private PlatformFix slurm() {
        Text memory = memoryLimit
                .map(m -> Text.joined(
                        "#SBATCH --mem=" + megabytes(m) + "M   ", Text.of("remedy/slurm-memory-includes"), "\n"))
                .orElse(Text.joined(Text.of("remedy/slurm-memory"), "\n"));
        return new PlatformFix(
                Platform.SLURM,
                Text.joined(memory, Text.of("remedy/slurm-administrator"), "\n" + hostCommands()),
                Text.joined("srun --nodes=1 --ntasks=1 df -h /dev/shm   ", mustBe(size)));
    }

    /** Slurm counts in MiB; never less than the limit needs. */
    private static long megabytes(ByteCount bytes) {
        return bytes.inPagesOf(ByteCount.mebibytes(1)).bytes() >> 20;
    }

    private PlatformFix host() {
        return new PlatformFix(
                Platform.HOST,
                Text.joined(Text.of("remedy/host-root"), "\n" + hostCommands()),
                Text.joined("df -h /dev/shm   ", mustBe(size)));
    }

    private String hostCommands() {
        String letters = SizeText.docker(size);
        return "mount -o remount,size=" + letters + " /dev/shm\n"
                + "# /etc/fstab: tmpfs /dev/shm tmpfs rw,nosuid,nodev,size=" + letters + " 0 0";
    }

    /** A size as {@code df -h} prints it: rounded up, one decimal below ten. */
    static String df(ByteCount size) {
        BigDecimal value = BigDecimal.valueOf(size.bytes());
        BigDecimal step = BigDecimal.valueOf(1024);
        int unit = 0;
        while (value.compareTo(step) >= 0 && unit < 5) {
            value = value.divide(step);
            unit++;
        }
        int digits = unit > 0 && value.setScale(1, RoundingMode.CEILING).compareTo(BigDecimal.TEN) < 0 ? 1 : 0;
        String letter = unit == 0 ? "" : "KMGTP".substring(unit - 1, unit);
        return value.setScale(digits, RoundingMode.CEILING).toPlainString() + letter;
    }
}
