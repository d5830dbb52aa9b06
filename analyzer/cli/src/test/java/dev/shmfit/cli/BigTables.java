package dev.shmfit.cli;

import java.util.Random;
import java.util.function.BiFunction;

/** Tables as {@code nvidia-smi topo -m} prints them, of nodes that are large or leave much open. */
enum BigTables {
    /** Of which neither wires nor NVSwitch make sense: a GPU shows more links than any has, and most pairs show none. */
    NVLINKS_BY_LOT(64, 0) {
        @Override
        BiFunction<Integer, Integer, String> cells() {
            Random random = new Random(5);
            int[][] links = new int[64][64];
            for (int i = 0; i < 64; i++) {
                for (int j = i + 1; j < 64; j++) {
                    links[i][j] = random.nextInt(100) < 15 ? 1 + random.nextInt(4) : 0;
                }
            }
            return (i, j) -> links[i][j] > 0 ? "NV" + links[i][j] : side(i, j, 32);
        }
    },
    /** Each NIC beside two GPUs. */
    GPUS_64_NICS_32(64, 32) {
        @Override
        BiFunction<Integer, Integer, String> cells() {
            return (i, j) -> side(i, j, 32);
        }
    },
    GPUS_16_IN_PAIRS_NICS_8(16, 8) {
        @Override
        BiFunction<Integer, Integer, String> cells() {
            return (i, j) -> i / 2 == j / 2 ? "NV4" : side(i, j, 8);
        }
    },
    /** As on a DGX-1. */
    HYBRID_MESH_NICS_8(8, 8) {
        @Override
        BiFunction<Integer, Integer, String> cells() {
            return (i, j) -> {
                boolean linked = i / 4 == j / 4 || j == i + 4;
                boolean wide = j == i + 4 || i % 4 + j % 4 == 3;
                return linked ? wide ? "NV2" : "NV1" : side(i, j, 4);
            };
        }
    };

    private final int gpus;
    private final int nics;

    BigTables(int gpus, int nics) {
        this.gpus = gpus;
        this.nics = nics;
    }

    abstract BiFunction<Integer, Integer, String> cells();

    private static String side(int i, int j, int half) {
        return (i < half) == (j < half) ? "NODE" : "SYS";
    }

    String text() {
        BiFunction<Integer, Integer, String> cells = cells();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < gpus + nics; i++) {
            text.append('\t').append(name(i));
        }
        text.append("\tCPU Affinity\tNUMA Affinity\n");
        for (int i = 0; i < gpus + nics; i++) {
            text.append(name(i));
            for (int j = 0; j < gpus + nics; j++) {
                int low = Math.min(i, j);
                int high = Math.max(i, j);
                String word = i == j ? " X " : high < gpus ? cells.apply(low, high) : toNic(low, high);
                text.append('\t').append(word);
            }
            text.append(i < gpus ? "\t0-31\t" + (i < gpus / 2 ? 0 : 1) + "\n" : "\n");
        }
        return text.append("\nLegend:\n\n  X    = Self\n").toString();
    }

    private String toNic(int low, int high) {
        int nic = high - gpus;
        int near = low >= gpus ? low - gpus : low * nics / gpus;
        return low < gpus && near == nic ? "PIX" : side(near, nic, nics / 2);
    }

    private String name(int i) {
        return i < gpus ? "GPU" + i : "NIC" + (i - gpus);
    }
}
