package dev.shmfit.cli;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.HelpAsked;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.ReaderGone;
import dev.shmfit.cli.exit.StatementText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.exit.WriteError;
import dev.shmfit.probes.format.UnreadableInput;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeOverflow;
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
        if (e instanceof HelpAsked help) {
            command.getOut().print(help.text());
            command.getOut().flush();
            return ExitCode.OK;
        }
        if (e instanceof MalformedText m) {
            return ShortErrorMessageHandler.explain(command, StatementText.of(m));
        }
        if (e instanceof UsageError || e instanceof SizeOverflow) {
            return ShortErrorMessageHandler.explain(command, String.valueOf(e.getMessage()));
        }
        if (e instanceof InputError || e instanceof UnreadableInput || e instanceof NotAssessable) {
            command.getErr().println(VisibleText.visible(name + ": " + e.getMessage(), true));
            if (verbose && e.getCause() != null) {
                e.getCause().printStackTrace(command.getErr());
            }
            command.getErr().flush();
            return ExitCode.INPUT;
        }
        if (e instanceof WriteError || e instanceof ReaderGone) {
            return unwritten((RuntimeException) e, name, command.getErr());
        }
        return bug(e, name, verbose, command.getErr());
    }

    /** Ends where the result could not be written: in silence where nobody reads it any more. */
    static int unwritten(RuntimeException e, String name, PrintWriter err) {
        if (e instanceof ReaderGone) {
            return ExitCode.READER_GONE;
        }
        err.println(VisibleText.visible(name + ": " + e.getMessage(), true));
        err.flush();
        return ExitCode.UNAVAILABLE;
    }

    /** Reports a failure that is not the input's fault. */
    static int bug(Throwable e, String name, boolean verbose, PrintWriter err) {
        err.println(
                VisibleText.visible(name + ": this is a bug in shmfit, please report it with the input: " + e, true));
        if (verbose) {
            e.printStackTrace(err);
        } else {
            err.println("The option -v shows where it happened.");
        }
        err.flush();
        return ExitCode.BUG;
    }
}
