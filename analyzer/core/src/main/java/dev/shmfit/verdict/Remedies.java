package dev.shmfit.verdict;

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
 */
public record Remedies(ByteCount size, Optional<ByteCount> memoryLimit) {
    private static final List<Platform> ORDER = List.of(
            Platform.DOCKER,
            Platform.COMPOSE,
            Platform.KUBERNETES,
            Platform.ARGO,
            Platform.PODMAN,
            Platform.SLURM,
            Platform.HOST);

    /** The fixes: for a known platform that one, else all. */
    public List<PlatformFix> forPlatform(Platform platform) {
        if (platform == Platform.DOCKER) {
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
            case DOCKER -> docker("docker", platform);
            case PODMAN -> docker("podman", platform);
            case COMPOSE -> compose();
            case KUBERNETES -> kubernetes();
            case ARGO -> argo();
            case SLURM -> slurm();
            case HOST, UNKNOWN -> host();
        };
    }

    private PlatformFix docker(String command, Platform platform) {
        String memory = memoryLimit.map(m -> " --memory=" + SizeText.docker(m)).orElse("");
        String trap = command.equals("podman")
                ? "# Not together with --ipc=host: podman refuses to start then (exit code 125)."
                : "# Not together with --ipc=host, which takes the host's /dev/shm and ignores the size.";
        return new PlatformFix(
                platform,
                "# A running container keeps its size: remove it and start it again.\n" + trap + "\n" + command
                        + " run --shm-size=" + SizeText.docker(size) + memory + " …",
                command + " inspect --format '{{.HostConfig.ShmSize}}' CONTAINER   # must print " + size.bytes() + "\n"
                        + command + " exec CONTAINER df -h /dev/shm   # Size must be " + df(size));
    }

    private PlatformFix compose() {
        String memory = memoryLimit
                .map(m -> "    mem_limit: \"" + SizeText.docker(m) + "\"\n")
                .orElse("");
        return new PlatformFix(
                Platform.COMPOSE,
                "shm_size: \"" + SizeText.docker(size) + "\", at the service",
                "# At the service: build.shm_size only holds while the image is built; Swarm ignores both.\n"
                        + "services:\n"
                        + "  train:\n"
                        + "    shm_size: \"" + SizeText.docker(size) + "\"\n"
                        + memory,
                "docker compose up -d --force-recreate train\n"
                        + "docker compose exec train df -h /dev/shm   # Size must be " + df(size) + "\n"
                        + "docker inspect --format '{{.HostConfig.ShmSize}}' \"$(docker compose ps -q train)\""
                        + "   # must print " + size.bytes());
    }

    private PlatformFix kubernetes() {
        return new PlatformFix(
                Platform.KUBERNETES,
                volumeBrief(),
                "apiVersion: v1\n"
                        + "kind: Pod\n"
                        + "metadata:\n"
                        + "  name: train\n"
                        + "spec:\n"
                        + "  containers:\n"
                        + "    - name: train\n"
                        + memoryYaml("      ")
                        + "      volumeMounts:\n"
                        + "        - name: dshm\n"
                        + "          mountPath: /dev/shm\n"
                        + volumeYaml("  "),
                "kubectl exec train -c train -- df -h /dev/shm   # Size must be " + df(size));
    }

    private PlatformFix argo() {
        return new PlatformFix(
                Platform.ARGO,
                volumeBrief(),
                "# In the template that trains: the mount in its container, the volume beside the container.\n"
                        + "apiVersion: argoproj.io/v1alpha1\n"
                        + "kind: Workflow\n"
                        + "metadata:\n"
                        + "  generateName: train-\n"
                        + "spec:\n"
                        + "  entrypoint: train\n"
                        + "  templates:\n"
                        + "    - name: train\n"
                        + "      container:\n"
                        + memoryYaml("        ")
                        + "        volumeMounts:\n"
                        + "          - name: dshm\n"
                        + "            mountPath: /dev/shm\n"
                        + volumeYaml("      "),
                "kubectl exec POD -c main -- df -h /dev/shm   # Size must be " + df(size));
    }

    private String volumeBrief() {
        return "emptyDir {medium: Memory, sizeLimit: " + SizeText.kubernetes(size) + "} at /dev/shm";
    }

    private String volumeYaml(String indent) {
        return indent + "volumes:\n"
                + indent + "  - name: dshm\n"
                + indent + "    emptyDir:\n"
                + indent + "      medium: Memory\n"
                + indent + "      sizeLimit: " + SizeText.kubernetes(size) + "\n";
    }

    private String memoryYaml(String indent) {
        String charged = indent + "# What is written to /dev/shm counts against limits.memory";
        return memoryLimit
                .map(m -> charged + ".\n"
                        + indent + "resources:\n"
                        + indent + "  limits:\n"
                        + indent + "    memory: " + SizeText.kubernetes(m) + "\n")
                .orElse(charged + ": if you set one, add " + SizeText.kubernetes(size) + " to it.\n");
    }

    private PlatformFix slurm() {
        String memory = memoryLimit
                .map(m -> "#SBATCH --mem=" + megabytes(m) + "M   # includes what the job writes to /dev/shm\n")
                .orElse("# --mem must include what the job writes to /dev/shm.\n");
        return new PlatformFix(
                Platform.SLURM,
                memory + "# On the node, as root, and in /etc/fstab so that it lasts:\n" + hostCommands(),
                "srun --nodes=1 --ntasks=1 df -h /dev/shm   # Size must be " + df(size));
    }

    /** Slurm counts in MiB; never less than the limit needs. */
    private static long megabytes(ByteCount bytes) {
        return bytes.inPagesOf(ByteCount.mebibytes(1)).bytes() >> 20;
    }

    private PlatformFix host() {
        return new PlatformFix(
                Platform.HOST,
                "# As root. Takes effect at once, running jobs included; the second line makes it last.\n"
                        + hostCommands(),
                "df -h /dev/shm   # Size must be " + df(size));
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
