package dev.shmfit.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines whose pages are looked at: small and large nodes, all verdicts, exact and thin input. */
enum Pages {
    NVSWITCH("h100-x8-nvswitch", "--shm-size=16g", "--memory-limit=64g", "--assume=multicast=yes"),
    TWO_SOCKETS("two-socket-x8-pix-node-sys", "--shm-size=4g"),
    WITHOUT_PEERS("l4-x2-cns", "--shm-size=64m"),
    UPGRADES("rtx3090-x4-nvlink-pairs", "--shm-size=4g", "--nccl=all"),
    PAIRS("rtx4090-like-x4-nv4-pairs-phb", "--shm-size=2g"),
    CUT_OFF("l20-x8-truncated");

    private static final Path CASES = Path.of(System.getProperty("shmfit.root"), "fixtures", "cases");
    private static final String LOADER = "--loader=workers=8,batch=64,sample=3x224x224:float32+int";

    private final String name;

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it, it is
    private final List<String> arguments;

    Pages(String name, String... arguments) {
        this.name = name;
        this.arguments = List.of(arguments);
    }

    Path directory() {
        return CASES.resolve(name);
    }

    Path in(InBrowser.Desk desk) {
        List<String> all = new ArrayList<>(List.of(directory().toString(), LOADER));
        all.addAll(arguments);
        return desk.page(all.toArray(String[]::new));
    }
}
