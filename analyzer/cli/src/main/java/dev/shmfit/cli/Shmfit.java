package dev.shmfit.cli;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.ReaderGone;
import dev.shmfit.cli.exit.WriteError;
import dev.shmfit.cli.result.ResultStream;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.terminal.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code shmfit}: names its subcommands, and turns every way to end into an exit code. */
@Command(
        name = "shmfit",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Will this job fit into this node's /dev/shm, and which GPU pairs make NCCL need it?",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.BUG,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the job fits, or there is nothing to compare with",
            " 1:the job would fail, or what was compared does not agree",
            " 2:the command line is wrong",
            " 3:the input cannot be read, or does not suffice to compute anything",
            "69:shmfit could not start, or could not write its result",
            "70:a bug in shmfit"
        })
public final class Shmfit implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more on standard error; show where a bug happened.")
    private boolean verbose;

    /** Whether {@code -v} was given, before or after the subcommand. */
    public boolean verbose() {
        return verbose;
    }

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        throw new ParameterException(
                command,
                "which command? " + String.join(", ", command.getSubcommands().keySet()));
    }

    /** The whole command line, ready to execute; tests give it writers of their own. */
    static CommandLine commandLine() {
        return commandLine(CommandContext.none());
    }

    /** The whole command line, as it runs in this context. */
    static CommandLine commandLine(CommandContext context) {
        return commandLine(context, Subcommands.NAMES);
    }

    /**
     * As much of the command line as these arguments need: a command that stands first is built alone, since reading the
     * options of all others takes longer than most runs do.
     */
    static CommandLine commandLine(CommandContext context, String... arguments) {
        return commandLine(context, Subcommands.neededFor(arguments));
    }

    private static CommandLine commandLine(CommandContext context, List<String> subcommands) {
        CommandLine root = new CommandLine(new Shmfit());
        subcommands.forEach(name -> root.addSubcommand(Subcommands.create(name, context)));
        return framed(root);
    }

    /** Gives a command line the project's way to end: short messages, and one exit code for each kind of failure. */
    static CommandLine framed(CommandLine command) {
        return command.setExecutionStrategy(Shmfit::run)
                .setParameterExceptionHandler(new ShortErrorMessageHandler())
                .setExecutionExceptionHandler(new FailureHandler())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(28);
    }

    /** Runs what was asked for; what it could not write is told here for help and versions, which no handler sees. */
    private static int run(ParseResult parsed) {
        try {
            int code = new RunLast().execute(parsed);
            PrintWriter out = parsed.commandSpec().commandLine().getOut();
            out.flush();
            return code;
        } catch (WriteError | ReaderGone e) {
            return FailureHandler.unwritten(
                    e, "shmfit", parsed.commandSpec().commandLine().getErr());
        }
    }

    /** Executes; nothing that is thrown gets past, not even an error of the virtual machine. */
    static int execute(CommandLine command, String... args) {
        try {
            return command.execute(args);
        } catch (OutOfMemoryError e) {
            long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
            command.getErr()
                    .println("shmfit: ran out of memory (" + mebibytes
                            + " MiB of heap); SHMFIT_JAVA_OPTS=-Xmx1g gives it more. Please report the input.");
            command.getErr().flush();
            return ExitCode.BUG;
        } catch (StackOverflowError | LinkageError | AssertionError e) {
            boolean verbose = command.getCommandSpec().root().userObject() instanceof Shmfit s && s.verbose();
            return FailureHandler.bug(e, "shmfit", verbose, command.getErr());
        }
    }

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        CommandLine command = commandLine(CommandContext.ofProcess(), args)
                .setOut(utf8(ResultStream.standardOutput()))
                .setErr(utf8(new FileOutputStream(FileDescriptor.err)));
        int code = execute(command, args);
        command.getErr().flush();
        System.exit(code);
    }

    /** A report is UTF-8 whatever the locale says: it is read by programs on other machines. */
    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
    }
}
