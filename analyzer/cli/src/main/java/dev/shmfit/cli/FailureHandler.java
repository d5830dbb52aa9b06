package dev.shmfit.cli;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.probes.format.UnreadableInput;
import dev.shmfit.reports.Plain;
import dev.shmfit.units.MalformedText;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells wrong usage and wrong input, which are the user's to mend, from a bug, which is ours. */
final class FailureHandler implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        String name = command.getCommandSpec().qualifiedName(" ");
        boolean verbose = command.getCommandSpec().root().userObject() instanceof Shmfit s && s.verbose();
        if (e instanceof UsageError || e instanceof MalformedText) {
            return ShortErrorMessageHandler.explain(command, String.valueOf(e.getMessage()));
        }
        if (e instanceof InputError || e instanceof UnreadableInput || e instanceof NotAssessable) {
            command.getErr().println(Plain.visible(name + ": " + e.getMessage(), true));
            if (verbose && e.getCause() != null) {
                e.getCause().printStackTrace(command.getErr());
            }
            command.getErr().flush();
            return ExitCode.INPUT;
        }
        return bug(e, name, verbose, command.getErr());
    }

    /** Reports a failure that is not the input's fault. */
    static int bug(Throwable e, String name, boolean verbose, PrintWriter err) {
        err.println(Plain.visible(name + ": this is a bug in shmfit, please report it with the input: " + e, true));
        if (verbose) {
            e.printStackTrace(err);
        } else {
            err.println("The option -v shows where it happened.");
        }
        err.flush();
        return ExitCode.BUG;
    }
}
