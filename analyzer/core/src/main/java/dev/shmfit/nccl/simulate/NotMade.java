package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PathType;
import dev.shmfit.topology.StructuralPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The forecast of a communicator that NCCL gives up on: no pair gets connected, and no channel exists. */
final class NotMade {
    private NotMade() {}

    static CommunicatorForecast forecast(NcclNode node, CommunicatorSpec spec, InitFailure failure) {
        List<PairForecast> pairs = new ArrayList<>();
        for (int a = 0; a < spec.size(); a++) {
            for (int b = 0; b < spec.size(); b++) {
                if (a != b) {
                    pairs.add(new PairForecast(
                            a,
                            b,
                            path(node, spec, a, b),
                            Transport.ERROR,
                            "",
                            failure.rule(),
                            List.of(new Trace(failure.rule(), failure.summary(), "src/init.cc initTransportsRank"))));
                }
            }
        }
        return new CommunicatorForecast(
                spec.name(),
                spec.worldRanks(),
                spec.gpus(),
                new ChannelCounts(0, 0, 0, 0),
                List.of(),
                List.of(),
                pairs,
                List.of(),
                Optional.empty(),
                Optional.of(failure));
    }

    private static PathType path(NcclNode node, CommunicatorSpec spec, int a, int b) {
        int on = spec.nodes().get(a);
        if (on != spec.nodes().get(b)) {
            return PathType.NET;
        }
        GpuTopology topology = node.hardwareOf(on).topology();
        return StructuralPaths.pathType(
                topology,
                id(topology, spec.gpus().get(a)),
                id(topology, spec.gpus().get(b)));
    }

    private static DeviceId id(GpuTopology topology, int gpu) {
        return topology.gpu(gpu).map(Device.Gpu::id).orElseThrow();
    }
}
