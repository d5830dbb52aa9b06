package dev.shmfit.bench;

import dev.shmfit.nccl.NcclVersion;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * How long does the first forecast in a started JVM take? One node, version and extent for each start, since the second
 * forecast in a JVM finds its classes loaded. The XML is read before the clock starts. On a busy machine the CPU time of
 * the thread says more than the time that passed.
 *
 * <p>Arguments: a name of {@link SixteenGpus}; a version of NCCL; {@code search} for system, paths, rings and trees, or
 * {@code communicator} for all decisions.
 */
public final class FirstCall {
    private FirstCall() {}

    public static void main(String[] args) {
        SixteenGpus which = SixteenGpus.valueOf(args[0]);
        NcclVersion version = NcclVersion.parse(args[1]).orElseThrow();
        boolean all = args[2].equals("communicator");
        Node node = which.node();
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long startCpu = clock.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        int channels = all
                ? node.communicator(version).channels().size()
                : Search.of(node, version).run();
        long nanos = System.nanoTime() - start;
        long cpu = clock.getCurrentThreadCpuTime() - startCpu;
        PrintWriter out = Repository.standardOutput();
        out.println(String.format(
                Locale.ROOT,
                "%-16s %-7s %-13s %6.1f ms, %6.1f ms of CPU  (%d channels)",
                which,
                args[1],
                args[2],
                nanos / 1e6,
                cpu / 1e6,
                channels));
    }
}
