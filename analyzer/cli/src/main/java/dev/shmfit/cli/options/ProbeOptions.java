package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.terminal.Live;
import dev.shmfit.cli.terminal.StatusLine;
import dev.shmfit.probes.format.Probed;
import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.Prober;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the machine is asked. */
public final class ProbeOptions {
    private static final int LONGEST = 3600;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "For nvidia-smi and its like, all together. Default: ${DEFAULT-VALUE}. What has not answered by"
                            + " then is left out and named.")
    private int timeout = 10;

    @Option(
            names = "--root",
            paramLabel = "DIRECTORY",
            description = "Take files below DIRECTORY in place of /, such as the host's root mounted into a container.")
    private @Nullable Path root;

    /** What is wrong with the options, if anything. */
    public void check() {
        if (timeout < 1 || timeout > LONGEST) {
            throw new UsageError("--timeout " + timeout + ": expected 1 to " + LONGEST + " seconds");
        }
        if (root != null && !Files.isDirectory(root)) {
            throw new UsageError("--root " + root + ": there is no such directory");
        }
    }

    /** The machine that is meant. */
    public Machine machine(Live live) {
        return root == null ? live.machine() : live.machine().below(root);
    }

    /** Asks it; a person who watches sees what takes its time. */
    public Probed probe(Live live, PrintWriter err) {
        StatusLine line = new StatusLine(err, live.watched());
        try {
            return Prober.probe(
                    machine(live),
                    Duration.ofSeconds(timeout),
                    live.clock(),
                    what -> line.show("looking at " + what + " ..."));
        } finally {
            line.clear();
        }
    }
}
