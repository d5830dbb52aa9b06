package dev.shmfit.explain.listing;

import dev.shmfit.nccl.segment.ShmFileRules;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Whose file in /dev/shm is it? The name says so.
 *
 * @param program who makes such files
 * @param remark what it means that one is seen
 * @param pid of the process that made it, where the name has it
 */
public record ShmOwner(String program, String remark, Optional<String> pid) {
    private record Form(Pattern name, String program, String remark) {
        /** Whether a name that begins with the letter can have the form: with more behind it, the letter alone would do. */
        boolean mayBegin(char letter) {
            Matcher m = name.matcher(String.valueOf(letter));
            return m.matches() || m.hitEnd();
        }
    }

    private static final String AFTER_CRASH =
            "NCCL removes the name of a connection once both ends have mapped it: one that stays is from a run that failed"
                    + " or was killed; a pool may stay visible while its job runs";

    private static final String SEMAPHORE = "a lock between Python processes; a few bytes";

    private static final String TENANT =
            "a live program keeps data here: a tenant whose size counts, and no leftover while it runs";

    private static final List<Form> FORMS = List.of(
            form("nccl-[A-Za-z0-9]{6}", "NCCL from " + ShmFileRules.firstDrawnNames(), AFTER_CRASH),
            form("nccl-shm-(?:recv|send)-.*", "NCCL before " + ShmFileRules.firstDrawnNames(), AFTER_CRASH),
            form(
                    "(?:c10_)?torch_(?<pid>\\d+)_\\d+(?:_\\d+)?",
                    "PyTorch",
                    "with the default sharing strategy the name is removed at once: a visible one is of the file_system"
                            + " strategy, or left by a killed process"),
            form("paddle_(?<pid>\\d+)_.*", "Paddle", "left by a killed process where that process is gone"),
            tenant("VLLM_OBJECT_STORAGE_.*", "vLLM's object storage (multimodal inputs)"),
            tenant("vllm_offload_.*", "vLLM's KV cache offloading"),
            tenant("(?:sglang|sgl)_.*", "SGLang"),
            tenant("(?:lmcache|mooncake|moriio)[_-].*", "a cache of attention keys and values"),
            tenant("(?:moe_shared|eplb|expert)[_-].*", "an expert load balancer (weights of experts)"),
            tenant("nvidia_dali_.*|dali_.*", "DALI"),
            tenant("PostgreSQL\\.\\d+", "PostgreSQL"),
            tenant(
                    "\\d{6}_(?:locals|barrier|barrier_filelock|cache|cache_usage|cache_filelock|shard_states"
                            + "|shard_access_times|next_epoch|resume|epoch_shape|epoch_data)",
                    "MosaicML streaming"),
            tenant("\\.?(?:com\\.google\\.Chrome|org\\.chromium\\.Chromium)\\..*", "Chromium"),
            tenant("(?:dlrover|flash_ckpt|checkpoint)[_-].*", "a checkpoint in memory"),
            form(
                    "(?:psm|wnsm)_[0-9a-f]+",
                    "Python multiprocessing.shared_memory (vLLM's rings, too)",
                    "removed by the program or at its exit; left when it is killed"),
            form("sem\\.mp-\\w+", "Python multiprocessing", SEMAPHORE),
            form("sem\\.loky-(?<pid>\\d+)-.*", "joblib", SEMAPHORE),
            form("sem\\..*", "a POSIX semaphore", "a few bytes"),
            form("(?:joblib_memmapping_folder_(?<pid>\\d+)).*", "joblib", "arrays shared with workers"),
            form("pymp-.*", "joblib", "arrays shared with workers"),
            form("__KMP_REGISTERED_LIB_(?<pid>\\d+)(?:_\\d+)?", "OpenMP's runtime", "one small file for each process"),
            form(
                    "(?:vader_segment|sm_segment|osc_rdma|osc_sm|ompi|open_mpi\\.|shared_mem_cuda_pool|sm_cuda_segment).*",
                    "Open MPI",
                    "4 MiB and more for each process; left when a job is killed"),
            form("mpich_shm_.*", "MPICH", "about 5 MiB for each process; left when a job is killed"),
            form("(?:Intel_MPI_|shm-col-space-|impi_).*", "Intel MPI", "left when a job is killed"),
            form("ucx_shm_posix_.*", "UCX", "left when a job is killed"),
            form("(?:efa|fi|sm2)_shm.*|fi_sm2_.*|opx\\.shm\\..*|ofi[_-].*", "libfabric", "left when a job is killed"),
            form("psm[23]?_shm.*", "Omni-Path's PSM", "left when a job is killed"),
            tenant("(?:plasma|ray).*", "Ray's object store"),
            form("triton_python_backend_shm_region_.*", "Triton's Python back end", "one for each model instance"),
            form("(?:cuda\\.shm|cuda_shm|nvshmem).*", "CUDA", "of MPS or of shared events"));

    private static final int LETTERS = 128;

    /** The forms that a name can have, by its first letter. */
    private static final List<List<Form>> BY_LETTER = IntStream.range(0, LETTERS)
            .mapToObj(c -> FORMS.stream().filter(f -> f.mayBegin((char) c)).toList())
            .toList();

    private static Form tenant(String name, String program) {
        return form(name, program, TENANT);
    }

    /** Whether the program keeps such a file for as long as it runs, and takes the room on purpose. */
    public boolean tenant() {
        return remark.equals(TENANT);
    }

    private static Form form(String name, String program, String remark) {
        return new Form(Pattern.compile(name), program, remark);
    }

    /** The forms of names that are known, as regular expressions: a capture keeps enough of each to tell the owner. */
    public static List<String> forms() {
        return FORMS.stream().map(f -> f.name().pattern()).toList();
    }

    /** Whose it is; empty for a name of no known form. */
    public static Optional<ShmOwner> of(String name) {
        if (name.isEmpty() || name.charAt(0) >= LETTERS) {
            return Optional.empty();
        }
        for (Form f : BY_LETTER.get(name.charAt(0))) {
            Matcher m = f.name().matcher(name);
            if (m.matches()) {
                boolean named = f.name().pattern().contains("<pid>");
                return Optional.of(
                        new ShmOwner(f.program(), f.remark(), named ? Optional.of(m.group("pid")) : Optional.empty()));
            }
        }
        return Optional.empty();
    }
}
