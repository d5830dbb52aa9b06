package dev.shmfit.cli.options;

import dev.shmfit.ingest.CaptureFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files given one by one. */
public final class LooseFiles {
    @Option(names = "--topo-m", paramLabel = "FILE", description = "What \"nvidia-smi topo -m\" prints.")
    private @Nullable String topoM;

    @Option(names = "--p2p-read", paramLabel = "FILE", description = "What \"nvidia-smi topo -p2p r\" prints.")
    private @Nullable String p2pRead;

    @Option(
            names = "--p2p-write",
            paramLabel = "FILE",
            description = "What \"nvidia-smi topo -p2p w\" prints; without it, writing is taken to be like reading.")
    private @Nullable String p2pWrite;

    @Option(
            names = "--nccl-xml",
            paramLabel = "FILE",
            description = "The topology that NCCL writes where NCCL_TOPO_DUMP_FILE says: the most exact source.")
    private @Nullable String ncclXml;

    /** What was given, by the name that the file has in a capture. */
    public Map<String, String> byName() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, CaptureFiles.TOPO, topoM);
        put(given, CaptureFiles.P2P_READ, p2pRead);
        put(given, CaptureFiles.P2P_WRITE, p2pWrite);
        put(given, CaptureFiles.NCCL_XML, ncclXml);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String file) {
        if (file != null) {
            given.put(name, file);
        }
    }
}
