package dev.shmfit.explain.listing;

import dev.shmfit.nccl.segment.ShmFileRules;
import dev.shmfit.text.Text;
import java.util.ArrayList;
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
public record ShmOwner(Text program, Text remark, Optional<String> pid) {
    /**
     * A form of names.
     *
     * @param begins with one of which all of them begin
     * @param length of all of them; -1 where it varies
     */
    private record Form(Pattern name, List<String> begins, int length, Text program, Text remark) {
        private static final Pattern FIXED = Pattern.compile("(\\w[\\w-]*)\\[[^]]+]\\{(\\d)}");
        private static final Pattern FIRST_CHOICE = Pattern.compile("\\(\\?:([^()]*)\\).*");

        Form(Pattern name, Text program, Text remark) {
            this(name, begins(name.pattern()), length(name.pattern()), program, remark);
        }

        private static int length(String pattern) {
            Matcher m = FIXED.matcher(pattern);
            return m.matches() ? m.group(1).length() + Integer.parseInt(m.group(2), 10) : -1;
        }

        /** Of each way that a pattern leaves, the letters before anything that varies. */
        private static List<String> begins(String pattern) {
            List<String> all = new ArrayList<>();
            for (String way : ways(pattern)) {
                Matcher choice = FIRST_CHOICE.matcher(way);
                boolean chosen = choice.matches() && !way.startsWith(")?", choice.end(1));
                for (String first : chosen ? choice.group(1).split("\\|", -1) : new String[] {way}) {
                    all.add(begin(first));
                }
            }
            return List.copyOf(all);
        }

        /** The alternatives that stand in no parentheses. */
        private static List<String> ways(String pattern) {
            List<String> all = new ArrayList<>();
            int depth = 0;
            int from = 0;
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
                if (c == '|' && depth == 0) {
                    all.add(pattern.substring(from, i));
                    from = i + 1;
                }
            }
            all.add(pattern.substring(from));
            return all;
        }

        private static String begin(String pattern) {
            int end = 0;
            while (end < pattern.length() && "([\\.?*+{|^$".indexOf(pattern.charAt(end)) < 0) {
                end++;
            }
            boolean optional = end < pattern.length() && "?*{".indexOf(pattern.charAt(end)) >= 0;
            return pattern.substring(0, optional ? end - 1 : end);
        }

