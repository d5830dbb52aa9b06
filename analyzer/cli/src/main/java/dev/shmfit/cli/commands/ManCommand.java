package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.units.DidYouMean;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code shmfit man}: the manual pages. */
@Command(
        name = "man",
        description = "Print the manual page of shmfit or of one of its commands.",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  shmfit man analyze | man -l -", "  shmfit man > /usr/local/share/man/man1/shmfit.1"})
public final class ManCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command. Default: shmfit itself.")
    private @Nullable String command;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        CommandLine wanted = command == null ? root : root.getSubcommands().get(command);
        if (wanted == null) {
            List<String> known = List.copyOf(root.getSubcommands().keySet());
            throw new UsageError("\"" + ErrorText.shown(String.valueOf(command)) + "\" is not a command"
                    + DidYouMean.hint(known, String.valueOf(command)) + "; known are " + String.join(", ", known));
        }
        spec.commandLine().getOut().print(ManPage.of(wanted));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
