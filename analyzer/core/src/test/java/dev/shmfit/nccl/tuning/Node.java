package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A node for tests: four sm89 GPUs on one x86 socket, 20 GB/s through the CPU, nothing set. */
record Node(
        String version,
        int ranks,
        int nodes,
        int minSm,
        int maxSm,
        PathType intra,
        PathType inter,
        float bandwidth,
        boolean nvls,
        CpuIdentity.Arch arch,
        Map<String, String> env) {
    static Node at(String version) {
        return new Node(
                version, 4, 1, 89, 89, PathType.PHB, PathType.PIX, 20f, false, CpuIdentity.Arch.X86_64, Map.of());
    }

    Node ranks(int count, int onNodes) {
        return new Node(version, count, onNodes, minSm, maxSm, intra, inter, bandwidth, nvls, arch, env);
    }

    Node sm(int min, int max) {
        return new Node(version, ranks, nodes, min, max, intra, inter, bandwidth, nvls, arch, env);
    }

    Node paths(PathType inside, PathType toNic) {
        return new Node(version, ranks, nodes, minSm, maxSm, inside, toNic, bandwidth, nvls, arch, env);
    }

    Node gigabytesPerSecond(double perChannel) {
        return new Node(version, ranks, nodes, minSm, maxSm, intra, inter, (float) perChannel, nvls, arch, env);
    }

    Node withNvls() {
        return new Node(version, ranks, nodes, minSm, maxSm, intra, inter, bandwidth, true, arch, env);
    }

    Node on(CpuIdentity.Arch other) {
        return new Node(version, ranks, nodes, minSm, maxSm, intra, inter, bandwidth, nvls, other, env);
    }

    Node set(String name, String value) {
        Map<String, String> more = new HashMap<>(env);
        more.put(name, value);
        return new Node(version, ranks, nodes, minSm, maxSm, intra, inter, bandwidth, nvls, arch, more);
    }

    NcclVersion nccl() {
        return NcclVersion.parse(version).orElseThrow();
    }

    TunerInput input() {
        GraphSummary nvlsGraph = GraphSummary.ofOneNode(5, 8, 40f, 60f, PathType.NVL, PathType.PIX, false);
        return new TunerInput(
                nccl(),
                ranks,
                nodes,
                minSm,
                maxSm,
                2,
                12040,
                new CpuIdentity(arch, CpuIdentity.Vendor.INTEL, 6, 85),
                false,
                GraphSummary.ofOneNode(4, 1, bandwidth, bandwidth, intra, inter, true),
                GraphSummary.ofOneNode(1, 1, bandwidth, bandwidth, intra, inter, true),
                nvls,
                nvls ? Optional.of(nvlsGraph) : Optional.empty(),
                new NcclSettings(env));
    }

    Tuner tuner() {
        return Tuner.of(input());
    }

    Decision choose(Collective collective, long bytes) {
        return tuner().choose(collective, bytes);
    }

    /** The algorithm, where there is one. */
    Optional<Algorithm> algorithm(Collective collective, long bytes) {
        return choose(collective, bytes) instanceof Decision.Chosen c ? Optional.of(c.algorithm()) : Optional.empty();
    }
}
