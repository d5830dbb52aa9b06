package dev.shmfit.explain.cause;

import dev.shmfit.explain.statement.Stack;
import dev.shmfit.explain.statement.Stack.Frame;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose page was it that a process died of? The innermost frame that tells decides. */
enum PageOwner {
    /** The dynamic loader: a library. */
    LIBRARY(List.of(
            "_dl_map",
            "_dl_relocate",
            "_dl_lookup",
            "_dl_protect",
            "_dl_load",
            "_dl_start",
            "dl_main",
            "do_lookup_x",
            "elf_get_dynamic",
            "elf_machine_rela",
            "elf_dynamic_do",
            "ld-linux",
            "ld-musl",
            "create_dynamic",
            "in create_module",
            "ctypes/__init__.py")),
    /** A GPU's runtime: its memory, or a mapping of the driver's. */
    GPU(List.of("libcuda.so", "libcudart", "libnvidia", "libhsa-runtime", "libamdhip", "cumem", "cuinit", "nvml")),
    /** A user of /dev/shm. */
    SHM(List.of(
            "nccl",
            "rccl",
            "shmtransport",
            "shmutils",
            "uct_mm_",
            "uct_posix",
            "uct_sysv",
            "mca_btl_vader",
            "mca_btl_sm",
            "opal_shmem",
            "mca_shmem",
            "mca_common_sm",
            "mca_coll_sm",
            "mca_osc_sm",
            "ompi_osc_sm",
            "psmi_",
            "psm3_",
            "psm2_",
            "libpsm",
            "amsh_",
            "smr_",
            "mpidu_shm",
            "mpidi_posix",
            "mpidu_init_shm",
            "mpidi_shm",
            "mpl_shm",
            "impi_shm",
            "mapallocator",
            "new_shared",
            "_share_fd",
            "_share_filename",
            "share_memory_",
            "thmanaged",
            "multiprocessing/reductions.py",
            "_utils/collate.py",
            "_utils/worker.py",
            "_utils/fetch.py",
            "shared_memory.py",
            "_posixshmem",
            "sharedctypes",
            "multiprocessing/heap.py",
            "multiprocessing/synchronize.py",
            "plasma::",
            "plasmastore",
            "plasma_store",
            "sharedmemorymanager",
            "backend::python",
            "boost::interprocess",
            "managed_shared_memory",
            "shm_broadcast",
            "shm_object_storage",
            "dali/_multiproc",
            "_multiproc/shared",
            "dsm_impl",
            "nvshmemi_shm",
            "ccl_shm",
            "base::writablesharedmemory",
            "platform_shared_memory",
            "sharedmemory")),
    /** A mapped file. */
    FILE(List.of(
            "memmap.py",
            "numpy.memmap",
            "indexed_dataset",
            "mmapindexed",
            "h5fd_",
            "h5d_",
            "h5f_",
            "libhdf5",
            "h5py",
            "mdb_",
            "lmdb",
            "arrow::",
            "libarrow",
            "pyarrow",
            "parquet",
            "safetensors",
            "safe_open",
            "load_weights",
            "weight_loader",
            "weight_utils.py",
            "load_state_dict",
            "sqlite3",
            "walindex",
            "leveldb",
            "rocksdb",
            "tiledb",
            "llama_mmap",
            "llama_model_load",
            "gguf",
            "ggml_",
            "npyio",
            "libzip.",
            "perfmemory",
            "mappedbytebuffer",
            "faiss",
            "annoy",
            "tensorstore",
            "mapped_file",
            "mappedfile",
            "mmapfile",
            "litdata",
            "libnetcdf",
            "gdal",
            "torch/serialization.py"));

    /** Frames of the handler that printed the stack, and of copying, which serve everybody. */
    private static final List<String> TRANSPARENT = List.of(
            "ucs_handle_error",
            "ucs_debug",
            "__restore_rt",
            "<signal handler called>",
            "killpg",
            "__sigaction",
            "funlockfile",
            "gsignal",
            "abort",
            "memcpy",
            "memmove",
            "memset",
            "__mem",
            "failure_signal_handler",
            "absl::",
            "google::",
            "printstack",
            "backtrace");

    private static final int DEEPEST = 30;

    /** A part of the name of a function, a type or a source file that says what it works on: {@code ShmLocalCalloc, shm_mgr.cpp}. */
    private static final Pattern NAMED_SHM = Pattern.compile(
            "(?:^|[^A-Za-z])(?:shm|SHM|Shm)(?![a-z])|[a-z]Shm(?![a-z])|(?i:shared_?memory|shared_?mem(?![a-z]))");

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it, it is
    private final List<String> marks;

    PageOwner(List<String> marks) {
        this.marks = marks;
    }

    /** What decides: the owner and the frame that tells. */
    record Decision(PageOwner owner, Frame frame, Stack stack) {}

    /** The innermost frame that tells; empty where none does. */
    static Optional<Decision> of(Stack stack) {
        int depth = 0;
        for (Frame frame : stack.frames()) {
            if (++depth > DEEPEST) {
                break;
            }
            String text = (frame.function() + " in " + frame.module()).toLowerCase(Locale.ROOT);
            String function = frame.function().toLowerCase(Locale.ROOT);
            if (!function.isEmpty() && TRANSPARENT.stream().anyMatch(function::contains)) {
                continue;
            }
            for (PageOwner owner : values()) {
                boolean told = owner.marks.stream()
                        .anyMatch(m ->
                                m.startsWith("in ") ? (" " + function).endsWith(m.substring(2)) : text.contains(m));
                if (told) {
                    return Optional.of(new Decision(owner, frame, stack));
                }
            }
            if (NAMED_SHM.matcher(frame.function() + " in " + frame.module()).find()) {
                return Optional.of(new Decision(SHM, frame, stack));
            }
        }
        return Optional.empty();
    }
}