        /** Whether a name may have the form; cheap. */
        boolean mayBe(String of) {
            if (length >= 0 && of.length() != length) {
                return false;
            }
            for (String begin : begins) {
                if (of.startsWith(begin)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a name that begins with the letter can have the form: with more behind it, the letter alone would do. */
        boolean mayBegin(char letter) {
            Matcher m = name.matcher(String.valueOf(letter));
            return m.matches() || m.hitEnd();
        }
    }

    private static final String NCCL = "observation/owner-nccl-";
    private static final Text AFTER_CRASH = Text.of("observation/remark-nccl");
    private static final Text LOCK = Text.of("observation/remark-lock");
    private static final Text TENANT = Text.of("observation/remark-tenant");
    private static final Text LEFT = Text.of("observation/remark-left");
    private static final Text LEFT_BY_OPEN_MPI = Text.of("observation/remark-open-mpi");
    private static final Text LEFT_BY_MPICH = Text.of("observation/remark-mpich");

    private static final List<Form> FORMS = List.of(
            form(
                    "nccl-[A-Za-z0-9]{6}",
                    Text.of("observation/owner-nccl-from", "version", ShmFileRules.firstDrawnNames()), AFTER_CRASH),
            form(
                    "nccl-shm-(?:recv|send)-.*",
                    Text.of("observation/owner-nccl-before", "version", ShmFileRules.firstDrawnNames()),
                    AFTER_CRASH),
            form(
                    "(?:c10_)?torch_(?<pid>\\d+)_\\d+(?:_\\d+)?",
                    Text.verbatim("PyTorch"),
                    Text.of("observation/remark-torch")),
            form("paddle_(?<pid>\\d+)_.*", Text.verbatim("Paddle"), Text.of("observation/remark-paddle")),
            tenant("VLLM_OBJECT_STORAGE_.*", Text.of("observation/owner-vllm-storage")),
            tenant("vllm_offload_.*", Text.of("observation/owner-vllm-offload")),
            tenant("(?:sglang|sgl)_.*", Text.verbatim("SGLang")),
            tenant("(?:lmcache|mooncake|moriio)[_-].*", Text.of("observation/owner-kv-cache")),
            tenant("(?:moe_shared|eplb|expert)[_-].*", Text.of("observation/owner-experts")),
            tenant("nvidia_dali_.*|dali_.*", Text.verbatim("DALI")),
            tenant("PostgreSQL\\.\\d+", Text.verbatim("PostgreSQL")),
            tenant(
                    "\\d{6}_(?:locals|barrier|barrier_filelock|cache|cache_usage|cache_filelock|shard_states"
                            + "|shard_access_times|next_epoch|resume|epoch_shape|epoch_data)",
                    Text.verbatim("MosaicML streaming")),
            tenant("\\.?(?:com\\.google\\.Chrome|org\\.chromium\\.Chromium)\\..*", Text.verbatim("Chromium")),
            tenant("(?:dlrover|flash_ckpt|checkpoint)[_-].*", Text.of("observation/owner-checkpoint")),
            form(
                    "(?:psm|wnsm)_[0-9a-f]+",
                    Text.of("observation/owner-python-shm"),
                    Text.of("observation/remark-python-shm")),
            form("sem\\.mp-\\w+", Text.verbatim("Python multiprocessing"), LOCK),
            form("sem\\.loky-(?<pid>\\d+)-.*", Text.verbatim("joblib"), LOCK),
            form("sem\\..*", Text.of("observation/owner-semaphore"), Text.of("observation/remark-few-bytes")),
            form(
                    "(?:joblib_memmapping_folder_(?<pid>\\d+)).*",
                    Text.verbatim("joblib"),
                    Text.of("observation/remark-arrays")),
            form("pymp-.*", Text.verbatim("joblib"), Text.of("observation/remark-arrays")),
            form(
                    "__KMP_REGISTERED_LIB_(?<pid>\\d+)(?:_\\d+)?",
                    Text.of("observation/owner-openmp"),
                    Text.of("observation/remark-openmp")),
            form(
                    "(?:vader_segment|sm_segment|osc_rdma|osc_sm|ompi|open_mpi\\.|shared_mem_cuda_pool|sm_cuda_segment).*",
                    Text.verbatim("Open MPI"),
                    LEFT_BY_OPEN_MPI),
            form("mpich_shm_.*", Text.verbatim("MPICH"), LEFT_BY_MPICH),
            form("(?:Intel_MPI_|shm-col-space-|impi_).*", Text.verbatim("Intel MPI"), LEFT),
            form("ucx_shm_posix_.*", Text.verbatim("UCX"), LEFT),
            form("(?:efa|fi|sm2)_shm.*|fi_sm2_.*|opx\\.shm\\..*|ofi[_-].*", Text.verbatim("libfabric"), LEFT),
            form("psm[23]?_shm.*", Text.of("observation/owner-psm"), LEFT),
            tenant("(?:plasma|ray).*", Text.of("observation/owner-ray")),
            form(
                    "triton_python_backend_shm_region_.*",
                    Text.of("observation/owner-triton"),
                    Text.of("observation/remark-triton")),
            form("(?:cuda\\.shm|cuda_shm|nvshmem).*", Text.verbatim("CUDA"), Text.of("observation/remark-cuda")));

    private static final int LETTERS = 128;

    /** The forms that a name can have, by its first letter. */
    private static final List<List<Form>> BY_LETTER = IntStream.range(0, LETTERS)
            .mapToObj(c -> FORMS.stream().filter(f -> f.mayBegin((char) c)).toList())
            .toList();

    private static Form tenant(String name, Text program) {
        return form(name, program, TENANT);
    }

    /** Whether the program keeps such a file for as long as it runs, and takes the room on purpose. */
    public boolean tenant() {
        return remark.equals(TENANT);
    }

    /** Whether a program is NCCL, of whatever version. */
    public static boolean isNccl(Text program) {
        return program.id().startsWith(NCCL);
    }

    /** Whether a remark says that a job that is killed leaves such files. */
    public static boolean leftByKilledJobs(Text remark) {
        return remark.equals(LEFT) || remark.equals(LEFT_BY_OPEN_MPI) || remark.equals(LEFT_BY_MPICH);
    }

    private static Form form(String name, Text program, Text remark) {
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
            Matcher m = f.mayBe(name) ? f.name().matcher(name) : null;
            if (m != null && m.matches()) {
                boolean named = f.name().pattern().contains("<pid>");
                return Optional.of(
                        new ShmOwner(f.program(), f.remark(), named ? Optional.of(m.group("pid")) : Optional.empty()));
            }
        }
        return Optional.empty();
    }
}
