package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.Machine.Part;
import dev.shmfit.nccl.transport.GpuAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Nodes that nobody built: 1 to 4 NUMA nodes, nested switches, mixed links, NVLink pairs, P2P here and there. */
public final class RandomMachine {
    private static final String[] SPEEDS = {"8.0 GT/s PCIe", "16.0 GT/s PCIe", "32.0 GT/s PCIe"};
    private static final int[] WIDTHS = {16, 16, 16, 8, 4};
    private static final int[] GENERATIONS = {60, 70, 80, 86, 89, 90, 100};

    private final Random random;
    private final boolean uniformLinks;

    private RandomMachine(Random random) {
        this.random = random;
        this.uniformLinks = random.nextBoolean();
    }

    public static Machine of(Random random, int maxGpus) {
        return new RandomMachine(random).make(maxGpus);
    }

    private Machine make(int maxGpus) {
        Machine.Cpu[] cpus = Machine.Cpu.values();
        Machine machine = new Machine(cpus[random.nextInt(cpus.length)])
                .computeCapability(GENERATIONS[random.nextInt(GENERATIONS.length)]);
        int nodes = 1 + random.nextInt(4);
        int left = 1 + random.nextInt(maxGpus);
        for (int n = 0; n < nodes; n++) {
            int here = n == nodes - 1 ? left : random.nextInt(left + 1);
            left -= here;
            machine.numa(parts(here, 3).toArray(Part[]::new));
        }
        int gpus = machine.gpuCount();
        if (random.nextInt(3) == 0) {
            for (int g = 0; g + 1 < gpus; g += 2) {
                machine.nvLink(g, g + 1, 1 + random.nextInt(4));
            }
        } else if (random.nextInt(6) == 0) {
            machine.nvSwitch(12);
        }
        return machine;
    }

    private List<Part> parts(int gpus, int depth) {
        List<Part> parts = new ArrayList<>();
        int left = gpus;
        while (left > 0) {
            if (depth > 0 && random.nextInt(3) == 0) {
                int below = 1 + random.nextInt(left);
                parts.add(Machine.pciSwitch(parts(below, depth - 1).toArray(Part[]::new)));
                left -= below;
            } else {
                parts.add(
                        uniformLinks
                                ? Machine.gpu()
                                : Machine.gpu(
                                        SPEEDS[random.nextInt(SPEEDS.length)], WIDTHS[random.nextInt(WIDTHS.length)]));
                left--;
            }
        }
        return parts;
    }

    /** P2P between some ordered pairs; NVML and CUDA agree. */
    public static GpuAccess access(Random random, Machine machine) {
        boolean[][] allowed = matrix(random, machine, random.nextInt(5));
        return new GpuAccess(allowed, allowed);
    }

    /** Of four pairs {@code quarters} are true, on average; always those that NVLink may connect, else NCCL gives up. */
    static boolean[][] matrix(Random random, Machine machine, int quarters) {
        int gpus = machine.gpuCount();
        boolean[][] m = new boolean[gpus][gpus];
        for (int a = 0; a < gpus; a++) {
            for (int b = 0; b < gpus; b++) {
                m[a][b] = random.nextInt(4) < quarters || (a ^ 1) == b || machine.hasNvSwitch();
            }
        }
        return m;
    }
}
