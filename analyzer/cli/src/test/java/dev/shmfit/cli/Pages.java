package dev.shmfit.cli;

import dev.shmfit.text.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Command lines whose pages are looked at: small and large nodes, all verdicts, exact and thin input. */
enum Pages {
    NVSWITCH("h100-x8-nvswitch", "--shm-size=16g", "--memory-limit=64g", "--assume=multicast=yes"),
    TWO_SOCKETS("two-socket-x8-pix-node-sys", "--shm-size=4g"),
    WITHOUT_PEERS("l4-x2-cns", "--shm-size=64m"),
    /** Half of what is recommended: the labels of both lie below the bar's middle. */
    HALF("l4-x2-cns", "--shm-size=900m"),
    UPGRADES("rtx3090-x4-nvlink-pairs", "--shm-size=4g", "--nccl=all"),
    PAIRS("rtx4090-like-x4-nv4-pairs-phb", "--shm-size=2g"),
    CUT_OFF("l20-x8-truncated"),
    /** A comparison that differs. */
    BESIDE_A_LOG("verify") {
        @Override
        Path in(InBrowser.Desk desk) {
            Path machine = FIXTURES.resolve("captures/labelled/a6000_x4_intel_2socket__all_shm");
            return desk.pageOf(List.of(
                    "verify",
                    machine.resolve("topo_dump.xml").toString(),
                    "--nccl-log",
                    machine.resolve("nccl.txt").toString()));
        }
    },
    /** Many loaders on several nodes. */
    PLAN("plan") {
        @Override
        Path in(InBrowser.Desk desk) {
            return desk.pageOf(List.of(
                    "plan",
                    FIXTURES.resolve("cases/l4-x2-cns").toString(),
                    FIXTURES.resolve("cases/v100-x2-roce").toString(),
                    LOADER,
                    "--sweep",
                    "workers=2..16:2",
                    "prefetch=2,4"));
        }
    };

    private static final Path FIXTURES = Path.of(System.getProperty("shmfit.root"), "fixtures");
    private static final String LOADER = "--loader=workers=8,batch=64,sample=3x224x224:float32+int";

    private final String name;

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it, it is
    private final List<String> arguments;

    Pages(String name, String... arguments) {
        this.name = name;
        this.arguments = List.of(arguments);
    }

    /** Those of {@code analyze}, whose reader may change the job. */
    static List<Pages> reports() {
        return Arrays.stream(values())
                .filter(p -> p != BESIDE_A_LOG && p != PLAN)
                .toList();
    }

    Path directory() {
        return FIXTURES.resolve("cases").resolve(name);
    }

    Path in(InBrowser.Desk desk) {
        return in(desk, Language.ENGLISH);
    }

    /** One of {@link #reports} in a language. */
    Path in(InBrowser.Desk desk, Language language) {
        List<String> all = new ArrayList<>(List.of(directory().toString(), LOADER, "--lang=" + language.tag()));
        all.addAll(arguments);
        return desk.page(all.toArray(String[]::new));
    }
}
