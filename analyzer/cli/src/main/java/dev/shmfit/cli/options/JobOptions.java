package dev.shmfit.cli.options;

import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The job: what runs on the node. */
public final class JobOptions {
    private static final String NONE = "none";

    @Option(
            names = "--gpus",
            paramLabel = "LIST",
            converter = Values.GpuList.class,
            description =
                    "The GPUs that the job uses, such as 0,1,4,5 or GPU-5a2b,GPU-77f0 (UUIDs or their beginnings, where"
                            + " the capture has nvidia-smi -L), or all; rank 0 takes the first. Default: all, or those in"
                            + " CUDA_VISIBLE_DEVICES where the capture has it.")
    Values.@Nullable Gpus gpus;

    @Option(
            names = "--ranks",
            paramLabel = "N",
            converter = Values.Ranks.class,
            description = "The first N GPUs instead. One rank per GPU.")
    @Nullable
    Integer ranks;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            converter = Values.Group.class,
            description = {
                "A process group, NAME[=SIZE][:OP+OP...]: one communicator for each SIZE consecutive ranks (default: all),"
                        + " which runs OP: allreduce, allgather, reducescatter, broadcast, reduce, sendrecv, alltoall."
                        + " \"share\" among them: made by ncclCommSplit with shared resources. Repeat for more groups.",
                "Default: world:allreduce+allgather+reducescatter."
            })
    List<GroupRequest> groups = List.of();

    @Option(
            names = "--loader",
            paramLabel = "KEY=VALUE,...",
            description = {
                "A PyTorch DataLoader that each rank has, such as"
                        + " workers=4,prefetch=2,batch=32,sample=3x224x224:float32+int. Repeat for loaders that live at"
                        + " the same time.",
                "Keys: name, workers, prefetch, batch, sample, collate, held, pin, persistent, sharing, start,"
                        + " producer, runs, epochs, complete, batches, samples, drop-last, batch-sizes, dataset;"
                        + " sample-time and step-time (such as 12ms) for an"
                        + " estimate of speed.",
                "\"none\": there is no DataLoader. Where none is stated, the answer is about NCCL alone."
            })
    List<String> loaders = List.of();

    @Option(
            names = "--other",
            paramLabel = "NAME=SIZE",
            description = "Another user of /dev/shm on the node, such as ray=2GiB. Repeat for more.")
    List<String> others = List.of();

    Optional<List<Integer>> gpus() {
        return Optional.ofNullable(gpus).filter(g -> g.named().isEmpty()).map(Values.Gpus::indices);
    }

    /** The GPUs by UUID. */
    Optional<String> namedGpus() {
        return Optional.ofNullable(gpus).flatMap(Values.Gpus::named);
    }

    OptionalInt ranks() {
        if (gpus != null
                && ranks != null
                && gpus.named().isEmpty()
                && gpus.indices().size() != ranks) {
            throw new UsageError("--gpus names " + gpus.indices().size() + " GPUs and --ranks says " + ranks
                    + "; give one of the two, or the same number");
        }
        return ranks == null ? OptionalInt.empty() : OptionalInt.of(ranks);
    }

    /** Whether anything is said about the job. */
    public boolean isStated() {
        return gpus != null || ranks != null || !groups.isEmpty() || !loaders.isEmpty() || !others.isEmpty();
    }

    List<GroupRequest> groups() {
        return List.copyOf(groups);
    }

    /** Whether the loaders are stated, if only to say that there is none. */
    boolean loadersStated() {
        return !loaders.isEmpty();
    }

    List<LoaderSpec> loaders() {
        if (loaders.contains(NONE)) {
            if (loaders.size() > 1) {
                throw new UsageError("--loader none says that there is no DataLoader; another --loader names one");
            }
            return List.of();
        }
        try {
            return LoaderSpecParser.parseAll(loaders);
        } catch (MalformedText e) {
            throw new UsageError("--loader: " + e.sentence(), e);
        }
    }

    List<OtherUse> others() {
        List<OtherUse> uses = new ArrayList<>();
        Values.named("--other", "NAME=SIZE, such as ray=2GiB", others).forEach((name, size) -> {
            try {
                uses.add(OtherUse.stated(name, SizeText.parse(size)));
            } catch (MalformedText e) {
                throw new UsageError("--other " + ErrorText.shown(name) + ": " + e.sentence(), e);
            }
        });
        return uses;
    }
}
