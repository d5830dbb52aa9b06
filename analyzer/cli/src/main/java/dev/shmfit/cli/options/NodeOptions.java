package dev.shmfit.cli.options;

import dev.shmfit.analysis.stated.AssumeHelp;
import dev.shmfit.analysis.stated.RankOrder;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.HelpAsked;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.terminal.ConfigPlaces;
import dev.shmfit.cli.workload.Settings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.register.VersionRange;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import dev.shmfit.verdict.Place;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The node and the container, as far as a capture does not say. */
public final class NodeOptions {
    private static final String NODES = "nodes";
    private static final String RANK_ORDER = "rank-order";

    @Option(
            names = "--shm-size",
            paramLabel = "SIZE",
            converter = Values.Size.class,
            description = "The size of /dev/shm that the container has, or would have: 64m, 2g, 2GiB, 2Gi (powers of"
                    + " 1024), 2GB (10^9), or plain bytes.")
    @Nullable
    ByteCount shmSize;

    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            converter = Values.Size.class,
            description = "The container's memory limit; what lies in /dev/shm counts against it.")
    @Nullable
    ByteCount memoryLimit;

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            description =
                    "Where the job runs, for the change to copy: docker, compose, kubernetes (k8s), argo, kuberay,"
                            + " podman, apptainer, slurm, azureml, host; or sagemaker, vertex, fargate, colab, kaggle, whose size"
                            + " cannot be changed. Names may follow: kubernetes:pod=trainer-0,container=main. Default: as"
                            + " captured. \"shmfit help platforms\" tells more.")
    @Nullable
    String platform;

    @Option(
            names = "--nccl",
            paramLabel = "VERSION",
            converter = Values.NcclChoice.class,
            description =
                    "NCCL's version, such as 2.21.5; a range, such as 2.21.5..2.27.7, to forecast its end and compare"
                            + " what lies between; or \"all\" to compare all versions that differ. Default: as captured, else the"
                            + " newest known.")
    Values.@Nullable Nccl nccl;

    @Option(
            names = "--env",
            paramLabel = "NCCL_X=VALUE",
            description = "A setting of NCCL in the job's environment, such as NCCL_P2P_LEVEL=SYS. Repeat for more.")
    List<String> env = List.of();

    @Option(
            names = "--assume",
            paramLabel = "KEY=VALUE",
            description = {
                "A fact that the capture lacks; the report marks it as stated. Repeat for more. \"help\" lists the keys"
                        + " with their values and what each decides.",
                "Keys: channels, cuda-driver, cpu, pcie, gpu, compute-capability, peer-access, p2p, cap-sys-nice, vmm,"
                        + " multicast, cumem-granularity, ranks-per-process, hidden-devices, page-size, nic, gdr, torch,"
                        + " nodes, nvlink-domain, imex, rank-order, pods, pods-share, collnet."
            })
    List<String> assume = List.of();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            converter = Values.Nodes.class,
            description =
                    "The job spans N nodes like this one, each with as many ranks as --ranks or --gpus say. The need is that"
                            + " of the node that needs most. Default: 1.")
    @Nullable
    Integer nodes;

    @Option(
            names = "--rank-order",
            paramLabel = "ORDER",
            converter = Values.Order.class,
            description =
                    "How ranks are numbered over the nodes: block (all of the first node first, as torchrun does) or"
                            + " cyclic (the nodes take turns, as srun -m cyclic and mpirun --map-by node do). Default: block.")
    @Nullable
    RankOrder rankOrder;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings from FILE in place of .shmfit.yaml, which is looked for in this directory and above,"
                            + " and in the user's directory for configuration; \"none\": from no file.")
    private @Nullable String config;

    private Settings settings = Settings.NONE;

    /** Reads the settings that stand behind the options of this command. */
    public Settings settings(ConfigPlaces places) {
        if (config == null) {
            settings = Settings.found(places);
        } else if (!config.equals("none")) {
            settings = Settings.read(path(config));
        }
        return settings;
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageError("--config: \"" + ErrorText.shown(file) + "\" cannot name a file", e);
        }
    }

    Optional<Place> platform() {
        try {
            return Optional.ofNullable(platform).map(Place::parse).or(settings::platform);
        } catch (MalformedText e) {
            throw new UsageError("--platform: " + e.sentence(), e);
        }
    }

    Optional<ByteCount> shmSize() {
        return Optional.ofNullable(shmSize);
    }

    Optional<ByteCount> memoryLimit() {
        return Optional.ofNullable(memoryLimit);
    }

    Optional<NcclVersion> nccl() {
        return Optional.ofNullable(nccl).flatMap(Values.Nccl::version);
    }

    /** The versions to compare; empty where none are asked for. */
    public Optional<VersionRange> compared() {
        return Optional.ofNullable(nccl).flatMap(Values.Nccl::compared);
    }

    Map<String, String> env() {
        Map<String, String> settings = Values.named("--env", "NAME=VALUE, such as NCCL_P2P_LEVEL=SYS", env);
        for (String name : settings.keySet()) {
            if (name.equals("CUDA_VISIBLE_DEVICES") || name.equals("NVIDIA_VISIBLE_DEVICES")) {
                throw new UsageError("--env " + name + ": say which GPUs the job uses with --gpus");
            }
            if (!name.startsWith("NCCL_")) {
                throw new UsageError("--env " + ErrorText.shown(name)
                        + ": only settings of NCCL are taken, such as NCCL_P2P_LEVEL=SYS");
            }
        }
        return settings;
    }

    /**
     * The facts stated.
     *
     * @param inFile what a workload file states, each {@code KEY=VALUE}; an option of the same key takes its place
     * @param file gives the text of a file that a statement names
     */
    StatedFacts assumptions(List<String> inFile, UnaryOperator<String> file) {
        if (assume.contains(AssumeHelp.WORD)) {
            throw new HelpAsked(AssumeHelp.text());
        }
        return StatedFactsParser.parse(over(inFile, stated()), file);
    }

    /** What the options state; the count of nodes and the order of ranks are facts like others, with options of their own. */
    private List<String> stated() {
        List<String> all = new ArrayList<>(assume);
        if (nodes != null) {
            add(all, NODES, String.valueOf(nodes));
        }
        if (rankOrder != null) {
            add(all, RANK_ORDER, rankOrder.word());
        }
        return all;
    }

    private void add(List<String> all, String key, String value) {
        if (assume.stream().anyMatch(s -> key(s).equals(key))) {
            throw new UsageError("--" + key + " and --assume " + key + "= say the same; give one of them");
        }
        all.add(key + "=" + value);
    }

    /** {@code KEY=VALUE} statements, of which later ones take the place of earlier ones with the same key. */
    static List<String> over(List<String> earlier, List<String> later) {
        Set<String> keys = later.stream().map(NodeOptions::key).collect(Collectors.toSet());
        List<String> all = new ArrayList<>(
                earlier.stream().filter(s -> !keys.contains(key(s))).toList());
        all.addAll(later);
        return all;
    }

    private static String key(String statement) {
        int equals = statement.indexOf('=');
        return (equals < 0 ? statement : statement.substring(0, equals)).strip();
    }
}
