package dev.shmfit.cli.commands;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.options.JobOptions;
import dev.shmfit.cli.options.NodeOptions;
import dev.shmfit.cli.options.ProbeOptions;
import dev.shmfit.cli.options.Question;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.terminal.StatusLine;
import dev.shmfit.cli.terminal.WatchText;
import dev.shmfit.probes.watch.ShmPeaks;
import dev.shmfit.probes.watch.ShmSample;
import dev.shmfit.probes.watch.ShmWatcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code shmfit watch}: who holds /dev/shm while a job runs, and how its peak compares with the forecast. */
@Command(
        name = "watch",
        sortOptions = false,
        description =
                "Watch who holds /dev/shm, unlinked segments included, until Ctrl-C, the end of a process, or the end of a"
                        + " time; then tell the peak, of the whole and of each owner, beside the forecast. In a terminal one"
                        + " line is redrawn; into a pipe go lines of JSON.",
        customSynopsis = "shmfit watch [OPTION]... [--pid N [--until-exit] | --all]",
        synopsisHeading = "",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit watch",
            "  shmfit watch --pid 4711 --until-exit --loader workers=8,batch=64,sample=600KiB",
            "  shmfit watch --for 60 > use.jsonl"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final int PERIOD_MILLIS = 100;
    /** Where nothing changes a line comes all the same: only by writing is it known that the reader has gone. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--pid",
            paramLabel = "N",
            description =
                    "Only process N and those that it has started, in the /dev/shm that it sees: that of its container.")
    private @Nullable Long pid;

    @Option(names = "--all", description = "Every process that can be seen from here. The default.")
    private boolean all;

    @Option(names = "--until-exit", description = "Stop when process N has ended.")
    private boolean untilExit;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Stop after this time.")
    private @Nullable Integer seconds;

    @Mixin(name = "How the machine is asked for the forecast")
    private ProbeOptions probes;

    @Mixin(name = "The job, from a file")
    private WorkloadOptions workload;

    @Mixin(name = "The job")
    private JobOptions job;

    @Mixin(name = "The node, where it does not say itself")
    private NodeOptions node;

    public WatchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        check();
        node.settings(context.config());
        Function<Capture, AnalysisRequest> question = Question.of(workload, job, node, context.in());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        Thread atEnd = new Thread(() -> finish(stop, told), "end of the watch");
        Runtime.getRuntime().addShutdownHook(atEnd);
        try {
            ShmPeaks peaks = watch(stop);
            tell(peaks, forecast(question));
        } finally {
            told.countDown();
            forget(atEnd);
        }
        return ExitCode.OK;
    }

    private void check() {
        probes.check();
        if (pid != null && all) {
            throw new UsageError("--pid and --all: give one of them");
        }
        if (untilExit && pid == null) {
            throw new UsageError("--until-exit: of which process? Give --pid N");
        }
        if (seconds != null && seconds < 1) {
            throw new UsageError("--for " + seconds + ": expected a number of seconds, 1 or more");
        }
        if (pid != null && ProcessHandle.of(pid).isEmpty()) {
            throw new InputError("there is no process " + pid);
        }
    }

    private ShmPeaks watch(CountDownLatch stop) {
        ShmPeaks peaks = new ShmPeaks();
        WatchText text = new WatchText(context.style());
        PrintWriter out = spec.commandLine().getOut();
        boolean terminal = context.live().terminal();
        StatusLine line = new StatusLine(out, terminal);
        try {
            ShmWatcher watcher = new ShmWatcher(
                    probes.machine(context.live()), pid == null ? OptionalLong.empty() : OptionalLong.of(pid));
            long due = System.nanoTime();
            long end = seconds == null ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            do {
                ShmSample sample = watcher.sample();
                peaks.add(sample);
                if (terminal) {
                    line.show(text.line(sample, peaks));
                } else if (sample.rescanned() || System.nanoTime() - due >= 0) {
                    out.println(WatchText.json(sample));
                    out.flush();
                    due = System.nanoTime() + QUIET_NANOS;
                }
            } while ((!untilExit || watcher.runs())
                    && System.nanoTime() < end
                    && !stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            if (peaks.samples() == 0) {
                throw new InputError("cannot watch /dev/shm: " + ErrorText.reason(e));
            }
            // The process, and with it its view of /dev/shm, has gone away: then this is the end of the watch.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            line.clear();
        }
        return peaks;
    }

    private long forecast(Function<Capture, AnalysisRequest> question) {
        if (!job.isStated()) {
            return -1;
        }
        PrintWriter err = spec.commandLine().getErr();
        try {
            Capture capture = probes.probe(context.live(), err).capture("this machine", "shmfit " + context.version());
            return Analyzer.analyze(question.apply(capture))
                    .need()
                    .demand()
                    .required()
                    .bytes();
        } catch (NotAssessable e) {
            err.println("shmfit watch: no forecast: " + e.getMessage());
            return -1;
        }
    }

    private void tell(ShmPeaks peaks, long forecast) {
        PrintWriter out = spec.commandLine().getOut();
        if (context.live().terminal()) {
            out.print(WatchText.summary(peaks, forecast));
        } else {
            out.println(WatchText.json(peaks, forecast));
            spec.commandLine().getErr().print(WatchText.summary(peaks, forecast));
            spec.commandLine().getErr().flush();
        }
        out.flush();
    }

    /** On Ctrl-C the virtual machine ends as soon as this returns: so wait until the peak has been told. */
    private static void finish(CountDownLatch stop, CountDownLatch told) {
        stop.countDown();
        try {
            if (!told.await(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes back what was to be done at the end of the process. */
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running already.
        }
    }
}
