package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.NcclInternalError;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.observed.ObservedCase;
import dev.shmfit.nccl.simulate.JobForecast;
import dev.shmfit.nccl.simulate.JobPlan;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.nccl.tuning.Collective;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Everything that a forecast says of an observed node, as one text to compare. */
final class EdgeForecast {
    private static final ByteCount PAGE = ByteCount.of(4096);
    private static final long LARGE = 64L << 20;

    private EdgeForecast() {}

    static String of(ObservedCase node, NcclVersion version) {
        NcclNode in = node.input();
        NcclNode at = new NcclNode(
                in.topology(), in.access(), in.platform(), version, in.settings(), in.pods(), new SearchMemo());
        JobPlan.Member all = new JobPlan.Member(
                node.world(),
                OptionalInt.empty(),
                List.of(
                        List.of(
                                new Operation.OfAll(Collective.ALL_REDUCE, 1024),
                                new Operation.OfAll(Collective.ALL_REDUCE, LARGE),
                                new Operation.OfAll(Collective.ALL_GATHER, LARGE),
                                new Operation.OfAll(Collective.REDUCE_SCATTER, LARGE)),
                        List.of(new Operation.AllToAll())));
        JobPlan plan = new JobPlan(List.of(all), List.of("collectives", "alltoall"));
        try {
            return JobForecast.of(at, plan, PAGE, 0).toString();
        } catch (NcclInternalError | IllegalStateException | ArithmeticException e) {
            return Optional.ofNullable(e.getMessage()).orElse("fails");
        }
    }
}
