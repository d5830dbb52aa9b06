package dev.shmfit.nccl.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Variables that begin with NCCL_ and that somebody else than NCCL reads or writes. */
final class OtherReaders {
    private static final String PYTORCH = "PyTorch's process group (torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp)";
    private static final String IMAGE = "the image it comes with, to name what was installed";
    private static final String BUILD = "build scripts";
    private static final String SHARP = "the plugin for SHARP (nccl-rdma-sharp-plugins)";
    private static final String GOOGLE = "Google's network plugins (GPUDirect-TCPX, FasTrak)";

    /** By name; a name that ends in {@code _} stands for all that begin with it. */
    private static final Map<String, String> READERS = readers();

    private OtherReaders() {}

    private static Map<String, String> readers() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("NCCL_BLOCKING_WAIT", PYTORCH);
        all.put("NCCL_ASYNC_ERROR_HANDLING", PYTORCH);
        all.put("NCCL_DESYNC_DEBUG", PYTORCH);
        all.put("NCCL_ENABLE_TIMING", PYTORCH);
        all.put("NCCL_HIGH_PRIORITY", PYTORCH);
        all.put("NCCL_USE_COMM_NONBLOCKING", PYTORCH);
        all.put("NCCL_VERSION", IMAGE);
        all.put("NCCL_HOME", BUILD);
        all.put("NCCL_ROOT", BUILD);
        all.put("NCCL_ROOT_DIR", BUILD);
        all.put("NCCL_INCLUDE_DIR", BUILD);
        all.put("NCCL_LIB_DIR", BUILD);
        all.put("NCCL_LIBRARY", BUILD);
        all.put("NCCL_SHARP_", SHARP);
        all.put("NCCL_IBEXT_DISABLE", SHARP);
        all.put("NCCL_PLUGIN_P2P", SHARP);
        all.put("NCCL_FASTRAK_", GOOGLE);
        all.put("NCCL_GPUDIRECTTCPX_", GOOGLE);
        all.put("NCCL_TESTS_", "nccl-tests");
        all.put("NCCL_TUNER_CONFIG_PATH", "the tuner plugin that it names a file for");
        all.put("NCCL_TUNER_CONFIG_FILE", "the tuner plugin that it names a file for");
        return all;
    }

    /** Who reads it, as a sentence part. */
    static Optional<String> of(String name) {
        return READERS.entrySet().stream()
                .filter(r -> r.getKey().endsWith("_") ? name.startsWith(r.getKey()) : name.equals(r.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
